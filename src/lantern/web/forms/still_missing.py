"""The form of a review of the search for a child who is still missing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantern.actions.still_missing import Review
from lantern.web.forms.fields import LineField, WhenField, WordsField
from lantern.web.forms.keyed import EpisodeForm


class ReviewSearchForm(EpisodeForm):
    """What was done since, what is decided, by whom, and when the search is looked at again."""

    done_since = WordsField(
        label=_("What was done since the last time?"),
        subject=_("what was done since the last time"),
        help_text=_(
            "What was asked, who was rung, what came of it. That nothing was done is an answer, too."
        ),
        error_messages={"required": _("Enter what was done since the last time")},
        max_length=4000,
        rows=4,
    )
    decided = WordsField(
        label=_("What is decided?"),
        subject=_("what is decided"),
        help_text=_("What is done next, and by whom. What somebody is to do by a time is set as an enquiry."),
        error_messages={"required": _("Enter what is decided")},
        max_length=4000,
        rows=4,
    )
    who = LineField(
        label=_("Who decided?"),
        help_text=_("Names and posts"),
        subject=_("who decided"),
        max_length=300,
        error_messages={"required": _("Enter who decided")},
    )
    next_review_at = WhenField(
        label=_("When is the search looked at again?"),
        subject=_("when the search is looked at again"),
        help_text=_("Not later than the local protocol asks. Use the 24-hour clock."),
        past=False,
        shortcut=False,
    )
    mark_optional = False

    def clean_next_review_at(self) -> Any:
        """Ask for the time as well: a day alone has no moment at which a review is late."""
        review = self.cleaned_data["next_review_at"]
        if review is not None and review.at is None:
            raise ValidationError(
                _("Enter the time of the next review too"),
                code="incomplete",
                params={"boxes": ("hour", "minute")},
            )
        return review

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        review = Review(
            next_review_at=said["next_review_at"].at,
            **{name: said[name] for name in ("done_since", "decided", "who")},
        )
        return {**super().given(), "review": review}
