"""Row-level security and append-only triggers for the child's page, what changed, and one's own calendar."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE

FACTS = guards.through_event(permission="see_record")
OWN = "account_id = (SELECT lantern_account())"
POLICIES = {
    "record_childslink": guards.through(
        parent="record_missingepisode", key="episode_id", permission="see_episode"
    ),
    "record_childsaiddetail": FACTS,
    "record_changeddetail": FACTS,
    "record_nottolddetail": FACTS,
    # Its owner alone, and the system, which is asked with the token and nobody signed in.
    "record_calendaraddress": f"{OWN} OR (SELECT lantern_every('see_record'))",
}
APPEND_ONLY = (
    "record_childsaiddetail",
    "record_changeddetail",
    "record_nottolddetail",
    "record_childstext",
)

SQL = (
    "".join(guards.policy(table, condition) for table, condition in POLICIES.items())
    # Of no child: read by whoever says who they are, and written by everybody under their own name.
    + guards.policies(
        "record_childstext",
        seen="(SELECT coalesce(current_setting('lantern.context', true), '') <> '')",
        written="by_account_id = (SELECT lantern_account()) OR (SELECT lantern_every('see_sealed'))",
    )
    + "".join(guards.append_only(table, role=ROLE) for table in APPEND_ONLY)
)


class Migration(migrations.Migration):
    dependencies = [("record", "0023_childs_page")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
