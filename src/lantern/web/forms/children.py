"""The form that puts a child on the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantern.actions.children import NewChild
from lantern.queries.organisations import PlacementChoice
from lantern.vocabulary.missing import DateCertainty, Sex
from lantern.vocabulary.names import name_key
from lantern.web.forms.fields import DayField, LineField, Option, RadiosField, SelectField
from lantern.web.forms.keyed import KeyedForm

LONGEST_KEY = 300  # folding writes some letters out as several, and the folded name has its own limit


class NewChildForm(KeyedForm):
    """What is known of a child. A name as heard is enough."""

    name = LineField(
        label=_("Name, as you heard it"),
        subject=_("the name as you heard it"),
        help_text=_("Given name, then family name"),
        error_messages={"required": _("Enter the child's name as you heard it")},
    )
    known_as = LineField(label=_("Known as"), required=False)
    original_script = LineField(
        label=_("Name in its own script"),
        help_text=_("Such as Tigrinya, Arabic or Vietnamese letters"),
        required=False,
    )
    date_of_birth = DayField(label=_("Date of birth"), subject=_("the date of birth"), required=False)
    date_of_birth_certainty = RadiosField(
        label=_("How is it known?"),
        choices=[
            (DateCertainty.DOCUMENTED.value, Option(_("From a document"))),
            (DateCertainty.STATED.value, Option(_("The child or somebody who knows them said so"))),
            (DateCertainty.ESTIMATED.value, Option(_("It is an estimate"))),
            (DateCertainty.DISPUTED.value, Option(_("It is disputed"))),
        ],
        initial=DateCertainty.STATED.value,
        required=False,
    )
    sex = RadiosField(
        label=_("Sex"),
        choices=[
            (Sex.FEMALE.value, _("Female")),
            (Sex.MALE.value, _("Male")),
            (Sex.UNKNOWN.value, _("Not known")),
        ],
        initial=Sex.UNKNOWN.value,
        required=False,
        inline=True,
    )
    nationality = LineField(label=_("Nationality"), required=False, max_length=100, width=20)
    languages = LineField(
        label=_("Languages"), help_text=_("The one they speak best first"), required=False, width=30
    )
    placement = SelectField(
        label=_("Where the child lives"),
        help_text=_("The home or service. The duty desk of its area is then told too."),
        empty=_("Not listed, or not known"),
        required=False,
    )
    then = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    mark_optional = False

    def __init__(self, *args: Any, placements: Iterable[PlacementChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["placement"]
        field.choices = [*field.choices, *((each.reference, each.words) for each in placements)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name in ("name", "known_as", "original_script"):
            if len(name_key(said.get(name) or "")) > LONGEST_KEY:
                self.add_error(
                    name,
                    ValidationError(_("Written out in full this name is too long. Shorten it."), code="long"),
                )
        return said

    def child(self) -> NewChild:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        plain = (
            "name",
            "known_as",
            "original_script",
            "date_of_birth",
            "nationality",
            "languages",
            "placement",
        )
        return NewChild(
            **{name: said[name] for name in plain},
            date_of_birth_certainty=DateCertainty(said["date_of_birth_certainty"] or DateCertainty.STATED),
            sex=Sex(said["sex"] or Sex.UNKNOWN),
        )
