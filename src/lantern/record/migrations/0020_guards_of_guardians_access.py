"""A guardian sees their child until they leave; a service sees the episode whose interview it was asked to hold."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE

# The children come from what the record says of guardians, and from nothing that is told of the actor but the account:
# an allocation that stands, which no leaving that stands has answered. A void episode is nobody's.
ALLOCATED = """
CREATE FUNCTION lantern_allocated(kind text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  context jsonb := nullif(current_setting('lantern.context', true), '')::jsonb;
  children bigint[];
BEGIN
  IF NOT context -> 'allocated' ? regexp_replace(kind, '^child_', '') THEN RETURN '{}'; END IF;
  children := coalesce((SELECT array_agg(v.child_id) FROM record_guardianaccess a
    JOIN record_event v ON v.id = a.event_id AND v.child_id IS NOT NULL
    WHERE a.account_id = (context ->> 'account')::bigint
    AND NOT EXISTS (SELECT 1 FROM record_event c WHERE c.corrects_id = v.id)
    AND NOT EXISTS (SELECT 1 FROM record_event l WHERE l.answers_id = v.id AND l.kind = 'guardian_left'
      AND NOT EXISTS (SELECT 1 FROM record_event c WHERE c.corrects_id = l.id))), '{}');
  IF kind LIKE 'child\\_%' OR children = '{}' THEN RETURN children; END IF;
  RETURN coalesce((SELECT array_agg(e.id) FROM record_missingepisode e
    WHERE e.child_id = ANY(children) AND NOT e.is_void), '{}');
END $$;
"""

# An episode whose interview a service was asked to hold, until that is taken back, or so many days after a result stands.
ASKED = """
CREATE FUNCTION lantern_asked_of(asked bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT array_agg(a.episode_id) FROM record_interviewasked a
    JOIN record_missingepisode e ON e.id = a.episode_id AND NOT e.is_void
    WHERE a.service_id = asked AND a.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM record_event r WHERE r.episode_id = a.episode_id
      AND r.kind IN ('return_interview_held', 'return_interview_not_possible') AND r.recorded_at >= a.recorded_at
      AND r.recorded_at + a.days_after * interval '1 day' < statement_timestamp()
      AND NOT EXISTS (SELECT 1 FROM record_event c WHERE c.corrects_id = r.id))), '{}');
END $$;
CREATE FUNCTION lantern_asked(kind text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  context jsonb := nullif(current_setting('lantern.context', true), '')::jsonb;
  episodes bigint[];
BEGIN
  IF NOT context -> 'asked' ? regexp_replace(kind, '^child_', '') THEN RETURN '{}'; END IF;
  episodes := lantern_asked_of((context ->> 'service')::bigint);
  IF kind NOT LIKE 'child\\_%' OR episodes = '{}' THEN RETURN episodes; END IF;
  RETURN coalesce((SELECT array_agg(DISTINCT e.child_id) FROM record_missingepisode e WHERE e.id = ANY(episodes)), '{}');
END $$;
"""

# Every policy asks already which rows an actor was handed one by one: a guardian's children are such rows. So no plan
# changes, and who is nobody's guardian pays for looking into the context that was read anyway.
IDS = """
CREATE OR REPLACE FUNCTION lantern_ids(kind text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE context jsonb := nullif(current_setting('lantern.context', true), '')::jsonb;
BEGIN
  IF context ? 'allocated' THEN RETURN lantern_allocated(kind); END IF;
  IF context ? 'asked' THEN RETURN lantern_asked(kind); END IF;
  RETURN coalesce(translate(context #>> ARRAY['ids', kind], '[]', '{}')::bigint[], '{}');
END $$;
"""

# Whoever reads the record reads who sees it as guardian; only who may name a guardian writes it.
ACCESS = guards.policies(
    "record_guardianaccess",
    seen=guards.through_event(permission="see_record"),
    written=guards.through_event(permission="keep_guardian"),
)
APPEND_ONLY = ("record_guardianaccess",)  # nobody moves it to another account

# Whoever reads the record reads who was asked; only who may ask writes it.
SERVICE = guards.policies(
    "record_interviewasked",
    seen=guards.through(parent="record_missingepisode", key="episode_id", permission="see_record"),
    written=guards.through(parent="record_missingepisode", key="episode_id", permission="ask_interviewer"),
)

SQL = (
    ALLOCATED
    + ASKED
    + IDS
    + ACCESS
    + SERVICE
    + "".join(guards.append_only(table, role=ROLE) for table in APPEND_ONLY)
)


class Migration(migrations.Migration):
    dependencies = [("record", "0019_guardians_access")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
