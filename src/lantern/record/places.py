"""Places where a missing child was seen, may be or is to be looked for, and what came of looking. All are appended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lantern.accounts.organisations import choices_of, one_of
from lantern.vocabulary.places import FURTHEST_LATITUDE, FURTHEST_LONGITUDE, PlaceKind, PlaceOutcome


class ListedPlace(models.Model):
    """One place on the list of an episode: an address may be somebody's home, so all of it is protected.

    `came_from` is the entry that says it (a report, a sighting): it is not written down twice. Where that entry is
    sealed, so is this.
    """

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="listed_place")
    number = (
        models.PositiveSmallIntegerField()
    )  # within its episode, as said aloud; reckoned under the episode's lock
    kind = models.CharField(max_length=12, choices=choices_of(PlaceKind))
    address = models.CharField(max_length=500)
    postcode = models.CharField(max_length=12, blank=True)
    why = models.TextField(max_length=2_000, blank=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    came_from = models.ForeignKey(
        "record.Event", null=True, on_delete=models.PROTECT, related_name="places_listed"
    )

    class Meta:
        constraints = [
            one_of("kind", PlaceKind),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__gte=-FURTHEST_LATITUDE,
                    latitude__lte=FURTHEST_LATITUDE,
                    longitude__gte=-FURTHEST_LONGITUDE,
                    longitude__lte=FURTHEST_LONGITUDE,
                ),
                name="place_has_both_or_no_point",
            ),
        ]


class PlaceSearch(models.Model):
    """That somebody looked at a place, and what came of it; its event answers the place's, and its words say more."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="place_search")
    outcome = models.CharField(max_length=10, choices=choices_of(PlaceOutcome))
    looked = models.CharField(max_length=200)  # who did, and where they work

    class Meta:
        constraints = [one_of("outcome", PlaceOutcome)]
