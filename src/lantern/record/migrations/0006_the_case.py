"""An event is of one missing episode, or of the child's case beside all of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
        ('record', '0005_drafts_identification'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='event',
            name='event_kind_known',
        ),
        migrations.AddField(
            model_name='event',
            name='child',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='case_events', to='record.child'),
        ),
        migrations.AlterField(
            model_name='event',
            name='episode',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='record.missingepisode'),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('missing_reported', 'Missing reported'), ('report_joined', 'Report joined'), ('classified', 'Classified'), ('police_reported', 'Police reported'), ('police_call_tried', 'Police call tried'), ('risk_assessed', 'Risk assessed'), ('information_received', 'Information received'), ('organisation_told', 'Organisation told'), ('organisation_call_tried', 'Organisation call tried'), ('enquiry_set', 'Enquiry set'), ('enquiry_answered', 'Enquiry answered'), ('child_located', 'Child located'), ('child_returned', 'Child returned'), ('return_interview_offered', 'Return interview offered'), ('return_interview_held', 'Return interview held'), ('return_interview_declined', 'Return interview declined'), ('private_person_rung', 'Private person rung'), ('lead_asked', 'Lead asked'), ('lead_answered', 'Lead answered'), ('access_given', 'Access given'), ('access_ended', 'Access ended'), ('count_ended', 'Count ended'), ('search_ended', 'Search ended'), ('search_resumed', 'Search resumed'), ('child_matched', 'Child matched'), ('went_together', 'Went together'), ('risk_challenged', 'Risk challenged'), ('challenge_answered', 'Challenge answered'), ('return_interview_not_possible', 'Return interview not possible'), ('carer_told_instead', 'Carer told instead'), ('interview_shared', 'Interview shared'), ('prevention_interview_held', 'Prevention interview held'), ('social_worker_visited', 'Social worker visited'), ('child_answered', 'Child answered'), ('plan_written', 'Plan written'), ('plan_held', 'Plan held'), ('care_plan_recorded', 'Care plan recorded'), ('concern_recorded', 'Concern recorded'), ('concern_viewed', 'Concern viewed'), ('not_referred', 'Not referred'), ('nrm_referred', 'Nrm referred'), ('nrm_decided', 'Nrm decided'), ('nrm_informed', 'Nrm informed'), ('guardian_referred', 'Guardian referred'), ('guardian_allocated', 'Guardian allocated'), ('guardian_said', 'Guardian said'), ('guardian_challenged', 'Guardian challenged'), ('guardian_answered', 'Guardian answered'), ('guardian_left', 'Guardian left'), ('strategy_discussion_held', 'Strategy discussion held'), ('action_set', 'Action set'), ('action_answered', 'Action answered'), ('entered_in_error', 'Entered in error')], max_length=40),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('child__isnull', False)), fields=['child', 'recorded_at'], name='case_chronology'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['missing_reported', 'report_joined', 'classified', 'police_reported', 'police_call_tried', 'risk_assessed', 'information_received', 'organisation_told', 'organisation_call_tried', 'enquiry_set', 'enquiry_answered', 'child_located', 'child_returned', 'return_interview_offered', 'return_interview_held', 'return_interview_declined', 'private_person_rung', 'lead_asked', 'lead_answered', 'access_given', 'access_ended', 'count_ended', 'search_ended', 'search_resumed', 'child_matched', 'went_together', 'risk_challenged', 'challenge_answered', 'return_interview_not_possible', 'carer_told_instead', 'interview_shared', 'prevention_interview_held', 'social_worker_visited', 'child_answered', 'plan_written', 'plan_held', 'care_plan_recorded', 'concern_recorded', 'concern_viewed', 'not_referred', 'nrm_referred', 'nrm_decided', 'nrm_informed', 'guardian_referred', 'guardian_allocated', 'guardian_said', 'guardian_challenged', 'guardian_answered', 'guardian_left', 'strategy_discussion_held', 'action_set', 'action_answered', 'entered_in_error'])), name='event_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('child__isnull', False), ('episode__isnull', True)), models.Q(('child__isnull', True), ('episode__isnull', False)), _connector='OR'), name='of_an_episode_or_of_a_child'),
        ),
    ]
