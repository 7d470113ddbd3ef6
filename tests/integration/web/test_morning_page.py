"""The page that the morning's letter opens: the figures, each line to its child, and the week's returns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lantern.actions import interviews, missing
from lantern.queries.digests import Figures, Letter
from lantern.queries.monday import Rung, ladder_of
from lantern.record.context import read_as
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from lantern.vocabulary.tellings import TellingState
from lantern.web import morning as page
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor

pytestmark = pytest.mark.django_db
SUNDAY = at(hours=9)  # a Sunday morning; the return below was on Saturday


@pytest.fixture
def night() -> Night:
    return make_night()


@pytest.fixture
def lead(night: Night) -> Actor:
    return make_actor(role=Role.MISSING_LEAD, organisation=night.authority)


def returned(night: Night, now: datetime) -> str:
    reference = night.reported(now=now - timedelta(hours=3), last_seen=When.moment(now - timedelta(hours=5)))
    missing.record_return(
        reference=reference, returned=When.moment(now), words="", seen_version=None, by=night.desk, now=now
    )
    return reference


def rungs(lead: Actor, now: datetime) -> list[dict[str, object]]:
    with read_as(lead):
        return page._ladder(ladder_of(by=lead, now=now), now)["rows"]


def test_a_return_stands_on_the_ladder_until_its_hours_are_a_week_ago(night: Night, lead: Actor) -> None:
    returned(night, NOW)
    found = [
        [(row["words"], row["state"]) for row in rungs(lead, at(hours=each))] for each in (9, 73, 24 * 11)
    ]
    assert found == [
        [("2 days 15 hours left", "waiting")],
        [("Not heard, over since 1 hour", "late")],
        [],
    ]


def test_the_bar_has_the_hours_the_weekend_the_offer_and_now(night: Night, lead: Actor) -> None:
    reference = returned(night, NOW)
    offer = interviews.Offer(offered=When.moment(at(hours=2)), offered_by="Ira Invented")
    interviews.record_offer(reference=reference, offer=offer, by=night.desk, now=at(hours=2))
    with read_as(lead):
        ladder = page._ladder(ladder_of(by=lead, now=SUNDAY), SUNDAY)
    [row] = ladder["rows"]
    days = 100 / 11
    begin = 6 * days + days * (23 * 60 + 40) / (24 * 60)
    assert (row["begin"], row["width"]) == (round(begin, 1), round(3 * days, 1))
    assert row["offered"] == pytest.approx(begin + days / 12, abs=0.1)
    assert ladder["now"] == pytest.approx(begin + days * 9 / 24, abs=0.1)
    assert row["held"] is None
    assert [each["at"] for each in ladder["weekends"]] == [0.0, round(6 * days, 1)]
    assert row["label"] == (
        "72 hours from Saturday 23:40 to Tuesday 23:40. 2 days 15 hours left. Offered 01:40"
    )


def test_whoever_was_heard_stays_on_the_ladder() -> None:
    rung = Rung(
        reference="x",
        name="x",
        arose_at=NOW,
        due_at=at(hours=72),
        offered=None,
        held=When.moment(at(hours=1)),
        not_possible=None,
    )
    assert (page._how(rung, SUNDAY), page._offer(rung, SUNDAY)) == (
        ("Heard 00:40", "done"),
        "No offer is recorded",
    )


def test_a_return_that_cannot_be_heard_says_so() -> None:
    rung = Rung(
        reference="x",
        name="x",
        arose_at=NOW,
        due_at=at(hours=72),
        offered=None,
        held=None,
        not_possible=When.moment(at(hours=1)),
    )
    assert page._how(rung, SUNDAY) == ("Recorded as not possible 00:40", "unknown")


@pytest.mark.parametrize(
    ("state", "has_mailbox", "words"),
    [
        (TellingState.SENT, True, "The mailbox took it."),
        (TellingState.FAILED, True, "The mail server did not take it. It is tried again."),
        (
            TellingState.FAILED,
            False,
            "No mailbox is stored for your authority, so it went nowhere. Whoever sets up Lantern can store one.",
        ),
    ],
)
def test_the_page_says_what_became_of_the_letter(state: TellingState, has_mailbox: bool, words: str) -> None:
    letter = Letter(
        on=SUNDAY.date(),
        counted_at=at(hours=8),
        figures=Figures(overdue=2, due_today=1, unacknowledged=3),
        state=state,
        has_mailbox=has_mailbox,
    )
    counted = "The letter of 07:40 counted 2 overdue, 1 due that day, 3 not acknowledged."
    assert page._letter(letter, SUNDAY) == f"{counted} {words}"


def test_the_lead_opens_it_and_the_duty_worker_does_not(
    night: Night, signed_in: Callable[..., Client]
) -> None:
    now = datetime.now(UTC) - timedelta(hours=4)
    reference = returned(night, now)
    browser = signed_in(role=Role.MISSING_LEAD, organisation=night.authority)
    shown = browser.get(reverse("morning")).content.decode()
    assert "No letter was written to your authority yet." in shown
    assert f'href="{reverse("after", args=[reference])}"' in shown
    assert reverse("morning") in browser.get(reverse("work")).content.decode()
    other = signed_in(role=Role.DUTY_WORKER, organisation=night.authority)
    assert other.get(reverse("morning")).status_code == 403
    assert reverse("morning") not in other.get(reverse("work")).content.decode()


def test_a_stranger_s_lead_sees_no_child_of_it(night: Night, signed_in: Callable[..., Client]) -> None:
    reference = returned(night, datetime.now(UTC) - timedelta(hours=4))
    shown = signed_in(role=Role.MISSING_LEAD).get(reverse("morning")).content.decode()
    assert reference not in shown
    assert "Overdue: 0" in shown


def test_lines_that_no_room_is_left_for_are_counted_and_said(
    night: Night, lead: Actor, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    returned(night, datetime.now(UTC) - timedelta(days=9))
    monkeypatch.setattr("lantern.queries.work.MOST", 0)
    shown = signed_in(role=Role.MISSING_LEAD, organisation=night.authority).get(reverse("morning"))
    assert "more are not shown here.</strong>" in shown.content.decode()


def test_a_folder_of_rules_that_is_not_in_force_is_said_to_the_manager(
    signed_in: Callable[..., Client], settings: Any
) -> None:
    lead = signed_in(role=Role.MISSING_LEAD)
    assert "is not in force" not in lead.get(reverse("morning")).content.decode()

    settings.TABLES_REFUSED = "owed.toml, line 9: after is not there."
    shown = lead.get(reverse("morning")).content.decode()
    assert "folder is not in force as it is. owed.toml, line 9: after is not there." in shown
