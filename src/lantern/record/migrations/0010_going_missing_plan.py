"""The going-missing plan, what the care plan says, and where a placement ends."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
        ('record', '0009_guards_of_after_the_return'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GoingMissingPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('owner', models.CharField(max_length=200)),
                ('review_on', models.DateField()),
                ('photograph_taken_on', models.DateField(null=True)),
                ('description', models.TextField(blank=True, max_length=4000)),
                ('marks', models.TextField(blank=True, max_length=4000)),
                ('telephone', models.TextField(blank=True, max_length=4000)),
                ('social_media', models.TextField(blank=True, max_length=4000)),
                ('friends', models.TextField(blank=True, max_length=4000)),
                ('places', models.TextField(blank=True, max_length=4000)),
                ('vulnerabilities', models.TextField(blank=True, max_length=4000)),
                ('health', models.TextField(blank=True, max_length=4000)),
                ('money', models.TextField(blank=True, max_length=4000)),
                ('transport', models.TextField(blank=True, max_length=4000)),
                ('languages', models.TextField(blank=True, max_length=4000)),
                ('what_works', models.TextField(blank=True, max_length=4000)),
                ('agreed_with', models.TextField(blank=True, max_length=4000)),
                ('child_said', models.TextField(blank=True, max_length=4000)),
                ('by_name', models.CharField(max_length=200)),
                ('by_role', models.CharField(choices=[('duty_worker', 'Duty worker'), ('social_worker', 'Social worker'), ('missing_lead', 'Missing lead'), ('police_desk', 'Police desk'), ('carer', 'Carer'), ('interviewer', 'Interviewer'), ('guardian', 'Guardian'), ('immigration_officer', 'Immigration officer'), ('information_owner', 'Information owner'), ('administrator', 'Administrator'), ('national_oversight', 'National oversight'), ('link_holder', 'Link holder'), ('system', 'System'), ('importer', 'Importer'), ('operator', 'Operator'), ('simulator', 'Simulator')], max_length=40)),
                ('recorded_at', models.DateTimeField()),
                ('by_account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('by_organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='going_missing_plans', to='record.child')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='record.event')),
                ('photograph', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='record.photograph')),
                ('return_plan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='record.returnplan')),
            ],
        ),
        migrations.CreateModel(
            name='EpisodePlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('episode', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='frozen_plan', to='record.missingepisode')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='record.goingmissingplan')),
            ],
        ),
        migrations.CreateModel(
            name='PlacementDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('turn', models.CharField(choices=[('began', 'Began'), ('ended', 'Ended'), ('care_ended', 'Care ended')], max_length=10)),
                ('on_day', models.DateField()),
                ('reasons', models.TextField(blank=True, max_length=5000)),
                ('lives_now', models.CharField(blank=True, choices=[('another_placement', 'Another placement'), ('family', 'Family'), ('own_place', 'Own place'), ('not_known', 'Not known')], max_length=20)),
                ('approved_by', models.CharField(blank=True, max_length=200)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='placement_turn', to='record.event')),
                ('placement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='record.placement')),
            ],
        ),
        migrations.CreateModel(
            name='PlanHolding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holds_plan', models.BooleanField()),
                ('holds_guidance', models.BooleanField()),
                ('carer_briefed', models.CharField(blank=True, max_length=200)),
                ('said_by', models.CharField(blank=True, max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan_holding', to='record.event')),
                ('placement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='record.placement')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='record.goingmissingplan')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='PlanPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='record.privatedecision')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='record.privateperson')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='record.goingmissingplan')),
            ],
        ),
        migrations.CreateModel(
            name='PlanStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('what', models.CharField(max_length=500)),
                ('who', models.CharField(max_length=200)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='record.goingmissingplan')),
            ],
        ),
        migrations.CreateModel(
            name='CareStatusDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trafficking', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'Not known')], max_length=10)),
                ('unaccompanied', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'Not known')], max_length=10)),
                ('basis', models.TextField(max_length=5000)),
                ('in_care_plan_on', models.DateField()),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='care_status', to='record.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('trafficking__in', ['yes', 'no', 'not_known'])), name='carestatusdetail_trafficking_known'), models.CheckConstraint(condition=models.Q(('unaccompanied__in', ['yes', 'no', 'not_known'])), name='carestatusdetail_unaccompanied_known')],
            },
        ),
        migrations.CreateModel(
            name='ChildWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trusts', models.CharField(blank=True, max_length=200)),
                ('is_to_the_child', models.CharField(blank=True, max_length=100)),
                ('reach', models.CharField(blank=True, max_length=500)),
                ('wants', models.TextField(blank=True, max_length=4000)),
                ('said_on', models.DateField()),
                ('said_to', models.CharField(max_length=200)),
                ('by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('by_account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='record.child')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='wish', to='record.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('trusts', ''), _negated=True), models.Q(('wants', ''), _negated=True), _connector='OR'), name='wish_says_something')],
            },
        ),
        migrations.AddConstraint(
            model_name='goingmissingplan',
            constraint=models.CheckConstraint(condition=models.Q(('by_role__in', ['duty_worker', 'social_worker', 'missing_lead', 'police_desk', 'carer', 'interviewer', 'guardian', 'immigration_officer', 'information_owner', 'administrator', 'national_oversight', 'link_holder', 'system', 'importer', 'operator', 'simulator'])), name='goingmissingplan_by_role_known'),
        ),
        migrations.AddConstraint(
            model_name='goingmissingplan',
            constraint=models.UniqueConstraint(fields=('child', 'number'), name='plan_version_once_a_child'),
        ),
        migrations.AddConstraint(
            model_name='goingmissingplan',
            constraint=models.CheckConstraint(condition=models.Q(('photograph_taken_on__isnull', True), ('photograph__isnull', False), _connector='OR'), name='plan_dates_a_photograph'),
        ),
        migrations.AddConstraint(
            model_name='placementdetail',
            constraint=models.CheckConstraint(condition=models.Q(('turn__in', ['began', 'ended', 'care_ended'])), name='placementdetail_turn_known'),
        ),
        migrations.AddConstraint(
            model_name='placementdetail',
            constraint=models.CheckConstraint(condition=models.Q(('lives_now__in', ['', 'another_placement', 'family', 'own_place', 'not_known'])), name='placementdetail_lives_now_known'),
        ),
        migrations.AddConstraint(
            model_name='placementdetail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lives_now', ''), ('turn', 'began')), models.Q(models.Q(('turn', 'began'), _negated=True), models.Q(('lives_now', ''), _negated=True)), _connector='OR'), name='an_end_says_where_next'),
        ),
        migrations.AddConstraint(
            model_name='planperson',
            constraint=models.UniqueConstraint(fields=('plan', 'person'), name='plan_person_once'),
        ),
        migrations.AddConstraint(
            model_name='planstep',
            constraint=models.UniqueConstraint(fields=('plan', 'place'), name='plan_step_once_a_place'),
        ),
    ]
