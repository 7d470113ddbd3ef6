"""Who belongs to a strategy discussion, and by which day a conference is held."""

from __future__ import annotations

from datetime import date

import pytest

from lantern.gateways import bank_holidays
from lantern.policies import discussions as policy
from lantern.policies.discussions import said_of
from lantern.procedures.calendar import Calendar
from lantern.procedures.conference import Conference, conference_by
from lantern.vocabulary.discussions import TookPartFor
from lantern.vocabulary.refusals import NotPermitted, Refused

CALENDAR = Calendar(
    bank_holidays=bank_holidays.of_england_and_wales(first_year=2026, last_year=2027),
    known_from=date(2026, 1, 1),
    known_until=date(2027, 12, 31),
)
CARE, POLICE, HEALTH, HOME = (
    TookPartFor.SOCIAL_CARE,
    TookPartFor.POLICE,
    TookPartFor.HEALTH,
    TookPartFor.HOME,
)


@pytest.mark.parametrize(
    ("there", "absent"),
    [
        ([CARE, POLICE, HEALTH], ()),
        ([CARE, HOME], (POLICE, HEALTH)),
        ([HEALTH, POLICE], (CARE,)),
    ],
)
def test_police_and_health_are_asked_of_every_discussion(
    there: list[TookPartFor], absent: tuple[TookPartFor, ...]
) -> None:
    assert policy.not_there(there) == absent


def test_who_was_not_there_is_named() -> None:
    assert said_of((POLICE, HEALTH)) == "the police and health"


def test_whoever_was_not_there_is_accounted_for() -> None:
    policy.check_took_part(took_part=[CARE, HOME], could_not="Police and health send their notes")
    with pytest.raises(Refused, match="the police and health"):
        policy.check_took_part(took_part=[CARE, HOME], could_not=" ")


@pytest.mark.parametrize(
    ("begun_on", "due_on"),
    [
        (date(2026, 6, 1), date(2026, 6, 22)),  # a Monday: three weeks on
        (date(2026, 6, 6), date(2026, 6, 26)),  # a Saturday: the Monday after is the first
        (date(2026, 3, 30), date(2026, 4, 22)),  # over Good Friday and Easter Monday
        (date(2026, 12, 18), date(2027, 1, 13)),  # over Christmas, Boxing Day's Monday, and New Year's Day
    ],
)
def test_a_conference_is_fifteen_working_days_after_the_discussion_that_began_the_enquiries(
    begun_on: date, due_on: date
) -> None:
    assert conference_by(begun_on=begun_on, calendar=CALENDAR) == Conference(due_on=due_on)


def test_a_conference_says_whence_its_number_is_and_how_that_was_read() -> None:
    found = conference_by(begun_on=date(2026, 6, 1), calendar=CALENDAR)
    assert "15 working days" in found.source
    assert found.read == "text seen (2nd)"


def test_an_action_is_answered_by_its_owner_or_by_the_authority_of_the_case_and_once() -> None:
    policy.check_may_answer(is_open=True, own=1, owner=1, holds_discussion=False)
    policy.check_may_answer(is_open=True, own=2, owner=1, holds_discussion=True)
    with pytest.raises(NotPermitted):
        policy.check_may_answer(is_open=True, own=2, owner=1, holds_discussion=False)
    with pytest.raises(NotPermitted):
        policy.check_may_answer(is_open=True, own=None, owner=1, holds_discussion=False)
    with pytest.raises(Refused):
        policy.check_may_answer(is_open=False, own=1, owner=1, holds_discussion=True)
