"""A placement that had to end at once: what was arranged, who was told by when, and who is still to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from lantern.actions import case, placements
from lantern.actions.chronologies import open_chronology
from lantern.actions.ended_at_once import record_end_notices
from lantern.actions.placements import Ending
from lantern.queries.child_chronology import Narrowing
from lantern.queries.ended_at_once import AtOnceLine
from lantern.queries.placements import placements as placement_page
from lantern.queries.work import work
from lantern.queries.work_lines import What, Whose, WorkLine
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.ended_at_once import AtOnceBecause, EndHeard
from lantern.vocabulary.plans import LivesNow
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role
from tests.factories.children import make_placement
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor

pytestmark = pytest.mark.django_db
TODAY = day_of(NOW)
ENDING = Ending(
    ended_on=TODAY,
    reasons="Somebody at the home hit him.",
    lives_now=LivesNow.ANOTHER_PLACEMENT,
    at_once=AtOnceBecause.HARM_TO_CHILD,
    arrangements="He sleeps at the duty home.",
)


@pytest.fixture
def night() -> Night:
    made = make_night(name="Testo Endedatonce")
    make_placement(child=made.child, provider=made.home, from_on=date(2026, 1, 5))
    return made


def end(night: Night, **said: Any) -> AtOnceLine:
    ending = replace(ENDING, **said)
    placements.end_placement(
        child=night.child.reference, ending=ending, seen_version=None, by=night.desk, now=at(minutes=2)
    )
    return line_of(night)


def line_of(night: Night) -> AtOnceLine:
    (line,) = placement_page(child=night.child.reference, by=night.desk, now=at(hours=9)).at_once
    return line


def tell(
    night: Night, line: AtOnceLine, told: dict[EndHeard, date], *, by: Actor | None = None, **now: Any
) -> str:
    return record_end_notices(
        child=night.child.reference,
        end=line.number,
        told=told,
        by=by or night.desk,
        now=at(**(now or {"hours": 1})),
    )


def owed(night: Night, *, days: int = 0) -> list[WorkLine]:
    lead = make_actor(role=Role.MISSING_LEAD, organisation=night.authority)
    lines = work(whose=Whose.AUTHORITY, by=lead, now=at(days=days, minutes=10)).lines
    return [line for line in lines if line.what is What.END_NOTICE]


def test_everybody_who_must_hear_is_listed_until_told(night: Night) -> None:
    line = end(night)

    assert (line.provider, line.because) == (night.home.name, AtOnceBecause.HARM_TO_CHILD)
    assert line.left == tuple(EndHeard)
    (waits,) = owed(night)
    assert (waits.is_late, waits.words.split(", ")[0]) == (False, "The independent reviewing officer")

    tell(night, line, {EndHeard.REVIEWING_OFFICER: TODAY, EndHeard.CARER: TODAY - timedelta(days=1)})
    tell(night, line, {EndHeard.CARER: TODAY}, hours=2)  # said again: the later word stands

    line = line_of(night)
    assert EndHeard.REVIEWING_OFFICER not in line.left
    assert dict(line.told)[EndHeard.CARER] == TODAY

    tell(night, line, dict.fromkeys(EndHeard, TODAY), hours=3)
    assert line_of(night).left == ()
    assert owed(night) == []


def test_it_is_late_after_ten_working_days(night: Night) -> None:
    line = end(night)
    days = (line.due_on - TODAY).days

    assert days >= 12  # the end fell on a Saturday: ten working days end on the Friday after next
    assert [each.is_late for each in owed(night, days=days)] == [False]
    assert [each.is_late for each in owed(night, days=days + 1)] == [True]


def test_an_end_that_was_planned_asks_for_no_log(night: Night) -> None:
    planned = replace(ENDING, at_once=None, arrangements="")
    placements.end_placement(
        child=night.child.reference, ending=planned, seen_version=None, by=night.desk, now=at(minutes=2)
    )

    assert placement_page(child=night.child.reference, by=night.desk, now=at(hours=1)).at_once == ()
    assert owed(night) == []


@pytest.mark.parametrize(
    ("said", "field"), [({"arrangements": " "}, "arrangements"), ({"at_once": None}, "at_once")]
)
def test_half_of_it_is_refused_and_nothing_ends(night: Night, said: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        end(night, **said)
    assert refused.value.field == field
    assert placement_page(child=night.child.reference, by=night.desk, now=at(hours=1)).lives_at


def test_nothing_and_a_day_to_come_are_refused(night: Night) -> None:
    line = end(night)

    with pytest.raises(Refused, match="at least one"):
        tell(night, line, {})
    with pytest.raises(Refused, match="still to come"):
        tell(night, line, {EndHeard.SCHOOL: TODAY + timedelta(days=3)})
    with pytest.raises(NotFound):
        tell(night, replace(line, number=line.number + 1000), {EndHeard.SCHOOL: TODAY})
    assert line_of(night).left == tuple(EndHeard)


def test_the_home_that_lost_the_child_neither_reads_nor_records_it(night: Night) -> None:
    line = end(night)

    with pytest.raises((NotFound, NotPermitted)):
        tell(night, line, {EndHeard.CARER: TODAY}, by=night.carer)
    with pytest.raises((NotFound, NotPermitted)):
        placement_page(child=night.child.reference, by=night.carer, now=at(hours=1))


def test_an_end_entered_in_error_asks_for_nothing(night: Night) -> None:
    line = end(night)
    case.withdraw(
        child=night.child.reference,
        event=line.number,
        reasons="Another child",
        by=night.desk,
        now=at(hours=1),
    )

    assert placement_page(child=night.child.reference, by=night.desk, now=at(hours=2)).at_once == ()
    assert owed(night) == []
    with pytest.raises(NotFound):
        tell(night, line, {EndHeard.SCHOOL: TODAY}, hours=3)


def test_the_chronology_says_why_and_who_was_told(night: Night) -> None:
    tell(night, end(night), {EndHeard.HOST_AUTHORITY: TODAY})
    read = open_chronology(
        reference=night.child.reference, asked=Narrowing(), page=1, by=night.desk, now=at(hours=5)
    )
    facts = [fact for line in read.entries for fact in line.entry.facts]

    assert ("Had to end at once", "An immediate risk of significant harm to the child") in facts
    assert ("What was arranged", "He sleeps at the duty home.") in facts
    assert any(label == "The authority in whose area the placement was" for label, _ in facts)
