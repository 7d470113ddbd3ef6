"""What was done in a child's case: visits, reviews and other steps, with their policies and triggers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lantern.record import guards

ROLE = settings.DATABASE_APPLICATION_ROLE
RECORD = guards.through_event(permission="see_record")
APPEND_ONLY = (
    "record_visitmade",
    "record_reviewdetail",
    "record_reviewasked",
    "record_officerview",
    "record_casestep",
)
GUARDS = "".join(guards.policy(table, RECORD) + guards.append_only(table, role=ROLE) for table in APPEND_ONLY)


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0047_whom_an_answer_came_from'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name='OfficerView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('officer', models.CharField(max_length=200)),
                ('asks', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='ReviewAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('officer_asks', 'officer_asks'), ('persistently_absent', 'persistently_absent'), ('risk_of_harm', 'risk_of_harm'), ('child_asks', 'child_asks')], max_length=24)),
                ('asked_by', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='ReviewDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('which', models.CharField(choices=[('first', 'First'), ('later', 'Later')], max_length=10)),
                ('chaired_by', models.CharField(max_length=200)),
                ('status_needs', models.CharField(choices=[('considered', 'Considered'), ('left_out', 'Left out'), ('does_not_apply', 'Does not apply')], max_length=20)),
                ('safety_considered', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='VisitMade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visitor', models.CharField(max_length=200)),
                ('visited_at', models.CharField(choices=[('placement', 'Placement'), ('elsewhere', 'Elsewhere')], max_length=10)),
                ('seen', models.CharField(choices=[('alone', 'Alone'), ('with_others', 'With others'), ('not_seen', 'Not seen')], max_length=12)),
                ('not_alone_because', models.TextField(blank=True, max_length=2000)),
                ('is_settled', models.BooleanField(db_default=False, default=False)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='event_kind_known',
        ),
        migrations.AddField(
            model_name='placementdetail',
            name='begins_care',
            field=models.BooleanField(null=True),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('missing_reported', 'Missing reported'), ('report_joined', 'Report joined'), ('classified', 'Classified'), ('police_reported', 'Police reported'), ('police_call_tried', 'Police call tried'), ('risk_assessed', 'Risk assessed'), ('information_received', 'Information received'), ('organisation_told', 'Organisation told'), ('organisation_call_tried', 'Organisation call tried'), ('enquiry_set', 'Enquiry set'), ('enquiry_answered', 'Enquiry answered'), ('child_located', 'Child located'), ('child_returned', 'Child returned'), ('return_interview_offered', 'Return interview offered'), ('return_interview_held', 'Return interview held'), ('return_interview_declined', 'Return interview declined'), ('private_person_rung', 'Private person rung'), ('lead_asked', 'Lead asked'), ('lead_answered', 'Lead answered'), ('access_given', 'Access given'), ('access_ended', 'Access ended'), ('count_ended', 'Count ended'), ('search_ended', 'Search ended'), ('search_resumed', 'Search resumed'), ('child_matched', 'Child matched'), ('went_together', 'Went together'), ('risk_challenged', 'Risk challenged'), ('challenge_answered', 'Challenge answered'), ('return_interview_not_possible', 'Return interview not possible'), ('carer_told_instead', 'Carer told instead'), ('interview_shared', 'Interview shared'), ('prevention_interview_held', 'Prevention interview held'), ('social_worker_visited', 'Social worker visited'), ('child_answered', 'Child answered'), ('child_not_told', 'Child not told'), ('changed_after', 'Changed after'), ('child_said', 'Child said'), ('textsafe_asked', 'Textsafe asked'), ('textsafe_answered', 'Textsafe answered'), ('publicity_proposed', 'Publicity proposed'), ('publicity_signed', 'Publicity signed'), ('publicity_stopped', 'Publicity stopped'), ('publicity_placed', 'Publicity placed'), ('publicity_taken_down', 'Publicity taken down'), ('recovery_order_sought', 'Recovery order sought'), ('recovery_order_decided', 'Recovery order decided'), ('warning_notice_served', 'Warning notice served'), ('place_listed', 'Place listed'), ('place_searched', 'Place searched'), ('child_arrived', 'Child arrived'), ('age_said', 'Age said'), ('plan_written', 'Plan written'), ('plan_held', 'Plan held'), ('care_plan_recorded', 'Care plan recorded'), ('concern_recorded', 'Concern recorded'), ('concern_viewed', 'Concern viewed'), ('not_referred', 'Not referred'), ('nrm_referred', 'Nrm referred'), ('nrm_decided', 'Nrm decided'), ('nrm_informed', 'Nrm informed'), ('guardian_referred', 'Guardian referred'), ('guardian_allocated', 'Guardian allocated'), ('guardian_said', 'Guardian said'), ('guardian_challenged', 'Guardian challenged'), ('guardian_answered', 'Guardian answered'), ('guardian_left', 'Guardian left'), ('strategy_discussion_held', 'Strategy discussion held'), ('action_set', 'Action set'), ('action_answered', 'Action answered'), ('child_visited', 'Child visited'), ('review_held', 'Review held'), ('review_asked', 'Review asked'), ('review_considered', 'Review considered'), ('review_not_justified', 'Review not justified'), ('care_plan_written', 'Care plan written'), ('placement_plan_signed', 'Placement plan signed'), ('referral_accepted', 'Referral accepted'), ('assessment_completed', 'Assessment completed'), ('conference_held', 'Conference held'), ('conference_not_needed', 'Conference not needed'), ('entered_in_error', 'Entered in error')], max_length=40),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['missing_reported', 'report_joined', 'classified', 'police_reported', 'police_call_tried', 'risk_assessed', 'information_received', 'organisation_told', 'organisation_call_tried', 'enquiry_set', 'enquiry_answered', 'child_located', 'child_returned', 'return_interview_offered', 'return_interview_held', 'return_interview_declined', 'private_person_rung', 'lead_asked', 'lead_answered', 'access_given', 'access_ended', 'count_ended', 'search_ended', 'search_resumed', 'child_matched', 'went_together', 'risk_challenged', 'challenge_answered', 'return_interview_not_possible', 'carer_told_instead', 'interview_shared', 'prevention_interview_held', 'social_worker_visited', 'child_answered', 'child_not_told', 'changed_after', 'child_said', 'textsafe_asked', 'textsafe_answered', 'publicity_proposed', 'publicity_signed', 'publicity_stopped', 'publicity_placed', 'publicity_taken_down', 'recovery_order_sought', 'recovery_order_decided', 'warning_notice_served', 'place_listed', 'place_searched', 'child_arrived', 'age_said', 'plan_written', 'plan_held', 'care_plan_recorded', 'concern_recorded', 'concern_viewed', 'not_referred', 'nrm_referred', 'nrm_decided', 'nrm_informed', 'guardian_referred', 'guardian_allocated', 'guardian_said', 'guardian_challenged', 'guardian_answered', 'guardian_left', 'strategy_discussion_held', 'action_set', 'action_answered', 'child_visited', 'review_held', 'review_asked', 'review_considered', 'review_not_justified', 'care_plan_written', 'placement_plan_signed', 'referral_accepted', 'assessment_completed', 'conference_held', 'conference_not_needed', 'entered_in_error'])), name='event_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='placementdetail',
            constraint=models.CheckConstraint(condition=models.Q(('turn', 'began'), ('begins_care__isnull', True), _connector='OR'), name='only_a_beginning_begins_care'),
        ),
        migrations.AddField(
            model_name='casestep',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='case_step', to='record.event'),
        ),
        migrations.AddField(
            model_name='officerview',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='officer_view', to='record.event'),
        ),
        migrations.AddField(
            model_name='reviewasked',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review_asked', to='record.event'),
        ),
        migrations.AddField(
            model_name='reviewdetail',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review', to='record.event'),
        ),
        migrations.AddField(
            model_name='visitmade',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='visit_made', to='record.event'),
        ),
        migrations.AddConstraint(
            model_name='reviewasked',
            constraint=models.CheckConstraint(condition=models.Q(('ground__in', ['officer_asks', 'persistently_absent', 'risk_of_harm', 'child_asks'])), name='review_asked_on_a_ground'),
        ),
        migrations.AddConstraint(
            model_name='reviewdetail',
            constraint=models.CheckConstraint(condition=models.Q(('which__in', ['first', 'later'])), name='reviewdetail_which_known'),
        ),
        migrations.AddConstraint(
            model_name='reviewdetail',
            constraint=models.CheckConstraint(condition=models.Q(('status_needs__in', ['considered', 'left_out', 'does_not_apply'])), name='reviewdetail_status_needs_known'),
        ),
        migrations.AddConstraint(
            model_name='visitmade',
            constraint=models.CheckConstraint(condition=models.Q(('visited_at__in', ['placement', 'elsewhere'])), name='visitmade_visited_at_known'),
        ),
        migrations.AddConstraint(
            model_name='visitmade',
            constraint=models.CheckConstraint(condition=models.Q(('seen__in', ['alone', 'with_others', 'not_seen'])), name='visitmade_seen_known'),
        ),
        migrations.AddConstraint(
            model_name='visitmade',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('not_alone_because', ''), ('seen', 'alone')), models.Q(models.Q(('seen', 'alone'), _negated=True), models.Q(('not_alone_because', ''), _negated=True)), _connector='OR'), name='seen_alone_or_why_not'),
        ),
        migrations.RunSQL(sql=GUARDS, reverse_sql=migrations.RunSQL.noop),
    ]
