"""A row of history says by which action it was written, and as whom; what is said once holds for the transaction."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from lantern.actions import missing
from lantern.record.context import acting_as
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from tests.factories.night import at, make_night
from tests.throw_away import TestDatabase

SAID = """
SELECT c.metadata FROM record_missingepisodehistory h JOIN record_missingepisode e ON e.id = h.pgh_obj_id
JOIN pghistory_context c ON c.id = h.pgh_context_id WHERE e.reference = %s ORDER BY h.pgh_id
"""


def test_history_says_which_action_and_whom(fresh_database: TestDatabase) -> None:
    night = make_night()
    reference = night.reported()
    happened, seen = When.moment(at(hours=1)), None
    missing.record_located(
        reference=reference, located=happened, words="", seen_version=seen, by=night.desk, now=at(hours=1)
    )
    missing.record_return(
        reference=reference, returned=happened, words="", seen_version=seen, by=night.carer, now=at(hours=2)
    )

    with psycopg.connect(fresh_database.owner_url) as owner:
        said = [row[0] for row in owner.execute(SAID, [reference])]
    assert said == [
        {"action": "missing.record_located", "account": night.desk.account_id, "role": "duty_worker"},
        {"action": "missing.record_return", "account": night.carer.account_id, "role": "carer"},
    ]


@pytest.mark.django_db
def test_what_is_said_for_a_part_ends_with_it() -> None:
    def now_said() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(current_setting('pghistory.context_metadata', true), '')")
            return str(cursor.fetchone()[0])

    with acting_as(SYSTEM, action="outer"):
        outer = now_said()
        with acting_as(SYSTEM, action="inner"):
            inner = now_said()
        again = now_said()

    assert (outer, inner, again) == ('{"action": "outer"}', '{"action": "inner"}', '{"action": "outer"}')
