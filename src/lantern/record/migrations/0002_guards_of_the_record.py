"""Row-level security, append-only tables, non-overlap, the audit chain, and what the application role may do.

All of it from the first migration on: what is cheap today is costly ever after.
"""

from django.conf import settings
from django.db import migrations

from lantern.record import guards
from lantern.record.guard_keys import MAY_EVENT

ROLE = settings.DATABASE_APPLICATION_ROLE
EPISODE, CHILD = "record_missingepisode", "record_child"

POLICIES = {
    EPISODE: guards.through_columns(
        permission="see_episode", relations=("responsible", "host", "placement", "police")
    )
    + f" OR id = ANY((SELECT lantern_ids('see_episode'))::bigint[]) OR {guards.given('id', 'see_episode')}",
    CHILD: guards.through_columns(permission="see_name", relations=("responsible", "host", "placement"))
    + f" OR {guards.policed('record_child.id', 'see_name')}"
    + " OR id = ANY((SELECT lantern_ids('child_see_name'))::bigint[])"
    + f" OR {guards.given('id', 'see_name', of='child')}",
    **{
        f"record_{table}": guards.through(
            parent=CHILD, key="child_id", permission=permission, also_given=table == "childname"
        )
        for table, permission in {
            "childname": "see_name",
            "childidentifier": "see_name",
            "responsibilityperiod": "see_name",
            "unaccompaniedperiod": "see_record",
            "protectedcontact": "see_protected",
            "careepisode": "see_record",
            "carereview": "see_record",
            "placement": "see_record",
        }.items()
    },
    "record_careepisodeaddress": guards.through_child_of(
        table="record_careepisode", key="care_episode_id", permission="see_protected"
    ),
    "record_placementaddress": guards.through_child_of(
        table="record_placement", key="placement_id", permission="see_protected"
    ),
    "record_event": guards.through(parent=EPISODE, key="episode_id", permission="see_record"),
    "record_owedduty": guards.through(parent=EPISODE, key="episode_id", permission="see_episode"),
    "record_telling": guards.through(parent=EPISODE, key="episode_id", permission="see_episode"),
    **{
        f"record_{table}": guards.through_event(permission=permission)
        for table, permission in {
            "eventsource": "see_protected",
            "reportdetail": "see_record",
            "classificationdetail": "see_record",
            "riskdetail": "see_record",
            "policecalldetail": "see_record",
            "interviewofferdetail": "see_record",
        }.items()
    },
    **{
        f"record_{table}": guards.through(parent="record_telling", key="telling_id", permission="see_episode")
        for table in ("tellingattempt", "noticecode", "acknowledgement")
    },
    "record_importrun": guards.through_authority(permission="see_imports"),
    "record_importrow": guards.through_authority(permission="see_imports"),
    "record_demomessage": "(SELECT lantern_every('see_outbox'))",
}

APPEND_ONLY = (
    "record_event",
    "record_eventsource",
    "record_reportdetail",
    "record_classificationdetail",
    "record_riskdetail",
    "record_policecalldetail",
    "record_interviewofferdetail",
    "record_acknowledgement",
    "record_auditentry",
    "record_childhistory",
    "record_missingepisodehistory",
)

# History is written by triggers in the application's name and read by an inquiry as the owner: no reading here.
HISTORY = "".join(
    f'REVOKE SELECT ON {table} FROM "{ROLE}";\n' for table in ("record_childhistory", "record_missingepisodehistory")
)

SQL = (
    guards.FUNCTIONS
    + MAY_EVENT
    + guards.NO_OVERLAP
    + guards.AUDIT_CHAIN
    + guards.FIND_CHILDREN
    + guards.grants(role=ROLE)
    + "".join(guards.policy(table, condition) for table, condition in POLICIES.items())
    + "".join(guards.append_only(table, role=ROLE) for table in APPEND_ONLY)
    + HISTORY
)


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0001_tables"),
        ("accounts", "0001_people"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("axes", "0010_accessattemptexpiration"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
