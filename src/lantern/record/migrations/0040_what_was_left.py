"""What a telling may be about: an asking that is over, a hand-over; and a reference is tied to its entry."""

import django.db.models.deletion
from django.db import migrations, models

ABOUT = [
    ('missing', 'Missing'), ('located', 'Located'), ('returned', 'Returned'), ('corrected', 'Corrected'),
    ('arrived', 'Arrived'), ('handed', 'Handed'), ('let_in', 'Let in'), ('child_said', 'Child said'), ('asked', 'Asked'),
    ('unasked', 'Unasked'), ('not_yours', 'Not yours'),
]
ARRIVALS = ['arrived', 'handed']


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0039_guards_of_places'),
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
        migrations.AddField(
            model_name='interviewasked',
            name='was_in_vain',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RemoveConstraint(model_name='telling', name='telling_about_known'),
        migrations.RemoveConstraint(model_name='telling', name='tells_of_an_episode_or_of_an_arrival'),
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
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(('about__in', ARRIVALS), ('child__isnull', False), ('episode__isnull', True)),
                    models.Q(
                        ('child__isnull', True),
                        ('episode__isnull', False),
                        models.Q(('about__in', ARRIVALS), _negated=True),
                    ),
                    _connector='OR',
                ),
                name='tells_of_an_episode_or_of_an_arrival',
            ),
        ),
    ]
