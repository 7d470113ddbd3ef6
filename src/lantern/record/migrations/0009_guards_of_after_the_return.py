"""Row-level security and append-only triggers for what is said after a child is back."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE

FACTS = guards.through_event(permission="see_record")
OF_THE_AUTHORITY = guards.through_own_event(permission="see_protected")
POLICIES = {
    "record_returninterview": FACTS,
    "record_interviewedreturn": FACTS,
    "record_nothelddetail": FACTS,
    "record_preventiondetail": FACTS,
    "record_visitdetail": FACTS,
    "record_childanswereddetail": FACTS,
    "record_preventionsaid": guards.through_event(permission="see_protected"),
    "record_interviewsaid": OF_THE_AUTHORITY,
    "record_interviewtheme": OF_THE_AUTHORITY,
    "record_interviewshare": OF_THE_AUTHORITY,
    "record_saidinconfidence": OF_THE_AUTHORITY,
}
APPEND_ONLY = tuple(POLICIES)

SQL = "".join(guards.policy(table, condition) for table, condition in POLICIES.items()) + "".join(
    guards.append_only(table, role=ROLE) for table in APPEND_ONLY
)


class Migration(migrations.Migration):
    dependencies = [("record", "0008_after_the_return")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
