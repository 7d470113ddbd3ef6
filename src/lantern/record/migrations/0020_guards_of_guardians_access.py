"""A child's guardian sees this child, by their own account, until they leave."""

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

# Every policy asks already which rows an actor was handed one by one: a guardian's children are such rows. So no plan
# changes, and who is nobody's guardian pays for looking into the context that was read anyway.
IDS = """
CREATE OR REPLACE FUNCTION lantern_ids(kind text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE context jsonb := nullif(current_setting('lantern.context', true), '')::jsonb;
BEGIN
  IF context ? 'allocated' THEN RETURN lantern_allocated(kind); END IF;
  RETURN coalesce(translate(context #>> ARRAY['ids', kind], '[]', '{}')::bigint[], '{}');
END $$;
"""

# Whoever reads the record reads who sees it as guardian; only who may name a guardian writes it.
ACCESS = guards.policies(
    "record_guardianaccess",
    seen=guards.through_happening(permission="see_record"),
    written=guards.through_happening(permission="keep_guardian"),
) + guards.append_only("record_guardianaccess", role=ROLE)


class Migration(migrations.Migration):
    dependencies = [("record", "0019_guardians_access")]

    operations = [migrations.RunSQL(sql=ALLOCATED + IDS + ACCESS, reverse_sql=migrations.RunSQL.noop)]
