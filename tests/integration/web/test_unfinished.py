"""A report saved unfinished: by the page's script, by the button, found again on the form and on the board."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.queries.drafts import kept
from lantern.vocabulary.days import day_of
from lantern.vocabulary.roles import Role
from lantern.web.templatetags.lantern import clock, day
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.integration.web.reading import errors, title, words
from tests.integration.web.sent import boxes, drawn, hidden

SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Draftly")


@pytest.fixture
def account(night: Night) -> Any:
    return make_account(organisation=night.authority, name="Dee Deskly")


@pytest.fixture
def desk(account: Any, signed_in: Any) -> Client:
    return signed_in(account=account)


def form_of(night: Night) -> str:
    return f"/report/{night.child.reference}"


def save(client: Client, night: Night, **typed: str) -> Any:
    return client.post(f"{form_of(night)}/draft", typed, headers=SCRIPT)


def content(night: Night, account: Any) -> dict[str, str] | None:
    draft = kept(form="report", about=night.child.reference, by=account.as_actor(), now=datetime.now(UTC))
    if draft is None:
        return None
    assert draft.content["signed"] == account.name
    return {name: text for name, text in draft.content.items() if name != "signed"}


def test_script_is_told_when_it_was_saved(desk: Client, night: Night, account: Any) -> None:
    before = datetime.now(UTC)
    response = save(desk, night, wearing="Black jacket", csrfmiddlewaretoken="not kept", later="not kept")  # noqa: S106

    said = [{"said": f"Saved {clock(moment)}"} for moment in (before, datetime.now(UTC))]
    assert (response.status_code, response.json() in said) == (200, True)
    assert content(night, account) == {"wearing": "Black jacket"}


def test_button_goes_to_the_board_where_the_report_stands_unfinished(desk: Client, night: Night) -> None:
    response = desk.post(f"{form_of(night)}/draft", {"wearing": "Black jacket", "later": "yes"})
    board = desk.get(response["Location"])

    assert (response.status_code, response["Location"]) == (302, "/")
    assert "The report is not sent: the child is not recorded missing and nobody is told." in words(board)
    assert "You have an unfinished report: Testa Draftly , saved" in words(board)
    assert f'href="{form_of(night)}"' in board.content.decode()


def test_saved_report_is_no_report(desk: Client, night: Night) -> None:
    save(desk, night, **boxes("last_seen", datetime.now(UTC) - timedelta(hours=1)))

    assert "No child that you may see is recorded missing." in words(desk.get("/"))


def test_form_opens_with_what_was_typed(desk: Client, night: Night, now: datetime) -> None:
    seen = now - timedelta(hours=2)
    typed = {"why_worried": "New phone", "asked_hurt": "no", "asked_hurt_words": "Sure of it", "kind": "M"}
    save(desk, night, **typed, **boxes("last_seen", seen))
    page = desk.get(form_of(night))

    assert f"Unfinished report from {day(day_of(now))}, " in words(
        page
    )  # kept a day: the hour alone could be yesterday’s
    assert [drawn(page, name) for name in ("why_worried", "asked_hurt_words", "last_seen_hour")] == [
        "New phone",
        "Sure of it",
        boxes("last_seen", seen)["last_seen_hour"],
    ]
    chosen = (
        'name="asked_hurt" value="no" id="id_asked_hurt_1" checked',
        'name="kind" value="M" id="id_kind_0" checked',
    )
    assert [one in page.content.decode() for one in chosen] == [True, True]


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


def test_colleague_at_the_same_desk_sees_none_of_it(desk: Client, night: Night, signed_in: Any) -> None:
    save(desk, night, wearing="Black jacket")
    neighbour = signed_in(organisation=night.authority)

    assert "Unfinished report" not in words(neighbour.get(form_of(night)))
    assert "unfinished report" not in words(neighbour.get("/"))


def test_thrown_away_is_gone(desk: Client, night: Night, account: Any) -> None:
    save(desk, night, wearing="Black jacket")
    response = desk.post(f"{form_of(night)}/throw-away")

    assert (response["Location"], content(night, account)) == (form_of(night), None)
    assert "The unfinished report is thrown away." in words(desk.get(response["Location"]))


def test_sent_report_leaves_no_draft_and_a_late_save_makes_none(
    desk: Client, night: Night, account: Any, now: datetime
) -> None:
    typed = hidden(desk.get(form_of(night))) | boxes("last_seen", now - timedelta(hours=1))
    save(desk, night, **typed)
    sent = desk.post(form_of(night), typed)
    late = save(desk, night, **typed)

    assert (sent.status_code, late.status_code, content(night, account)) == (302, 200, None)
    assert "unfinished report" not in words(desk.get("/"))


def test_refused_report_keeps_its_draft(desk: Client, night: Night, account: Any) -> None:
    save(desk, night, wearing="Black jacket")
    response = desk.post(form_of(night), hidden(desk.get(form_of(night))))

    assert errors(response) == ["Enter when last seen"]
    assert "data-draft-unsaved" in response.content.decode()
    assert content(night, account) == {"wearing": "Black jacket"}


def test_child_of_others_is_not_found(night: Night, signed_in: Any) -> None:
    stranger = signed_in()
    by_hand = stranger.post(f"{form_of(night)}/draft", {"wearing": "x"})

    assert save(stranger, night, wearing="x").status_code == 404
    assert (by_hand.status_code, title(by_hand)) == (404, "We cannot find that – Lantern")


def test_role_that_reports_nobody_keeps_no_draft(night: Night, signed_in: Any) -> None:
    police = signed_in(Role.POLICE_DESK, organisation=night.force)

    assert save(police, night, wearing="x").status_code == 403


def test_reading_the_address_keeps_and_drops_nothing(desk: Client, night: Night) -> None:
    answered = [desk.get(f"{form_of(night)}/{name}").status_code for name in ("draft", "throw-away")]

    assert answered == [405, 405]


def test_too_long_says_so_and_keeps_the_page(desk: Client, night: Night) -> None:
    response = save(desk, night, words="x" * 400_001)
    by_hand = desk.post(f"{form_of(night)}/draft", {"words": "x" * 400_001})

    assert (response.status_code, "too long to be kept as a draft" in response.json()["said"]) == (400, True)
    assert by_hand["Location"] == form_of(night)


def test_no_log_line_holds_what_was_typed(desk: Client, night: Night, caplog: Any) -> None:
    with caplog.at_level(logging.DEBUG):
        save(desk, night, wearing="Markedstring jacket")
        desk.get(form_of(night))
        desk.post(f"{form_of(night)}/throw-away")

    said = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert [line for line in said if "Markedstring" in line or "Draftly" in line] == []
