"""A file that was brought in, and every row of it that was refused or altered: kept for correction, never lost."""

from __future__ import annotations

from django.db import models


class ImportRun(models.Model):
    """One reading of one return for one authority."""

    reference = models.CharField(max_length=14, unique=True)
    authority = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    form = models.CharField(max_length=20)  # ssda903
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by_name = models.CharField(max_length=200)
    summary = models.JSONField(default=dict)  # the counts that were printed; no child in it
    mapping = models.JSONField(
        default=dict
    )  # how a feed's files are named and headed, as it was read; no child in it


class ImportRow(models.Model):
    """One row that did not go in as it stood. It holds the child's data, so row-level security covers it."""

    OPEN, CORRECTED, SET_ASIDE = "open", "corrected", "set_aside"

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    authority = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT)
    file = models.CharField(max_length=200)
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=400)
    rule = models.CharField(max_length=20, blank=True)
    disposition = models.CharField(max_length=10)  # refused, altered
    row_text = models.JSONField(default=dict)  # the row as it was read, column by column
    digest = models.CharField(max_length=64)  # the same fault read twice is one row
    state = models.CharField(
        max_length=10,
        choices=[(OPEN, "To correct"), (CORRECTED, "Corrected"), (SET_ASIDE, "Set aside")],
        default=OPEN,
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    settled_reason = models.CharField(max_length=400, blank=True)
    corrected_text = models.JSONField(
        default=dict
    )  # the row as a person put it right; empty where nobody did
    sent_again_at = models.DateTimeField(
        null=True
    )  # when a feed last had it as it was, after it was put right here

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "digest"], name="import_fault_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "corrected", "set_aside"]),
                name="import_row_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(disposition__in=["refused", "altered"]), name="import_disposition_known"
            ),
        ]
