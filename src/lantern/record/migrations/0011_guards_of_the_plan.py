"""Row-level security and append-only triggers for the going-missing plan and the care plan's facts.

The home reads names and clocks and not the chronology: what it must have of the plan is guarded by `see_plan`, and
follows the child's own access key on a move.
"""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE
EPISODE, CHILD, PLAN = "record_missingepisode", "record_child", "record_goingmissingplan"

POLICIES = {
    PLAN: guards.through(parent=CHILD, key="child_id", permission="see_plan"),
    **{
        table: guards.through_child_of(table=PLAN, key="plan_id", permission="see_plan")
        for table in ("record_planstep", "record_planperson", "record_planholding")
    },
    # That there was a plan is no secret from who may see the episode; what it says is the plan's own rule.
    "record_episodeplan": guards.through(parent=EPISODE, key="episode_id", permission="see_episode"),
    "record_childwish": guards.through(parent=CHILD, key="child_id", permission="see_plan"),
    "record_carestatusdetail": guards.through_event(permission="see_record"),
    "record_placementdetail": guards.through_event(permission="see_record"),
}
APPEND_ONLY = (
    PLAN,
    "record_planstep",
    "record_planperson",
    "record_planholding",
    "record_episodeplan",
    "record_childwish",
    "record_carestatusdetail",
    "record_placementdetail",
)

SQL = "".join(guards.policy(table, condition) for table, condition in POLICIES.items()) + "".join(
    guards.append_only(table, role=ROLE) for table in APPEND_ONLY
)


class Migration(migrations.Migration):
    dependencies = [("record", "0010_going_missing_plan")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
