"""Row-level security where an event may be of the child's case and of no missing episode, asked by a function.

The tables of the first night's details had the rule written out; a database made then is given the new one here.
"""

from django.db import migrations

from lantern.record import guards
from lantern.record.guard_keys import MAY_EVENT

OF_THE_RECORD = (
    "reportdetail",
    "classificationdetail",
    "riskdetail",
    "policecalldetail",
    "interviewofferdetail",
    "callanswer",
    "locateddetail",
    "enquirydetail",
    "awaydetail",
    "leaddetail",
    "countdetail",
)
PROTECTED = ("eventsource", "locatedplace", "awayplace", "privatecalldetail")
POLICIES = {
    "record_event": guards.unsealed_happening(),
    "record_seal": guards.through_event(permission="see_sealed"),
    **{f"record_{table}": guards.through_event(permission="see_record") for table in OF_THE_RECORD},
    **{f"record_{table}": guards.through_event(permission="see_protected") for table in PROTECTED},
}

SQL = MAY_EVENT + "".join(
    f"DROP POLICY {table}_seen ON {table};\n" + guards.policy(table, condition)
    for table, condition in POLICIES.items()
)


class Migration(migrations.Migration):
    dependencies = [("record", "0006_the_case")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
