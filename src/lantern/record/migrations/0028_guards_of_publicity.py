"""Row-level security and append-only triggers for appeals, a charity's text, recovery orders and warning notices."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE

FACTS = guards.through_event(permission="see_record")
POLICIES = {
    "record_textsafeasked": FACTS,
    "record_textsafeanswer": FACTS,
    "record_appeal": FACTS,
    "record_appealsignature": FACTS,
    "record_appealplace": FACTS,
    "record_appealdown": FACTS,
    "record_recoveryordersought": FACTS,
    "record_recoveryorderdecided": FACTS,
    "record_warningnotice": FACTS,
    "record_warningnoticeperson": guards.through_event(permission="see_protected"),
}

APPEND_ONLY = tuple(POLICIES)

SQL = "".join(
    guards.policy(table, condition) + guards.append_only(table, role=ROLE)
    for table, condition in POLICIES.items()
)


class Migration(migrations.Migration):
    dependencies = [("record", "0027_publicity")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
