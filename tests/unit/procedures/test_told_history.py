from __future__ import annotations

import json
from typing import Any

import pytest

from lantern.procedures import told_history
from lantern.procedures.facts import Fact, FactName, Facts
from lantern.procedures.told_history import BadHistory, ToldHistory
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.particulars import Particular
from tests.duties.scenario import moment

REPORTED = {"id": 1, "episode": 1, "kind": "missing_reported", "at": "2026-11-20T22:00:00Z"}
RETURNED = {"id": 2, "episode": 1, "kind": "child_returned", "on": "2026-11-21"}


def text(*events: Any, **more: Any) -> str:
    lines = ",\n".join(json.dumps(event) for event in events)
    rest = "".join(f'"{key}": {json.dumps(value)},\n' for key, value in more.items())
    return f'{{\n{rest}"events": [\n{lines}\n]}}'


def told(*events: Any, **more: Any) -> ToldHistory:
    return told_history.read(text(*events, **more), name="story.json", now=moment("2026-11-22 09:00"))


def problems(*events: Any, **more: Any) -> list[tuple[int, str]]:
    with pytest.raises(BadHistory) as refused:
        told(*events, **more)
    return list(refused.value.problems)


def test_a_history_is_read_with_its_facts() -> None:
    read = told(
        REPORTED,
        {**RETURNED, "recorded_at": "2026-11-21T08:00:00+00:00"},
        {"id": 3, "kind": "nrm_referred", "at": "2026-11-21T09:00:00Z", "says": None},
        {
            "id": 4,
            "kind": "nrm_decided",
            "on": "2026-11-22",
            "answers": 3,
            "says": ["positive"],
            "taken_over": True,
        },
        facts=[{"name": "is_looked_after", "value": True, "since": "2026-01-01"}],
        classified={"1": "away"},
    )

    assert [(e.id, e.episode, e.answers, e.says, e.taken_over) for e in read.events] == [
        (1, 1, None, frozenset(), False),
        (2, 1, None, frozenset(), False),
        (3, None, None, None, False),
        (4, None, 3, frozenset({Particular.POSITIVE}), True),
    ]
    assert read.facts == Facts(
        authority_kinds={1: MissingKind.AWAY_WITHOUT_AUTHORISATION},
        dated=[Fact(name=FactName.IS_LOOKED_AFTER, value=True, since=moment("2026-01-01 00:00").date())],
    )


def test_a_history_out_of_order_is_refused_with_the_line_of_what_stands_too_late() -> None:
    with pytest.raises(BadHistory) as refused:
        told(RETURNED, REPORTED)

    assert refused.value.problems == ((4, "event 1 happened before event 2, which stands before it"),)


def test_two_events_of_one_day_of_which_only_the_day_is_known_stand_in_any_order() -> None:
    read = told({**REPORTED, "at": "2026-11-21T01:00:00Z"}, RETURNED)
    other = told(RETURNED, {**REPORTED, "at": "2026-11-21T01:00:00Z"})

    assert list(read.events) == list(other.events)


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({**RETURNED, "on": "2026-11-23"}, "event 2 is of the future: Monday 23 November 2026, time not known"),
        (
            {**RETURNED, "recorded_at": "2026-11-23T08:00:00Z"},
            "event 2 is of the future: Saturday 21 November 2026, time not known",
        ),
        ({**RETURNED, "recorded_at": "2026-11-19T08:00:00Z"}, "event 2 was recorded before it happened"),
        ({**RETURNED, "answers": 7}, "event 2 answers event 7, which is not there"),
        ({**RETURNED, "corrects": 2}, "event 2 corrects event 2, which is not there"),
        ({**RETURNED, "episode": 2}, "there is a gap: episode 2 has no missing_reported"),
        ({**RETURNED, "id": 1}, "event 1 is there twice"),
        ({**RETURNED, "id": "2"}, '"id" must be a whole number above nought'),
        ({**RETURNED, "who": "a"}, '"who" is not a word an event knows'),
        ({**RETURNED, "on": "soon"}, '"on" must be a day, such as "2026-11-20"'),
        ({**RETURNED, "at": "2026-11-21T08:00:00Z"}, 'an event says "at" (a moment) or, where only the day is known, '
         '"on" (a day)'),
        ({"id": 2, "episode": 1, "kind": "child_returned", "at": "2026-11-21T08:00:00"}, '"at" must say its time zone, '
         'such as "2026-11-20T19:30:00Z"'),
        ({"id": 2, "episode": 1, "kind": "child_returned", "at": "eight"}, '"at" must be a moment, such as '
         '"2026-11-20T19:30:00Z"'),
        ({"id": 2, "kind": "child_returned", "on": "2026-11-21"}, '"child_returned" must say of which episode it is'),
        ({"id": 2, "episode": 1, "kind": "nrm_referred", "on": "2026-11-21"}, '"nrm_referred" is of the case, and '
         "of no episode"),
        ({"id": 2, "kind": "entered_in_error", "on": "2026-11-21", "corrects": 1}, "event 2 corrects one of another "
         "episode"),
        ({**RETURNED, "taken_over": "yes"}, '"taken_over" must be true or false'),
        ({**RETURNED, "says": "positive"}, '"says" must be a list, or null where nobody knows'),
        (7, "an event must be an object"),
    ],
)  # fmt: skip
def test_an_event_that_cannot_be_reckoned_is_refused_with_its_line(event: Any, reason: str) -> None:
    assert problems(REPORTED, event) == [(4, reason)]


def test_a_kind_and_a_particular_that_nobody_knows_are_refused_with_the_known_ones() -> None:
    found = problems({**REPORTED, "kind": "absconded"}, {**RETURNED, "says": ["maybe"]})

    assert [(line, reason.split(";")[0]) for line, reason in found] == [
        (3, '"absconded" is not known here'),
        (4, '"maybe" is not known here'),
    ]


def test_all_that_is_wrong_is_said_and_what_is_wrong_elsewhere_too() -> None:
    found = problems(
        {**REPORTED, "id": 0},
        {**RETURNED, "on": "2027-01-01"},
        facts=[{"name": "distance", "value": "far"}],
        classified={"1": "late"},
        more=1,
    )

    assert found == [
        (1, '"late" is not known here; an episode is classified as: missing, away'),
        (1, '"more" is not a word a history knows'),
        (2, '"far" is no value of "distance"; it may be: own, adjoining, distance'),
        (6, '"id" must be a whole number above nought'),
        (7, "event 2 is of the future: Friday 1 January 2027, time not known"),
    ]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("{", (1, "this is no JSON: Expecting property name enclosed in double quotes")),
        ("[]", (1, 'a history is an object with a list of "events"')),
        ('{"events": [], "events": [1]}', (1, '"events" is there twice in one object')),
        ('{"events": [], "classified": {"1": []}}', (1, '"[]" is not known here; an episode is classified as: missing, '
         "away")),
        ('{"events": [], "facts": {}}', (1, '"facts" must be a list')),
        ('{"events": [], "classified": {"one": "away"}}', (1, '"classified" must give a kind for the number of an '
         "episode")),
    ],
)  # fmt: skip
def test_what_is_no_history_is_refused(said: str, problem: tuple[int, str]) -> None:
    with pytest.raises(BadHistory) as refused:
        told_history.read(said, name="story.json", now=moment("2026-11-22 09:00"))

    assert (refused.value.problems, str(refused.value)) == (
        (problem,),
        f"story.json, line {problem[0]}: {problem[1]}",
    )


def test_a_withdrawn_report_is_no_gap() -> None:
    withdrawn = {"id": 3, "episode": 1, "kind": "entered_in_error", "on": "2026-11-21", "corrects": 1}

    assert [event.id for event in told(REPORTED, RETURNED, withdrawn).events] == [1, 2, 3]


@pytest.mark.parametrize("depth", [900, 990, 100_000])
@pytest.mark.parametrize(
    "said", ["{deep}", '{{"events": [{deep}]}}', '{{"events": [], "classified": {deep}}}']
)
def test_what_is_nested_too_deep_is_refused_and_no_fault(said: str, depth: int) -> None:
    deep = said.format(deep="[" * depth + "]" * depth)

    with pytest.raises(BadHistory) as refused:
        told_history.read(deep, name="story.json", now=moment("2026-11-22 09:00"))

    assert depth < 100_000 or refused.value.problems == ((1, "this is nested deeper than any history"),)
