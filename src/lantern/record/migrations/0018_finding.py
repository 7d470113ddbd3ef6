"""Names are found in any order of their words, and by how they are spelt or sound."""

from django.db import migrations

from lantern.record import guards


class Migration(migrations.Migration):
    dependencies = [("record", "0017_guards_of_bundles")]

    operations = [migrations.RunSQL(sql=guards.FIND_ALIKE, reverse_sql=migrations.RunSQL.noop)]
