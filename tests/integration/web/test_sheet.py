"""The call sheet on the page: the questions on the form, read out in order, added to, and never a blank."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.queries.missing import episode_page
from lantern.vocabulary.calls import QUESTIONS, WORRIED
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import NameKind
from lantern.vocabulary.roles import Role
from lantern.web.sheet import LEGAL, NAME_WORDS
from tests.factories.children import make_protected_contact
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.integration.web.reading import errors, title, words
from tests.integration.web.sent import boxes, hidden

TYPED = r" \( typed by Dee Deskly, Duty worker , \d\d:\d\d\)$"


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Sheetly")


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def report(client: Client, night: Night, **typed: str) -> str:
    """Send the report's form; give the episode's reference."""
    address = f"/report/{night.child.reference}"
    seen = boxes("last_seen", datetime.now(UTC) - timedelta(hours=2))
    response = client.post(address, hidden(client.get(address)) | seen | typed)
    assert response.status_code == 302, errors(response)
    return str(response["Location"].removeprefix("/missing/"))


def sheet(client: Client, reference: str) -> dict[str, str]:
    """Give what the sheet says to each thing that is asked."""
    page = client.get(f"/missing/{reference}/sheet").content.decode()
    pairs = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    plain = [[" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in pair] for pair in pairs]
    return {key: value.replace("\N{NO-BREAK SPACE}", " ") for key, value in plain}


# The report's own boxes for three of the questions; each other is asked by its short name.
OWN_BOX = {"why_worried": "why_worried", "done_to_trace": "done_to_trace", "anything_else": "words"}


def test_form_asks_in_the_order_of_the_police(desk: Client, night: Night) -> None:
    page = desk.get(f"/report/{night.child.reference}").content.decode()
    boxes_in_order = [f'name="{OWN_BOX.get(each.name, f"asked_{each.name}_words")}"' for each in QUESTIONS]
    boxes_in_order.insert(2, 'name="last_seen_where"')
    places = [page.find(box) for box in boxes_in_order]

    assert (places, -1 in places) == (sorted(places), False)


def test_sheet_reads_out_in_the_order_of_the_police(desk: Client, night: Night) -> None:
    asked = list(sheet(desk, report(desk, night)))
    questions = [question.words for question in QUESTIONS if question.name != LEGAL]

    assert [line for line in asked if line in questions] == questions
    assert asked.index(questions[1]) < asked.index("Where, by whom, and who with") < asked.index(questions[2])


def test_how_worried_the_caller_is_stands_after_why_in_the_form_and_on_the_sheet(
    desk: Client, night: Night
) -> None:
    page = desk.get(f"/report/{night.child.reference}").content.decode()
    boxes_in_order = ("why_worried", "caller_worry", "caller_reasons", "done_to_trace")
    places = [page.find(f'name="{box}"') for box in boxes_in_order]
    assert (places, -1 in places) == (sorted(places), False)
    assert sheet(desk, report(desk, night))[WORRIED.words] == "Not known"

    reference = report(
        desk, night, said_by="Jo Keyworkly", caller_worry="very", caller_reasons="She has never done this"
    )
    report(desk, night, said_by="Uma Friendly", caller_reasons="Her aunt said she is fine")

    said = sheet(desk, reference)
    assert list(said)[list(said).index(QUESTIONS[0].words) + 1] == WORRIED.words
    assert re.sub(r", \d\d:\d\d", "", said[WORRIED.words]) == (
        "Her aunt said she is fine ( said by Uma Friendly ) "
        "Before, said by Jo Keyworkly: Very worried . She has never done this"
    )


def test_name_of_a_child_nobody_knows_yet_reads_once(desk: Client, night: Night) -> None:
    key = hidden(desk.get("/report/unknown?name="))["key"]
    typed = {
        "key": key,
        "name": "Tesfaldet",
        "age": "15",
        "sex": "M",
        **boxes("last_seen", datetime.now(UTC)),
    }
    sent = desk.post("/report/unknown", typed)
    reference = str(sent["Location"]).removeprefix("/missing/")

    said = sheet(desk, reference)

    assert said["Name, as it was heard"] == "Tesfaldet (not yet identified)"
    assert "As it was heard" not in said
    drawn_sheet = words(desk.get(f"/missing/{reference}/sheet"))
    assert drawn_sheet.count("Tesfaldet") == 2  # in the heading, and where the name is asked for


def test_nothing_is_chosen_for_anybody(desk: Client, night: Night) -> None:
    page = desk.get(f"/report/{night.child.reference}").content.decode()

    assert re.findall(r'name="(asked_\w+)"[^>]*checked', page) == []


def test_question_left_alone_is_not_stored_and_reads_not_known(desk: Client, night: Night) -> None:
    reference = report(desk, night)
    entry = episode_page(reference=reference, by=night.desk, now=datetime.now(UTC)).chronology[0]
    said = sheet(desk, reference)

    assert [label for label, _words in entry.facts] == ["Last seen"]
    assert {said[question.words] for question in QUESTIONS} == {"Not known"}


def test_answers_are_read_out_as_they_were_given(desk: Client, night: Night) -> None:
    reference = report(
        desk,
        night,
        why_worried="New phone",
        asked_hurt="no",
        asked_medical_needs="yes",
        asked_medical_needs_words="Inhaler",
        asked_self_harm="not_known",
        asked_sexual_exploitation_words="A man of about 30",
        asked_with_whom_words="Ozzy",
    )
    said = sheet(desk, reference)
    asked = {question.name: re.sub(TYPED, "", said[question.words]) for question in QUESTIONS}

    assert {name: words for name, words in asked.items() if words != "Not known" or name == "self_harm"} == {
        "why_worried": "New phone",
        "hurt": "No",
        "medical_needs": "Yes . Inhaler",
        "self_harm": "Not known",
        "sexual_exploitation": "A man of about 30 (yes or no is not known)",
        "with_whom": "Ozzy",
    }


def test_sheet_begins_with_who_calls_and_ends_with_the_reference(desk: Client, night: Night) -> None:
    reference = report(desk, night, said_by="Jo Keyworkly", contact="01632 960003", wearing="Black jacket")
    said = sheet(desk, reference)

    assert {
        key: said[key] for key in ("Organisation", "Number to ring back", "Who told us", "Our reference")
    } == {
        "Organisation": night.authority.name,
        "Number to ring back": "01632 960000",
        "Who told us": "Jo Keyworkly, 01632 960003",
        "Our reference": reference,
    }
    assert (said["Wearing, and how they look"], said["Where, by whom, and who with"], said["Noticed"]) == (
        "Black jacket",
        "Not known",
        "Not known",
    )
    page = words(desk.get(f"/missing/{reference}/sheet"))
    heads = ["1. Who is calling", "2. What the police ask first", "3. The child", "4. Last seen"]
    heads += ["5. What else the police ask", "6. Who answers for the child", "7. What the police gave"]
    places = [page.find(head) for head in heads]
    assert (places, -1 in places) == (sorted(places), False)


def test_every_kind_of_name_can_be_read_out() -> None:
    assert set(NAME_WORDS) == set(NameKind)


def test_paper_has_boxes_to_write_in(desk: Client, night: Night) -> None:
    said = sheet(desk, report(desk, night))

    boxes_on_paper = (
        "Police log number",
        "Who took the call (name, number)",
        "Time answered",
        "Minutes waited",
    )
    assert [said[box] for box in boxes_on_paper] == ["", "", "", ""]


def test_host_desk_reads_the_sheet_without_names_and_addresses(
    night: Night, signed_in: Any, desk: Client
) -> None:
    make_protected_contact(child=night.child, name="Invented Carer", address="1 Hidden Street")
    reference = report(desk, night, said_by="Jo Keyworkly", contact="01632 960003")
    host = signed_in(organisation=night.host)
    page = words(host.get(f"/missing/{reference}/sheet"))

    assert "Hidden Street" in words(desk.get(f"/missing/{reference}/sheet"))
    assert [hidden in page for hidden in ("Hidden Street", "Invented Carer", "Jo Keyworkly", "960003")] == [
        False
    ] * 4
    assert "Your role does not see these" in page


@pytest.mark.parametrize(
    ("role", "place", "status"), [(Role.CARER, "home", 403), (Role.POLICE_DESK, "force", 200)]
)
def test_sheet_opens_to_whoever_reads_the_record(
    role: Role, place: str, status: int, night: Night, signed_in: Any, desk: Client
) -> None:
    reference = report(desk, night)
    reader = signed_in(role, organisation=getattr(night, place))

    assert reader.get(f"/missing/{reference}/sheet").status_code == status
    linked = f"/missing/{reference}/sheet" in reader.get(f"/missing/{reference}").content.decode()
    assert linked == (status == 200)


def test_sheet_of_others_is_not_found(night: Night, signed_in: Any, desk: Client) -> None:
    assert signed_in().get(f"/missing/{report(desk, night)}/sheet").status_code == 404


def test_sheet_is_linked_where_the_police_are_rung(desk: Client, night: Night) -> None:
    reference = report(desk, night)

    for page in (f"/missing/{reference}", f"/missing/{reference}/police-call"):
        assert "Read this out: the call sheet" in words(desk.get(page))


# Later answers


def later(client: Client, reference: str, **typed: str) -> Any:
    address = f"/missing/{reference}/sheet/answers"
    return client.post(address, hidden(client.get(address)) | {"obtained_now": "on"} | typed)


def test_later_answer_is_read_out_with_what_stood_before(desk: Client, night: Night) -> None:
    friend = {"given_by": "Jo Friendly", "contact": "01632 960011"}
    reference = report(desk, night, asked_hurt="no")
    response = later(desk, reference, asked_hurt="yes", asked_hurt_words="Fell", **friend)
    said = sheet(desk, reference)["Is the child likely to have been hurt?"]

    assert response["Location"] == f"/missing/{reference}/sheet"
    assert re.sub(r"\d\d:\d\d", "--:--", said) == (
        "Yes . Fell ( said by Jo Friendly , --:--) Before, typed by Dee Deskly, Duty worker, --:--: No"
    )
    assert sheet(desk, reference)["Who told us"] == "Jo Friendly, 01632 960011"
    assert "Said by Jo Friendly" in words(desk.get(f"/missing/{reference}"))


def test_form_of_later_answers_shows_what_stands(desk: Client, night: Night) -> None:
    reference = report(desk, night, asked_vehicle="no")
    page = words(desk.get(f"/missing/{reference}/sheet/answers"))

    assert re.search(r"Is there a vehicle\? Now, from \d\d:\d\d: No Yes No Not known", page)


def test_later_answers_without_any_answer_are_refused(desk: Client, night: Night) -> None:
    response = later(desk, report(desk, night))

    assert (title(response), errors(response)) == (
        "Error: Answers for the police – Lantern",
        ["Answer at least one of the questions"],
    )


def test_carer_answers_and_goes_back_to_the_episode(night: Night, signed_in: Any, now: datetime) -> None:
    reference = night.reported(now=now, last_seen=When.moment(now))
    carer = signed_in(Role.CARER, organisation=night.home)
    response = later(carer, reference, asked_money="yes")

    assert response["Location"] == f"/missing/{reference}"
    assert "Your role does not see what others answered." in words(
        carer.get(f"/missing/{reference}/sheet/answers")
    )


def test_same_press_twice_counts_once(desk: Client, night: Night) -> None:
    reference = report(desk, night)
    address = f"/missing/{reference}/sheet/answers"
    typed = hidden(desk.get(address)) | {"obtained_now": "on", "asked_money": "yes"}
    for _press in range(2):
        desk.post(address, typed)

    entries = episode_page(reference=reference, by=night.desk, now=datetime.now(UTC)).chronology
    assert [entry.kind.value for entry in entries] == ["missing_reported", "information_received"]
