"""Who a child nobody knew was said to be, kept so that it can be taken back, under the guard of the child's record."""

import django.db.models.deletion
from django.db import migrations, models

import lantern.accounts.organisations
from lantern.record import guards

GUARD = guards.policy(
    "record_identification",
    guards.through(parent="record_child", key="child_id", permission="see_record"),
)


class Migration(migrations.Migration):
    dependencies = [("record", "0004_guards_of_what_is_shared")]

    operations = [
        migrations.CreateModel(
            name="Identification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        default=lantern.accounts.organisations.new_reference, max_length=14, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("born_before", models.DateField(null=True)),
                (
                    "certainty_before",
                    models.CharField(
                        choices=[
                            ("documented", "Documented"),
                            ("stated", "Stated"),
                            ("estimated", "Estimated"),
                            ("disputed", "Disputed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identifications",
                        to="record.child",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("certainty_before__in", ["documented", "stated", "estimated", "disputed"])
                        ),
                        name="identification_certainty_before_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at__isnull", True),
                            ("undone_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="identity_undone_after_it_was_said",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("child",),
                        name="one_identity_stands",
                    ),
                ],
            },
        ),
        migrations.RunSQL(sql=GUARD, reverse_sql=migrations.RunSQL.noop),
    ]
