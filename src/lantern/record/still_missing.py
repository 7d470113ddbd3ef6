"""That the search for a child who is still missing was looked at anew: by whom, on what, and when it is again."""

from __future__ import annotations

from django.db import models


class SearchReview(models.Model):
    """What was done since the last time, who decided, and the next time. The event's words are what was decided."""

    event = models.OneToOneField("record.Event", on_delete=models.PROTECT, related_name="search_review")
    done_since = models.TextField(max_length=4_000)
    who = models.CharField(max_length=300)
    next_review_at = models.DateTimeField()
