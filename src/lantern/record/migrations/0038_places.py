import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
        ('record', '0037_guards_of_ended_at_once'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ListedPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('last_seen', 'Last seen'), ('sighting', 'Sighting'), ('found_at', 'Found at'), ('home', 'Home'), ('friend', 'Friend'), ('of_the_plan', 'Of the plan'), ('to_search', 'To search'), ('lodging', 'Lodging'), ('transport', 'Transport'), ('other', 'Other')], max_length=12)),
                ('address', models.CharField(max_length=500)),
                ('postcode', models.CharField(blank=True, max_length=12)),
                ('why', models.TextField(blank=True, max_length=2000)),
                ('latitude', models.DecimalField(decimal_places=5, max_digits=7, null=True)),
                ('longitude', models.DecimalField(decimal_places=5, max_digits=8, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='PlaceSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('not_there', 'Not there'), ('signs', 'Signs'), ('there', 'There'), ('no_entry', 'No entry'), ('in_part', 'In part')], max_length=10)),
                ('looked', models.CharField(max_length=200)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='event_kind_known',
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('missing_reported', 'Missing reported'), ('report_joined', 'Report joined'), ('classified', 'Classified'), ('police_reported', 'Police reported'), ('police_call_tried', 'Police call tried'), ('risk_assessed', 'Risk assessed'), ('information_received', 'Information received'), ('organisation_told', 'Organisation told'), ('organisation_call_tried', 'Organisation call tried'), ('enquiry_set', 'Enquiry set'), ('enquiry_answered', 'Enquiry answered'), ('child_located', 'Child located'), ('child_returned', 'Child returned'), ('return_interview_offered', 'Return interview offered'), ('return_interview_held', 'Return interview held'), ('return_interview_declined', 'Return interview declined'), ('private_person_rung', 'Private person rung'), ('lead_asked', 'Lead asked'), ('lead_answered', 'Lead answered'), ('access_given', 'Access given'), ('access_ended', 'Access ended'), ('count_ended', 'Count ended'), ('search_ended', 'Search ended'), ('search_resumed', 'Search resumed'), ('child_matched', 'Child matched'), ('went_together', 'Went together'), ('risk_challenged', 'Risk challenged'), ('challenge_answered', 'Challenge answered'), ('return_interview_not_possible', 'Return interview not possible'), ('carer_told_instead', 'Carer told instead'), ('interview_shared', 'Interview shared'), ('prevention_interview_held', 'Prevention interview held'), ('social_worker_visited', 'Social worker visited'), ('child_answered', 'Child answered'), ('child_not_told', 'Child not told'), ('changed_after', 'Changed after'), ('child_said', 'Child said'), ('textsafe_asked', 'Textsafe asked'), ('textsafe_answered', 'Textsafe answered'), ('publicity_proposed', 'Publicity proposed'), ('publicity_signed', 'Publicity signed'), ('publicity_stopped', 'Publicity stopped'), ('publicity_placed', 'Publicity placed'), ('publicity_taken_down', 'Publicity taken down'), ('recovery_order_sought', 'Recovery order sought'), ('recovery_order_decided', 'Recovery order decided'), ('warning_notice_served', 'Warning notice served'), ('place_listed', 'Place listed'), ('place_searched', 'Place searched'), ('child_arrived', 'Child arrived'), ('age_said', 'Age said'), ('plan_written', 'Plan written'), ('plan_held', 'Plan held'), ('care_plan_recorded', 'Care plan recorded'), ('concern_recorded', 'Concern recorded'), ('concern_viewed', 'Concern viewed'), ('not_referred', 'Not referred'), ('nrm_referred', 'Nrm referred'), ('nrm_decided', 'Nrm decided'), ('nrm_informed', 'Nrm informed'), ('guardian_referred', 'Guardian referred'), ('guardian_allocated', 'Guardian allocated'), ('guardian_said', 'Guardian said'), ('guardian_challenged', 'Guardian challenged'), ('guardian_answered', 'Guardian answered'), ('guardian_left', 'Guardian left'), ('strategy_discussion_held', 'Strategy discussion held'), ('action_set', 'Action set'), ('action_answered', 'Action answered'), ('entered_in_error', 'Entered in error')], max_length=40),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['missing_reported', 'report_joined', 'classified', 'police_reported', 'police_call_tried', 'risk_assessed', 'information_received', 'organisation_told', 'organisation_call_tried', 'enquiry_set', 'enquiry_answered', 'child_located', 'child_returned', 'return_interview_offered', 'return_interview_held', 'return_interview_declined', 'private_person_rung', 'lead_asked', 'lead_answered', 'access_given', 'access_ended', 'count_ended', 'search_ended', 'search_resumed', 'child_matched', 'went_together', 'risk_challenged', 'challenge_answered', 'return_interview_not_possible', 'carer_told_instead', 'interview_shared', 'prevention_interview_held', 'social_worker_visited', 'child_answered', 'child_not_told', 'changed_after', 'child_said', 'textsafe_asked', 'textsafe_answered', 'publicity_proposed', 'publicity_signed', 'publicity_stopped', 'publicity_placed', 'publicity_taken_down', 'recovery_order_sought', 'recovery_order_decided', 'warning_notice_served', 'place_listed', 'place_searched', 'child_arrived', 'age_said', 'plan_written', 'plan_held', 'care_plan_recorded', 'concern_recorded', 'concern_viewed', 'not_referred', 'nrm_referred', 'nrm_decided', 'nrm_informed', 'guardian_referred', 'guardian_allocated', 'guardian_said', 'guardian_challenged', 'guardian_answered', 'guardian_left', 'strategy_discussion_held', 'action_set', 'action_answered', 'entered_in_error'])), name='event_kind_known'),
        ),
        migrations.AddField(
            model_name='listedplace',
            name='came_from',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places_listed', to='record.event'),
        ),
        migrations.AddField(
            model_name='listedplace',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='listed_place', to='record.event'),
        ),
        migrations.AddField(
            model_name='placesearch',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='place_search', to='record.event'),
        ),
        migrations.AddConstraint(
            model_name='listedplace',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['last_seen', 'sighting', 'found_at', 'home', 'friend', 'of_the_plan', 'to_search', 'lodging', 'transport', 'other'])), name='listedplace_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='listedplace',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__gte', Decimal('-85')), ('latitude__lte', Decimal('85')), ('longitude__gte', Decimal('-180')), ('longitude__lte', Decimal('180'))), _connector='OR'), name='place_has_both_or_no_point'),
        ),
        migrations.AddConstraint(
            model_name='placesearch',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['not_there', 'signs', 'there', 'no_entry', 'in_part'])), name='placesearch_outcome_known'),
        ),
    ]
