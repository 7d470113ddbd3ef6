"""Strategy discussions, actions, to whom minutes were given, and what a police level relied on."""


import django.db.models.deletion
import django.db.models.functions.comparison
import lantern.record.times
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
        ('record', '0013_guards_of_the_concern'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MinutesGiven',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.CharField(max_length=200)),
                ('organisation', models.CharField(max_length=200)),
                ('route', models.CharField(choices=[('by_hand', 'By hand'), ('secure_mail', 'Secure mail'), ('portal', 'Portal'), ('post', 'Post')], max_length=12)),
                ('given_on', models.DateField()),
                ('given_at', models.DateTimeField(null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('by_role', models.CharField(choices=[('duty_worker', 'Duty worker'), ('social_worker', 'Social worker'), ('missing_lead', 'Missing lead'), ('police_desk', 'Police desk'), ('carer', 'Carer'), ('interviewer', 'Interviewer'), ('guardian', 'Guardian'), ('immigration_officer', 'Immigration officer'), ('information_owner', 'Information owner'), ('administrator', 'Administrator'), ('national_oversight', 'National oversight'), ('link_holder', 'Link holder'), ('system', 'System'), ('importer', 'Importer'), ('operator', 'Operator'), ('simulator', 'Simulator')], max_length=40)),
                ('recorded_at', models.DateTimeField()),
                ('by_account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes_given', to='record.event')),
            ],
        ),
        migrations.CreateModel(
            name='MinutesReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_on', models.DateField()),
                ('words', models.CharField(max_length=500)),
                ('by_name', models.CharField(max_length=200)),
                ('by_role', models.CharField(choices=[('duty_worker', 'Duty worker'), ('social_worker', 'Social worker'), ('missing_lead', 'Missing lead'), ('police_desk', 'Police desk'), ('carer', 'Carer'), ('interviewer', 'Interviewer'), ('guardian', 'Guardian'), ('immigration_officer', 'Immigration officer'), ('information_owner', 'Information owner'), ('administrator', 'Administrator'), ('national_oversight', 'National oversight'), ('link_holder', 'Link holder'), ('system', 'System'), ('importer', 'Importer'), ('operator', 'Operator'), ('simulator', 'Simulator')], max_length=40)),
                ('recorded_at', models.DateTimeField()),
                ('by_account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes_receipts', to='record.event')),
                ('given', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='record.minutesgiven')),
            ],
        ),
        migrations.CreateModel(
            name='RiskBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relied_on', models.TextField(max_length=5000)),
                ('obtained_on', models.DateField(null=True)),
                ('obtained_at', models.DateTimeField(null=True)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='risk_basis', to='record.event')),
            ],
        ),
        migrations.CreateModel(
            name='RiskCited',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cited_by_risk', to='record.event')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risk_cites', to='record.event')),
            ],
        ),
        migrations.CreateModel(
            name='ActionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('done', 'Done'), ('not_done', 'Not done'), ('passed_on', 'Passed on')], max_length=10)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='action_answer', to='record.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['done', 'not_done', 'passed_on'])), name='actionanswer_outcome_known')],
            },
        ),
        migrations.CreateModel(
            name='ActionDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.CharField(max_length=200)),
                ('due_on', models.DateField()),
                ('set_in', models.CharField(choices=[('discussion', 'Discussion'), ('meeting', 'Meeting'), ('desk', 'Desk'), ('passed', 'Passed')], max_length=10)),
                ('arises_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions_arising', to='record.event')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='action', to='record.event')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'due_on'], name='actions_of_an_organisation')],
                'constraints': [models.CheckConstraint(condition=models.Q(('set_in__in', ['discussion', 'meeting', 'desk', 'passed'])), name='actiondetail_set_in_known'), models.CheckConstraint(condition=models.Q(('arises_from__isnull', False), models.Q(('set_in__in', ['discussion', 'passed']), _negated=True), _connector='OR'), name='action_says_what_it_arises_from')],
            },
        ),
        migrations.CreateModel(
            name='ChallengeAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('changed', 'Changed'), ('kept', 'Kept')], max_length=10)),
                ('officer', models.CharField(max_length=200)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='challenge_answer', to='record.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['changed', 'kept'])), name='challengeanswer_outcome_known')],
            },
        ),
        migrations.CreateModel(
            name='ChallengeDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('put_to', models.CharField(max_length=200)),
                ('level_asked', models.CharField(blank=True, choices=[('very_low', 'Very low'), ('low', 'Low'), ('medium', 'Medium'), ('high', 'High')], max_length=10)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='challenge', to='record.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('level_asked__in', ['', 'very_low', 'low', 'medium', 'high'])), name='challengedetail_level_asked_known')],
            },
        ),
        migrations.CreateModel(
            name='DiscussionDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_by', models.CharField(choices=[('meeting', 'Meeting'), ('video', 'Video'), ('telephone', 'Telephone')], max_length=10)),
                ('could_not', models.TextField(blank=True, max_length=2000)),
                ('decided', models.TextField(max_length=20000)),
                ('first_responder', models.CharField(blank=True, max_length=200)),
                ('section_47', models.CharField(choices=[('begun', 'Begun'), ('running', 'Running'), ('not_made', 'Not made')], max_length=10)),
                ('section_47_because', models.TextField(max_length=5000)),
                ('next_review_on', models.DateField(null=True)),
                ('no_review_because', models.CharField(blank=True, max_length=500)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='discussion', to='record.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('held_by__in', ['meeting', 'video', 'telephone'])), name='discussiondetail_held_by_known'), models.CheckConstraint(condition=models.Q(('section_47__in', ['begun', 'running', 'not_made'])), name='discussiondetail_section_47_known'), models.CheckConstraint(condition=models.Q(('next_review_on__isnull', False), models.Q(('no_review_because', ''), _negated=True), _connector='OR'), name='reviewed_or_why_not')],
            },
        ),
        migrations.CreateModel(
            name='DiscussionEpisode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('episode', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='discussed_in', to='record.missingepisode')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='about_episodes', to='record.event')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'episode'), name='discussed_once_an_event')],
            },
        ),
        migrations.CreateModel(
            name='DiscussionPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('post', models.CharField(max_length=200)),
                ('organisation', models.CharField(max_length=200)),
                ('took_part_for', models.CharField(choices=[('social_care', 'Social care'), ('police', 'Police'), ('health', 'Health'), ('home', 'Home'), ('referrer', 'Referrer'), ('school', 'School'), ('other', 'Other')], max_length=12)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='took_part', to='record.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('took_part_for__in', ['social_care', 'police', 'health', 'home', 'referrer', 'school', 'other'])), name='discussionperson_took_part_for_known')],
            },
        ),
        migrations.CreateModel(
            name='FloorDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('very_low', 'Very low'), ('low', 'Low'), ('medium', 'Medium'), ('high', 'High')], max_length=10)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='floor', to='record.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['very_low', 'low', 'medium', 'high'])), name='floordetail_level_known')],
            },
        ),
        migrations.AddConstraint(
            model_name='minutesgiven',
            constraint=models.CheckConstraint(condition=models.Q(('route__in', ['by_hand', 'secure_mail', 'portal', 'post'])), name='minutesgiven_route_known'),
        ),
        migrations.AddConstraint(
            model_name='minutesgiven',
            constraint=models.CheckConstraint(condition=models.Q(('by_role__in', ['duty_worker', 'social_worker', 'missing_lead', 'police_desk', 'carer', 'interviewer', 'guardian', 'immigration_officer', 'information_owner', 'administrator', 'national_oversight', 'link_holder', 'system', 'importer', 'operator', 'simulator'])), name='minutesgiven_by_role_known'),
        ),
        migrations.AddConstraint(
            model_name='minutesgiven',
            constraint=models.CheckConstraint(condition=models.Q(('given_at__isnull', True), ('given_on', django.db.models.functions.comparison.Cast(lantern.record.times.LondonDay(models.F('given_at')), models.DateField())), _connector='OR'), name='minutesgiven_given_day_agrees'),
        ),
        migrations.AddConstraint(
            model_name='minutesreceipt',
            constraint=models.CheckConstraint(condition=models.Q(('by_role__in', ['duty_worker', 'social_worker', 'missing_lead', 'police_desk', 'carer', 'interviewer', 'guardian', 'immigration_officer', 'information_owner', 'administrator', 'national_oversight', 'link_holder', 'system', 'importer', 'operator', 'simulator'])), name='minutesreceipt_by_role_known'),
        ),
        migrations.AddConstraint(
            model_name='riskbasis',
            constraint=models.CheckConstraint(condition=models.Q(('obtained_at__isnull', True), ('obtained_on', django.db.models.functions.comparison.Cast(lantern.record.times.LondonDay(models.F('obtained_at')), models.DateField())), _connector='OR'), name='riskbasis_obtained_day_agrees'),
        ),
        migrations.AddConstraint(
            model_name='riskcited',
            constraint=models.UniqueConstraint(fields=('event', 'entry'), name='cited_once_an_assessment'),
        ),
    ]
