"""A child who arrived alone, how old the child is taken to be, and placements outside the area."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
        ('record', '0020_guards_of_guardians_access'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgeDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('standing', models.CharField(choices=[('presumed', 'Presumed'), ('determined', 'Determined')], max_length=10)),
                ('basis', models.CharField(choices=[('presumption', 'Presumption'), ('assessment', 'Assessment'), ('document', 'Document'), ('court', 'Court'), ('other', 'Other')], max_length=12)),
                ('is_under_18', models.BooleanField()),
                ('born_on', models.DateField(null=True)),
                ('source', models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='AreaApproval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('distance', models.CharField(choices=[('own', 'Own'), ('adjoining', 'Adjoining'), ('distance', 'At a distance')], max_length=10)),
                ('approver', models.CharField(choices=[('nominated', 'Nominated officer'), ('director', 'Director')], max_length=10)),
                ('approved_by', models.CharField(max_length=200)),
                ('is_emergency', models.BooleanField()),
                ('consulted_on', models.DateField(null=True)),
                ('care_plan_given_on', models.DateField(null=True)),
                ('missing_risk', models.TextField(max_length=5000)),
            ],
        ),
        migrations.CreateModel(
            name='AreaNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_on', models.DateField()),
                ('needs', models.TextField(max_length=10000)),
                ('why_suitable', models.TextField(max_length=10000)),
                ('care_plan', models.CharField(choices=[('with_notice', 'With notice'), ('before', 'Given before')], max_length=12)),
                ('is_emergency', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='AreaNoticeReceived',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_on', models.DateField()),
                ('sent_by', models.CharField(max_length=200)),
                ('reach', models.CharField(max_length=200)),
                ('has_needs', models.BooleanField()),
                ('has_why', models.BooleanField()),
                ('has_care_plan', models.BooleanField()),
                ('acknowledged_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='AreaNoticeTurn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('turn', models.CharField(choices=[('given', 'Given'), ('answered', 'Acknowledged')], max_length=10)),
                ('who', models.CharField(max_length=200)),
                ('route', models.CharField(blank=True, choices=[('by_hand', 'By hand'), ('secure_mail', 'Secure mail'), ('portal', 'Portal'), ('post', 'Post')], max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name='ArrivalDetail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=200)),
                ('stated_age', models.PositiveSmallIntegerField(null=True)),
                ('stated_born_on', models.DateField(null=True)),
                ('language', models.CharField(blank=True, max_length=100)),
                ('interpreter', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'Not known')], max_length=10)),
                ('interpreter_independent', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not_known', 'Not known')], max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='ArrivalPeople',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('route', models.TextField(blank=True, max_length=5000)),
                ('met_by', models.TextField(blank=True, max_length=2000)),
                ('documents', models.TextField(blank=True, max_length=2000)),
                ('interpreter_name', models.CharField(blank=True, max_length=200)),
                ('is_now_at', models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name='PlacementHearer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('whom', models.CharField(choices=[('child', 'Child'), ('parent', 'Parent'), ('contact', 'Contact'), ('carer_before', 'Carer before'), ('health_body', 'Health body'), ('doctor', 'Doctor'), ('school', 'School'), ('reviewing', 'Reviewing officer')], max_length=12)),
                ('told_on', models.DateField(null=True)),
                ('left_out_because', models.TextField(blank=True, max_length=2000)),
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
            model_name='telling',
            name='child',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tellings', to='record.child'),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('missing_reported', 'Missing reported'), ('report_joined', 'Report joined'), ('classified', 'Classified'), ('police_reported', 'Police reported'), ('police_call_tried', 'Police call tried'), ('risk_assessed', 'Risk assessed'), ('information_received', 'Information received'), ('organisation_told', 'Organisation told'), ('organisation_call_tried', 'Organisation call tried'), ('enquiry_set', 'Enquiry set'), ('enquiry_answered', 'Enquiry answered'), ('child_located', 'Child located'), ('child_returned', 'Child returned'), ('return_interview_offered', 'Return interview offered'), ('return_interview_held', 'Return interview held'), ('return_interview_declined', 'Return interview declined'), ('private_person_rung', 'Private person rung'), ('lead_asked', 'Lead asked'), ('lead_answered', 'Lead answered'), ('access_given', 'Access given'), ('access_ended', 'Access ended'), ('count_ended', 'Count ended'), ('search_ended', 'Search ended'), ('search_resumed', 'Search resumed'), ('child_matched', 'Child matched'), ('went_together', 'Went together'), ('risk_challenged', 'Risk challenged'), ('challenge_answered', 'Challenge answered'), ('return_interview_not_possible', 'Return interview not possible'), ('carer_told_instead', 'Carer told instead'), ('interview_shared', 'Interview shared'), ('prevention_interview_held', 'Prevention interview held'), ('social_worker_visited', 'Social worker visited'), ('child_answered', 'Child answered'), ('child_arrived', 'Child arrived'), ('age_said', 'Age said'), ('plan_written', 'Plan written'), ('plan_held', 'Plan held'), ('care_plan_recorded', 'Care plan recorded'), ('concern_recorded', 'Concern recorded'), ('concern_viewed', 'Concern viewed'), ('not_referred', 'Not referred'), ('nrm_referred', 'Nrm referred'), ('nrm_decided', 'Nrm decided'), ('nrm_informed', 'Nrm informed'), ('guardian_referred', 'Guardian referred'), ('guardian_allocated', 'Guardian allocated'), ('guardian_said', 'Guardian said'), ('guardian_challenged', 'Guardian challenged'), ('guardian_answered', 'Guardian answered'), ('guardian_left', 'Guardian left'), ('strategy_discussion_held', 'Strategy discussion held'), ('action_set', 'Action set'), ('action_answered', 'Action answered'), ('entered_in_error', 'Entered in error')], max_length=40),
        ),
        migrations.AlterField(
            model_name='telling',
            name='about',
            field=models.CharField(choices=[('missing', 'Missing'), ('located', 'Located'), ('returned', 'Returned'), ('corrected', 'Corrected'), ('arrived', 'Arrived'), ('let_in', 'Let in'), ('not_yours', 'Not yours')], max_length=10),
        ),
        migrations.AlterField(
            model_name='telling',
            name='episode',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tellings', to='record.missingepisode'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['missing_reported', 'report_joined', 'classified', 'police_reported', 'police_call_tried', 'risk_assessed', 'information_received', 'organisation_told', 'organisation_call_tried', 'enquiry_set', 'enquiry_answered', 'child_located', 'child_returned', 'return_interview_offered', 'return_interview_held', 'return_interview_declined', 'private_person_rung', 'lead_asked', 'lead_answered', 'access_given', 'access_ended', 'count_ended', 'search_ended', 'search_resumed', 'child_matched', 'went_together', 'risk_challenged', 'challenge_answered', 'return_interview_not_possible', 'carer_told_instead', 'interview_shared', 'prevention_interview_held', 'social_worker_visited', 'child_answered', 'child_arrived', 'age_said', 'plan_written', 'plan_held', 'care_plan_recorded', 'concern_recorded', 'concern_viewed', 'not_referred', 'nrm_referred', 'nrm_decided', 'nrm_informed', 'guardian_referred', 'guardian_allocated', 'guardian_said', 'guardian_challenged', 'guardian_answered', 'guardian_left', 'strategy_discussion_held', 'action_set', 'action_answered', 'entered_in_error'])), name='event_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.CheckConstraint(condition=models.Q(('about__in', ['missing', 'located', 'returned', 'corrected', 'arrived', 'let_in', 'not_yours'])), name='telling_about_known'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about', 'arrived'), ('child__isnull', False), ('episode__isnull', True)), models.Q(('child__isnull', True), ('episode__isnull', False), models.Q(('about', 'arrived'), _negated=True)), _connector='OR'), name='tells_of_an_episode_or_of_an_arrival'),
        ),
        migrations.AddField(
            model_name='agedetail',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='age_said', to='record.event'),
        ),
        migrations.AddField(
            model_name='areaapproval',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='areaapproval',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='area_approval', to='record.event'),
        ),
        migrations.AddField(
            model_name='areaapproval',
            name='provider',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='areanotice',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='areanotice',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='area_notice', to='record.event'),
        ),
        migrations.AddField(
            model_name='areanotice',
            name='provider',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='areanoticereceived',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='area_notice_received', to='record.event'),
        ),
        migrations.AddField(
            model_name='areanoticereceived',
            name='from_authority',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='areanoticereceived',
            name='provider',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='areanoticeturn',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='area_notice_turn', to='record.event'),
        ),
        migrations.AddField(
            model_name='arrivaldetail',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='arrival', to='record.event'),
        ),
        migrations.AddField(
            model_name='arrivalpeople',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='arrival_people', to='record.event'),
        ),
        migrations.AddField(
            model_name='placementhearer',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placement_hearers', to='record.event'),
        ),
        migrations.AddField(
            model_name='placementhearer',
            name='provider',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddConstraint(
            model_name='agedetail',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['presumed', 'determined'])), name='agedetail_standing_known'),
        ),
        migrations.AddConstraint(
            model_name='agedetail',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['presumption', 'assessment', 'document', 'court', 'other'])), name='agedetail_basis_known'),
        ),
        migrations.AddConstraint(
            model_name='agedetail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis', 'presumption'), ('is_under_18', True), ('standing', 'presumed')), models.Q(('standing', 'determined'), models.Q(('basis', 'presumption'), _negated=True)), _connector='OR'), name='presumed_is_under_18'),
        ),
        migrations.AddConstraint(
            model_name='areaapproval',
            constraint=models.CheckConstraint(condition=models.Q(('distance__in', ['own', 'adjoining', 'distance'])), name='areaapproval_distance_known'),
        ),
        migrations.AddConstraint(
            model_name='areaapproval',
            constraint=models.CheckConstraint(condition=models.Q(('approver__in', ['nominated', 'director'])), name='areaapproval_approver_known'),
        ),
        migrations.AddConstraint(
            model_name='areaapproval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('distance', 'own'), _negated=True), models.Q(models.Q(('distance', 'distance'), _negated=True), ('approver', 'director'), _connector='OR')), name='at_a_distance_the_director'),
        ),
        migrations.AddConstraint(
            model_name='areanotice',
            constraint=models.CheckConstraint(condition=models.Q(('care_plan__in', ['with_notice', 'before'])), name='areanotice_care_plan_known'),
        ),
        migrations.AddConstraint(
            model_name='areanoticeturn',
            constraint=models.CheckConstraint(condition=models.Q(('turn__in', ['given', 'answered'])), name='areanoticeturn_turn_known'),
        ),
        migrations.AddConstraint(
            model_name='areanoticeturn',
            constraint=models.CheckConstraint(condition=models.Q(('route__in', ['', 'by_hand', 'secure_mail', 'portal', 'post'])), name='areanoticeturn_route_known'),
        ),
        migrations.AddConstraint(
            model_name='areanoticeturn',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('turn', 'given'), _negated=True), models.Q(('route', ''), _negated=True), _connector='OR'), name='a_notice_is_given_by_a_route'),
        ),
        migrations.AddConstraint(
            model_name='arrivaldetail',
            constraint=models.CheckConstraint(condition=models.Q(('interpreter__in', ['yes', 'no', 'not_known'])), name='arrivaldetail_interpreter_known'),
        ),
        migrations.AddConstraint(
            model_name='arrivaldetail',
            constraint=models.CheckConstraint(condition=models.Q(('interpreter_independent__in', ['', 'yes', 'no', 'not_known'])), name='arrivaldetail_interpreter_independent_known'),
        ),
        migrations.AddConstraint(
            model_name='arrivaldetail',
            constraint=models.CheckConstraint(condition=models.Q(('interpreter', 'yes'), ('interpreter_independent', ''), _connector='OR'), name='independence_is_of_an_interpreter'),
        ),
        migrations.AddConstraint(
            model_name='placementhearer',
            constraint=models.CheckConstraint(condition=models.Q(('whom__in', ['child', 'parent', 'contact', 'carer_before', 'health_body', 'doctor', 'school', 'reviewing'])), name='placementhearer_whom_known'),
        ),
        migrations.AddConstraint(
            model_name='placementhearer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_out_because', ''), ('told_on__isnull', False)), models.Q(('told_on__isnull', True), models.Q(('left_out_because', ''), _negated=True)), _connector='OR'), name='told_or_left_out_and_why'),
        ),
        migrations.AddConstraint(
            model_name='placementhearer',
            constraint=models.UniqueConstraint(fields=('event', 'whom'), name='hearer_once_an_entry'),
        ),
        migrations.AddField(
            model_name='placementdetail',
            name='missing_risk',
            field=models.TextField(blank=True, db_default='', default='', max_length=5000),
        ),
        migrations.CreateModel(
            name='TransferAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('missing_risk', models.TextField(max_length=5000)),
                ('trafficking_risk', models.TextField(max_length=5000)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='transfer_asked', to='record.event')),
                ('to_authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='TransferAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('accepted', models.BooleanField()),
                ('answered_by', models.CharField(max_length=200)),
                ('route', models.CharField(choices=[('by_hand', 'By hand'), ('secure_mail', 'Secure mail'), ('portal', 'Portal'), ('post', 'Post')], max_length=20)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='transfer_answer', to='record.event')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('route__in', ['by_hand', 'secure_mail', 'portal', 'post'])), name='transferanswer_route_known'), models.CheckConstraint(condition=models.Q(('answered_by', ''), _negated=True), name='somebody_answered')],
            },
        ),
    ]
