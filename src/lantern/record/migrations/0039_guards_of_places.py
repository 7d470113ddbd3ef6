"""Row-level security and append-only triggers for places, and for what came of looking there."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE
ADDRESS = guards.through_event(permission="see_protected")
POLICIES = {
    "record_listedplace": guards.with_its_source(ADDRESS, key="came_from_id"),
    "record_placesearch": guards.through_event(permission="see_record"),
}
APPEND_ONLY = tuple(POLICIES)

SQL = "".join(
    guards.policy(table, condition) + guards.append_only(table, role=ROLE)
    for table, condition in POLICIES.items()
)


class Migration(migrations.Migration):
    dependencies = [("record", "0038_places")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
