"""What is owed in a child's case is read by whoever may read the event that it arises from; who was told stays."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE

# Of an episode as before. Of the case the event is asked, as details do (ADR 26); whoever may read the record of every
# child is not asked row by row, nor kept from a row whose event was sealed meanwhile: Lantern itself takes it away.
OF_AN_EPISODE = guards.through(parent="record_missingepisode", key="episode_id", permission="see_episode")
OF_A_CASE = (
    "(SELECT lantern_every('see_record')) "
    "OR lantern_may_event(arises_from_id, (SELECT lantern_keys('see_record')), false)"
)
SEEN = f"(episode_id IS NOT NULL AND ({OF_AN_EPISODE})) OR (child_id IS NOT NULL AND ({OF_A_CASE}))"

APPEND_ONLY = ("record_toldwhom",)

SQL = (
    "DROP POLICY record_owedduty_seen ON record_owedduty;\n"
    + guards.policy("record_owedduty", SEEN)
    + guards.policy("record_toldwhom", guards.through_event(permission="see_record"))
    + guards.append_only("record_toldwhom", role=ROLE)
)


class Migration(migrations.Migration):
    dependencies = [("record", "0044_owed_in_a_case")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
