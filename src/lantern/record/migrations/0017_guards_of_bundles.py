"""Row-level security for inquiry bundles: the archive is for two people, until its time is over."""

from django.db import migrations

from lantern.record import guards

# Two people, by their own accounts, and the database's own clock. Then the row is let go: see below.
OF_THE_TWO = (
    "EXISTS (SELECT 1 FROM record_bundle b WHERE b.id = bundle_id AND b.state = 'released' "
    "AND b.ends_at > statement_timestamp() "
    "AND (SELECT lantern_account()) IN (b.asked_by_id, b.decided_by_id))"
)

# Nobody reads the archive of others, not even to let it go when its time is over: the owner of the table does
# that, by the time alone, and says no more than how many there were.
DROP_EXPIRED = """
CREATE FUNCTION lantern_drop_expired_bundles(at timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH dropped AS (
    DELETE FROM record_bundlecontent c USING record_bundle b
    WHERE b.id = c.bundle_id AND b.ends_at <= at RETURNING 1
  ) SELECT count(*) FROM dropped
$$;
"""

POLICIES = {
    "record_bundle": guards.through(parent="record_child", key="child_id", permission="see_protected"),
    "record_bundlecontent": OF_THE_TWO,
}

SQL = "".join(guards.policy(table, condition) for table, condition in POLICIES.items()) + DROP_EXPIRED


class Migration(migrations.Migration):
    dependencies = [("record", "0016_bundles")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
