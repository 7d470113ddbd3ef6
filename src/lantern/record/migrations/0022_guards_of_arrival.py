"""Row-level security and append-only triggers for arrivals, ages and placements outside the area."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE
RECORD = guards.through_event(permission="see_record")
POLICIES = {
    "record_arrivaldetail": RECORD,
    # It names whoever met the child, and where the child is now.
    "record_arrivalpeople": guards.through_event(permission="see_protected"),
    "record_agedetail": RECORD,
    "record_areaapproval": RECORD,
    "record_areanotice": RECORD,
    "record_areanoticeturn": RECORD,
    "record_placementhearer": RECORD,
    "record_areanoticereceived": RECORD,
    "record_transferasked": RECORD,
    "record_transferanswer": RECORD,
}
# A telling of an arrival is of a child and of no episode. Its link gives the name only inside the authority that
# looks after the child, and so is bound to the child.
OF_EPISODE = guards.through(parent="record_missingepisode", key="episode_id", permission="see_episode")
OF_CHILD = guards.through(parent="record_child", key="child_id", permission="see_record")
OF_LINK = "child_id = ANY((SELECT lantern_ids('child_see_name'))::bigint[])"
TOLD = f"({OF_EPISODE}) OR (episode_id IS NULL AND ({OF_LINK} OR ({OF_CHILD})))"

SQL = "".join(
    guards.policy(table, condition) + guards.append_only(table, role=ROLE)
    for table, condition in POLICIES.items()
) + (f"DROP POLICY record_telling_seen ON record_telling;\n{guards.policy('record_telling', TOLD)}")


class Migration(migrations.Migration):
    dependencies = [("record", "0021_arrival")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
