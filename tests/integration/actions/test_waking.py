"""What is owed is near its time, or past it: who is told, when, once, and what ends it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from lantern.actions import acknowledging, interviews, missing, ringing, waking
from lantern.actions.acknowledging import holder_of
from lantern.actions.messages import message_for
from lantern.record.context import seen_as
from lantern.record.models import AskedLast, OwedDuty, OwedStep, Telling
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import Capacity
from tests.factories.involved import make_involvement
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_team
from tests.factories.sight import SIMULATOR, invented
from tests.factories.woken import rota, strike, tick, to_whom, told

pytestmark = pytest.mark.django_db
INTERVIEW = "return-interview-72h"


@pytest.fixture
def night() -> Night:
    return make_night()


@pytest.fixture
def back(night: Night) -> str:
    """Give an episode whose child came back at NOW: the interview is to be offered within 72 hours."""
    reference = night.reported(now=at(hours=-3), last_seen=When.moment(at(hours=-5)))
    returned(night, reference, NOW)
    return reference


def returned(night: Night, reference: str, when: datetime) -> None:
    missing.record_return(
        reference=reference, returned=When.moment(when), words="", seen_version=None, by=night.desk, now=when
    )


def offered(night: Night, reference: str, when: datetime) -> None:
    offer = interviews.Offer(offered=When.moment(when), offered_by="Ira Invented")
    interviews.record_offer(reference=reference, offer=offer, by=night.desk, now=when)


@invented
def steps() -> list[tuple[str, int, int, str]]:
    rows = OwedStep.objects.order_by("came_at", "rung")
    return list(rows.values_list("step", "hours_before", "rung", "outcome"))


def test_a_warning_is_told_once_when_its_moment_comes(back: str) -> None:
    assert tick(hours=47) == 0
    assert tick(hours=48) == 1
    assert tick(hours=48) == 0
    assert told() == [("warning", "on_duty", "email", "", "waiting")]
    assert steps() == [("warning", 24, 0, "told")]


def test_who_is_on_duty_is_told_then_the_next_then_the_senior(night: Night, back: str) -> None:
    rota(night, "First Invented", "Second Invented")
    tick(hours=72)
    tick(hours=74)
    tick(hours=80)

    assert told() == [
        ("overdue", "on_duty", "email", "", "waiting"),
        ("overdue", "on_duty", "telephone", "First Invented", "waiting"),
        ("overdue", "next", "telephone", "Second Invented", "waiting"),
        ("overdue", "senior", "email", "", "waiting"),
        ("overdue", "senior", "telephone", "", "waiting"),
    ]
    assert steps()[:2] == [("warning", 24, 0, "passed_over"), ("warning", 6, 0, "passed_over")]


def test_the_senior_who_is_stored_for_the_child_is_told_and_not_a_stranger(night: Night, back: str) -> None:
    senior = make_team(organisation=night.authority, name="Invented seniors")
    with_them = {"child": night.child, "capacity": Capacity.SENIOR.value}
    make_involvement(organisation=night.authority, team=senior, **with_them)
    make_involvement(organisation=night.host, **with_them)
    tick(hours=80)

    own, authority = "responsible", night.authority.pk
    assert to_whom() == [
        ("on_duty", authority, night.team.pk, own),
        ("on_duty", authority, night.team.pk, own),
        ("next", authority, night.team.pk, own),
        ("senior", authority, senior.pk, own),
        ("senior", authority, senior.pk, own),
    ]


def acknowledged(**later: float) -> None:
    with seen_as(SIMULATOR):
        telling = Telling.objects.filter(owed_step__isnull=False, channel="email").order_by("pk").last()
        assert telling is not None
        holder = holder_of(telling)
    acknowledging.acknowledge(name="Noor Invented", post="Duty", by=holder, now=at(**later))


def test_whoever_acknowledges_ends_the_ladder_of_that_step_and_of_no_other(back: str) -> None:
    tick(hours=72)
    acknowledged(hours=73)
    tick(hours=80)
    assert told() == [
        ("overdue", "on_duty", "email", "", "told"),
        ("overdue", "on_duty", "telephone", "", "withdrawn"),
    ]
    assert [outcome for _, _, _, outcome in steps()[2:]] == ["told", "answered", "answered"]

    tick(hours=144)
    assert [row[:3] for row in told()[2:]] == [
        ("still_overdue", "on_duty", "email"),
        ("still_overdue", "senior", "email"),
        ("still_overdue", "senior", "telephone"),
    ]
    assert tick(days=60) == 0


@pytest.mark.parametrize("answered", ["yes", "no"])
def test_a_call_that_is_answered_ends_the_step_and_one_that_is_not_leaves_it(
    night: Night, back: str, answered: str
) -> None:
    tick(hours=72)
    with seen_as(SIMULATOR):
        call = Telling.objects.get(owed_step__isnull=False, channel="telephone")
    ringing.record_call(
        reference=back,
        telling=call.reference,
        call=ringing.Call(
            called=When.moment(at(hours=73)),
            was_answered=answered == "yes",
            name="Noor Invented",
            post="Duty",
        ),
        seen_version=None,
        by=night.desk,
        now=at(hours=73),
    )
    states = {"yes": ["withdrawn", "told"], "no": ["waiting", "waiting"]}
    assert [row[-1] for row in told()] == states[answered]


def test_what_is_done_ends_its_ladder(night: Night, back: str) -> None:
    tick(hours=72)
    offered(night, back, at(hours=73))
    assert [row[-1] for row in told()] == ["withdrawn", "withdrawn"]
    assert tick(days=30) == 0


@pytest.mark.parametrize("kind", [EventKind.RETURN_INTERVIEW_OFFERED, EventKind.CHILD_RETURNED])
def test_what_is_owed_again_after_a_correction_is_told_of_again(
    night: Night, back: str, kind: EventKind
) -> None:
    tick(hours=72)
    missing_again = kind is EventKind.CHILD_RETURNED
    if missing_again:
        strike(night, back, kind, at(hours=73))
        kind = EventKind.ENTERED_IN_ERROR
    else:
        offered(night, back, at(hours=73))
    assert (
        tick(hours=74) == missing_again
    )  # then a discussion of the case is overdue, and ends with the return

    strike(night, back, kind, at(hours=75))
    assert tick(hours=75, minutes=1) == 1
    assert [row[:3] for row in told() if row[-1] == "waiting"] == [
        ("overdue", "on_duty", "email"),
        ("overdue", "on_duty", "telephone"),
        ("overdue", "next", "telephone"),
    ]


def test_asking_late_tells_the_step_that_stands_and_records_what_was_passed_over(back: str) -> None:
    tick(hours=72 + 72)
    assert [row[0] for row in told()] == ["still_overdue"] * 3
    assert steps() == [
        ("warning", 24, 0, "passed_over"),
        ("warning", 6, 0, "passed_over"),
        ("overdue", 0, 0, "passed_over"),
        ("overdue", 0, 1, "passed_over"),
        ("overdue", 0, 2, "passed_over"),
        ("still_overdue", 0, 0, "told"),
        ("still_overdue", 0, 1, "told"),
    ]


@pytest.mark.parametrize(("moved", "anew"), [(-1, 0), (2, 1)])
def test_a_duty_due_at_another_moment_is_told_of_anew_only_if_it_became_due_anew(
    back: str, moved: int, anew: int
) -> None:
    tick(hours=72)
    with seen_as(SIMULATOR):
        due = at(hours=72 + moved)
        OwedDuty.objects.filter(code=INTERVIEW).update(due_at=due, wakes_at=due - timedelta(hours=24))
    tick(hours=72, minutes=30)
    tick(hours=74)
    assert told().count(("overdue", "on_duty", "telephone", "", "waiting")) == 1 + anew


def test_one_duty_that_cannot_be_told_of_keeps_no_other_from_it(
    night: Night, back: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_night()
    returned(other, other.reported(now=at(hours=-3), last_seen=When.moment(at(hours=-5))), NOW)
    write, failed = waking._tell, []

    def fails(found: Any, *, now: datetime) -> None:
        write(found, now=now)
        if any(each.organisation == night.authority.pk for each in found):
            failed.append(len(found))
            raise RuntimeError("the power went between the claim and its end")

    monkeypatch.setattr(waking, "_tell", fails)
    assert tick(hours=48) == 1
    assert failed == [2, 1]
    assert [row[1] for row in to_whom()] == [other.authority.pk]

    monkeypatch.undo()
    assert tick(hours=48) == 1
    assert sorted(row[1] for row in to_whom()) == sorted([night.authority.pk, other.authority.pk])


def test_when_it_was_last_asked_is_noted(back: str) -> None:
    tick(hours=1)
    tick(hours=2)
    assert list(AskedLast.objects.values_list("question", "asked_at")) == [(waking.QUESTION, at(hours=2))]


def test_the_letter_names_no_child_and_says_what_is_owed_since_when(night: Night, back: str) -> None:
    tick(hours=72)
    with seen_as(SIMULATOR):
        telling = Telling.objects.get(owed_step__isnull=False, channel="email")
        letter = message_for(telling)
    assert letter.recipient == night.team.email or night.authority.email
    assert letter.subject == (
        f"Something owed to a child is near its time, or past it: please acknowledge ({back})"
    )
    assert "What is owed: Independent return interview offered\n" in letter.body
    assert "It was due Tuesday 17 March 2026 at 23:40, and is not recorded as done.\n" in letter.body
