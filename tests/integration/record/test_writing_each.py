"""What changed in several rows is written in one statement: each row as it stands, and no other row."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.record.context import seen_as
from lantern.record.models import Telling
from lantern.record.writing import write_each
from lantern.vocabulary.actors import SYSTEM
from tests.factories.night import NOW, make_night

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

    assert len(said) == 0
