"""A service is told that what it was asked no longer stands."""

from django.db import migrations, models

ABOUT = [
    ('missing', 'Missing'), ('located', 'Located'), ('returned', 'Returned'), ('corrected', 'Corrected'),
    ('arrived', 'Arrived'), ('let_in', 'Let in'), ('child_said', 'Child said'), ('asked', 'Asked'),
    ('unasked', 'Unasked'), ('not_yours', 'Not yours'),
]


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0037_guards_of_ended_at_once'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='telling', name='telling_about_known'),
        migrations.AlterField(
            model_name='telling',
            name='about',
            field=models.CharField(choices=ABOUT, max_length=10),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.CheckConstraint(
                condition=models.Q(about__in=[word for word, _ in ABOUT]), name='telling_about_known'
            ),
        ),
    ]
