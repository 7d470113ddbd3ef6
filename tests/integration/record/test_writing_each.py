"""What changed in several rows is written in one statement: each row as it stands, and no other row."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext

from lantern.record.context import seen_as
from lantern.record.models import OwedStep, Telling
from lantern.record.writing import insert_each, write_each
from lantern.vocabulary.actors import SYSTEM
from tests.factories.missing import RECORDED_AT, make_event
from tests.factories.night import NOW, make_night
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db


def test_each_row_is_written_as_it_stands_and_no_other() -> None:
    night = make_night()
    night.reported()
    with seen_as(SYSTEM):
        first, second, other = Telling.objects.order_by("pk")[:3]
        was = (other.state, other.next_attempt_at)
        first.state, first.next_attempt_at, first.stage = (
            "failed",
            NOW + timedelta(hours=3),
            "not asked to be written",
        )
        second.state, second.next_attempt_at = "sent", None
        with CaptureQueriesContext(
            connection,
        ) as said:
            write_each([first, second], "state", "next_attempt_at")
        again = {row.pk: row for row in Telling.objects.all()}

    assert len(said) == 1
    assert [(again[row.pk].state, again[row.pk].next_attempt_at) for row in (first, second, other)] == [
        ("failed", NOW + timedelta(hours=3)),
        ("sent", None),
        was,
    ]
    assert again[first.pk].stage != "not asked to be written"


def test_no_rows_are_no_statement() -> None:
    with CaptureQueriesContext(connection) as said:
        write_each([], "state")
        insert_each([])

    assert len(said) == 0


def steps(**fields: str) -> list[OwedStep]:
    event = make_event()
    return [
        OwedStep(
            episode=event.episode,
            code="invented",
            arises_from=event,
            turn=0,
            due_at=RECORDED_AT + timedelta(hours=place),
            step="overdue",
            hours_before=0,
            rung=place,
            whom="on_duty",
            came_at=RECORDED_AT,
            recorded_at=RECORDED_AT,
            **{"outcome": "told", **fields},
        )
        for place in range(3)
    ]


def test_each_row_that_is_inserted_has_the_key_of_its_own() -> None:
    made = steps()
    with seen_as(SIMULATOR), CaptureQueriesContext(connection) as said:
        insert_each(made)
    with seen_as(SIMULATOR):
        held = {row.pk: (row.rung, row.due_at) for row in OwedStep.objects.all()}
    assert len([one for one in said if "INSERT" in one["sql"]]) == 1
    assert [held[row.pk] for row in made] == [(row.rung, row.due_at) for row in made]


def test_a_text_that_is_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(DataError), seen_as(SIMULATOR):
        insert_each(steps(outcome="told" * 10))
