"""A service is told that what it was asked no longer stands; an entry is tied to the reference it recorded."""

import django.db.models.deletion
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
        migrations.CreateModel(
            name='GivenReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(max_length=100)),
                (
                    'event',
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name='given_reference',
                        to='record.event',
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name='childidentifier',
            name='given_in',
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name='kept',
                to='record.givenreference',
            ),
        ),
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
