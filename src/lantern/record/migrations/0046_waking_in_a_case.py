"""What is owed in a child's case wakes somebody: a step, and a telling of it, of an episode or of a child."""

import django.db.models.deletion
from django.db import migrations, models

from lantern.record import guards

# Of an episode as before. Of a child's case, as the duty itself: whoever may read the event that it arises from.
READS = "(SELECT lantern_keys('see_record'))"
OF_AN_EPISODE = guards.through(parent="record_missingepisode", key="episode_id", permission="see_episode")
STEP_OF_A_CASE = f"(SELECT lantern_every('see_record')) OR lantern_may_event(arises_from_id, {READS}, false)"
STEP = f"(episode_id IS NOT NULL AND ({OF_AN_EPISODE})) OR (child_id IS NOT NULL AND ({STEP_OF_A_CASE}))"

# A telling of an arrival is read as before. One of what is owed in a case by who may read the event it arises from,
# and by the holder of its own link: that may be a host's or a force's desk, which a link shows no child.
OF_ITS_LINK = "id = ANY((SELECT lantern_ids('telling'))::bigint[])"
OF_CHILD = guards.through(parent="record_child", key="child_id", permission="see_record")
OF_A_NAMED_LINK = "child_id = ANY((SELECT lantern_ids('child_see_name'))::bigint[])"
ARRIVAL = f"owed_step_id IS NULL AND ({OF_A_NAMED_LINK} OR ({OF_CHILD}))"
OWED = f"(SELECT lantern_every('see_record')) OR lantern_may_event(event_id, {READS}, false)"
TOLD = (
    f"({OF_AN_EPISODE}) OR (episode_id IS NULL AND "
    f"({OF_ITS_LINK} OR ({ARRIVAL}) OR (owed_step_id IS NOT NULL AND ({OWED}))))"
)

SQL = (
    "DROP POLICY record_owedstep_seen ON record_owedstep;\n"
    + guards.policy("record_owedstep", STEP)
    + "DROP POLICY record_telling_seen ON record_telling;\n"
    + guards.policy("record_telling", TOLD)
)
# What was overdue before this release stands on every list as it did, and is told to nobody. What is still to come is
# asked of at once: an alarm that is set too early does no harm, and no warning of it is lost.
STILL_TO_COME = (
    "UPDATE record_owedduty SET wakes_at = now() "
    "WHERE child_id IS NOT NULL AND settled_as = '' AND least(due_at, source_due_at) > now()"
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
        ('record', '0045_guards_of_owed_in_a_case'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='telling',
            name='tells_of_an_episode_or_of_an_arrival',
        ),
        migrations.AddField(
            model_name='owedstep',
            name='child',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owed_steps', to='record.child'),
        ),
        migrations.AlterField(
            model_name='owedstep',
            name='episode',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owed_steps', to='record.missingepisode'),
        ),
        migrations.AddConstraint(
            model_name='owedstep',
            constraint=models.UniqueConstraint(condition=models.Q(('child__isnull', False)), fields=('child', 'code', 'arises_from', 'turn', 'due_at', 'step', 'hours_before', 'rung'), name='woken_once_a_moment_in_a_case'),
        ),
        migrations.AddConstraint(
            model_name='owedstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('child__isnull', False), ('episode__isnull', True)), models.Q(('child__isnull', True), ('episode__isnull', False)), _connector='OR'), name='woken_on_an_episode_or_in_a_case'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about__in', ['arrived', 'handed', 'owed']), ('child__isnull', False), ('episode__isnull', True)), models.Q(('child__isnull', True), ('episode__isnull', False), models.Q(('about__in', ['arrived', 'handed']), _negated=True)), _connector='OR'), name='tells_of_an_episode_or_of_a_child'),
        ),
        migrations.RunSQL(sql=SQL, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=STILL_TO_COME, reverse_sql=migrations.RunSQL.noop),
    ]
