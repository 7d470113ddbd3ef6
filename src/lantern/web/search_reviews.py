"""How it stands with the reviews of a search, as the pages about an episode say it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lantern.queries.still_missing import SearchReviewed
from lantern.vocabulary.days import When
from lantern.web import saying


def said(found: SearchReviewed | None, reference: str) -> dict[str, Any] | None:
    """Say how it stands with the reviews of a search; None where nothing asks for one and none was made."""
    if found is None or (found.due_at is None and not found.reviews):
        return None
    now = found.as_of
    due = saying.short(When.moment(found.due_at), now) if found.due_at else ""
    return {
        "found": found,
        "due": (_("Late: was due %(at)s") if found.is_due else _("Due %(at)s")) % {"at": due} if due else "",
        "href": reverse("review-search", args=[reference]) if found.may_review else "",
        "lines": [
            {
                "line": line,
                "at": saying.short(When.moment(line.reviewed_at), now),
                "next": saying.short(When.moment(line.next_review_at), now),
            }
            for line in found.reviews
        ],
    }
