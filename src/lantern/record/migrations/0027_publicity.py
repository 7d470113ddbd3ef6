"""What is done to find a child beside the enquiries: a charity's text, an appeal, a recovery order, a warning notice."""

import django.db.models.deletion
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
    "textsafe_asked",
    "textsafe_answered",
    "publicity_proposed",
    "publicity_signed",
    "publicity_stopped",
    "publicity_placed",
    "publicity_taken_down",
    "recovery_order_sought",
    "recovery_order_decided",
    "warning_notice_served",
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


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
        ('record', '0026_guards_of_feed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=200)),
                ('text', models.TextField(max_length=5000)),
                ('expires_at', models.DateTimeField()),
                ('child_view', models.CharField(choices=[('wants', 'Wants'), ('does_not_want', 'Does not want'), ('not_known', 'Not known')], max_length=15)),
                ('child_view_words', models.TextField(max_length=2000)),
            ],
        ),
        migrations.CreateModel(
            name='AppealDown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirmed_by', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='AppealPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=500)),
                ('published_by', models.CharField(max_length=200)),
                ('is_unsigned', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='AppealSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signer', models.CharField(choices=[('police', 'Police'), ('authority', 'Authority'), ('guardian', 'Guardian')], max_length=10)),
                ('name', models.CharField(max_length=200)),
                ('post', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='RecoveryOrderDecided',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_granted', models.BooleanField()),
                ('says_produce', models.BooleanField(default=False)),
                ('says_remove', models.BooleanField(default=False)),
                ('says_disclose', models.BooleanField(default=False)),
                ('says_search', models.BooleanField(default=False)),
                ('reference', models.CharField(blank=True, max_length=60)),
                ('ends_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='RecoveryOrderSought',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_by', models.CharField(choices=[('authority', 'Authority'), ('designated_officer', 'Designated officer')], max_length=20)),
                ('ground', models.CharField(choices=[('care_order', 'Care order'), ('emergency_protection', 'Emergency protection'), ('police_protection', 'Police protection')], max_length=25)),
                ('applicant', models.CharField(max_length=200)),
                ('court', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='TextSafeAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_sent', models.BooleanField()),
                ('answered_by', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='TextSafeAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_by', models.CharField(max_length=200)),
                ('asked_by_post', models.CharField(blank=True, max_length=200)),
                ('reference', models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='WarningNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('force', models.CharField(max_length=200)),
                ('officer', models.CharField(blank=True, max_length=200)),
                ('reference', models.CharField(blank=True, max_length=60)),
                ('ends_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='WarningNoticePerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='event_kind_known',
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[(each, each.replace("_", " ").capitalize()) for each in KINDS], max_length=40),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', list(KINDS))), name='event_kind_known'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='record.event'),
        ),
        migrations.AddField(
            model_name='appealdown',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal_down', to='record.event'),
        ),
        migrations.AddField(
            model_name='appealplace',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal_place', to='record.event'),
        ),
        migrations.AddField(
            model_name='appealsignature',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal_signature', to='record.event'),
        ),
        migrations.AddField(
            model_name='recoveryorderdecided',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='order_decided', to='record.event'),
        ),
        migrations.AddField(
            model_name='recoveryordersought',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='order_sought', to='record.event'),
        ),
        migrations.AddField(
            model_name='textsafeanswer',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='text_safe_answer', to='record.event'),
        ),
        migrations.AddField(
            model_name='textsafeasked',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='text_safe', to='record.event'),
        ),
        migrations.AddField(
            model_name='warningnotice',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='warning_notice', to='record.event'),
        ),
        migrations.AddField(
            model_name='warningnoticeperson',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='warning_notice_person', to='record.event'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('child_view__in', ['wants', 'does_not_want', 'not_known'])), name='appeal_child_view_known'),
        ),
        migrations.AddConstraint(
            model_name='appealsignature',
            constraint=models.CheckConstraint(condition=models.Q(('signer__in', ['police', 'authority', 'guardian'])), name='appealsignature_signer_known'),
        ),
        migrations.AddConstraint(
            model_name='recoveryorderdecided',
            constraint=models.CheckConstraint(condition=models.Q(('is_granted', True), models.Q(('ends_on__isnull', True), ('says_disclose', False), ('says_produce', False), ('says_remove', False), ('says_search', False)), _connector='OR'), name='refused_order_says_nothing'),
        ),
        migrations.AddConstraint(
            model_name='recoveryordersought',
            constraint=models.CheckConstraint(condition=models.Q(('asked_by__in', ['authority', 'designated_officer'])), name='recoveryordersought_asked_by_known'),
        ),
        migrations.AddConstraint(
            model_name='recoveryordersought',
            constraint=models.CheckConstraint(condition=models.Q(('ground__in', ['care_order', 'emergency_protection', 'police_protection'])), name='recoveryordersought_ground_known'),
        ),
        migrations.AddConstraint(
            model_name='recoveryordersought',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_by', 'designated_officer'), ('ground', 'police_protection')), models.Q(('asked_by', 'authority'), ('ground__in', ['care_order', 'emergency_protection'])), _connector='OR'), name='who_may_apply_for_recovery'),
        ),
    ]
