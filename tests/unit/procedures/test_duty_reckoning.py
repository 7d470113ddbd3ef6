from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lantern.procedures.calendar import ENGLAND_AND_WALES, Calendar, Clock, Within
from lantern.procedures.conditions import CONDITIONS, Facts
from lantern.procedures.duty import Duty, Owed, OwedBy, Standing, duties_owed, most_pressing
from lantern.procedures.history import Happened
from lantern.procedures.loading import england
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import MissingKind
from tests.duties.scenario import duty_of, history, moment, words

OFFER = duty_of("return-interview-72h")


# Four that are enough to show the reckoning; what each other file asks is in its own table.
OF_ONE_NIGHT = tuple(
    duty
    for duty in england()
    if duty.code in {"police-reported", "risk-known", "risk-reviewed", "return-interview-72h"}
)


def owed_to(
    *lines: str, now: str, duties: tuple[Duty, ...] = OF_ONE_NIGHT, calendar: Calendar | None = None
) -> list[Owed]:
    calendars = {ENGLAND_AND_WALES: calendar} if calendar else {}
    return duties_owed(
        duties=duties, history=history(*lines), facts=Facts(), calendars=calendars, now=moment(now)
    )


def test_duties_owed_gives_the_whole_of_what_is_owed() -> None:
    assert owed_to("2026-11-20 19:30 child_returned", now="2026-11-21 09:00") == [
        Owed(
            duty_code="return-interview-72h",
            title="Independent return interview offered",
            owed_by=OwedBy.RESPONSIBLE_AUTHORITY,
            episode=1,
            arises_from=1,
            arose=When(on=date(2026, 11, 20), at=datetime(2026, 11, 20, 19, 30, tzinfo=UTC)),
            due_at=datetime(2026, 11, 23, 19, 30, tzinfo=UTC),
            standing=Standing.RUNNING,
        )
    ]


def test_duties_owed_says_what_settled_it_and_when() -> None:
    [owed] = owed_to(
        "2026-11-20 19:30 child_returned",
        "2026-11-22 return_interview_offered answers=1",
        now="2026-11-23 09:00",
    )

    assert (owed.standing, owed.met_by_event, owed.settled) == (Standing.MET, 2, When(on=date(2026, 11, 22)))


def test_duties_owed_over_a_first_night() -> None:
    story = [
        "2026-11-22 02:10 missing_reported",
        "2026-11-22 02:25 police_reported",
        "2026-11-22 03:05 risk_assessed review=2026-11-22T06:00",
        "2026-11-22 05:40 child_located",
        "2026-11-22 07:15 child_returned",
    ]

    owed = owed_to(*story, now="2026-11-22 08:00")

    assert [(each.duty_code, words(each)) for each in owed] == [
        ("police-reported", "1: met by 2"),
        ("risk-known", "2: met by 3"),
        ("risk-reviewed", "3: excused by 5"),
        ("return-interview-72h", "5: running, due 2026-11-25 07:15"),
    ]


def test_duties_owed_for_nothing_that_happened_is_nothing() -> None:
    assert owed_to(now="2026-11-22 08:00") == []


def test_duties_owed_counts_working_days_by_the_calendar_handed_in() -> None:
    duty = replace(OFFER, counted_in=Clock.WORKING_DAYS, within=Within(1, "working_days"))
    calendar = Calendar(
        bank_holidays=frozenset({date(2026, 8, 31)}),
        known_from=date(2026, 1, 1),
        known_until=date(2026, 12, 31),
    )

    [owed] = owed_to(
        "2026-08-28 12:00 child_returned", now="2026-09-01 23:59", duties=(duty,), calendar=calendar
    )

    assert words(owed) == "1: running, due 2026-09-01 23:59"


def test_duties_owed_keeps_the_law_of_the_day_it_arose() -> None:
    older = replace(OFFER, in_force_until=date(2026, 11, 20))
    newer = replace(
        OFFER, code="return-interview-48h", within=Within(48, "hours"), in_force_from=date(2026, 11, 21)
    )

    owed = owed_to(
        "2026-11-20 23:59 child_returned",
        "2026-11-21 00:00 child_returned episode=2",
        now="2026-11-22 08:00",
        duties=(older, newer),
    )

    assert [(each.duty_code, words(each)) for each in owed] == [
        ("return-interview-72h", "1: running, due 2026-11-23 23:59"),
        ("return-interview-48h", "2: running, due 2026-11-23 00:00"),
    ]


def test_an_answer_that_names_an_event_of_another_kind_is_not_bound_by_it() -> None:
    owed = owed_to(
        "2026-11-22 02:25 police_reported",
        "2026-11-22 03:05 risk_assessed answers=1",
        "2026-11-22 05:05 risk_assessed answers=1",
        now="2026-11-22 08:00",
    )

    assert [(each.duty_code, words(each)) for each in owed] == [
        ("risk-known", "1: met by 2"),
        ("risk-reviewed", "2: met by 3"),
        ("risk-reviewed", "3: running"),
    ]


@pytest.mark.parametrize(
    ("kind", "is_owed"),
    [(None, True), (MissingKind.MISSING, True), (MissingKind.AWAY_WITHOUT_AUTHORISATION, False)],
)
def test_missing_and_not_classified_yet_are_both_missing(kind: MissingKind | None, is_owed: bool) -> None:
    [reported] = history("2026-11-22 02:10 missing_reported")

    found = CONDITIONS["is_missing_not_away"].holds(Facts(authority_kinds={1: kind}), reported)

    assert found is is_owed


def test_most_pressing_is_overdue_then_at_once_then_first_due() -> None:
    [offer] = owed_to("2026-11-20 19:30 child_returned", now="2026-11-21 09:00")
    later = replace(offer, due_at=datetime(2026, 11, 24, tzinfo=UTC))
    at_once = replace(offer, due_at=None)
    overdue = replace(offer, standing=Standing.OVERDUE)
    met = replace(overdue, standing=Standing.MET_LATE)

    assert [
        most_pressing([later, offer, at_once, met, overdue]),
        most_pressing([later, offer, at_once, met]),
        most_pressing([later, offer, met]),
        most_pressing([met]),
        most_pressing([]),
    ] == [overdue, at_once, offer, None, None]


def test_whether_a_standing_is_settled() -> None:
    assert {standing for standing in Standing if standing.is_settled} == {
        Standing.MET,
        Standing.MET_LATE,
        Standing.EXCUSED,
        Standing.ENDED,
    }


def test_a_duty_without_a_date_was_always_in_force() -> None:
    assert replace(OFFER, in_force_from=None).is_in_force_on(date(1990, 1, 1))


def test_a_history_in_any_order_gives_the_same() -> None:
    story = history(
        "2026-11-22 02:10 missing_reported",
        "2026-11-22 02:25 police_reported",
        "2026-11-22 03:05 child_returned",
    )

    def reckoned(events: list[Happened]) -> list[Owed]:
        now = moment("2026-11-22 08:00")
        return duties_owed(duties=england(), history=events, facts=Facts(), calendars={}, now=now)

    assert reckoned(story[::-1]) == reckoned(story)


def test_every_kind_a_duty_names_is_in_the_closed_list() -> None:
    named = {kind for duty in england() for kind in (*duty.arises_on, *duty.met_by, *duty.excused_by)}

    assert named <= set(EventKind)
