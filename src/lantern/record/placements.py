"""Care episodes as the 903 knows them, and the placement a child lives in now."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class CareEpisode(models.Model):
    """One row of the 903's Episodes table: a legal status and a placement between two days (days only)."""

    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="care_episodes")
    began_on = models.DateField()  # DECOM
    ended_on = models.DateField(null=True, blank=True)  # DEC
    reason_began = models.CharField(max_length=4)  # RNE
    legal_status = models.CharField(max_length=4)  # LS
    category_of_need = models.CharField(max_length=4)  # CIN
    placement_code = models.CharField(max_length=4)  # PLACE
    place_provider = models.CharField(max_length=4, blank=True)  # PLACE_PROVIDER
    reason_ended = models.CharField(max_length=4, blank=True)  # REC
    reason_place_change = models.CharField(max_length=8, blank=True)
    urn = models.CharField(max_length=20, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="care_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["child", "began_on", "placement_code"], name="care_episode_once"),
        ]


class CareEpisodeAddress(models.Model):
    """The postcodes of a care episode, apart from it because an address is protected."""

    care_episode = models.OneToOneField(CareEpisode, on_delete=models.PROTECT, related_name="address")
    home_postcode = models.CharField(max_length=10, blank=True)
    placement_postcode = models.CharField(max_length=10, blank=True)


class CareReview(models.Model):
    """A statutory review that was held (903 table Reviews)."""

    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="care_reviews")
    held_on = models.DateField()
    code = models.CharField(max_length=3)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "held_on", "code"], name="care_review_once")]


class Placement(models.Model):
    """Where a child lives, by the service that provides it; the address stands apart."""

    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="placements")
    provider = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="placement_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(until_on__isnull=True), name="one_current_placement"
            ),
        ]


class PlacementAddress(models.Model):
    """The address of a placement and the carer's name: protected."""

    placement = models.OneToOneField(Placement, on_delete=models.PROTECT, related_name="address")
    address = models.TextField(max_length=500, blank=True)
    carer_name = models.CharField(max_length=200, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
