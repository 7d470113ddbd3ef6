"""The page a worker gives a child, what changed after a return, and the address of one's own calendar."""

import django.db.models.deletion
import lantern.accounts.organisations
from django.conf import settings
from django.db import migrations, models

KINDS = (
    "missing_reported",
    "report_joined",
    "classified",
    "police_reported",
    "police_call_tried",
    "risk_assessed",
    "information_received",
    "organisation_told",
    "organisation_call_tried",
    "enquiry_set",
    "enquiry_answered",
    "child_located",
    "child_returned",
    "return_interview_offered",
    "return_interview_held",
    "return_interview_declined",
    "private_person_rung",
    "lead_asked",
    "lead_answered",
    "access_given",
    "access_ended",
    "count_ended",
    "search_ended",
    "search_resumed",
    "child_matched",
    "went_together",
    "risk_challenged",
    "challenge_answered",
    "return_interview_not_possible",
    "carer_told_instead",
    "interview_shared",
    "prevention_interview_held",
    "social_worker_visited",
    "child_answered",
    "child_not_told",
    "changed_after",
    "child_said",
    "child_arrived",
    "age_said",
    "plan_written",
    "plan_held",
    "care_plan_recorded",
    "concern_recorded",
    "concern_viewed",
    "not_referred",
    "nrm_referred",
    "nrm_decided",
    "nrm_informed",
    "guardian_referred",
    "guardian_allocated",
    "guardian_said",
    "guardian_challenged",
    "guardian_answered",
    "guardian_left",
    "strategy_discussion_held",
    "action_set",
    "action_answered",
    "entered_in_error",
)
ABOUT = (
    "missing",
    "located",
    "returned",
    "corrected",
    "arrived",
    "let_in",
    "child_said",
    "not_yours",
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
        ('record', '0022_guards_of_arrival'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ChangedDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('placement', models.CharField(choices=[('kept', 'Kept'), ('moved', 'Moved'), ('not_decided', 'Not decided')], max_length=12)),
                ('lived_with', models.CharField(blank=True, max_length=200)),
                ('moves', models.PositiveSmallIntegerField(null=True)),
                ('plan', models.CharField(choices=[('changed', 'Changed'), ('not_changed', 'Not changed'), ('not_decided', 'Not decided')], max_length=12)),
                ('review', models.CharField(choices=[('asked', 'Asked'), ('not_asked', 'Not asked'), ('not_decided', 'Not decided')], max_length=12)),
                ('review_ground', models.CharField(blank=True, choices=[('officer_asks', 'Officer asks'), ('persistently_absent', 'Persistently absent'), ('risk_of_harm', 'Risk of harm'), ('child_asks', 'Child asks'), ('to_consider', 'To consider')], max_length=24)),
                ('review_asked_on', models.DateField(null=True)),
                ('reviewing_officer', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='ChildSaidDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('says', models.CharField(choices=[('help_now', 'Help now'), ('ring_back', 'Ring back'), ('safe', 'Safe')], max_length=10)),
                ('language', models.CharField(max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='ChildsLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=lantern.accounts.organisations.new_reference, max_length=14, unique=True)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('language', models.CharField(max_length=10)),
                ('made_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=200)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ChildsText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('version', models.CharField(max_length=64)),
                ('is_confirmed', models.BooleanField()),
                ('speaker', models.CharField(max_length=200)),
                ('capacity', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='NotToldDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who_will', models.CharField(max_length=200)),
                ('by_on', models.DateField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='event_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='telling',
            name='telling_about_known',
        ),
        migrations.AddField(
            model_name='childanswereddetail',
            name='language',
            field=models.CharField(blank=True, db_default='', default='', max_length=100),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[(each, each.replace("_", " ").capitalize()) for each in KINDS], max_length=40),
        ),
        migrations.AlterField(
            model_name='telling',
            name='about',
            field=models.CharField(choices=[(each, each.replace("_", " ").capitalize()) for each in ABOUT], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name='event_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.CheckConstraint(condition=models.Q(about__in=list(ABOUT)), name='telling_about_known'),
        ),
        migrations.AddField(
            model_name='calendaraddress',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_addresses', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='changeddetail',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='changed', to='record.event'),
        ),
        migrations.AddField(
            model_name='childsaiddetail',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='child_said', to='record.event'),
        ),
        migrations.AddField(
            model_name='childslink',
            name='by_account',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='childslink',
            name='episode',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='childs_links', to='record.missingepisode'),
        ),
        migrations.AddField(
            model_name='childsaiddetail',
            name='link',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='said', to='record.childslink'),
        ),
        migrations.AddField(
            model_name='childstext',
            name='by_account',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='nottolddetail',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='not_told', to='record.event'),
        ),
        migrations.AddField(
            model_name='nottolddetail',
            name='interview',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='not_told_yet', to='record.returninterview'),
        ),
        migrations.AddConstraint(
            model_name='calendaraddress',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('account',), name='one_calendar_an_account'),
        ),
        migrations.AddConstraint(
            model_name='changeddetail',
            constraint=models.CheckConstraint(condition=models.Q(('placement__in', ['kept', 'moved', 'not_decided'])), name='changeddetail_placement_known'),
        ),
        migrations.AddConstraint(
            model_name='changeddetail',
            constraint=models.CheckConstraint(condition=models.Q(('plan__in', ['changed', 'not_changed', 'not_decided'])), name='changeddetail_plan_known'),
        ),
        migrations.AddConstraint(
            model_name='changeddetail',
            constraint=models.CheckConstraint(condition=models.Q(('review__in', ['asked', 'not_asked', 'not_decided'])), name='changeddetail_review_known'),
        ),
        migrations.AddConstraint(
            model_name='changeddetail',
            constraint=models.CheckConstraint(condition=models.Q(('review_ground__in', ['', 'officer_asks', 'persistently_absent', 'risk_of_harm', 'child_asks', 'to_consider'])), name='changeddetail_review_ground_known'),
        ),
        migrations.AddConstraint(
            model_name='changeddetail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('review', 'asked'), ('review_asked_on__isnull', False), models.Q(('review_ground', ''), _negated=True)), models.Q(models.Q(('review', 'asked'), _negated=True), ('review_asked_on__isnull', True), ('review_ground', '')), _connector='OR'), name='a_review_asked_says_when_and_why'),
        ),
        migrations.AddConstraint(
            model_name='childslink',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('made_at'))), name='childs_link_ends_after_made'),
        ),
        migrations.AddConstraint(
            model_name='childsaiddetail',
            constraint=models.CheckConstraint(condition=models.Q(('says__in', ['help_now', 'ring_back', 'safe'])), name='childsaiddetail_says_known'),
        ),
        migrations.AddIndex(
            model_name='childstext',
            index=models.Index(fields=['language', 'version'], name='childs_text_version'),
        ),
    ]
