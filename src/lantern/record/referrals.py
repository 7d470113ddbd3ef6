"""Referrals to the National Referral Mechanism: a series for each child, with what came of each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.record.times import day_agrees, nullable_one_of
from lantern.vocabulary.referrals import NAMES, Decider, Ground, Outcome, Purpose
from lantern.vocabulary.roles import Role


class WelfareForm(models.Model):
    """That the child welfare form was sent to the authority, when and to whom: before a referral. Appended."""

    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="welfare_forms")
    sent_on = models.DateField()
    sent_at = models.DateTimeField(null=True)
    sent_to = models.CharField(max_length=200)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40, choices=choices_of(Role))
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("by_role", Role), day_agrees("sent")]


class NrmReferral(models.Model):
    """One referral of the series: the form it followed, who decides, and, of a further one, whether all of it
    was done before the first decision."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="nrm_referral")
    welfare_form = models.ForeignKey(WelfareForm, on_delete=models.PROTECT, related_name="referrals")
    form = models.CharField(max_length=30)
    decider = models.CharField(max_length=20, choices=choices_of(Decider))
    wholly_before_first = models.BooleanField(null=True)  # null: this is the first of the series

    class Meta:
        constraints = [one_of("decider", Decider)]


class NrmAnswer(models.Model):
    """One answer of a referral: it names people and places, so protected. What has none was not answered."""

    event = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="nrm_answers")
    question = models.CharField(max_length=40)
    answer = models.TextField(max_length=5_000)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(question__in=NAMES), name="nrm_question_known"),
            models.UniqueConstraint(fields=["event", "question"], name="nrm_question_answered_once"),
        ]


class NrmDecision(models.Model):
    """A decision on a referral, on the event's own day. `anew` is the reconsideration it answers."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="nrm_decision")
    referral = models.ForeignKey(NrmReferral, on_delete=models.PROTECT, related_name="decisions")
    ground = models.CharField(max_length=12, choices=choices_of(Ground))
    outcome = models.CharField(max_length=10, choices=choices_of(Outcome))
    decider = models.CharField(max_length=20, choices=choices_of(Decider))
    anew = models.ForeignKey("record.Event", null=True, on_delete=models.PROTECT, related_name="decided_anew")
    recovery_allowed = models.BooleanField(default=False)  # a second recovery period, where one was allowed

    class Meta:
        constraints = [
            one_of("ground", Ground),
            one_of("outcome", Outcome),
            one_of("decider", Decider),
            models.CheckConstraint(
                condition=Q(recovery_allowed=False) | Q(ground="reasonable", outcome="positive"),
                name="recovery_of_a_positive_decision",
            ),
        ]


class NrmLetter(models.Model):
    """What went to or came from the competent authority after the referral: its reference, more, or a request."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="nrm_letter")
    referral = models.ForeignKey(NrmReferral, on_delete=models.PROTECT, related_name="letters")
    purpose = models.CharField(max_length=20, choices=choices_of(Purpose))
    ground = models.CharField(max_length=12, choices=choices_of(Ground), blank=True)
    reference = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            one_of("purpose", Purpose),
            nullable_one_of("ground", Ground),
            models.CheckConstraint(
                condition=Q(purpose="reconsideration", ground__in=[each.value for each in Ground])
                | (~Q(purpose="reconsideration") & Q(ground="")),
                name="reconsideration_names_its_ground",
            ),
            models.CheckConstraint(
                condition=~Q(purpose="reference") | ~Q(reference=""), name="reference_is_said"
            ),
        ]
