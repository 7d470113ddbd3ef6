"""Whom to ring: a worker’s own number and their team’s, personal advisers, and rows of a feed put right by hand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("record", "0034_guards_of_still_missing"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="involvement",
            name="involvement_capacity_known",
        ),
        migrations.AddField(
            model_name="importrow",
            name="corrected_text",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="importrow",
            name="sent_again_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="importrun",
            name="mapping",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="involvement",
            name="team_telephone",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="involvement",
            name="telephone",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="involvement",
            name="telephone_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="involvement",
            name="telephone_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AlterField(
            model_name="involvement",
            name="capacity",
            field=models.CharField(
                choices=[
                    ("on_call", "On call"),
                    ("senior", "Senior"),
                    ("social_worker", "Social worker"),
                    ("personal_adviser", "Personal adviser"),
                    ("reviewing_officer", "Reviewing officer"),
                    ("school", "School"),
                    ("health", "Health"),
                    ("guardian", "Guardian"),
                    ("immigration", "Immigration"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "capacity__in",
                        [
                            "on_call",
                            "senior",
                            "social_worker",
                            "personal_adviser",
                            "reviewing_officer",
                            "school",
                            "health",
                            "guardian",
                            "immigration",
                        ],
                    )
                ),
                name="involvement_capacity_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("telephone_at__isnull", True), ("telephone_by", "")),
                    models.Q(("telephone_at__isnull", False), models.Q(("telephone_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="involved_number_said_by_somebody",
            ),
        ),
    ]
