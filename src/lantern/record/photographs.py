"""A child's photograph: its bytes in the database, without the place and the machine it was taken with."""

from __future__ import annotations

from django.db import models

from lantern.accounts.organisations import choices_of, new_reference, one_of
from lantern.vocabulary.roles import Role


class Photograph(models.Model):
    """One picture of a child, drawn anew when it came in so that nothing but the picture is kept."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference)
    child = models.ForeignKey("record.Child", on_delete=models.PROTECT, related_name="photographs")
    content = models.BinaryField()
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    words = models.CharField(max_length=500, blank=True)  # when and by whom it was taken, as far as known
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40, choices=choices_of(Role))
    by_organisation = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.PROTECT)
    by_account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=500, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            one_of("by_role", Role),
            models.UniqueConstraint(fields=["child", "digest"], name="photograph_once_a_child"),
        ]
