"""The pages of a child nobody knows yet, and of a photograph: what is typed, what is shown to whom, and how."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.gateways.files import MOST_BYTES
from lantern.record.models import Child, MissingEpisode, Photograph
from lantern.vocabulary.roles import OrganisationKind, Role
from lantern.web.doors import moment
from tests.factories.children import make_child
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.factories.pictures import photograph_file, picture
from tests.factories.sight import invented
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, drawn, hidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> Night:
    return make_night(name="Selamawit Testdemo")


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.authority))


@pytest.fixture
def home(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(role=Role.CARER, organisation=night.home))


def upload(content: bytes, name: str = "Selamawit at home.png") -> io.BytesIO:
    sent = io.BytesIO(content)
    sent.name = name
    return sent


def report(desk: Client, **said: Any) -> Any:
    key = hidden(desk.get("/report/unknown?name="))["key"]
    typed = {"key": key, "name": "Selam", "age": "15", "sex": "F", "languages": "Tigrinya"}
    typed |= {"why_worried": "A grey car", **boxes("last_seen", moment() - timedelta(hours=2)), **said}
    return desk.post("/report/unknown", typed)


@invented
def episode() -> MissingEpisode:
    return MissingEpisode.objects.select_related("child").latest("pk")


@invented
def photographs() -> list[Photograph]:
    return list(Photograph.objects.order_by("pk"))


@invented
def children() -> list[Child]:
    return list(Child.objects.filter(is_unidentified=True))


def test_the_search_that_finds_nobody_leads_to_the_page(desk: Client) -> None:
    drawn_page = desk.get("/report?q=selam").content.decode()

    assert "Not found? Report a child nobody knows yet" in drawn_page
    assert 'href="/report/unknown?name=selam"' in drawn_page
    assert drawn(desk.get("/report/unknown?name=selam"), "name") == "selam"


def test_what_was_heard_is_searched_before_a_new_child_is_made(desk: Client, night: Night) -> None:
    first = desk.get("/report/unknown")
    assert "Search first by whatever was heard" in words(first)
    assert 'name="last_seen_0"' not in first.content.decode()
    assert 'href="/report/unknown?name="' in first.content.decode()  # nothing was heard: at once
    assert desk.get("/report/unknown?name=").status_code == 200

    somebody = make_child(name="Yordanos Knownhere", responsible_authority=night.authority)
    found = desk.get("/report/unknown?q=yordanos")
    assert "1 child found" in words(found)
    assert f'href="/report/{somebody.reference}"' in found.content.decode()
    assert "None of these: report a child nobody knows" in words(found)
    assert 'href="/report/unknown?name=yordanos"' in found.content.decode()
    nobody = desk.get("/report/unknown?q=yonas")
    assert "Nobody found by" in words(nobody)
    assert 'href="/report/unknown?name=yonas"' in nobody.content.decode()


def test_number_that_was_searched_is_nobody_s_name_and_a_post_is_never_held_up(desk: Client) -> None:
    assert drawn(desk.get("/report/unknown?name=07700+900123"), "name") == ""
    typed = {"key": "unsearched", **boxes("last_seen", moment() - timedelta(hours=2))}
    assert desk.post("/report/unknown", typed).status_code == 302
    assert len(children()) == 1


def test_one_page_records_the_child_with_a_photograph(desk: Client) -> None:
    sent = report(desk, photograph=upload(photograph_file()))

    assert sent["Location"] == f"/missing/{episode().reference}"
    page = desk.get(sent["Location"])
    read = words(page)
    assert "Name as heard: Selam, not yet identified" in read
    assert "Nobody knows yet who this child is." in read
    assert "A grey car" in read
    assert f'src="/photographs/{photographs()[0].reference}"' in page.content.decode()
    assert "Name as heard: Selam, not yet identified" in words(desk.get("/"))


def test_how_worried_the_caller_is_is_asked_and_stands_with_the_report(desk: Client) -> None:
    page = report(desk, caller_worry="extremely", caller_reasons="He was shaking")
    assert len(errors(page)) == 1
    assert drawn(page, "caller_reasons") == "He was shaking"
    sent = report(desk, caller_worry="very", caller_reasons="He was shaking")
    read = words(desk.get(sent["Location"]))
    assert "Very worried" in read
    assert "He was shaking" in read


def test_a_picture_that_is_refused_keeps_what_was_typed(desk: Client) -> None:
    page = report(desk, photograph=upload(b"<svg/>", "picture.png"))

    assert errors(page)[0].startswith("This file is not a photograph that can be taken")
    assert (drawn(page, "name"), drawn(page, "age"), drawn(page, "why_worried")) == (
        "Selam",
        "15",
        "A grey car",
    )
    assert children() == []


def test_a_good_picture_beside_a_mistake_is_asked_for_again(desk: Client) -> None:
    page = report(desk, age="many", photograph=upload(photograph_file()))

    assert errors(page) == [
        "The age must be a whole number from 0 to 25, or empty",
        "Choose the photograph again: a browser does not keep it when something else is wrong",
    ]


def test_an_upload_that_is_too_large_is_refused_in_words(desk: Client, night: Night) -> None:
    address = f"/children/{night.child.reference}/photographs/new"
    page = desk.post(address, {"photograph": upload(b"\xff\xd8\xff" + b"\0" * (MOST_BYTES + 10))})

    assert errors(page)[0].startswith("This photograph is larger than 10 megabytes")


def test_more_than_one_file_at_once_is_no_form_of_ours(desk: Client, night: Night) -> None:
    address = f"/children/{night.child.reference}/photographs/new"
    two = {"photograph": upload(photograph_file()), "another": upload(photograph_file())}

    assert desk.post(address, two).status_code == 400


def test_a_photograph_is_answered_as_nothing_but_a_picture(desk: Client, night: Night) -> None:
    address = f"/children/{night.child.reference}/photographs/new"
    sent = desk.post(
        address,
        {"photograph": upload(photograph_file()), "words": "In May", "key": hidden(desk.get(address))["key"]},
    )
    assert sent["Location"] == f"/children/{night.child.reference}"
    assert "In May . Added by" in words(desk.get(sent["Location"]))

    shown = desk.get(f"/photographs/{photographs()[0].reference}")

    assert shown.content == picture().content
    headers = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control")
    assert [shown[name] for name in headers] == [
        "image/jpeg",
        'inline; filename="photograph.jpg"',
        "nosniff",
        "private, no-store",
    ]
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert "img-src 'self'" in desk.get("/")["Content-Security-Policy"]


def test_a_home_adds_a_photograph_and_is_not_shown_it(desk: Client, home: Client, night: Night) -> None:
    address = f"/children/{night.child.reference}/photographs/new"
    sent = home.post(
        address, {"photograph": upload(photograph_file()), "key": hidden(home.get(address))["key"]}
    )
    reference = photographs()[0].reference

    assert "Your role does not see photographs" in words(home.get(sent["Location"]))
    assert home.get(f"/photographs/{reference}").status_code == 403
    assert desk.get(f"/photographs/{reference}").status_code == 200


def test_a_photograph_is_withdrawn_with_a_reason(desk: Client, night: Night) -> None:
    address = f"/children/{night.child.reference}/photographs/new"
    desk.post(address, {"photograph": upload(photograph_file()), "key": "k" * 20})
    reference = photographs()[0].reference
    page = f"/photographs/{reference}/withdraw"
    assert errors(desk.post(page, {"key": "l" * 20})) == ["Say why the photograph is withdrawn"]

    sent = desk.post(page, {**hidden(desk.get(page)), "reasons": "Another child"})

    assert sent["Location"] == f"/children/{night.child.reference}"
    assert desk.get(f"/photographs/{reference}").status_code == 404
    assert desk.get(page).status_code == 404


def test_a_child_is_matched_side_by_side(desk: Client, night: Night) -> None:
    report(desk, photograph=upload(photograph_file()))
    unknown, known = episode().child.reference, night.child.reference
    found = desk.get(f"/children/{unknown}/match?q=selam")
    assert f'href="/children/{unknown}/match/{known}"' in found.content.decode()
    assert words(found).count("Compare the two") == 1
    page = f"/children/{unknown}/match/{known}"
    both = desk.get(page)
    for each in ("Name as heard: Selam, not yet identified", "Selamawit Testdemo", "Tigrinya"):
        assert each in words(both)

    assert errors(desk.post(page, hidden(both))) == ["Say how it is known who the child is"]
    sent = desk.post(page, {**hidden(both), "reasons": "Her key worker knew her"})

    assert sent["Location"] == f"/children/{known}"
    read = words(desk.get(sent["Location"]))
    assert f"Recorded before anybody knew who this was as {unknown}" in read
    assert "It is known now who this child is." in words(desk.get(f"/children/{unknown}"))
    assert desk.get(page).status_code == 404


def test_a_match_that_is_refused_or_late_says_so_on_the_page(desk: Client, night: Night) -> None:
    night.reported()
    report(desk)
    unknown = episode().child.reference
    page = f"/children/{unknown}/match/{night.child.reference}"
    sent = {**hidden(desk.get(page)), "reasons": "The photograph"}

    assert errors(desk.post(page, sent))[0].startswith("That child is recorded missing already")
    assert errors(desk.post(page, {**sent, "seen_version": "7"}))[0].startswith("Somebody else changed")


def test_a_child_on_no_record_is_given_a_name(desk: Client) -> None:
    report(desk)
    unknown = episode().child.reference
    page = f"/children/{unknown}/identify"
    drawn_page = desk.get(page)
    assert "Say who this child is" in words(drawn_page)
    assert len(errors(desk.post(page, hidden(drawn_page)))) == 2

    sent = desk.post(page, {**hidden(drawn_page), "name": "Selam Newdemo", "reasons": "Her own word"})

    assert sent["Location"] == f"/children/{unknown}"
    read = words(desk.get(sent["Location"]))
    assert "Selam Newdemo" in read
    assert "not yet identified" not in read
    assert desk.get(page).status_code == 404


def matched(desk: Client, night: Night) -> str:
    """Report and match a child nobody knew; gives the address where that is taken back."""
    report(desk)
    page = f"/children/{episode().child.reference}/match/{night.child.reference}"
    sent = desk.post(page, {**hidden(desk.get(page)), "reasons": "Her key worker knew her"})
    found = re.search(r'href="(/matches/[^"]+)"', desk.get(sent["Location"]).content.decode())
    assert found is not None
    return found[1]


def test_a_match_is_taken_back_from_the_known_child_s_page(desk: Client, night: Night) -> None:
    page = matched(desk, night)
    drawn_page = desk.get(page)
    assert "Not the same child: take the match back" in words(drawn_page)
    assert "Which of the two was that?" not in words(drawn_page)
    assert errors(desk.post(page, hidden(drawn_page))) == ["Say how it is known that they are two children"]

    sent = desk.post(page, {**hidden(drawn_page), "reasons": "It is another girl"})

    unknown = children()[0].reference
    assert sent["Location"] == f"/children/{unknown}"
    read = words(desk.get(sent["Location"]))
    assert "The match is taken back, and nothing is lost." in read
    assert "Nobody knows yet who this child is." in read
    assert "That was taken back on" in read
    known = words(desk.get(f"/children/{night.child.reference}"))
    assert "What was recorded of a child nobody knew was put here on" in known
    assert unknown not in known
    assert desk.get(page).status_code == 404


def test_who_came_back_since_the_match_must_be_said(desk: Client, night: Night) -> None:
    page = matched(desk, night)
    returned = f"/missing/{episode().reference}/returned"
    desk.post(returned, {**hidden(desk.get(returned)), "returned_now": "on"})
    drawn_page = desk.get(page)
    assert "Is back:" in words(drawn_page)
    sent = {**hidden(drawn_page), "reasons": "It is another girl"}
    assert errors(desk.post(page, sent)) == [
        "Say who it was that was found, came back or was talked to since then."
    ]

    desk.post(page, {**sent, "whose": "known"})

    assert "Name as heard: Selam, not yet identified" in words(desk.get("/"))


def named(desk: Client) -> str:
    """Report a child nobody knew and say by hand who it is; gives the address where that is taken back."""
    report(desk)
    page = f"/children/{episode().child.reference}/identify"
    typed = {"name": "Selam Wrongdemo", "reasons": "Her own word"}
    sent = desk.post(page, {**hidden(desk.get(page)), **typed})
    found = re.search(r'href="(/identities/[^"]+)"', desk.get(sent["Location"]).content.decode())
    assert found is not None
    return found[1]


def test_a_name_given_by_hand_is_taken_back_from_the_child_s_page(desk: Client) -> None:
    page = named(desk)
    drawn_page = desk.get(page)
    assert "Not this child: take the name back" in words(drawn_page)
    assert "Which of the two was that?" not in words(drawn_page)
    assert errors(desk.post(page, hidden(drawn_page))) == ["Say how it is known that it is not this child"]

    given = {**hidden(drawn_page), "reasons": "Her brother says so"}
    sent = desk.post(page, given)

    assert sent["Location"] == f"/children/{children()[0].reference}"
    read = words(desk.get(sent["Location"]))
    assert "It is taken back, and nothing is lost." in read
    assert "Nobody knows yet who this child is." in read
    assert "it is another child. The name was: Selam Wrongdemo" in read
    assert "Name as heard: Selam, not yet identified" in words(desk.get("/"))
    assert desk.post(page, given)["Location"] == sent["Location"]  # a second press answers like the first
    assert desk.get(page).status_code == 404


def test_an_undo_of_a_name_that_is_late_keeps_what_was_typed_and_asks_whose_a_return_was(
    desk: Client,
) -> None:
    page = named(desk)
    sent = {**hidden(desk.get(page)), "reasons": "Her brother says so"}
    returned = f"/missing/{episode().reference}/returned"
    desk.post(returned, {**hidden(desk.get(returned)), "returned_now": "on"})
    late = desk.post(page, {**sent, "whose": "known"})
    assert errors(late)[0].startswith("Somebody else changed")
    assert drawn(late, "reasons") == "Her brother says so"
    assert errors(desk.post(page, {**sent, **hidden(late)})) == [
        "Say who it was that was found, came back or was talked to since then."
    ]

    desk.post(page, {**sent, **hidden(late), "whose": "known"})

    assert "Name as heard: Selam, not yet identified" in words(desk.get("/"))


def test_an_undo_that_is_refused_or_late_says_so_and_keeps_what_was_typed(desk: Client, night: Night) -> None:
    page = matched(desk, night)
    sent = {**hidden(desk.get(page)), "reasons": "It is another girl"}
    late = desk.post(page, {**sent, "seen_version": "99"})
    assert errors(late)[0].startswith("Somebody else changed")
    assert drawn(late, "reasons") == "It is another girl"
    night.reported(now=moment())

    assert errors(desk.post(page, hidden(late) | {"reasons": "Another"}))[0].startswith(
        "Somebody else changed"
    )
    again = hidden(desk.get(page)) | {"reasons": "Another"}
    assert errors(desk.post(page, again))[0].startswith("Since the match somebody else reported")


def test_a_match_is_not_taken_back_by_the_home_or_another_authority(
    desk: Client, home: Client, night: Night, signed_in: Any
) -> None:
    page = matched(desk, night)
    host = signed_in(account=make_account(organisation=night.host))

    assert home.get(page).status_code == 403
    assert host.get(page).status_code == 403
    assert desk.get("/matches/NO-SUCH/undo").status_code == 404


def test_where_they_were_brought_to_is_asked_after_the_minute_s_questions(desk: Client, night: Night) -> None:
    drawn_page = desk.get("/report/unknown?name=").content.decode()
    assert drawn_page.index("Report missing</button>") < drawn_page.index("If the caller knows it")
    brought = boxes("brought", moment() - timedelta(hours=13))
    sent = report(
        desk,
        placement=night.home.reference,
        said_by="Bo",
        said_by_role="Night staff",
        done_to_trace="Every room",
        **brought,
    )

    read = words(desk.get(sent["Location"]))
    for each in (f"Brought to {night.home.name} on", "Bo, Night staff", "Every room", night.host.name):
        assert each in read


def test_a_time_that_cannot_be_stands_beside_its_boxes(desk: Client) -> None:
    page = report(desk, **boxes("brought", moment() - timedelta(hours=1)))

    assert errors(page) == [
        "The child cannot have been brought there after being last seen. Check both times."
    ]


def test_the_two_homes_are_named_before_a_match(desk: Client, night: Night) -> None:
    other = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, name="Harbour Lodge")
    report(desk, placement=other.reference)
    page = f"/children/{episode().child.reference}/match/{night.child.reference}"

    assert f"The report will stand under {night.home.name}" in words(desk.get(page))


def test_who_a_child_is_is_not_said_by_the_home(home: Client, night: Night) -> None:
    for page in ("match", "identify", f"match/{night.child.reference}"):
        assert home.get(f"/children/{night.child.reference}/{page}").status_code == 403


def test_a_carer_has_no_page_for_a_child_nobody_knows(home: Client) -> None:
    assert home.get("/report/unknown").status_code == 403
