"""Row-level security where an event may be of the child's case and of no missing episode."""

from django.db import migrations

from lantern.record import guards

POLICIES = {
    "record_event": guards.unsealed_happening(),
    "record_eventsource": guards.through_happening(permission="see_protected"),
}

SQL = "".join(
    f"DROP POLICY {table}_seen ON {table};\n" + guards.policy(table, condition)
    for table, condition in POLICIES.items()
)


class Migration(migrations.Migration):
    dependencies = [("record", "0006_the_case")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
