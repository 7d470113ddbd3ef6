"""What is said after a child is back: three conversations told apart, and what is shared of them."""

import django.db.models.deletion
import django.db.models.functions.comparison
import lantern.accounts.organisations
import lantern.record.times
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
        ('record', '0007_guards_of_the_case'),
    ]

    operations = [
        migrations.CreateModel(
            name='PreventionSaid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(max_length=20000)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='prevention_said', to='record.event')),
            ],
        ),
        migrations.CreateModel(
            name='ReturnInterview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=lantern.accounts.organisations.new_reference, max_length=14, unique=True)),
                ('limits_said_on', models.DateField()),
                ('limits_said_at', models.DateTimeField(null=True)),
                ('interviewer', models.CharField(max_length=200)),
                ('interviewer_role', models.CharField(max_length=200)),
                ('independent_of_placement', models.BooleanField()),
                ('independent_of_authority', models.BooleanField()),
                ('language', models.CharField(max_length=100)),
                ('interpreter', models.CharField(blank=True, max_length=200)),
                ('advocacy', models.CharField(choices=[('wanted', 'Wanted'), ('not_wanted', 'Not wanted'), ('has_one', 'Has one'), ('not_offered', 'Not offered')], max_length=20)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='return_interview', to='record.event')),
            ],
        ),
        migrations.CreateModel(
            name='InterviewShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('police', 'Police'), ('social_worker', 'Social worker'), ('designated_officer', 'Designated officer'), ('placement', 'Placement')], max_length=20)),
                ('told', models.CharField(max_length=200)),
                ('what', models.TextField(max_length=20000)),
                ('against_wish', models.BooleanField()),
                ('why_against', models.TextField(blank=True, max_length=5000)),
                ('child_told', models.BooleanField()),
                ('why_not_told', models.TextField(blank=True, max_length=5000)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='interview_share', to='record.event')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='record.returninterview')),
            ],
        ),
        migrations.CreateModel(
            name='InterviewedReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='interviewed_return', to='record.event')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='record.returninterview')),
            ],
        ),
        migrations.CreateModel(
            name='ChildAnsweredDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_by', models.CharField(max_length=200)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='child_answered', to='record.event')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers_to_child', to='record.returninterview')),
            ],
        ),
        migrations.CreateModel(
            name='SaidInConfidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(blank=True, max_length=200)),
                ('words', models.TextField(max_length=20000)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='said_in_confidence', to='record.event')),
            ],
        ),
        migrations.CreateModel(
            name='VisitDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visitor', models.CharField(max_length=200)),
                ('seen', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'Not known')], max_length=10)),
                ('seen_alone', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'Not known')], max_length=10)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='visit', to='record.event')),
            ],
        ),
        migrations.CreateModel(
            name='InterviewSaid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=500)),
                ('before', models.TextField(blank=True, max_length=20000)),
                ('during', models.TextField(blank=True, max_length=20000)),
                ('after', models.TextField(blank=True, max_length=20000)),
                ('would_help', models.TextField(blank=True, max_length=20000)),
                ('tells_of_harm', models.BooleanField()),
                ('tells_of_crime', models.BooleanField()),
                ('tells_of_adults', models.BooleanField()),
                ('tells_of_other_children', models.BooleanField()),
                ('about_carer', models.BooleanField()),
                ('disclosed', models.BooleanField()),
                ('handed_what', models.TextField(blank=True, max_length=20000)),
                ('handed_to', models.CharField(blank=True, max_length=200)),
                ('handed_on', models.DateField(null=True)),
                ('handed_at', models.DateTimeField(null=True)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='interview_said', to='record.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('handed_at__isnull', True), ('handed_on', django.db.models.functions.comparison.Cast(lantern.record.times.LondonDay(models.F('handed_at')), models.DateField())), _connector='OR'), name='interviewsaid_handed_day_agrees'), models.CheckConstraint(condition=models.Q(models.Q(('disclosed', False), ('handed_on__isnull', True)), models.Q(('disclosed', True), ('handed_on__isnull', False), models.Q(('handed_to', ''), _negated=True), models.Q(('handed_what', ''), _negated=True)), _connector='OR'), name='a_disclosure_is_handed_over')],
            },
        ),
        migrations.CreateModel(
            name='InterviewTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('themes_list', models.CharField(max_length=60)),
                ('code', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interview_themes', to='record.event')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'code'), name='theme_found_once')],
            },
        ),
        migrations.CreateModel(
            name='NotHeldDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(blank=True, choices=[('gone_again', 'Gone again'), ('not_reached', 'Not reached'), ('too_unwell', 'Too unwell'), ('out_of_reach', 'Out of reach'), ('other', 'Other')], max_length=20)),
                ('offer_again_at', models.DateTimeField(null=True)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='not_held', to='record.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__in', ['', 'gone_again', 'not_reached', 'too_unwell', 'out_of_reach', 'other'])), name='nothelddetail_reason_known')],
            },
        ),
        migrations.CreateModel(
            name='PreventionDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('officer', models.CharField(max_length=200)),
                ('face_to_face', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'Not known')], max_length=10)),
                ('safe', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'Not known')], max_length=10)),
                ('harmed', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'Not known')], max_length=10)),
                ('crime', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'Not known')], max_length=10)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='prevention', to='record.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('face_to_face__in', ['yes', 'no', 'not_known'])), name='preventiondetail_face_to_face_known'), models.CheckConstraint(condition=models.Q(('safe__in', ['yes', 'no', 'not_known'])), name='preventiondetail_safe_known'), models.CheckConstraint(condition=models.Q(('harmed__in', ['yes', 'no', 'not_known'])), name='preventiondetail_harmed_known'), models.CheckConstraint(condition=models.Q(('crime__in', ['yes', 'no', 'not_known'])), name='preventiondetail_crime_known')],
            },
        ),
        migrations.AddConstraint(
            model_name='returninterview',
            constraint=models.CheckConstraint(condition=models.Q(('limits_said_at__isnull', True), ('limits_said_on', django.db.models.functions.comparison.Cast(lantern.record.times.LondonDay(models.F('limits_said_at')), models.DateField())), _connector='OR'), name='returninterview_limits_said_day_agrees'),
        ),
        migrations.AddConstraint(
            model_name='returninterview',
            constraint=models.CheckConstraint(condition=models.Q(('advocacy__in', ['wanted', 'not_wanted', 'has_one', 'not_offered'])), name='returninterview_advocacy_known'),
        ),
        migrations.AddConstraint(
            model_name='interviewshare',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['police', 'social_worker', 'designated_officer', 'placement'])), name='interviewshare_audience_known'),
        ),
        migrations.AddConstraint(
            model_name='interviewshare',
            constraint=models.CheckConstraint(condition=models.Q(('against_wish', False), models.Q(('why_against', ''), _negated=True), _connector='OR'), name='against_a_wish_only_with_reasons'),
        ),
        migrations.AddConstraint(
            model_name='interviewshare',
            constraint=models.CheckConstraint(condition=models.Q(('child_told', True), models.Q(('why_not_told', ''), _negated=True), _connector='OR'), name='not_told_only_with_reasons'),
        ),
        migrations.AddConstraint(
            model_name='visitdetail',
            constraint=models.CheckConstraint(condition=models.Q(('seen__in', ['yes', 'no', 'not_known'])), name='visitdetail_seen_known'),
        ),
        migrations.AddConstraint(
            model_name='visitdetail',
            constraint=models.CheckConstraint(condition=models.Q(('seen_alone__in', ['yes', 'no', 'not_known'])), name='visitdetail_seen_alone_known'),
        ),
    ]
