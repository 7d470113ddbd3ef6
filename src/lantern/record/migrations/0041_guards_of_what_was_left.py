"""What a struck correction struck stands again for the database too; references that were given, and those of before."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE

# An entry is struck by a correction that was not struck in its turn: the rule of vocabulary/corrections.py.
STRUCK = """
CREATE FUNCTION lantern_is_struck(event bigint) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 5000
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM record_event c WHERE c.corrects_id = event AND NOT lantern_is_struck(c.id));
END $$;
"""

# As in 0020, but for that rule. A function keeps its plan: it is told to use its indexes (ADR 26).
SEEN_BY = """
CREATE OR REPLACE FUNCTION lantern_allocated(kind text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 5000
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  context jsonb := nullif(current_setting('lantern.context', true), '')::jsonb;
  children bigint[];
BEGIN
  IF NOT context -> 'allocated' ? regexp_replace(kind, '^child_', '') THEN RETURN '{}'; END IF;
  children := coalesce((SELECT array_agg(v.child_id) FROM record_guardianaccess a
    JOIN record_event v ON v.id = a.event_id AND v.child_id IS NOT NULL
    WHERE a.account_id = (context ->> 'account')::bigint
    AND NOT lantern_is_struck(v.id)
    AND NOT EXISTS (SELECT 1 FROM record_event l WHERE l.answers_id = v.id AND l.kind = 'guardian_left'
      AND NOT lantern_is_struck(l.id))), '{}');
  IF kind LIKE 'child\\_%' OR children = '{}' THEN RETURN children; END IF;
  RETURN coalesce((SELECT array_agg(e.id) FROM record_missingepisode e
    WHERE e.child_id = ANY(children) AND NOT e.is_void), '{}');
END $$;
CREATE OR REPLACE FUNCTION lantern_asked_of(asked bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 5000
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  RETURN coalesce((SELECT array_agg(a.episode_id) FROM record_interviewasked a
    JOIN record_missingepisode e ON e.id = a.episode_id AND NOT e.is_void
    WHERE a.service_id = asked AND a.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM record_event r WHERE r.episode_id = a.episode_id
      AND r.kind IN ('return_interview_held', 'return_interview_not_possible') AND r.recorded_at >= a.recorded_at
      AND r.recorded_at + a.days_after * interval '1 day' < statement_timestamp()
      AND NOT lantern_is_struck(r.id))), '{}');
END $$;
"""

SQL = STRUCK + SEEN_BY + guards.policy("record_givenreference", guards.through_event(permission="see_record")) + guards.append_only(
    "record_givenreference", role=ROLE
)

# Until now an entry that recorded a reference was known by its words alone: those words, and nobody named who said it.
# The newest entry that gave a number is the one that the number on the child is tied to; what no entry gave is not.
OF_BEFORE = """
INSERT INTO record_givenreference (event_id, value)
SELECT said.id, said.value FROM (
  SELECT e.id, regexp_replace(substr(e.words, length(p.first) + 1), '[.]$', '') AS value
  FROM record_event e, (SELECT 'The Home Office gave its reference: '::text AS first) p
  WHERE e.kind = 'information_received' AND starts_with(e.words, p.first)
    AND NOT EXISTS (SELECT 1 FROM record_eventsource s WHERE s.event_id = e.id)
    AND NOT EXISTS (SELECT 1 FROM record_givenreference g WHERE g.event_id = e.id)
) said WHERE length(said.value) BETWEEN 1 AND 100;

UPDATE record_childidentifier i SET given_in_id = newest.id FROM (
  SELECT DISTINCT ON (m.child_id, g.value) m.child_id, g.value, g.id
  FROM record_givenreference g JOIN record_event e ON e.id = g.event_id
  JOIN record_missingepisode m ON m.id = e.episode_id
  ORDER BY m.child_id, g.value, e.recorded_at DESC, e.id DESC
) newest
WHERE i.child_id = newest.child_id AND i.kind = 'Home Office' AND i.value = newest.value AND i.given_in_id IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0040_what_was_left")]

    operations = [
        migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=OF_BEFORE, reverse_sql=migrations.RunSQL.noop),
    ]
