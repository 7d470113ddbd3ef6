from __future__ import annotations

import pytest

from tests.duties.scenario import Scenario

SCENARIOS = (
    Scenario(
        given="Back on Friday evening: the hours run through the weekend",
        when=["2026-11-20 19:30 child_returned"],
        now="2026-11-23 09:00",
        owed=["1: running, due 2026-11-23 19:30"],
    ),
    Scenario(
        given="Nobody has offered within 72 hours",
        when=["2026-11-20 19:30 child_returned"],
        now="2026-11-23 19:31",
        owed=["1: overdue, due 2026-11-23 19:30"],
    ),
    Scenario(
        given="The clock starts at the return, not at the report or at being found",
        when=[
            "2026-11-19 22:00 missing_reported",
            "2026-11-20 15:00 child_located",
            "2026-11-20 19:30 child_returned",
        ],
        now="2026-11-23 09:00",
        owed=["3: running, due 2026-11-23 19:30"],
    ),
    Scenario(
        given="Offered to the minute in time",
        when=["2026-11-20 19:30 child_returned", "2026-11-23 19:30 return_interview_offered answers=1"],
        now="2026-11-24 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Offered a minute late",
        when=["2026-11-20 19:30 child_returned", "2026-11-23 19:31 return_interview_offered answers=1"],
        now="2026-11-24 09:00",
        owed=["1: met_late by 2"],
    ),
    Scenario(
        given="Only the day of the return is known: the clock runs from the start of that day",
        when=["2026-11-20 child_returned"],
        now="2026-11-22 09:00",
        owed=["1: running, due 2026-11-23 00:00"],
    ),
    Scenario(
        given="Only the day of the offer is known, and it was the last day: not late on a guess",
        when=["2026-11-20 19:30 child_returned", "2026-11-23 return_interview_offered answers=1"],
        now="2026-11-24 09:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="The clocks go back in the night between: 72 hours are still 72 hours",
        when=["2026-10-24 19:30 child_returned"],
        now="2026-10-26 09:00",
        owed=["1: running, due 2026-10-27 18:30"],
    ),
    Scenario(
        given="The clocks go forward in the night between",
        when=["2026-03-28 19:30 child_returned"],
        now="2026-03-30 09:00",
        owed=["1: running, due 2026-03-31 20:30"],
    ),
    Scenario(
        given="Over a leap day",
        when=["2028-02-27 08:00 child_returned"],
        now="2028-02-28 09:00",
        owed=["1: running, due 2028-03-01 08:00"],
    ),
    Scenario(
        given="Gone missing again before an offer: the first return is still owed one, the second has its own clock",
        when=[
            "2026-11-20 19:30 child_returned episode=1",
            "2026-11-21 20:00 missing_reported episode=2",
            "2026-11-22 06:00 child_returned episode=2",
            "2026-11-23 10:00 return_interview_offered episode=2 answers=3",
        ],
        now="2026-11-24 09:00",
        owed=["1: overdue, due 2026-11-23 19:30", "3: met by 4"],
    ),
    Scenario(
        given="Two returns in one episode and one offer that names the first",
        when=[
            "2026-11-20 19:30 child_returned",
            "2026-11-21 19:30 child_returned",
            "2026-11-22 10:00 return_interview_offered answers=1",
        ],
        now="2026-11-22 11:00",
        owed=["1: met by 3", "2: running, due 2026-11-24 19:30"],
    ),
    Scenario(
        given="Two returns in one episode and one offer that names neither: it answers the latest and no other",
        when=[
            "2026-11-20 19:30 child_returned",
            "2026-11-21 19:30 child_returned",
            "2026-11-22 10:00 return_interview_offered",
        ],
        now="2026-11-22 11:00",
        owed=["1: running, due 2026-11-23 19:30", "2: met by 3"],
    ),
    Scenario(
        given="An offer made before the return, which names nothing, answers nothing",
        when=["2026-11-20 19:30 child_returned", "2026-11-20 15:00 return_interview_offered"],
        now="2026-11-22 11:00",
        owed=["1: running, due 2026-11-23 19:30"],
    ),
    Scenario(
        given="The time of the return is corrected after the offer: the offer still answers it",
        when=[
            "2026-11-20 19:30 child_returned",
            "2026-11-21 10:00 return_interview_offered answers=1",
            "2026-11-20 18:00 child_returned corrects=1",
        ],
        now="2026-11-22 11:00",
        owed=["3: met by 2"],
    ),
    Scenario(
        given="The return was wrong and is withdrawn; the child comes back later and is owed an offer of their own",
        when=[
            "2026-11-20 19:30 child_returned",
            "2026-11-20 20:00 return_interview_offered answers=1",
            "2026-11-20 20:30 entered_in_error corrects=1",
            "2026-11-21 07:00 child_returned",
        ],
        now="2026-11-22 11:00",
        owed=["4: running, due 2026-11-24 07:00"],
    ),
    Scenario(
        given="Held, or not wanted, without an offer on the record: the offer is still to be recorded",
        when=["2026-11-20 19:30 child_returned", "2026-11-21 10:00 return_interview_declined answers=1"],
        now="2026-11-22 11:00",
        owed=["1: running, due 2026-11-23 19:30"],
    ),
    Scenario(
        given="Held without an offer on the record: whoever records it is asked for the offer too",
        when=["2026-11-20 19:30 child_returned", "2026-11-21 10:00 return_interview_held answers=1"],
        now="2026-11-22 11:00",
        owed=["1: running, due 2026-11-23 19:30"],
    ),
    Scenario(
        given="Offered in time and not wanted yet: the offer was made, and stays made",
        when=[
            "2026-11-20 19:30 child_returned",
            "2026-11-21 10:00 return_interview_offered answers=1",
            "2026-11-21 10:05 return_interview_declined answers=1",
        ],
        now="2026-11-24 11:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Not wanted yet, and offered again after the 72 hours: the first offer was in time",
        when=[
            "2026-11-20 19:30 child_returned",
            "2026-11-21 10:00 return_interview_offered answers=1",
            "2026-11-21 10:05 return_interview_declined answers=1",
            "2026-11-25 10:00 return_interview_offered answers=1",
        ],
        now="2026-11-26 11:00",
        owed=["1: met by 2"],
    ),
    Scenario(
        given="Not possible, and why: nothing more is owed for this return",
        when=["2026-11-20 19:30 child_returned", "2026-11-22 10:00 return_interview_not_possible answers=1"],
        now="2026-11-24 11:00",
        owed=["1: excused by 2"],
    ),
    Scenario(
        given="Gone again first: the first return is not possible, the next starts its own clock",
        when=[
            "2026-11-20 19:30 child_returned episode=1",
            "2026-11-21 20:00 missing_reported episode=2",
            "2026-11-21 20:30 return_interview_not_possible episode=1 answers=1",
            "2026-11-22 06:00 child_returned episode=2",
        ],
        now="2026-11-24 09:00",
        owed=["1: excused by 3", "4: running, due 2026-11-25 06:00"],
    ),
    Scenario(
        given="Not possible was wrong and is withdrawn: the offer is owed again, by the first clock",
        when=[
            "2026-11-20 19:30 child_returned",
            "2026-11-22 10:00 return_interview_not_possible answers=1",
            "2026-11-22 11:00 entered_in_error corrects=2",
        ],
        now="2026-11-24 09:00",
        owed=["1: overdue, due 2026-11-23 19:30"],
    ),
    Scenario(
        given="The police interview, the social worker's visit and what a carer said stand for no offer",
        when=[
            "2026-11-20 19:30 child_returned",
            "2026-11-20 21:00 prevention_interview_held answers=1",
            "2026-11-21 10:00 social_worker_visited answers=1",
            "2026-11-21 12:00 carer_told_instead answers=1",
            "2026-11-21 13:00 interview_shared answers=1",
            "2026-11-21 14:00 child_answered answers=1",
        ],
        now="2026-11-24 09:00",
        owed=["1: overdue, due 2026-11-23 19:30"],
    ),
    Scenario(
        given="One interview answers two returns of two episodes, each by an event of its own",
        when=[
            "2026-11-20 19:30 child_returned episode=1",
            "2026-11-22 06:00 child_returned episode=2",
            "2026-11-22 10:00 return_interview_offered episode=1 answers=1",
            "2026-11-22 10:00 return_interview_offered episode=2 answers=2",
            "2026-11-22 15:00 return_interview_held episode=1 answers=1",
            "2026-11-22 15:00 return_interview_held episode=2 answers=2",
        ],
        now="2026-11-24 09:00",
        owed=["1: met by 3", "2: met by 4"],
    ),
    Scenario(
        given="Back before the guidance was published",
        when=["2014-01-16 23:59 child_returned"],
        now="2014-01-20 11:00",
        owed=[],
    ),
    Scenario(
        given="Back on the first day of the guidance",
        when=["2014-01-17 00:00 child_returned"],
        now="2014-01-19 11:00",
        owed=["1: running, due 2014-01-20 00:00"],
    ),
)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.given)
def test_return_interview_72h(scenario: Scenario) -> None:
    scenario.check("return-interview-72h")
