"""The independent guardian of a child: asked for, named, heard, answered, and gone."""

from __future__ import annotations

from django.db import models

from lantern.accounts.organisations import choices_of, one_of
from lantern.vocabulary.concerns import ChallengeAbout, GuardianRole, GuardianSays


class GuardianAsked(models.Model):
    """Which service was asked for a guardian, and its reference."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="guardian_asked")
    service = models.CharField(max_length=200)
    reference = models.CharField(max_length=60, blank=True)


class GuardianAllocation(models.Model):
    """Who was named, of which service, in which role, and how to reach them at work."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="guardian_allocation")
    guardian_name = models.CharField(max_length=200)
    service = models.CharField(max_length=200)
    role = models.CharField(max_length=10, choices=choices_of(GuardianRole))
    contact = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [one_of("role", GuardianRole)]


class GuardianAccess(models.Model):
    """Whose account sees this child by being the guardian: for as long as the allocation stands, and nobody has left.

    The row is the key. When it ends is not written here: it is read from the allocation, which is withdrawn, or which
    a leaving answers.
    """

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="guardian_access")
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="guards")
    by_name = models.CharField(max_length=200)
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class GuardianNote(models.Model):
    """A contact with the guardian, or the guardian's view on a decision; the event's words say it."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="guardian_note")
    says = models.CharField(max_length=10, choices=choices_of(GuardianSays))
    about = models.CharField(max_length=200, blank=True)  # which decision, where it is no event of this case

    class Meta:
        constraints = [one_of("says", GuardianSays)]


class GuardianChallenge(models.Model):
    """What the guardian challenges; the event's words say why and what is asked for."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="guardian_challenge")
    about = models.CharField(max_length=20, choices=choices_of(ChallengeAbout))

    class Meta:
        constraints = [one_of("about", ChallengeAbout)]


class GuardianAnswer(models.Model):
    """Whether the authority agrees with a challenge; the event's words say what is done, or why not."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="guardian_answer")
    agreed = models.BooleanField()
