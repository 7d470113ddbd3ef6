"""Row-level security and append-only triggers for the reviews of a search."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE
POLICIES = {"record_searchreview": guards.through_event(permission="see_record")}
APPEND_ONLY = tuple(POLICIES)

SQL = "".join(
    guards.policy(table, condition) + guards.append_only(table, role=ROLE)
    for table, condition in POLICIES.items()
)


class Migration(migrations.Migration):
    dependencies = [("record", "0033_still_missing")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
