"""Of what a plan is: of what runs, of what is to begin, or of what is over."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0048_casework'),
    ]

    operations = [
        migrations.AddField(
            model_name='casestep',
            name='plan_of',
            field=models.CharField(blank=True, choices=[('running', 'Running'), ('next', 'Next'), ('over', 'Over')], db_default='', default='', max_length=7),
        ),
        migrations.AddConstraint(
            model_name='casestep',
            constraint=models.CheckConstraint(condition=models.Q(('plan_of__in', ['', 'running', 'next', 'over'])), name='plan_of_known'),
        ),
    ]
