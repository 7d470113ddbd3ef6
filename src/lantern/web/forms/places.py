"""The forms of the list of places: a place, and that somebody looked there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantern.actions.places import Looked, Place
from lantern.vocabulary.places import KIND_WORDS, OUTCOME_WORDS, PlaceKind, PlaceOutcome, Point, read_point
from lantern.vocabulary.refusals import Refused
from lantern.web.forms.fields import (
    LineField,
    RadiosField,
    SelectField,
    TelephoneField,
    WhenField,
    WordsField,
)
from lantern.web.forms.keyed import EpisodeForm


class PlaceForm(EpisodeForm):
    """A place as somebody gave it. A point is typed in or pasted; none is looked up."""

    happened = "when"

    kind = SelectField(
        label=_("What is it?"),
        choices=[(each.value, words) for each, words in KIND_WORDS.items()],
        error_messages={"required": _("Choose what it is")},
    )
    address = LineField(
        label=_("Where is it?"),
        help_text=_("An address, or the place in words. Seen only by those who may see addresses."),
        subject=_("the address"),
        error_messages={"required": _("Enter the address, or the place in words")},
        max_length=500,
    )
    postcode = LineField(label=_("Postcode"), required=False, max_length=12, width=10)
    point = LineField(
        label=_("Point on a map"),
        help_text=_("Latitude, then longitude, as a map or a telephone gives them: 51.50, -0.12"),
        subject=_("the point"),
        required=False,
        max_length=80,
        width=20,
    )
    why = WordsField(
        label=_("Why does it matter?"),
        subject=_("why it matters"),
        error_messages={"required": _("Enter why it matters")},
        max_length=2000,
        rows=3,
    )
    said_by = LineField(label=_("Who says so?"), required=False)
    contact = TelephoneField(label=_("How to reach them"), required=False, max_length=200)
    when = WhenField(
        label=_("Since when is it known?"),
        help_text=_(
            "For a sighting, when the child was seen there. Leave hour and minute empty if nobody knows."
        ),
        subject=_("when it is known from"),
    )
    came_from = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def clean_point(self) -> Point | None:
        try:
            return read_point(self.cleaned_data["point"])
        except Refused as refused:
            raise ValidationError(refused.message, code="invalid") from refused

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        names = ("address", "postcode", "why", "point", "said_by", "contact")
        place = Place(kind=PlaceKind(said["kind"]), **{name: said[name] for name in names})
        return {"place": place, "happened": said["when"], "came_from": said["came_from"]}


class PlaceOfEntryForm(PlaceForm):
    """A place that an entry of the episode names: the entry says why it matters, and more may be said."""

    field_order = tuple(PlaceForm.base_fields)

    why = WordsField(
        label=_("Why does it matter, beside what the entry says?"), required=False, max_length=2000, rows=3
    )

    def refuse(self, refused: Refused) -> None:
        """Let go of an entry that no longer stands, so that the place can be sent again without it."""
        super().refuse(Refused(refused.message) if refused.field == "came_from" else refused)
        if refused.field == "came_from":
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["came_from"] = ""  # type: ignore[index]


class LookedForm(EpisodeForm):
    """That somebody looked at a place, and what came of it."""

    happened = "when"

    outcome = RadiosField(
        label=_("What came of it?"),
        choices=[(each.value, words) for each, words in OUTCOME_WORDS.items()],
        error_messages={"required": _("Choose what came of it")},
    )
    looked = LineField(
        label=_("Who looked there?"),
        help_text=_("Name, and where they work"),
        error_messages={"required": _("Enter who looked there")},
    )
    when = WhenField(label=_("When did they look?"), subject=_("when they looked"))
    words = WordsField(
        label=_("What did they see, and what is still to be looked at?"),
        help_text=_("Leave the address out: it stands on the list."),
        required=False,
        max_length=4000,
        rows=3,
    )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        looked = Looked(outcome=PlaceOutcome(said["outcome"]), by_whom=said["looked"], words=said["words"])
        return {**super().given(), "looked": looked, "happened": said["when"]}
