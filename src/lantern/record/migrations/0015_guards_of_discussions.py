"""Row-level security and append-only triggers for discussions, actions, and what a police level relied on."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE

APPEND_ONLY = (
    "record_discussiondetail",
    "record_discussionperson",
    "record_discussionepisode",
    "record_actiondetail",
    "record_actionanswer",
    "record_minutesgiven",
    "record_minutesreceipt",
    "record_riskbasis",
    "record_riskcited",
    "record_challengedetail",
    "record_challengeanswer",
    "record_floordetail",
)

SQL = "".join(
    guards.policy(table, guards.through_event(permission="see_record"))
    + guards.append_only(table, role=ROLE)
    for table in APPEND_ONLY
)


class Migration(migrations.Migration):
    dependencies = [("record", "0014_discussions")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
