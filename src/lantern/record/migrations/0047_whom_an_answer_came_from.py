"""Whom an organisation's answer came from, and whether a placement was found so by an authority's first feed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0045_guards_of_owed_in_a_case'),
    ]

    operations = [
        migrations.AddField(
            model_name='placementdetail',
            name='found_so',
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name='toldwhom',
            name='host_authority',
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name='toldwhom',
            name='is_over',
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name='toldwhom',
            name='police',
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name='toldwhom',
            name='responsible_authority',
            field=models.BooleanField(null=True),
        ),
    ]
