from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest

from lantern.procedures.calendar import Clock, Within
from lantern.procedures.conditions import CONDITIONS
from lantern.procedures.duty import Duty, OwedBy, SourceRead
from lantern.procedures.duty_words import (
    CLOCK_WORDS,
    EVENT_WORDS,
    OWED_BY_WORDS,
    PARTICULAR_WORDS,
    SOURCE_READ_WORDS,
    TERM_WORDS,
)
from lantern.procedures.facts import FACT_WORDS, FactName
from lantern.procedures.handbook import by_when, index, page
from lantern.procedures.law import LocalTerm, Often, ReckonedOn, TermKind
from lantern.procedures.loading import ENGLAND, all_of_england
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.particulars import Particular

DOCS = Path(__file__).resolve().parents[3] / "docs" / "duties"
DUTY = Duty(
    code="offer-made",
    title="An offer made",
    text="Every child is made an offer.",
    owed_by=OwedBy.HOST_AUTHORITY,
    arises_on=(EventKind.CHILD_LOCATED, EventKind.CHILD_RETURNED),
    within=Within(5, "working_days"),
    counted_in=Clock.WORKING_DAYS,
    met_by=(EventKind.RETURN_INTERVIEW_OFFERED,),
    excused_by=(EventKind.RETURN_INTERVIEW_DECLINED,),
    counts_earlier=True,
    warn_before=(timedelta(hours=24), timedelta(hours=1)),
    conditions=("is_missing_not_away",),
    in_force_from=date(2020, 1, 1),
    in_force_until=date(2025, 12, 31),
    replaces="offer-thought-of",
    source="An invented guidance",
    source_reference="Page 1",
    source_address="guidance.example",
    source_read=SourceRead.LOCAL,
    notes="Invented.",
)

PAGE = """\
# An offer made

**Local practice, here as an example that nobody agreed: not national law.**

Every child is made an offer.

| | |
|---|---|
| Owed by | The host authority |
| Begins when | the child is found; or the child is back |
| Only if | The responsible authority has not classified the child as away with whereabouts known, \
or nobody made sure of it again in time. Not classified yet counts as missing. |
| By when | Within 5 working days: no Saturday, Sunday, Christmas Day, Good Friday or bank holiday is counted. |
| Met when | an independent return interview is offered (also if that was earlier in the same episode) |
| Ends without being met when | the child did not want to talk yet |
| Warned of | 24 hours before, 1 hour before |
| In force | from 1 January 2020, until 31 December 2025 |
| Replaces | offer-thought-of |
| Code | `offer-made` |

## Source

- An invented guidance
- Page 1
- guidance.example
- How it was read: text seen (local). Read in one area's own procedure. This is local practice, not national law.

## Notes

Invented.

## Examples

[Histories, and what is then owed](../examples/offer-made.md)
"""


def test_page_says_all_that_the_file_says() -> None:
    assert page(DUTY) == PAGE


def test_page_leaves_out_what_a_duty_does_not_have() -> None:
    bare = replace(
        DUTY,
        excused_by=(),
        conditions=(),
        warn_before=(),
        in_force_from=None,
        in_force_until=None,
        replaces=None,
        notes="",
    )

    assert [line.split("|")[1].strip() for line in page(bare).splitlines() if line.startswith("| ")][1:] == [
        "Owed by",
        "Begins when",
        "By when",
        "Met when",
        "In force",
        "Code",
    ]
    assert "## Notes" not in page(bare)


@pytest.mark.parametrize(
    ("clock", "within", "words"),
    [
        (
            Clock.ELAPSED_TIME,
            Within(72, "hours"),
            "Within 72 hours: counted in real hours, through nights, weekends and clock changes.",
        ),
        (
            Clock.CALENDAR_MONTHS,
            Within(1, "months"),
            "Within 1 month: to the end of the corresponding day of the month.",
        ),
        (
            Clock.NO_NUMBER,
            None,
            "No number: the source gives none, so the time that has passed is shown instead.",
        ),
        (
            Clock.AS_RECORDED,
            None,
            "When the person who recorded it said it would be; without one, no time is shown.",
        ),
    ],
)
def test_by_when_in_words(clock: Clock, within: Within | None, words: str) -> None:
    assert by_when(replace(DUTY, counted_in=clock, within=within)) == words


def test_index_links_every_duty_in_the_order_of_a_night_and_sets_local_practice_apart() -> None:
    none = replace(DUTY, counted_in=Clock.NO_NUMBER, within=None)
    national = replace(none, source_read=SourceRead.TEXT_SEEN)
    row = "| [An offer made](%s) | The host authority | No number: the source gives none, so the time that"
    of_a_case = replace(national, code="case", reckoned_on=ReckonedOn.CASE, not_run="Not yet.")
    missing = replace(national, code="gone", arises_on=(EventKind.MISSING_REPORTED,))

    lines = index([none, of_a_case, national, missing]).splitlines()

    assert lines[:4] == [
        "# Duties",
        "",
        "What Lantern thinks is owed to a child. Each page is made from the duty's own file. Which rows of the "
        "reference have none, and why: [what is a duty here, and what is not](../duties-known.md).",
        "",
    ]
    assert [line for line in lines[4:] if line.startswith(("## ", "**", "| ["))] == [
        "## While a child is missing",
        f"{row % 'gone.md'} has passed is shown instead. |",
        "## When the child is found or back",
        f"{row % 'offer-made.md'} has passed is shown instead. |",
        "## In the child's case",
        f"{row % 'case.md'} has passed is shown instead. |".replace(
            "(case.md)", "(case.md), not reckoned yet"
        ),
        "## In the example of a local protocol",
        "**Local practice, here as an example that nobody agreed: not national law.**",
        f"{row % 'local/offer-made.md'} has passed is shown instead. |",
    ]


def test_every_closed_word_has_its_words() -> None:
    said = [
        EVENT_WORDS,
        OWED_BY_WORDS,
        SOURCE_READ_WORDS,
        CLOCK_WORDS,
        PARTICULAR_WORDS,
        TERM_WORDS,
        FACT_WORDS,
    ]

    assert [set(words) for words in said] == [
        set(words) for words in (EventKind, OwedBy, SourceRead, Clock, Particular, TermKind, FactName)
    ]


def shown(duty: Duty) -> dict[str, str]:
    rows = [
        line.split(" | ") for line in page(duty).splitlines() if line.startswith("| ") and line != "| | |"
    ]
    return {name.removeprefix("| "): words.removesuffix(" |") for name, words in rows}


def test_page_of_a_duty_that_recurs_follows_and_hangs_on_the_case() -> None:
    rows = shown(
        replace(
            DUTY,
            reckoned_on=ReckonedOn.CASE,
            follows="discussed",
            arises_on=(),
            arises_where=(Particular.SECTION_47_BEGUN,),
            met_by=(EventKind.NRM_DECIDED,),
            met_where=(Particular.POSITIVE,),
            excused_by=(),
            excused_if=("turned_18",),
            at_intervals_of=(Within(3, "months"), Within(6, "months")),
            calendar="scotland",
            not_run="Nothing on the record answers it.",
            local_terms=(
                LocalTerm(
                    kind=TermKind.LONGER,
                    within=Within(7, "working_days"),
                    source="An invented protocol",
                    in_force_from=date(2026, 1, 1),
                    in_force_until=date(2026, 2, 1),
                    decided_by="A. Director",
                    reasons="A flood.",
                ),
            ),
        )
    )

    assert [
        rows[name]
        for name in (
            "Not reckoned yet",
            "Begins when",
            "By when",
            "Later by a decision for exceptional reasons",
            "Met when",
            "Ends without being met when",
        )
    ] == [
        "Nothing on the record answers it.",
        "the duty `discussed` is met, and section 47 enquiries were begun at it",
        "Within 5 working days: no Saturday, Sunday, Christmas Day, Good Friday or bank holiday is counted, as in "
        "Scotland. Then at intervals of not more than 3 months, then 6 months.",
        "7 working days, from 1 January 2026, until 1 February 2026. An invented protocol. Decided by A. Director: "
        "A flood.",
        "the competent authority decides, and it is positive (also if that was earlier in the same case)",
        "the child turns 18, and the age is not only presumed",
    ]


def test_page_of_a_target_of_a_period_and_of_a_threshold() -> None:
    target = replace(DUTY, is_target=True)
    period = replace(
        DUTY,
        is_period=True,
        counted_in=Clock.CALENDAR_DAYS,
        within=Within(30, "days"),
        beginning_with=True,
        later_of=(EventKind.NRM_DECIDED,),
        later_where=(Particular.CONCLUSIVE_GROUNDS,),
    )
    often = replace(DUTY, arises_on=(EventKind.MISSING_REPORTED,), often=Often(times=3, days=30))

    assert [shown(target)["By when"], shown(period)["By when"], shown(often)["Begins when"]] == [
        "Expected within 5 working days, an aim and not a limit: no Saturday, Sunday, Christmas Day, Good Friday or "
        "bank holiday is counted.",
        "Lasts 30 days: every day is counted, the day on which it begins being the first. Or at the end of the day on "
        "which the competent authority decides, and it is the decision on conclusive grounds, where that is later; "
        "until then no end is shown.",
        "the child is reported missing, for at least the third time within 30 days",
    ]


@pytest.mark.parametrize("duty", all_of_england(), ids=lambda duty: duty.code)
def test_every_page_shows_its_source_and_how_it_was_read(duty: Duty) -> None:
    text = page(duty)

    assert [part in text for part in (duty.source, duty.source_address, str(duty.source_read))] == [True] * 3


def test_a_page_says_by_when_visits_are_owed_in_a_first_year_and_after_it() -> None:
    visits = replace(
        DUTY,
        only_first=True,
        within=Within(1, "weeks"),
        counted_in=Clock.CALENDAR_WEEKS,
        at_intervals_of=(Within(6, "weeks"),),
        for_the_first=Within(12, "months"),
        after_that=Within(3, "months"),
    )

    assert shown(visits)["By when"] == (
        "Within 1 week: to the end of the same day of the week. Then at intervals of not more than 6 weeks for the "
        "first 12 months, and of not more than 3 months after that."
    )
    assert shown(visits)["Begins when"].endswith(", the first time in one episode")


@pytest.mark.parametrize("duty", all_of_england(), ids=lambda duty: duty.code)
def test_a_duty_s_page_its_file_and_its_scenarios_say_the_same(duty: Duty) -> None:
    said = tomllib.loads((ENGLAND / f"{duty.code}.toml").read_text(encoding="utf-8"))
    table = import_module(f"tests.duties.test_{duty.code.replace('-', '_')}").SCENARIOS
    words = page(duty)
    kept = (DOCS / f"{duty.code}.md").read_text(encoding="utf-8")

    assert kept == words
    assert words.startswith(f"# {said['title']}\n\n{' '.join(said['text'].split())}\n")
    for key in ("source", "source_reference", "source_address"):
        assert f"- {said[key]}\n" in words
    assert f"How it was read: {said['source_read']}." in words
    assert " ".join(said.get("notes", "").split()) in words
    assert all(CONDITIONS[name].words in shown(duty)["Only if"] for name in said.get("conditions", ()))
    if "within" in said:
        [(unit, number)] = said["within"].items()
        assert f"{number} {unit.replace('_', ' ').removesuffix('s')}" in shown(duty)["By when"]
    events = " ".join(line for scenario in table for line in scenario.when)
    assert all(kind in events for kind in duty.arises_on)
    assert any(kind in events for kind in duty.met_by) or duty.is_period


def test_a_page_says_what_must_be_before_what_begins_nothing_and_how_far_back_is_met() -> None:
    told = replace(
        DUTY,
        only_after=(EventKind.ORGANISATION_TOLD,),
        only_after_where=(Particular.HOME_OFFICE,),
        only_first=True,
        arises_unless=(Particular.POLICE,),
        only_recorded_here=True,
        counts_earlier=False,
        counts_back=7,
        excused_by=(EventKind.CONCERN_VIEWED,),
        excused_where=(Particular.NO_VICTIM,),
    )

    assert [shown(told)[name] for name in ("Begins when", "Met when", "Ends without being met when")] == [
        "the child is found; or the child is back, the first time in one episode; only where before that a named "
        "person at an organisation acknowledges that they were told, and the organisation is the Home Office; not "
        "where it is the police who are told, or who record it; not where an import took it over, or an "
        "authority's first feed found it so",
        "an independent return interview is offered (also if that was up to 7 days before)",
        "the authority records its view of trafficking, and the view is another than that the child may be a victim",
    ]
