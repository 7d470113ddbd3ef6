"""An inquiry bundle, and for a time the archive itself."""

import django.db.models.deletion
import lantern.accounts.organisations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0015_guards_of_discussions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Bundle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=lantern.accounts.organisations.new_reference, max_length=14, unique=True)),
                ('recipient', models.CharField(max_length=200)),
                ('recipient_post', models.CharField(max_length=200)),
                ('route', models.CharField(max_length=200)),
                ('reasons', models.TextField(max_length=5000)),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('released', 'Released'), ('refused', 'Refused')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('asked_by_name', models.CharField(max_length=200)),
                ('asked_by_role', models.CharField(choices=[('duty_worker', 'Duty worker'), ('social_worker', 'Social worker'), ('missing_lead', 'Missing lead'), ('police_desk', 'Police desk'), ('carer', 'Carer'), ('interviewer', 'Interviewer'), ('guardian', 'Guardian'), ('immigration_officer', 'Immigration officer'), ('information_owner', 'Information owner'), ('administrator', 'Administrator'), ('national_oversight', 'National oversight'), ('link_holder', 'Link holder'), ('system', 'System'), ('importer', 'Importer'), ('operator', 'Operator'), ('simulator', 'Simulator')], max_length=40)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by_name', models.CharField(blank=True, max_length=200)),
                ('decided_by_role', models.CharField(blank=True, default='', max_length=40)),
                ('decided_words', models.TextField(blank=True, max_length=5000)),
                ('with_sealed', models.BooleanField(default=False)),
                ('ends_at', models.DateTimeField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bundles', to='record.child')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('episode', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='record.missingepisode')),
            ],
        ),
        migrations.CreateModel(
            name='BundleContent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
                ('bundle', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='content', to='record.bundle')),
            ],
        ),
        migrations.AddIndex(
            model_name='bundle',
            index=models.Index(fields=['child', 'asked_at'], name='bundles_of_a_child'),
        ),
        migrations.AddConstraint(
            model_name='bundle',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'released', 'refused'])), name='bundle_state_known'),
        ),
        migrations.AddConstraint(
            model_name='bundle',
            constraint=models.CheckConstraint(condition=models.Q(('asked_by_role__in', ['duty_worker', 'social_worker', 'missing_lead', 'police_desk', 'carer', 'interviewer', 'guardian', 'immigration_officer', 'information_owner', 'administrator', 'national_oversight', 'link_holder', 'system', 'importer', 'operator', 'simulator'])), name='bundle_asked_by_role_known'),
        ),
        migrations.AddConstraint(
            model_name='bundle',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='bundle_of_two_people'),
        ),
        migrations.AddConstraint(
            model_name='bundle',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'released'), _negated=True), models.Q(('decided_by__isnull', False), ('ends_at__isnull', False)), _connector='OR'), name='bundle_released_by_somebody_for_a_time'),
        ),
    ]
