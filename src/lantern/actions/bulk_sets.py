"""From the stages into the record, set by set: who is there already is known again, what clashes is handed back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection

# The number an authority sends in its 903 return, as an identifier that this authority issued.
NUMBER = "ssda903"
PUPIL_NUMBER = "upn"

KNOW_AGAIN = """
UPDATE pg_temp.bulk_child b SET child_id = i.child_id, is_new = false FROM record_childidentifier i
WHERE i.issued_by_id = %(authority)s AND i.kind = %(number_kind)s AND i.value = b.number;
UPDATE pg_temp.bulk_child b SET child_id = n.child_id, is_new = true FROM (
  SELECT number, nextval(s.name) AS child_id
  FROM (SELECT pg_get_serial_sequence('record_child', 'id')::regclass AS name OFFSET 0) s,
    (SELECT number FROM pg_temp.bulk_child WHERE child_id IS NULL ORDER BY line, number) in_order) n
WHERE n.number = b.number;
"""

NEW_CHILDREN = """
INSERT INTO record_child (id, reference, date_of_birth, date_of_birth_certainty, sex, ethnicity, nationality,
  languages, responsible_authority_id, responsible_team_id, host_authority_id, placement_provider_id,
  recorded_at, version)
SELECT child_id, reference, born_on, 'stated', sex, ethnicity, nationality, languages, %(authority)s,
  (SELECT min(id) FROM accounts_team WHERE organisation_id = %(authority)s), host_authority_id,
  placement_provider_id, recorded_at, 1
FROM pg_temp.bulk_child WHERE is_new;
INSERT INTO record_childname (child_id, kind, name, search_key, recorded_at)
SELECT b.child_id, n.kind, n.name, n.search_key, b.recorded_at
FROM pg_temp.bulk_name n JOIN pg_temp.bulk_child b USING (number) WHERE b.is_new;
INSERT INTO record_childidentifier (child_id, kind, value, issued_by_id)
SELECT child_id, %(number_kind)s, number, %(authority)s FROM pg_temp.bulk_child WHERE is_new;
INSERT INTO record_childidentifier (child_id, kind, value, issued_by_id)
SELECT child_id, %(pupil_kind)s, pupil_number, %(authority)s FROM pg_temp.bulk_child
WHERE is_new AND pupil_number <> '' ON CONFLICT DO NOTHING;
INSERT INTO record_unaccompaniedperiod (child_id, ceased_on, recorded_at)
SELECT b.child_id, u.ceased_on, b.recorded_at FROM pg_temp.bulk_unaccompanied u JOIN pg_temp.bulk_child b USING (number)
ON CONFLICT (child_id) DO UPDATE SET ceased_on = excluded.ceased_on
WHERE record_unaccompaniedperiod.ceased_on IS DISTINCT FROM excluded.ceased_on;
"""

# Responsible since the first day of care the file knows of; living there since the last one.
RELATIONS = """
INSERT INTO record_responsibilityperiod (child_id, relation, organisation_id, from_on, recorded_at)
SELECT b.child_id, r.relation, r.organisation_id, coalesce(care.first_on, %(today)s), b.recorded_at
FROM pg_temp.bulk_child b
LEFT JOIN (SELECT number, min(began_on) AS first_on FROM pg_temp.bulk_care GROUP BY number) care USING (number)
CROSS JOIN LATERAL
  (VALUES ('responsible', %(authority)s::bigint), ('host', b.host_authority_id)) r (relation, organisation_id)
WHERE b.is_new AND r.organisation_id IS NOT NULL;
INSERT INTO record_placement (child_id, provider_id, from_on, recorded_at)
SELECT b.child_id, b.placement_provider_id, coalesce(care.last_on, %(today)s), b.recorded_at
FROM pg_temp.bulk_child b
LEFT JOIN (SELECT number, max(began_on) AS last_on FROM pg_temp.bulk_care GROUP BY number) care USING (number)
WHERE b.is_new AND b.placement_provider_id IS NOT NULL;
"""

# The return is what a care episode is known from, so a later one may close it and complete it. It may not move
# an end that is already there: that is a person's to look at.
CARE = """
UPDATE pg_temp.bulk_care c SET child_id = b.child_id FROM pg_temp.bulk_child b WHERE b.number = c.number;
UPDATE pg_temp.bulk_care c SET care_id = r.id, state = CASE
  WHEN r.ended_on IS NULL OR r.ended_on = c.ended_on THEN 'there' ELSE 'differs' END
FROM record_careepisode r
WHERE r.child_id = c.child_id AND r.began_on = c.began_on AND r.placement_code = c.placement_code;
UPDATE record_careepisode r SET ended_on = c.ended_on, reason_began = c.reason_began,
  legal_status = c.legal_status, category_of_need = c.category_of_need, place_provider = c.place_provider,
  reason_ended = c.reason_ended, reason_place_change = c.reason_place_change, urn = c.urn, recorded_at = %(now)s
FROM pg_temp.bulk_care c WHERE c.state = 'there' AND r.id = c.care_id AND
  (r.ended_on, r.reason_began, r.legal_status, r.category_of_need, r.place_provider, r.reason_ended,
   r.reason_place_change, r.urn) IS DISTINCT FROM
  (c.ended_on, c.reason_began, c.legal_status, c.category_of_need, c.place_provider, c.reason_ended,
   c.reason_place_change, c.urn);
UPDATE pg_temp.bulk_care c SET state = 'overlaps' FROM record_careepisode r
WHERE c.state IS NULL AND r.child_id = c.child_id
  AND daterange(r.began_on, r.ended_on) && daterange(c.began_on, c.ended_on);
UPDATE pg_temp.bulk_care c SET state = 'new', care_id = n.care_id FROM (
  SELECT ctid AS place, nextval(s.name) AS care_id
  FROM (SELECT pg_get_serial_sequence('record_careepisode', 'id')::regclass AS name OFFSET 0) s, pg_temp.bulk_care
  WHERE state IS NULL) n
WHERE c.ctid = n.place;
INSERT INTO record_careepisode (id, child_id, began_on, ended_on, reason_began, legal_status, category_of_need,
  placement_code, place_provider, reason_ended, reason_place_change, urn, recorded_at)
SELECT care_id, child_id, began_on, ended_on, reason_began, legal_status, category_of_need, placement_code,
  place_provider, reason_ended, reason_place_change, urn, %(now)s FROM pg_temp.bulk_care WHERE state = 'new';
INSERT INTO record_careepisodeaddress (care_episode_id, home_postcode, placement_postcode)
SELECT care_id, home_postcode, placement_postcode FROM pg_temp.bulk_care
WHERE state = 'new' AND (home_postcode <> '' OR placement_postcode <> '');
"""

REVIEWS = """
INSERT INTO record_carereview (child_id, held_on, code, recorded_at)
SELECT b.child_id, v.held_on, v.code, %(now)s FROM pg_temp.bulk_review v JOIN pg_temp.bulk_child b USING (number)
ON CONFLICT DO NOTHING;
"""

# The same absence is known by its days and kind. One that overlaps another by its days is handed back, even
# where the database would let it in because the certain parts do not touch.
KNOW_ABSENCES = """
UPDATE pg_temp.bulk_absence a SET child_id = b.child_id FROM pg_temp.bulk_child b WHERE b.number = a.number;
UPDATE pg_temp.bulk_absence a SET state = 'there' FROM record_missingepisode e
WHERE e.child_id = a.child_id AND NOT e.is_void AND e.last_seen_on = a.started_on
  AND e.returned_on IS NOT DISTINCT FROM a.ended_on AND e.authority_kind IN (a.kind, '');
UPDATE pg_temp.bulk_absence a SET state = 'overlaps' FROM record_missingepisode e
WHERE a.state IS NULL AND e.child_id = a.child_id AND NOT e.is_void
  AND (e.returned_on IS NULL OR e.returned_on > a.started_on)
  AND (a.ended_on IS NULL OR a.ended_on > e.last_seen_on);
"""

PLACED_ABSENCES = """
SELECT a.place, a.child_id, c.responsible_authority_id, c.host_authority_id, c.placement_provider_id,
  coalesce(host.police_force_id, responsible.police_force_id)
FROM pg_temp.bulk_absence a JOIN record_child c ON c.id = a.child_id
JOIN accounts_organisation responsible ON responsible.id = c.responsible_authority_id
LEFT JOIN accounts_organisation host ON host.id = c.host_authority_id
WHERE a.state IS NULL ORDER BY a.place
"""


def run_sets(statements: str, **named: Any) -> None:
    """Run each statement of a set with the same named values."""
    with connection.cursor() as cursor:
        for statement in statements.split(";\n"):
            if statement.strip():
                cursor.execute(statement, named)


def named_values(*, authority_id: int, today: date, now: datetime) -> Mapping[str, Any]:
    """Give the values that the sets name."""
    return {
        "authority": authority_id,
        "number_kind": NUMBER,
        "pupil_kind": PUPIL_NUMBER,
        "today": today,
        "now": now,
    }


def rows_of(question: str) -> list[tuple[Any, ...]]:
    """Ask and give all rows."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        return [tuple(row) for row in cursor.fetchall()]


def counts_of_stages() -> dict[str, int]:
    """Say how much of what came in is new on the record."""
    (row,) = rows_of(
        "SELECT (SELECT count(*) FROM pg_temp.bulk_child WHERE is_new), "
        "(SELECT count(*) FROM pg_temp.bulk_care WHERE state = 'new'), "
        "(SELECT count(*) FROM pg_temp.bulk_absence WHERE state IS NULL)"
    )
    return dict(zip(("children", "care_episodes", "missing_and_away_episodes"), row, strict=True))


def children_with_a_history() -> list[int]:
    """Give the children that came in of whom anything happened that something may be owed for."""
    return [
        row[0]
        for row in rows_of(
            "SELECT b.child_id FROM pg_temp.bulk_child b WHERE b.child_id IS NOT NULL AND ("
            "EXISTS (SELECT FROM record_missingepisode e WHERE e.child_id = b.child_id) "
            "OR EXISTS (SELECT FROM record_event v WHERE v.child_id = b.child_id))"
        )
    ]
