"""What is owed in a child's case, with the source's own time, a local standard, and what was assumed; who was told."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0043_guards_of_waking'),
    ]

    operations = [
        migrations.CreateModel(
            name='ToldWhom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('home_office', models.BooleanField()),
                ('reviewing_officer', models.BooleanField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='owedduty',
            name='owed_settled_known',
        ),
        migrations.AddField(
            model_name='owedduty',
            name='assumed',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='owedduty',
            name='child',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owed', to='record.child'),
        ),
        migrations.AddField(
            model_name='owedduty',
            name='excuse',
            field=models.CharField(blank=True, db_default='', default='', max_length=40),
        ),
        migrations.AddField(
            model_name='owedduty',
            name='source_due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='owedduty',
            name='standard_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='owedduty',
            name='episode',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owed', to='record.missingepisode'),
        ),
        migrations.AddConstraint(
            model_name='owedduty',
            constraint=models.UniqueConstraint(condition=models.Q(('child__isnull', False)), fields=('child', 'code', 'arises_from'), name='owed_once_in_a_case'),
        ),
        migrations.AddConstraint(
            model_name='owedduty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('child__isnull', False), ('episode__isnull', True)), models.Q(('child__isnull', True), ('episode__isnull', False)), _connector='OR'), name='owed_on_an_episode_or_in_a_case'),
        ),
        migrations.AddConstraint(
            model_name='owedduty',
            constraint=models.CheckConstraint(condition=models.Q(('settled_as__in', ['', 'met', 'met_late', 'excused', 'ended'])), name='owed_settled_known'),
        ),
        migrations.AddField(
            model_name='toldwhom',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='told_whom', to='record.event'),
        ),
    ]
