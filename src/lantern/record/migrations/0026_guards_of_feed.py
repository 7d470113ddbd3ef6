"""Row-level security for what a feed brings; decisions on two records; finding by telephone; saying that another authority knows a child."""

from django.db import migrations

from lantern.record import finding, guards

CHILD = "record_child"

POLICIES = {
    "record_legalstatusperiod": guards.through(parent=CHILD, key="child_id", permission="see_record"),
    # Who sees only one of the two is told of neither the other nor that there is one.
    "record_pairdecision": f"({guards.through(parent=CHILD, key='first_id', permission='see_record')}) AND "
    f"({guards.through(parent=CHILD, key='second_id', permission='see_record')})",
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
