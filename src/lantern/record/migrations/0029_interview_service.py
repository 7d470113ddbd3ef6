"""What a service that is asked for an interview answers, by a link too, and what was agreed with it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
        ('record', '0028_guards_of_publicity'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('most_open', models.PositiveSmallIntegerField(null=True)),
                ('works_saturday', models.BooleanField()),
                ('works_sunday', models.BooleanField()),
                ('weekend_words', models.CharField(blank=True, max_length=500)),
                ('by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='telling',
            name='telling_about_known',
        ),
        migrations.AddField(
            model_name='interviewasked',
            name='accepted_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='interviewasked',
            name='accepted_by_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='interviewasked',
            name='declined_because',
            field=models.CharField(blank=True, db_default='', default='', max_length=2000),
        ),
        migrations.AddField(
            model_name='noticecode',
            name='job_title',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='noticecode',
            name='name',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='telling',
            name='asked',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tellings', to='record.interviewasked'),
        ),
        migrations.AlterField(
            model_name='telling',
            name='about',
            field=models.CharField(choices=[('missing', 'Missing'), ('located', 'Located'), ('returned', 'Returned'), ('corrected', 'Corrected'), ('arrived', 'Arrived'), ('let_in', 'Let in'), ('child_said', 'Child said'), ('asked', 'Asked'), ('not_yours', 'Not yours')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='interviewasked',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('accepted_by_name', '')), models.Q(('accepted_at__isnull', False), models.Q(('accepted_by_name', ''), _negated=True)), _connector='OR'), name='accepted_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='interviewasked',
            constraint=models.CheckConstraint(condition=models.Q(('declined_because', ''), ('ended_at__isnull', False), _connector='OR'), name='declined_is_ended'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.CheckConstraint(condition=models.Q(('about__in', ['missing', 'located', 'returned', 'corrected', 'arrived', 'let_in', 'child_said', 'asked', 'not_yours'])), name='telling_about_known'),
        ),
        migrations.AddField(
            model_name='serviceterms',
            name='authority',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='serviceterms',
            name='by_account',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='serviceterms',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddIndex(
            model_name='serviceterms',
            index=models.Index(fields=['authority', 'service', '-from_on'], name='terms_of_a_service'),
        ),
    ]
