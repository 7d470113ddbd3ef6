"""The forms of a child nobody knows yet: what was heard and seen, and later who it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.said import Report
from lantern.actions.unknown import OLDEST, Identity, UnknownChild
from lantern.policies.matching import ASK_WHOSE, Whose
from lantern.queries.organisations import PlacementChoice
from lantern.vocabulary.missing import DateCertainty, Sex
from lantern.web.forms.children import NewChildForm
from lantern.web.forms.fields import (
    DayField,
    LineField,
    Option,
    RadiosField,
    SelectField,
    WhenField,
    WordsField,
)
from lantern.web.forms.keyed import EpisodeForm, KeyedForm, SeenAnewForm
from lantern.web.forms.photographs import PictureField
from lantern.web.forms.report import AsksWorry, ReportForm, worry_said
from lantern.web.forms.sheet import Asking, asked_only, question_fields

AGE = _("The age must be a whole number from 0 to 25, or empty")
_MISSING_STILL = _("It is struck: the child nobody knows is missing still")
SEXES = [(Sex.FEMALE.value, _("Female")), (Sex.MALE.value, _("Male")), (Sex.UNKNOWN.value, _("Not known"))]


_ASKED = asked_only("telephone")


class _Questions:
    declared_fields = question_fields(_ASKED)


class UnknownForm(Asking, AsksWorry, _Questions, KeyedForm):
    """What somebody saw and heard. Nothing is required but when the child was last seen."""

    asked = _ASKED
    last_seen = WhenField(label=_("When was the child last seen?"), subject=_("when last seen"))
    last_seen_where = ReportForm.base_fields["last_seen_where"]
    name = LineField(
        label=_("Name, as it was heard"), help_text=_("Leave it empty if it is not known"), required=False
    )
    age = forms.IntegerField(
        label=_("About how old?"),
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages={"invalid": AGE, "min_value": AGE, "max_value": AGE},
    )
    sex = RadiosField(label=_("Sex"), choices=SEXES, initial=Sex.UNKNOWN.value, required=False, inline=True)
    languages = LineField(
        label=_("Language"), help_text=_("What they spoke, or seemed to speak"), required=False, width=30
    )
    wearing = ReportForm.base_fields["wearing"]
    why_worried = WordsField(
        label=_("What is worrying?"),
        help_text=_("Who they may be with, what they said, what they seemed afraid of"),
        required=False,
        max_length=5000,
        rows=3,
    )
    said_by = LineField(label=_("Who says so?"), required=False)
    contact = ReportForm.base_fields["contact"]
    photograph = PictureField(label=_("Photograph"), required=False)
    picture_words = LineField(label=_("When and by whom was it taken?"), required=False, max_length=500)
    said_by_role = LineField(
        label=_("Who are they to the child?"),
        help_text=_("Such as night staff, officer at the port, a passer-by"),
        required=False,
    )
    placement = SelectField(
        label=_("Which home or placement was the child in, or brought to?"),
        help_text=_("It is told at once, and so is the duty desk of its area."),
        empty=_("Not listed, or not known"),
        required=False,
    )
    place = LineField(
        label=_("If it is not listed: its name and address"),
        help_text=_("Lantern cannot tell a place that is not listed. Ring it."),
        required=False,
        max_length=500,
    )
    brought = WhenField(
        label=_("When was the child brought there?"),
        subject=_("when the child was brought there"),
        required=False,
        shortcut=False,
    )
    done_to_trace = WordsField(
        label=_("What has been done to find them?"), required=False, max_length=5000, rows=3
    )
    mark_optional = False

    def __init__(self, *args: Any, placements: Iterable[PlacementChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["placement"]
        field.choices = [*field.choices, *((each.reference, each.words) for each in placements)]

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        plain = ("last_seen", "last_seen_where", "wearing", "why_worried", "done_to_trace")
        caller = ("said_by", "said_by_role", "contact")
        return {
            "child": UnknownChild(
                name=said["name"],
                age=said["age"],
                sex=Sex(said["sex"] or Sex.UNKNOWN),
                languages=said["languages"],
                placement=said["placement"],
                place=said["place"],
                brought=said["brought"],
            ),
            "report": Report(
                **{name: said[name] for name in (*plain, *caller)}, **worry_said(said), answers=self.answers()
            ),
            "picture": said["photograph"],
            "picture_words": said["picture_words"],
        }


class _Decided(SeenAnewForm, EpisodeForm):
    """A decision of who a child is."""


class _Known(_Decided):
    reasons = WordsField(
        label=_("How is it known?"),
        help_text=_(
            "Who recognised the child, from what. Whoever reads this later must be able to check it."
        ),
        max_length=5000,
        rows=3,
        error_messages={"required": _("Say how it is known who the child is")},
    )


class MatchForm(_Known):
    """The decision that two records are one child, with the reason."""


class UndoMatchForm(_Decided):
    """That two records are two children after all, with the reason, and whose each turn since the match was."""

    reasons = WordsField(
        label=_("How is it known that they are two children?"),
        help_text=_("Who says so, from what. It stays in the chronology, with your name."),
        max_length=5000,
        rows=3,
        error_messages={"required": _("Say how it is known that they are two children")},
    )
    whose = RadiosField(label=_("Which of the two was that?"), error_messages={"required": ASK_WHOSE})

    def __init__(self, *args: Any, known: str, asks_whose: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_whose:
            del self.fields["whose"]
            return
        field: Any = self.fields["whose"]
        field.choices = [
            (Whose.UNKNOWN.value, Option(_("The child nobody knew"), _("What is recorded stands"))),
            (Whose.KNOWN.value, Option(known or _("The other child"), _MISSING_STILL)),
            (Whose.NOT_KNOWN.value, Option(_("Not known"), _MISSING_STILL)),
        ]

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        whose = Whose(said["whose"]) if said.get("whose") else None
        return {**super().given(), "reasons": said["reasons"], "whose": whose}


class UndoIdentityForm(UndoMatchForm):
    """That a child is not who they were said to be, with the reason, and whose each turn since then was."""

    reasons = WordsField(
        label=_("How is it known that it is not this child?"),
        help_text=_("Who says so, from what. It stays in the chronology, with your name."),
        max_length=5000,
        rows=3,
        error_messages={"required": _("Say how it is known that it is not this child")},
    )


class IdentifyForm(_Known):
    """Who a child is who was on no record before."""

    name = LineField(label=_("Name"), help_text=_("Given name, then family name"), subject=_("the name"))
    date_of_birth = DayField(label=_("Date of birth"), subject=_("the date of birth"), required=False)
    date_of_birth_certainty = RadiosField(
        label=_("How is the date of birth known?"),
        choices=NewChildForm.base_fields["date_of_birth_certainty"].choices,  # type: ignore[attr-defined]
        initial=DateCertainty.STATED.value,
        required=False,
    )
    field_order = ("key", "seen_version", "name", "date_of_birth", "date_of_birth_certainty", "reasons")

    def identity(self) -> Identity:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        certainty = DateCertainty(said["date_of_birth_certainty"] or DateCertainty.STATED)
        return Identity(
            name=said["name"],
            date_of_birth=said["date_of_birth"],
            date_of_birth_certainty=certainty,
            reasons=said["reasons"],
        )
