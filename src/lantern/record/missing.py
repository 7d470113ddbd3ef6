"""The missing episode: what is so now. It is the fold of its uncorrected events, rewritten with each of them."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, new_reference, one_of
from lantern.record.times import day_agrees, nullable_one_of
from lantern.vocabulary.involved import CountEnds
from lantern.vocabulary.missing import MissingKind, RiskLevel, Stage


class CallGroup(models.Model):
    """Children who went missing together, reported in one call. Each authority sees its own, and how many others."""

    recorded_at = models.DateTimeField()


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="MissingEpisodeHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),  # `events` are what happened to the child
)
class MissingEpisode(models.Model):
    """One absence of one child, from last seen to return. Days always, moments only where somebody knows them.

    That periods of one child cannot overlap, and that one is open at a time, is decided by the database.
    The four organisations are the access key, copied when the episode opens.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="missing_episodes")
    responsible_authority = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="episodes_responsible_for"
    )
    host_authority = models.ForeignKey(
        "accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="episodes_hosted"
    )
    placement_provider = models.ForeignKey(
        "accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="episodes_from_placement"
    )
    police_force = models.ForeignKey(
        "accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="episodes_policed"
    )
    group = models.ForeignKey(
        "record.CallGroup", null=True, on_delete=models.PROTECT, related_name="episodes"
    )  # the children who went together, reported in one call
    lead_authority = models.ForeignKey(
        "accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="episodes_led"
    )  # null: the authority that looks after the child leads
    stage = models.CharField(max_length=10, choices=choices_of(Stage), default=Stage.MISSING.value)
    is_void = models.BooleanField(default=False)  # the report itself was entered in error
    last_seen_on = models.DateField()
    last_seen_at = models.DateTimeField(null=True)
    noticed_on = models.DateField(null=True)
    noticed_at = models.DateTimeField(null=True)
    police_reported_on = models.DateField(null=True)
    police_reported_at = models.DateTimeField(null=True)
    located_on = models.DateField(null=True)
    located_at = models.DateTimeField(null=True)
    returned_on = models.DateField(null=True)
    returned_at = models.DateTimeField(null=True)
    authority_kind = models.CharField(max_length=1, choices=choices_of(MissingKind), blank=True)
    police_kind = models.CharField(max_length=1, choices=choices_of(MissingKind), blank=True)
    away_check_at = models.DateTimeField(null=True)  # away is verified until then; later it counts as missing
    counted_until_on = models.DateField(null=True)  # care ended or 18, though the child is not back
    counted_until_because = models.CharField(
        max_length=12, choices=choices_of(CountEnds), blank=True, default="", db_default=""
    )
    search_ended_at = models.DateTimeField(null=True)  # a named person decided, with reasons
    risk_level = models.CharField(max_length=10, choices=choices_of(RiskLevel), blank=True)
    risk_scheme = models.CharField(max_length=30, blank=True)
    risk_set_at = models.DateTimeField(null=True)
    next_review_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("stage", Stage),
            nullable_one_of("authority_kind", MissingKind),
            nullable_one_of("police_kind", MissingKind),
            nullable_one_of("risk_level", RiskLevel),
            nullable_one_of("counted_until_because", CountEnds),
            *(
                day_agrees(name)
                for name in ("last_seen", "noticed", "police_reported", "located", "returned")
            ),
            models.CheckConstraint(
                condition=Q(stage="returned", returned_on__isnull=False)
                | (~Q(stage="returned") & Q(returned_on__isnull=True)),
                name="returned_stage_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(returned_on__isnull=True, is_void=False),
                name="one_open_episode_a_child",
            ),
        ]
        indexes = [
            models.Index(
                fields=["last_seen_on"],
                condition=Q(returned_on__isnull=True, is_void=False),
                name="open_episodes",
            ),
        ]

    def __str__(self) -> str:
        return f"missing episode {self.reference}"
