"""Signs of exploitation, the authority's own view, and a decision not to refer: details of events of the case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.vocabulary.concerns import AuthorityView
from lantern.vocabulary.signs import CODES, Certainty, HeardFrom


class ConcernDetail(models.Model):
    """What a record of signs rests on, where it comes from, and which version of the list was asked."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="concern")
    version = models.CharField(max_length=30)
    heard_from = models.CharField(max_length=20, choices=choices_of(HeardFrom))
    evidence = models.TextField(max_length=5_000, blank=True)

    class Meta:
        constraints = [one_of("heard_from", HeardFrom)]


class SignSeen(models.Model):
    """One sign of the list, observed or suspected. A sign that is not here was not recorded, never absent."""

    event = models.ForeignKey("record.Event", on_delete=models.PROTECT, related_name="signs_seen")
    code = models.CharField(max_length=40)
    certainty = models.CharField(max_length=10, choices=choices_of(Certainty))

    class Meta:
        constraints = [
            one_of("certainty", Certainty),
            models.CheckConstraint(condition=Q(code__in=CODES), name="sign_known"),
            models.UniqueConstraint(fields=["event", "code"], name="sign_once_an_event"),
        ]


class ViewDetail(models.Model):
    """The authority's own view of trafficking; its reasons are the event's words."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="view")
    view = models.CharField(max_length=20, choices=choices_of(AuthorityView))

    class Meta:
        constraints = [one_of("view", AuthorityView)]


class NotReferredDetail(models.Model):
    """Who decided not to refer, and on which day somebody looks again; the reasons are the event's words."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="not_referred")
    decided_by = models.CharField(max_length=200)
    look_again_on = models.DateField()
