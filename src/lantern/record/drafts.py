"""A form that is not sent yet: one opaque blob, its owner's alone, and gone when it expires."""

from __future__ import annotations

from django.db import models


class Draft(models.Model):
    """What somebody typed and has not sent. Row-level security shows it to its owner and to nobody else."""

    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="drafts")
    form = models.CharField(max_length=40)
    about = models.CharField(max_length=64, blank=True)  # what stands in the address of its page, by "/"
    content = models.TextField(max_length=400_000)
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "form", "about"], name="one_draft_a_form")]
