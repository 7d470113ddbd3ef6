"""Row-level security and append-only triggers for late, away, shared, sealed, matched, and who has to do with a child."""

from django.conf import settings
from django.db import migrations

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE
EPISODE, CHILD = "record_missingepisode", "record_child"

# An organisation whose time is over reads the row no more. It is told when that was and by whom, and nothing else.
WAS_GIVEN = """
CREATE FUNCTION lantern_was_given(asked text) RETURNS TABLE (over_at timestamptz, given_by bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT least(a.ended_at, a.until_at, statement_timestamp()), e.responsible_authority_id
    FROM record_episodeaccess a JOIN record_missingepisode e ON e.id = a.episode_id
    WHERE e.reference = asked AND a.organisation_id = ANY(lantern_orgs('see_episode', 'given'))
    ORDER BY a.id DESC LIMIT 1;
END $$;
"""

POLICIES = {
    "record_awaydetail": guards.through_event(permission="see_record"),
    "record_awayplace": guards.through_event(permission="see_protected"),
    "record_leaddetail": guards.through_event(permission="see_record"),
    "record_countdetail": guards.through_event(permission="see_record"),
    "record_privatecalldetail": guards.through_event(permission="see_protected"),
    "record_seal": guards.through_event(permission="see_sealed"),
    "record_returnplan": guards.through(parent=CHILD, key="child_id", permission="see_name"),
    # The worker reads which clocks have run out; it sees no child by that.
    "record_lateness": "(SELECT lantern_every('see_record')) OR ("
    + guards.through(parent=CHILD, key="child_id", permission="see_name")
    + ")",
    "record_involvement": guards.through(parent=CHILD, key="child_id", permission="see_record"),
    "record_privateperson": guards.through(parent=CHILD, key="child_id", permission="see_protected"),
    "record_privatedecision": guards.through_child_of(
        table="record_privateperson", key="person_id", permission="see_protected"
    ),
    "record_nobodytold": guards.through(parent=EPISODE, key="episode_id", permission="see_protected"),
    "record_photograph": guards.through(
        parent=CHILD, key="child_id", permission="see_protected", also_given=True
    ),
    # Whoever reads the record of either child reads that there was a match.
    "record_childmatch": guards.through(parent=CHILD, key="known_id", permission="see_record")
    + " OR "
    + guards.through(parent=CHILD, key="unknown_id", permission="see_record"),
    "record_matchmoved": guards.through(
        parent="record_childmatch", key="match_id", permission="see_record"
    ),
}
APPEND_ONLY = (
    "record_awaydetail",
    "record_awayplace",
    "record_leaddetail",
    "record_countdetail",
    "record_privatecalldetail",
    "record_seal",
    "record_returnplan",
    "record_privatedecision",
    "record_nobodytold",
    "record_matchmoved",
)

# Who is let in is the access key itself: nobody prolongs their own.
LET_IN = guards.policies(
    "record_episodeaccess",
    seen=guards.through(parent=EPISODE, key="episode_id", permission="see_record"),
    written=guards.through(parent=EPISODE, key="episode_id", permission="give_access"),
)

SQL = (
    WAS_GIVEN
    + LET_IN
    + "DROP POLICY record_event_seen ON record_event;\n"
    + guards.policy("record_event", guards.unsealed_event())
    + "".join(guards.policy(table, condition) for table, condition in POLICIES.items())
    + "".join(guards.append_only(table, role=ROLE) for table in APPEND_ONLY)
)


class Migration(migrations.Migration):
    dependencies = [("record", "0003_guards_of_the_first_night")]

    operations = [migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop)]
