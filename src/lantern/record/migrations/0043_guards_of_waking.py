"""Row-level security and append-only triggers for what was told of what is owed; alarms for what runs already."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE
STEP = "record_owedstep"
APPEND_ONLY = (STEP,)
OF_EPISODE = guards.through(parent="record_missingepisode", key="episode_id", permission="see_episode")

SQL = guards.policy(STEP, OF_EPISODE) + guards.append_only(STEP, role=ROLE)
# What was overdue before this release stands on every list as it did; nobody is told of years of it in one minute.
RUNNING = "UPDATE record_owedduty SET wakes_at = due_at WHERE settled_as = '' AND due_at > now()"


class Migration(migrations.Migration):
    dependencies = [("record", "0042_waking")]

    operations = [
        migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=RUNNING, reverse_sql=migrations.RunSQL.noop),
    ]
