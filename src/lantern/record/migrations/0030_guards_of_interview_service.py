"""A link opens the one interview that it asks for, and what was agreed with a service is its authority's own."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE

# What a link may see hangs on the asking that it was sent for: taken back, or its days over, it opens nothing, whatever
# else the same service is asked. A function keeps its plan: it is told to use its indexes (ADR 26).
ASKED_BY = """
CREATE FUNCTION lantern_asked_by(asked bigint, asking bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 5000
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  RETURN coalesce((SELECT array_agg(a.episode_id) FROM record_interviewasked a
    WHERE a.id = asking AND a.service_id = asked AND a.ended_at IS NULL
    AND a.episode_id = ANY(lantern_asked_of(asked))), '{}');
END $$;
CREATE OR REPLACE FUNCTION lantern_asked(kind text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER COST 5000
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  context jsonb := nullif(current_setting('lantern.context', true), '')::jsonb;
  service bigint := (context ->> 'service')::bigint;
  episodes bigint[];
BEGIN
  IF NOT context -> 'asked' ? regexp_replace(kind, '^child_', '') THEN RETURN '{}'; END IF;
  IF context ? 'asking' THEN
    episodes := lantern_asked_by(service, (context ->> 'asking')::bigint);
  ELSE
    episodes := lantern_asked_of(service);
  END IF;
  IF kind NOT LIKE 'child\\_%' OR episodes = '{}' THEN RETURN episodes; END IF;
  RETURN coalesce((SELECT array_agg(DISTINCT e.child_id) FROM record_missingepisode e WHERE e.id = ANY(episodes)), '{}');
END $$;
"""

APPEND_ONLY = ("record_serviceterms",)  # what held before stays on the record

SQL = (
    ASKED_BY
    + guards.policy("record_serviceterms", guards.through_authority(permission="ask_interviewer"))
    + "".join(guards.append_only(table, role=ROLE) for table in APPEND_ONLY)
)


class Migration(migrations.Migration):
    dependencies = [("record", "0029_interview_service")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
