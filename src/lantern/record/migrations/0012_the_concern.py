"""Signs of exploitation, the authority's view, referrals to the National Referral Mechanism, and guardians."""

import django.db.models.deletion
import django.db.models.functions.comparison
import lantern.record.times
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0011_guards_of_the_plan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GuardianAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agreed", models.BooleanField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guardian_answer",
                        to="record.event",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GuardianAsked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service", models.CharField(max_length=200)),
                ("reference", models.CharField(blank=True, max_length=60)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guardian_asked",
                        to="record.event",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NotReferredDetail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decided_by", models.CharField(max_length=200)),
                ("look_again_on", models.DateField()),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="not_referred",
                        to="record.event",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WelfareForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_on", models.DateField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("sent_to", models.CharField(max_length=200)),
                ("by_name", models.CharField(max_length=200)),
                (
                    "by_role",
                    models.CharField(
                        choices=[
                            ("duty_worker", "Duty worker"),
                            ("social_worker", "Social worker"),
                            ("missing_lead", "Missing lead"),
                            ("police_desk", "Police desk"),
                            ("carer", "Carer"),
                            ("interviewer", "Interviewer"),
                            ("guardian", "Guardian"),
                            ("immigration_officer", "Immigration officer"),
                            ("information_owner", "Information owner"),
                            ("administrator", "Administrator"),
                            ("national_oversight", "National oversight"),
                            ("link_holder", "Link holder"),
                            ("system", "System"),
                            ("importer", "Importer"),
                            ("operator", "Operator"),
                            ("simulator", "Simulator"),
                        ],
                        max_length=40,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "by_account",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="welfare_forms",
                        to="record.child",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NrmReferral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form", models.CharField(max_length=30)),
                (
                    "decider",
                    models.CharField(
                        choices=[
                            ("competent_authority", "Competent authority"),
                            ("devolved_panel", "Devolved panel"),
                        ],
                        max_length=20,
                    ),
                ),
                ("wholly_before_first", models.BooleanField(null=True)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nrm_referral",
                        to="record.event",
                    ),
                ),
                (
                    "welfare_form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="record.welfareform",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConcernDetail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=30)),
                (
                    "heard_from",
                    models.CharField(
                        choices=[
                            ("own", "Own"),
                            ("child", "Child"),
                            ("carer", "Carer"),
                            ("police", "Police"),
                            ("social_worker", "Social worker"),
                            ("school", "School"),
                            ("health", "Health"),
                            ("interview", "Interview"),
                            ("guardian", "Guardian"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("evidence", models.TextField(blank=True, max_length=5000)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="concern", to="record.event"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "heard_from__in",
                                [
                                    "own",
                                    "child",
                                    "carer",
                                    "police",
                                    "social_worker",
                                    "school",
                                    "health",
                                    "interview",
                                    "guardian",
                                    "other",
                                ],
                            )
                        ),
                        name="concerndetail_heard_from_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GuardianAllocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("guardian_name", models.CharField(max_length=200)),
                ("service", models.CharField(max_length=200)),
                (
                    "role",
                    models.CharField(choices=[("direct", "Direct"), ("indirect", "Indirect")], max_length=10),
                ),
                ("contact", models.CharField(blank=True, max_length=200)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guardian_allocation",
                        to="record.event",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["direct", "indirect"])),
                        name="guardianallocation_role_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GuardianChallenge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("safer_accommodation", "Safer accommodation"),
                            ("tracing", "Tracing"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guardian_challenge",
                        to="record.event",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("about__in", ["safer_accommodation", "tracing", "other"])),
                        name="guardianchallenge_about_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GuardianNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("says", models.CharField(choices=[("contact", "Contact"), ("view", "View")], max_length=10)),
                ("about", models.CharField(blank=True, max_length=200)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guardian_note",
                        to="record.event",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("says__in", ["contact", "view"])), name="guardiannote_says_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NrmAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=40)),
                ("answer", models.TextField(max_length=5000)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nrm_answers",
                        to="record.event",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "question__in",
                                (
                                    "name",
                                    "date_of_birth",
                                    "gender",
                                    "nationality",
                                    "language",
                                    "communication",
                                    "living_where",
                                    "living_with",
                                    "slavery",
                                    "trafficking",
                                    "under_18_when_first",
                                    "country",
                                    "recruitment",
                                    "movement",
                                    "control",
                                    "exploitation",
                                    "how_left",
                                    "slavery_residential",
                                    "slavery_forced",
                                    "slavery_sexual",
                                    "slavery_offence",
                                    "trafficking_residential",
                                    "trafficking_forced",
                                    "trafficking_sexual",
                                    "trafficking_organs",
                                    "trafficking_offence",
                                    "perpetrators",
                                    "other_victims",
                                    "police_told",
                                    "police_area_told",
                                    "police_area_identified",
                                    "police_reference",
                                    "authority",
                                    "responder",
                                    "responder_contact",
                                    "met",
                                    "looked_after_by",
                                    "social_worker",
                                    "guardian",
                                    "immigration_reference",
                                    "other_agencies",
                                    "signs",
                                    "evidence",
                                    "safeguarding",
                                    "missing_now",
                                ),
                            )
                        ),
                        name="nrm_question_known",
                    ),
                    models.UniqueConstraint(fields=("event", "question"), name="nrm_question_answered_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NrmLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("reference", "Reference"),
                            ("further_information", "Further information"),
                            ("reconsideration", "Reconsideration"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[("reasonable", "Reasonable"), ("conclusive", "Conclusive")],
                        max_length=12,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=60)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nrm_letter",
                        to="record.event",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="record.nrmreferral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purpose__in", ["reference", "further_information", "reconsideration"])
                        ),
                        name="nrmletter_purpose_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["", "reasonable", "conclusive"])),
                        name="nrmletter_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ground__in", ["reasonable", "conclusive"]), ("purpose", "reconsideration")
                            ),
                            models.Q(models.Q(("purpose", "reconsideration"), _negated=True), ("ground", "")),
                            _connector="OR",
                        ),
                        name="reconsideration_names_its_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose", "reference"), _negated=True),
                            models.Q(("reference", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reference_is_said",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NrmDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[("reasonable", "Reasonable"), ("conclusive", "Conclusive")], max_length=12
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("positive", "Positive"), ("negative", "Negative")], max_length=10
                    ),
                ),
                (
                    "decider",
                    models.CharField(
                        choices=[
                            ("competent_authority", "Competent authority"),
                            ("devolved_panel", "Devolved panel"),
                        ],
                        max_length=20,
                    ),
                ),
                ("recovery_allowed", models.BooleanField(default=False)),
                (
                    "anew",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_anew",
                        to="record.event",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nrm_decision",
                        to="record.event",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="record.nrmreferral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["reasonable", "conclusive"])),
                        name="nrmdecision_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["positive", "negative"])),
                        name="nrmdecision_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decider__in", ["competent_authority", "devolved_panel"])),
                        name="nrmdecision_decider_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recovery_allowed", False),
                            models.Q(("ground", "reasonable"), ("outcome", "positive")),
                            _connector="OR",
                        ),
                        name="recovery_of_a_positive_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignSeen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                (
                    "certainty",
                    models.CharField(
                        choices=[("observed", "Observed"), ("suspected", "Suspected")], max_length=10
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signs_seen",
                        to="record.event",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("certainty__in", ["observed", "suspected"])),
                        name="signseen_certainty_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__in",
                                (
                                    "says_exploited",
                                    "story_like_others",
                                    "afraid_to_talk",
                                    "great_fears",
                                    "shows_no_distress",
                                    "debt",
                                    "family_threatened",
                                    "number_to_ring",
                                    "must_earn",
                                    "marks_of_abuse",
                                    "forced_marriage",
                                    "marks_of_work",
                                    "infection_or_pregnancy",
                                    "used_for_crime",
                                    "housework",
                                    "sexual_harm",
                                    "moved_often",
                                    "papers",
                                    "missing_after_contact",
                                    "adult_stays",
                                    "adults_outside",
                                    "older_partner",
                                    "unrelated_children",
                                    "no_parent",
                                    "guardian_unproved",
                                    "neglect",
                                    "emotional_neglect",
                                    "alone",
                                    "trauma",
                                    "memory_or_anger",
                                    "grown_up_beyond_age",
                                    "substances",
                                    "self_harm",
                                    "no_doctor",
                                    "no_school",
                                    "unexplained_things",
                                ),
                            )
                        ),
                        name="sign_known",
                    ),
                    models.UniqueConstraint(fields=("event", "code"), name="sign_once_an_event"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ViewDetail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "view",
                    models.CharField(
                        choices=[
                            ("factor_recorded", "Factor recorded"),
                            ("at_risk_averted", "At risk averted"),
                            ("potential_victim", "Potential victim"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="view", to="record.event"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("view__in", ["factor_recorded", "at_risk_averted", "potential_victim"])
                        ),
                        name="viewdetail_view_known",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="welfareform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "by_role__in",
                        [
                            "duty_worker",
                            "social_worker",
                            "missing_lead",
                            "police_desk",
                            "carer",
                            "interviewer",
                            "guardian",
                            "immigration_officer",
                            "information_owner",
                            "administrator",
                            "national_oversight",
                            "link_holder",
                            "system",
                            "importer",
                            "operator",
                            "simulator",
                        ],
                    )
                ),
                name="welfareform_by_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="welfareform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at__isnull", True),
                    (
                        "sent_on",
                        django.db.models.functions.comparison.Cast(
                            lantern.record.times.LondonDay(models.F("sent_at")), models.DateField()
                        ),
                    ),
                    _connector="OR",
                ),
                name="welfareform_sent_day_agrees",
            ),
        ),
        migrations.AddConstraint(
            model_name="nrmreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(("decider__in", ["competent_authority", "devolved_panel"])),
                name="nrmreferral_decider_known",
            ),
        ),
    ]
