"""Row-level security for what a feed brings; finding by telephone; saying that another authority knows a child."""

from django.db import migrations

from lantern.record import finding, guards

CHILD = "record_child"

POLICIES = {
    "record_legalstatusperiod": guards.through(parent=CHILD, key="child_id", permission="see_record"),
    "record_fedthing": guards.through(parent=CHILD, key="child_id", permission="see_protected"),
}

SQL = (
    "".join(guards.policy(table, condition) for table, condition in POLICIES.items())
    + finding.NUMBERS
    + finding.FIND_BY_TELEPHONE
    + finding.KNOWN_ELSEWHERE
)


class Migration(migrations.Migration):
    dependencies = [("record", "0025_feed")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
