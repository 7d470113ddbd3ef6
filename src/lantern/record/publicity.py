"""What is done to find a child beside the enquiries: a charity's text, an appeal to the public, an order, a notice.

Each is an event of the episode; these are their details. All are appended.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.vocabulary.publicity import ChildView, OrderAskedBy, OrderGround, Signer


class GivenReference(models.Model):
    """The reference that the Home Office gave for the child, as an entry of the chronology recorded it."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="given_reference")
    value = models.CharField(max_length=100)


class TextSafeAsked(models.Model):
    """Who asked the charity to text the child."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="text_safe")
    asked_by = models.CharField(max_length=200)
    asked_by_post = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=60, blank=True)


class TextSafeAnswer(models.Model):
    """What the charity answered: whether it sent the text, and who there said so."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="text_safe_answer")
    is_sent = models.BooleanField()
    answered_by = models.CharField(max_length=200, blank=True)


class Appeal(models.Model):
    """What is to be published, where, until when, and the child's own view of it."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="appeal")
    channel = models.CharField(max_length=200)
    text = models.TextField(max_length=5_000)
    expires_at = models.DateTimeField()
    child_view = models.CharField(max_length=15, choices=choices_of(ChildView))
    child_view_words = models.TextField(
        max_length=2_000
    )  # what they said, when and to whom; or why not known

    class Meta:
        constraints = [one_of("child_view", ChildView)]


class AppealSignature(models.Model):
    """Who agreed to an appeal, for whom, in which post. Its event answers the appeal."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="appeal_signature")
    signer = models.CharField(max_length=10, choices=choices_of(Signer))
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200)

    class Meta:
        constraints = [one_of("signer", Signer)]


class AppealPlace(models.Model):
    """One place where an appeal was published. Its event answers the appeal; taking it down answers this."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="appeal_place")
    place = models.CharField(max_length=500)
    published_by = models.CharField(max_length=200)
    is_unsigned = (
        models.BooleanField()
    )  # it was not allowed when it was published, and is recorded all the same


class AppealDown(models.Model):
    """Who made sure that a place no longer shows the appeal; the event's words say how."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="appeal_down")
    confirmed_by = models.CharField(max_length=200)


class RecoveryOrderSought(models.Model):
    """Who applied for a recovery order, to which court, and under which order the child is."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="order_sought")
    asked_by = models.CharField(max_length=20, choices=choices_of(OrderAskedBy))
    ground = models.CharField(max_length=25, choices=choices_of(OrderGround))
    applicant = models.CharField(max_length=200)
    court = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            one_of("asked_by", OrderAskedBy),
            one_of("ground", OrderGround),
            models.CheckConstraint(
                condition=Q(asked_by="designated_officer", ground="police_protection")
                | Q(asked_by="authority", ground__in=["care_order", "emergency_protection"]),
                name="who_may_apply_for_recovery",
            ),
        ]


class RecoveryOrderDecided(models.Model):
    """Granted or refused, what it directs or authorises, and when it ends as it says."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="order_decided")
    is_granted = models.BooleanField()
    says_produce = models.BooleanField(default=False)
    says_remove = models.BooleanField(default=False)
    says_disclose = models.BooleanField(default=False)
    says_search = models.BooleanField(default=False)
    reference = models.CharField(max_length=60, blank=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_granted=True)
                | Q(
                    says_produce=False,
                    says_remove=False,
                    says_disclose=False,
                    says_search=False,
                    ends_on__isnull=True,
                ),
                name="refused_order_says_nothing",
            )
        ]


class WarningNotice(models.Model):
    """A Child Abduction Warning Notice: by which force, its reference, and when it ends as it says."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="warning_notice")
    force = models.CharField(max_length=200)
    officer = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    ends_on = models.DateField(null=True)


class WarningNoticePerson(models.Model):
    """On whom a warning notice was served: another person's name, so protected."""

    event = models.OneToOneField(
        "record.Event", on_delete=models.PROTECT, related_name="warning_notice_person"
    )
    name = models.CharField(max_length=200)
