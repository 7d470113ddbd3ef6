"""A report of several children saved unfinished: each child's own words by the child, found again, gone when sent."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.queries.drafts import kept
from lantern.vocabulary.roles import Role
from tests.factories.companions import Companions, make_companions
from tests.factories.organisations import make_account
from tests.integration.web.reading import errors, title, words
from tests.integration.web.sent import boxes, drawn, hidden

SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def companions(db: None) -> Companions:
    return make_companions()


@pytest.fixture
def account(companions: Companions) -> Any:
    return make_account(organisation=companions.host, name="Dee Deskly")


@pytest.fixture
def desk(account: Any, signed_in: Any) -> Client:
    return signed_in(account=account)


def form_of(companions: Companions, *which: int, then: str = "") -> str:
    children = "&".join(f"child={companions.references[place]}" for place in which)
    return f"/several/{companions.home.reference}{then}?{children}"


def save(client: Client, companions: Companions, *which: int, **typed: str) -> Any:
    return client.post(form_of(companions, *which, then="/draft"), typed, headers=SCRIPT)


def content(companions: Companions, account: Any) -> dict[str, str] | None:
    by, now = account.as_actor(), datetime.now(UTC)
    draft = kept(form="several", about=companions.home.reference, by=by, now=now)
    return draft.content if draft else None


def test_each_childs_own_words_are_kept_by_the_child(
    desk: Client, companions: Companions, account: Any
) -> None:
    first, second, _third = companions.references
    saved = save(
        desk,
        companions,
        0,
        1,
        **{"said_by": "Jo", "wearing_0": "Green coat", "last_seen_1_hour": "21", "last_seen_where_1": "Lane"},
    )

    assert (saved.status_code, bool(re.fullmatch(r"Saved \d\d:\d\d", saved.json()["said"]))) == (200, True)
    assert content(companions, account) == {
        "said_by": "Jo",
        f"{first}:wearing": "Green coat",
        f"{second}:last_seen_hour": "21",
        f"{second}:last_seen_where": "Lane",
        "children": f"{first} {second}",
        "signed": "Dee Deskly",
    }


def test_form_opens_with_what_was_typed_whichever_child_stands_first(
    desk: Client, companions: Companions, account: Any
) -> None:
    seen = datetime.now(UTC) - timedelta(hours=2)
    own = {"wearing_0": "Green coat", "wearing_1": "Blue hat", "last_seen_where_1": "In the lane"}
    own |= {"asked_medical_needs_1": "yes", "asked_medical_needs_words_1": "Inhaler"}
    save(desk, companions, 0, 1, said_by="Jo Placeholder", **own, **boxes("last_seen", seen))

    page = desk.get(form_of(companions, 1, 2))

    assert "Unfinished report from" in words(page)
    names = ("said_by", "wearing_0", "last_seen_where_0", "wearing_1", "last_seen_hour")
    assert [drawn(page, name) for name in names] == [
        "Jo Placeholder",
        "Blue hat",
        "In the lane",
        "",
        boxes("last_seen", seen)["last_seen_hour"],
    ]
    assert drawn(page, "asked_medical_needs_words_0") == "Inhaler"
    assert 'name="asked_medical_needs_0" value="yes" checked' in re.sub(
        r" class=\S+| id=\S+", "", page.content.decode()
    )
    save(desk, companions, 1, 2, wearing_0="Blue hat")  # whom this form does not ask about is not forgotten
    assert drawn(desk.get(form_of(companions, 0, 1)), "wearing_0") == "Green coat"


def test_button_goes_to_the_board_which_leads_on(desk: Client, companions: Companions) -> None:
    saved = desk.post(form_of(companions, 0, 2, then="/draft"), {"said_by": "Jo", "later": "yes"})
    board = desk.get(saved["Location"])

    assert (saved.status_code, saved["Location"]) == (302, "/")
    read = words(board)
    assert "The report is not sent: the children are not recorded missing and nobody is told." in read
    assert f"You have an unfinished report: 2 children of {companions.home.name} , saved" in read
    led = form_of(companions, 0, 2).replace("&", "&amp;")
    assert f'href="{led}"' in board.content.decode()
    assert drawn(desk.get(form_of(companions, 0, 2)), "said_by") == "Jo"


def test_hand_over_leads_on_in_the_same_words(desk: Client, companions: Companions) -> None:
    save(desk, companions, 0, 2, said_by="Jo")
    page = desk.get("/hand-over")

    led = form_of(companions, 0, 2).replace("&", "&amp;")
    words_of_it = f"2 children of {companions.home.name}"
    assert f'<a class="govuk-link" href="{led}"><bdi>{words_of_it}</bdi></a>' in page.content.decode()


def test_nobody_else_sees_it(companions: Companions, desk: Client, signed_in: Any) -> None:
    save(desk, companions, 0, 1, said_by="Jo")
    neighbour = signed_in(account=make_account(organisation=companions.host))

    assert "nfinished report" not in words(neighbour.get("/"))
    assert "Unfinished report" not in words(neighbour.get(form_of(companions, 0, 1)))


def test_what_another_worker_typed_on_a_shared_tablet_is_nobodys(
    companions: Companions, desk: Client, account: Any
) -> None:
    save(desk, companions, 0, 1, said_by="Jo")
    account.name = "Somebody Elsely"
    account.save()

    assert "nfinished report" not in words(desk.get("/"))
    assert drawn(desk.get(form_of(companions, 0, 1)), "said_by") == ""


def test_children_one_may_no_longer_see_are_not_offered(
    companions: Companions, desk: Client, account: Any
) -> None:
    save(desk, companions, 0, 1, said_by="Jo")
    account.organisation = make_companions().host
    account.save()

    assert "nfinished report" not in words(desk.get("/"))


def test_thrown_away_is_gone(desk: Client, companions: Companions, account: Any) -> None:
    save(desk, companions, 0, 1, said_by="Jo")
    gone = desk.post(form_of(companions, 0, 1, then="/throw-away"))

    assert (gone["Location"], content(companions, account)) == (form_of(companions, 0, 1), None)
    assert "The unfinished report is thrown away." in words(desk.get(gone["Location"]))


def test_sent_report_leaves_no_draft_and_a_late_save_makes_none(
    desk: Client, companions: Companions, account: Any
) -> None:
    address = form_of(companions, 0, 1)
    typed = hidden(desk.get(address)) | boxes("last_seen", datetime.now(UTC) - timedelta(hours=1))
    save(desk, companions, 0, 1, **typed)

    sent = desk.post(address, typed)
    late = save(desk, companions, 0, 1, **typed)

    assert (sent.status_code, late.status_code, content(companions, account)) == (302, 200, None)
    assert "nfinished report" not in words(desk.get("/"))


def test_what_was_typed_of_another_child_outlives_the_report_of_these(
    desk: Client, companions: Companions, account: Any
) -> None:
    save(desk, companions, 0, 2, wearing_1="Red cap")
    save(desk, companions, 0, 1, wearing_0="Green coat")
    third = companions.references[2]
    assert set((content(companions, account) or {})["children"].split()) == set(companions.references)

    at = form_of(companions, 0, 1)
    now = datetime.now(UTC)
    sent = desk.post(at, hidden(desk.get(at)) | boxes("last_seen", now - timedelta(hours=1)))

    assert sent.status_code == 302
    left = content(companions, account)
    assert left is not None
    assert (left["children"], left[f"{third}:wearing"]) == (third, "Red cap")
    assert not [
        name for name in left if name.startswith((companions.references[0], companions.references[1]))
    ]


def test_refused_report_keeps_its_draft(desk: Client, companions: Companions, account: Any) -> None:
    save(desk, companions, 0, 1, said_by="Jo")
    refused = desk.post(form_of(companions, 0, 1), hidden(desk.get(form_of(companions, 0, 1))))

    assert errors(refused) == ["Enter when they were last seen"]
    assert "data-draft-unsaved" in refused.content.decode()
    assert (content(companions, account) or {}).get("said_by") == "Jo"


def test_child_one_may_not_report_keeps_no_draft(companions: Companions, signed_in: Any) -> None:
    stranger, desk = signed_in(), signed_in(account=make_account(organisation=companions.host))
    unknown = desk.post(f"/several/{companions.home.reference}/draft?child=NONE", {"said_by": "Jo"})

    assert save(stranger, companions, 0, 1, said_by="x").status_code == 404
    assert (unknown.status_code, title(unknown)) == (404, "We cannot find that – Lantern")
    assert save(desk, companions, said_by="x").json() == {
        "said": "None of these children is one whom you may report. Choose them again."
    }


def test_too_long_leads_back_to_the_form(desk: Client, companions: Companions) -> None:
    by_hand = desk.post(form_of(companions, 0, 1, then="/draft"), {"words": "x" * 400_001})

    assert by_hand["Location"] == form_of(companions, 0, 1)


def test_role_that_reports_nobody_keeps_no_draft(companions: Companions, signed_in: Any) -> None:
    police = signed_in(Role.POLICE_DESK, organisation=companions.force)

    assert save(police, companions, 0, 1, said_by="x").status_code == 403
