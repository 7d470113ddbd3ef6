"""Row-level security and append-only triggers for placements that had to end at once."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE
RECORD = guards.through_event(permission="see_record")
POLICIES = {"record_endedatonce": RECORD, "record_endnotice": RECORD}

SQL = "".join(
    guards.policy(table, condition) + guards.append_only(table, role=ROLE)
    for table, condition in POLICIES.items()
)


class Migration(migrations.Migration):
    dependencies = [("record", "0036_ended_at_once")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
