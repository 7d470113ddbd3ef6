"""The ten traps in the clocks of section 1F of the field's reference, each by its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lantern.procedures.calendar import Clock, Within
from lantern.procedures.conditions import CONDITIONS
from lantern.procedures.duty import Duty, Owed, OwedBy, Standing, duties_owed
from lantern.procedures.facts import Facts
from lantern.procedures.loading import all_of_england
from lantern.procedures.retention import kept_until
from lantern.vocabulary.events import EventKind
from tests.duties.scenario import calendars, duty_of, fact, history, moment, words

OFFER = duty_of("return-interview-72h")


def owed(*lines: str, now: str, duties: tuple[Duty, ...], facts: tuple[str, ...] = ()) -> list[Owed]:
    return duties_owed(
        duties=duties,
        history=history(*lines),
        facts=Facts(dated=[fact(line) for line in facts]),
        calendars=calendars(),
        now=moment(now),
    )


@pytest.mark.parametrize(
    ("clock", "within", "due"),
    [
        (Clock.ELAPSED_TIME, Within(72, "hours"), "2026-12-27 19:30"),
        (Clock.WORKING_DAYS, Within(3, "working_days"), "2026-12-31 23:59"),
        (Clock.CALENDAR_DAYS, Within(3, "days"), "2026-12-27 23:59"),
        (Clock.CALENDAR_WEEKS, Within(1, "weeks"), "2026-12-31 23:59"),
        (Clock.CALENDAR_MONTHS, Within(2, "months"), "2027-02-24 23:59"),
    ],
)
def test_trap_1_hours_run_over_christmas_and_working_days_do_not(
    clock: Clock, within: Within, due: str
) -> None:
    duty = replace(OFFER, counted_in=clock, within=within, warn_before=())

    [each] = owed("2026-12-24 19:30 child_returned", now="2026-12-25 09:00", duties=(duty,))

    assert words(each) == f"1: running, due {due}"


def test_trap_1_months_end_with_the_last_day_of_a_shorter_month() -> None:
    duty = replace(OFFER, counted_in=Clock.CALENDAR_MONTHS, within=Within(3, "months"), warn_before=())

    found = owed(
        "2026-11-30 19:30 child_returned",
        "2027-11-30 19:30 child_returned",
        now="2027-01-01 09:00",
        duties=(duty,),
    )

    assert [words(each) for each in found] == [
        "1: running, due 2027-02-28 23:59",
        "2: running, due 2028-02-29 23:59",
    ]


def test_trap_2_the_interview_s_clock_starts_at_the_return_and_anew_at_the_next() -> None:
    found = owed(
        "2026-11-19 22:00 missing_reported",
        "2026-11-20 19:30 child_returned",
        "2026-11-21 20:00 missing_reported episode=2",
        "2026-11-21 20:30 return_interview_not_possible answers=2",
        "2026-11-22 06:00 child_returned episode=2",
        now="2026-11-24 09:00",
        duties=(OFFER,),
    )

    assert [words(each) for each in found] == ["2: excused by 4", "5: running, due 2026-11-25 06:00"]


def test_trap_3_offered_completed_and_completed_in_time_are_three_measures() -> None:
    held = replace(OFFER, code="held", met_by=(EventKind.RETURN_INTERVIEW_HELD,))
    story = (
        "2026-11-20 19:30 child_returned",
        "2026-11-21 10:00 return_interview_offered answers=1",
        "2026-11-24 10:00 return_interview_held answers=1",
    )

    found = owed(*story, now="2026-11-25 09:00", duties=(OFFER, held))

    assert [(each.duty_code, words(each)) for each in found] == [
        ("held", "1: met_late by 3"),
        ("return-interview-72h", "1: met by 2"),
    ]


@pytest.mark.parametrize(
    ("decided", "standing"),
    [
        ("2026-03-02", "1: running, due 2026-03-30 23:59"),
        ("2026-03-30", "1: running, due 2026-03-30 23:59"),
        ("2026-03-31", "1: running, due 2026-03-31 23:59"),
        ("2026-04-15", "1: running, due 2026-04-15 23:59"),
    ],
)
def test_trap_4_the_recovery_period_is_the_later_of_two_and_day_one_is_the_day_itself(
    decided: str, standing: str
) -> None:
    [each] = owed(
        "2026-03-01 10:00 nrm_decided says=reasonable_grounds,positive",
        f"{decided} nrm_decided says=conclusive_grounds,positive",
        now="2026-03-01 11:00",
        duties=(duty_of("nrm-recovery-period"),),
    )

    assert words(each) == standing


def test_trap_5_the_five_working_days_are_the_home_office_s_aim_and_never_overdue() -> None:
    [each] = owed(
        "2026-11-20 10:00 nrm_referred", now="2027-06-01 09:00", duties=(duty_of("nrm-reasonable-grounds"),)
    )

    assert (each.standing, each.owed_by) == (Standing.EXPECTED, OwedBy.HOME_OFFICE)


def test_trap_5_in_a_pilot_area_45_days_take_their_place() -> None:
    duties = (duty_of("nrm-reasonable-grounds"), duty_of("nrm-pilot-panel"))
    facts = ("in_pilot_area=true", "date_of_birth=2012-05-01")

    found = owed("2026-11-20 10:00 nrm_referred", now="2026-11-21 09:00", duties=duties, facts=facts)

    assert [(each.duty_code, words(each)) for each in found] == [
        ("nrm-pilot-panel", "1: running, due 2027-01-04 23:59")
    ]


def test_trap_6_without_delay_has_no_number_and_a_local_standard_is_no_breach() -> None:
    told = duty_of("home-office-told")
    [national] = owed("2026-11-20 22:00 missing_reported", now="2026-12-20 09:00", duties=(told,))

    assert (national.due_at, national.standard_at, national.standing) == (None, None, Standing.RUNNING)


def test_trap_7_host_and_responsible_authority_both_owe_at_once() -> None:
    host = replace(OFFER, code="host", owed_by=OwedBy.HOST_AUTHORITY)

    found = owed("2026-11-20 19:30 child_returned", now="2026-11-21 09:00", duties=(OFFER, host))

    assert [each.owed_by for each in found] == [OwedBy.HOST_AUTHORITY, OwedBy.RESPONSIBLE_AUTHORITY]


def test_trap_8_a_duty_without_a_clock_keeps_when_it_began() -> None:
    [each] = owed(
        "2026-11-20 10:00 nrm_referred", now="2026-12-20 09:00", duties=(duty_of("guardian-referred"),)
    )

    assert (each.arose.at, each.due_at) == (datetime(2026, 11, 20, 10, tzinfo=UTC), None)


def test_trap_9_a_disputed_age_keeps_every_child_clock_running() -> None:
    facts = Facts(dated=[fact("date_of_birth=2000-01-01"), fact("age_standing=presumed")])
    [referred] = history("2026-11-20 10:00 nrm_referred")
    of_age = ("is_under_16", "is_under_18", "is_presumed_child", "is_more_than_100_days_from_18")

    assert [CONDITIONS[name].holds(facts, referred) for name in of_age] == [True] * 4


def test_trap_9_no_duty_of_a_child_ends_because_of_an_age_that_is_only_presumed() -> None:
    story = ("2026-11-20 10:00 nrm_referred", "2026-11-20 22:00 missing_reported")
    presumed = ("date_of_birth=2000-01-01", "age_standing=presumed")

    unknown = owed(*story, now="2026-11-25 09:00", duties=all_of_england())
    found = owed(*story, now="2026-11-25 09:00", duties=all_of_england(), facts=presumed)

    assert [(each.duty_code, each.standing) for each in found] == [
        (each.duty_code, each.standing) for each in unknown
    ]


def test_trap_10_the_record_is_kept_75_years_from_the_latest_date_of_birth_that_it_may_be() -> None:
    assert [
        kept_until(born=[date(2010, 5, 1)], died_on=None),
        kept_until(born=[date(2010, 5, 1), date(2012, 2, 29)], died_on=None),
        kept_until(born=[date(2010, 5, 1)], died_on=date(2026, 5, 1)),
        kept_until(born=[date(2010, 5, 1)], died_on=date(2028, 5, 1)),
    ] == [date(2085, 5, 1), date(2087, 3, 1), date(2041, 4, 30), date(2085, 5, 1)]


def test_trap_10_without_a_date_of_birth_no_day_is_given() -> None:
    with pytest.raises(ValueError, match="none was given"):
        kept_until(born=[], died_on=None)
