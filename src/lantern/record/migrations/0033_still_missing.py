import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0031_draft_of_any_page")]

    operations = [
        migrations.CreateModel(
            name="SearchReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("done_since", models.TextField(max_length=4000)),
                ("who", models.CharField(max_length=300)),
                ("next_review_at", models.DateTimeField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="search_review",
                        to="record.event",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="discussiondetail",
            name="referral_accepted_on",
            field=models.DateField(null=True),
        ),
    ]
