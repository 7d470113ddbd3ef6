"""What is owed of a child's placements, as people's own actions and a feed leave it stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from lantern.actions import out_of_area, placements, plans
from lantern.actions.ended_at_once import record_end_notices
from lantern.actions.out_of_area import Notice
from lantern.actions.placements import Ending, NewPlacement
from lantern.actions.plans import Held
from lantern.policies.out_of_area import Hearing
from lantern.queries.work import work
from lantern.queries.work_lines import What, Whose
from lantern.record.models import Event, OwedDuty
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import Route
from lantern.vocabulary.ended_at_once import AtOnceBecause, EndHeard
from lantern.vocabulary.out_of_area import CarePlanCopy, MustHear
from lantern.vocabulary.plans import LivesNow
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.cases import owed_in_case, write_plan
from tests.factories.children import make_placement
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db
TODAY = day_of(NOW)


@pytest.fixture
def night() -> Night:
    """A child who has lived at a home since January."""
    made = make_night()
    make_placement(child=made.child, provider=made.home, from_on=date(2026, 1, 5))
    return made


def new_home(night: Night) -> Any:
    return make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=night.host)


def move(night: Night, home: Any, *, on: date = TODAY, **now: float) -> int:
    """Let the child move to a home; give the number of the entry that says that the placement began."""
    placements.record_placement(
        child=night.child.reference,
        placement=NewPlacement(provider=home.reference, from_on=on, reasons="Nearer to school."),
        seen_version=None,
        by=night.desk,
        now=at(**now),
    )
    with seen_as(SIMULATOR):
        return Event.objects.filter(placement_turn__turn="began", child=night.child).latest("pk").pk


def give_notice(night: Night, home: Any, *, begins_on: date, **now: float) -> None:
    notice = Notice(
        provider=home.reference,
        begins_on=begins_on,
        needs="Quiet.",
        why_suitable="It is near.",
        care_plan=CarePlanCopy.WITH_NOTICE,
    )
    number = out_of_area.write_notice(
        child=night.child.reference, notice=notice, by=night.desk, now=at(**now)
    )
    out_of_area.give_notice(
        child=night.child.reference,
        number=int(number),
        who="Invented Officer, placements",
        route=Route.SECURE_MAIL,
        happened=When.moment(at(**now)),
        by=night.desk,
        now=at(**now),
    )


def told(night: Night, home: Any, whom: Iterable[MustHear], *, on: date, **now: float) -> None:
    out_of_area.record_hearers(
        child=night.child.reference,
        provider=home.reference,
        hearers={each: Hearing(told_on=on) for each in whom},
        by=night.desk,
        now=at(**now),
    )


def of(night: Night, code: str) -> list[tuple[Any, ...]]:
    return owed_in_case(night, "arises_from", "settled_as", code=code)


# area-authority-notified ---------------------------------------------------------------------------------------------


def test_the_notice_of_one_placement_meets_that_one_and_no_other(night: Night) -> None:
    first, second = new_home(night), new_home(night)
    give_notice(night, first, begins_on=TODAY, hours=-2)
    began = move(night, first)
    assert of(night, "area-authority-notified") == [(began, "met")]

    again = move(night, second, on=TODAY + timedelta(days=30), days=31)
    assert of(night, "area-authority-notified") == [(began, "met"), (again, "")]
    give_notice(night, second, begins_on=TODAY + timedelta(days=30), days=32)
    assert of(night, "area-authority-notified") == [(began, "met"), (again, "met")]


def test_a_notice_that_was_written_and_given_to_nobody_meets_nothing(night: Night) -> None:
    home = new_home(night)
    notice = Notice(
        provider=home.reference,
        begins_on=TODAY,
        needs="Quiet.",
        why_suitable="It is near.",
        care_plan=CarePlanCopy.WITH_NOTICE,
    )
    out_of_area.write_notice(child=night.child.reference, notice=notice, by=night.desk, now=NOW)
    began = move(night, home)
    assert of(night, "area-authority-notified") == [(began, "")]


# placement-told ------------------------------------------------------------------------------------------------------


def test_who_must_hear_may_be_told_bit_by_bit_and_the_last_day_counts(night: Night) -> None:
    home = new_home(night)
    began = move(night, home)
    told(night, home, set(MustHear) - {MustHear.SCHOOL}, on=TODAY, hours=1)
    assert of(night, "placement-told") == [(began, "")]

    # Told in time, and written down weeks later.
    told(night, home, [MustHear.SCHOOL], on=TODAY + timedelta(days=2), days=30)
    assert owed_in_case(night, "settled_as", "settled_on", code="placement-told") == [
        ("met", TODAY + timedelta(days=2))
    ]


def test_whoever_was_told_of_another_placement_was_not_told_of_this_one(night: Night) -> None:
    first, second = new_home(night), new_home(night)
    began = move(night, first)
    told(night, first, MustHear, on=TODAY, hours=1)
    again = move(night, second, on=TODAY + timedelta(days=9), days=9)
    assert of(night, "placement-told") == [(began, "met"), (again, "")]


# end-at-once-told ----------------------------------------------------------------------------------------------------


def test_an_end_at_once_is_told_to_each_of_them(night: Night) -> None:
    ending = Ending(
        ended_on=TODAY,
        reasons="Somebody at the home hit him.",
        lives_now=LivesNow.ANOTHER_PLACEMENT,
        at_once=AtOnceBecause.HARM_TO_CHILD,
        arrangements="He sleeps at the duty home.",
    )
    placements.end_placement(
        child=night.child.reference, ending=ending, seen_version=None, by=night.desk, now=NOW
    )
    [(end, settled)] = of(night, "end-at-once-told")
    assert settled == ""
    lines = work(whose=Whose.ORGANISATION, by=night.desk, now=at(hours=1)).lines
    named = [line.what for line in lines if line.what is What.END_NOTICE or line.code == "end-at-once-told"]
    assert named == [What.END_NOTICE]

    for whom, later in ((set(EndHeard) - {EndHeard.SCHOOL}, 1), ({EndHeard.SCHOOL}, 3)):
        record_end_notices(
            child=night.child.reference,
            end=end,
            told=dict.fromkeys(whom, TODAY + timedelta(days=later)),
            by=night.desk,
            now=at(days=later + 1),
        )
    assert owed_in_case(night, "settled_as", "settled_on", code="end-at-once-told") == [
        ("met", TODAY + timedelta(days=3))
    ]


# plan-with-the-carer -------------------------------------------------------------------------------------------------


def test_the_new_home_says_that_it_has_the_plan(night: Night) -> None:
    write_plan(night, seen=0, now=at(minutes=1))
    home = new_home(night)
    began = move(night, home, minutes=2)
    carer = make_actor(role=Role.CARER, organisation=home)
    for number, (holds, settled) in enumerate(((False, ""), (True, "met"))):
        plans.hold_plan(
            child=night.child.reference,
            version=1,
            held=Held(holds_plan=holds, holds_guidance=True, carer_briefed="Cara Invented"),
            by=carer,
            now=at(hours=number + 1),
        )
        assert of(night, "plan-with-the-carer") == [(began, settled)]


def test_a_child_who_moved_on_is_owed_it_at_the_new_home_alone(night: Night) -> None:
    began = move(night, new_home(night))
    again = move(night, new_home(night), on=TODAY + timedelta(days=9), days=9)
    assert of(night, "plan-with-the-carer") == [(began, "excused"), (again, "")]


# missing-meeting-held, plan-keeps-safe -------------------------------------------------------------------------------


def test_a_plan_with_first_actions_answers_the_absences_before_it(night: Night) -> None:
    night.reported()
    assert owed_in_case(night, code="plan-keeps-safe") == [("plan-keeps-safe", "")]
    assert owed_in_case(night, code="missing-meeting-held") == [("missing-meeting-held", "")]
    write_plan(night, seen=0, now=at(hours=3))
    assert owed_in_case(night, code="plan-keeps-safe") == [("plan-keeps-safe", "met")]


def test_nothing_is_owed_of_a_placement_of_a_child_who_is_only_put_on_the_record(night: Night) -> None:
    with seen_as(SIMULATOR):
        assert not OwedDuty.objects.filter(child=night.child).exists()
