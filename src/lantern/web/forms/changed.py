"""The forms of what changed after a return, and of why a child was not told yet what was done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.changed import NotTold
from lantern.policies.changed import Change
from lantern.vocabulary.changed import (
    GROUND_WORDS,
    PLACEMENT_WORDS,
    PLAN_WORDS,
    REVIEW_WORDS,
    PlacementAfter,
    PlanAfter,
    ReviewAfter,
    ReviewGround,
)
from lantern.web.forms.fields import DayField, LineField, RadiosField, WordsField
from lantern.web.forms.keyed import EpisodeForm

WHOLE = _("Enter a whole number, such as 3")
MOST_MOVES = 200


class ChangedForm(EpisodeForm):
    """What changed: where the child lives, the plan, the review. Nothing is chosen beforehand."""

    placement = RadiosField(
        label=_("Where does the child live?"),
        choices=[(each.value, words) for each, words in PLACEMENT_WORDS.items()],
        subject=_("where the child lives"),
    )
    lived_with = LineField(
        label=_("Where did the child live when they went missing?"),
        help_text=_("The placement as it was then"),
        required=False,
    )
    moves = forms.IntegerField(
        label=_("How many moves so far?"),
        help_text=_("Filled in with those that Lantern has seen. Correct it where you know of more."),
        required=False,
        min_value=0,
        max_value=MOST_MOVES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"invalid": WHOLE, "min_value": WHOLE, "max_value": WHOLE},
    )
    plan = RadiosField(
        label=_("Was the plan changed?"),
        help_text=_("The care plan, or what keeps the child safe day by day"),
        choices=[(each.value, words) for each, words in PLAN_WORDS.items()],
        subject=_("whether the plan was changed"),
    )
    review = RadiosField(
        label=_("Is a review asked for?"),
        choices=[(each.value, words) for each, words in REVIEW_WORDS.items()],
        subject=_("whether a review is asked for"),
    )
    review_ground = RadiosField(
        label=_("If so, on what?"),
        help_text=_(
            "Care Planning, Placement and Case Review (England) Regulations 2010. They give no number of days."
        ),
        choices=[(each.value, words) for each, words in GROUND_WORDS.items()],
        required=False,
    )
    review_asked_on = DayField(
        label=_("If so, on which day?"), subject=_("the day on which it was asked for"), required=False
    )
    reviewing_officer = LineField(label=_("If so, which reviewing officer was asked?"), required=False)
    words = WordsField(
        label=_("What was done, or why not?"),
        help_text=_("What was changed in the plan, and why no review is asked for"),
        required=False,
        max_length=20_000,
    )
    mark_optional = False

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        change = Change(
            placement=PlacementAfter(said["placement"]),
            plan=PlanAfter(said["plan"]),
            review=ReviewAfter(said["review"]),
            review_ground=ReviewGround(said["review_ground"]) if said["review_ground"] else None,
            **{
                name: said[name]
                for name in ("lived_with", "moves", "review_asked_on", "reviewing_officer", "words")
            },
        )
        return {"change": change}


class NotToldForm(EpisodeForm):
    """Why the child was not told yet, who will, and by when."""

    why = WordsField(
        label=_("Why was the child not told yet?"),
        subject=_("why the child was not told yet"),
        max_length=20_000,
    )
    who_will = LineField(
        label=_("Who will tell the child?"),
        help_text=_("A name, and where they work"),
        subject=_("who will tell the child"),
    )
    by_on = DayField(label=_("By which day?"), subject=_("the day"), required=False, past=False)

    def given(self) -> dict[str, Any]:
        return {
            "not_told": NotTold(**{name: self.cleaned_data[name] for name in ("why", "who_will", "by_on")})
        }
