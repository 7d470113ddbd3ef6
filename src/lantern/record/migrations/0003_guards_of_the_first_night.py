"""Row-level security and append-only triggers for the tables of the first night."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE

ACCOUNT = """
CREATE FUNCTION lantern_account() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT (nullif(current_setting('lantern.context', true), '')::jsonb ->> 'account')::bigint
$$;
"""

# Nobody reads another's draft, not even to let it go when its time is over: the owner of the table does that, by
# the time alone, and says no more than how many there were.
DROP_EXPIRED = """
CREATE FUNCTION lantern_drop_expired_drafts(at timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH dropped AS (DELETE FROM record_draft WHERE expires_at <= at RETURNING 1) SELECT count(*) FROM dropped
$$;
"""

POLICIES = {
    "record_draft": "account_id = (SELECT lantern_account())",
    "record_callanswer": guards.through_event(permission="see_record"),
    "record_locateddetail": guards.through_event(permission="see_record"),
    "record_locatedplace": guards.through_event(permission="see_protected"),
    "record_enquirydetail": guards.through_event(permission="see_record"),
}
APPEND_ONLY = ("record_callanswer", "record_locateddetail", "record_locatedplace", "record_enquirydetail")

SQL = (
    ACCOUNT
    + "".join(guards.policy(table, condition) for table, condition in POLICIES.items())
    + "".join(guards.append_only(table, role=ROLE) for table in APPEND_ONLY)
    + DROP_EXPIRED
)


class Migration(migrations.Migration):
    dependencies = [("record", "0002_guards_of_the_record")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
