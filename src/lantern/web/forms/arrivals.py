"""The forms of a child who arrived alone: the registration, the age once it is determined, and the first days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantern.actions.arrivals import Age, Arrival
from lantern.actions.tasks import ToDo
from lantern.policies.arrivals import OLDEST
from lantern.queries.arrivals import AreaChoice
from lantern.vocabulary.arrivals import AgeBasis
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.missing import Sex
from lantern.web.forms.fields import (
    DayField,
    LineField,
    Option,
    RadiosField,
    SelectField,
    WhenField,
    WordsField,
)
from lantern.web.forms.keyed import KeyedForm, SeenAnewForm
from lantern.web.forms.unknown import SEXES

AGE = _("The age must be a whole number from 0 to 25, or empty")
ANSWERS = [
    (Answer.YES.value, _("Yes")),
    (Answer.NO.value, _("No")),
    (Answer.NOT_KNOWN.value, _("Not known")),
]
BASIS_WORDS = {
    AgeBasis.PRESUMPTION: _("presumed: section 51, Modern Slavery Act 2015"),
    AgeBasis.ASSESSMENT: _("an age assessment by a local authority"),
    AgeBasis.DOCUMENT: _("a document"),
    AgeBasis.COURT: _("a court or tribunal"),
    AgeBasis.OTHER: _("determined otherwise"),
}


class ArrivalForm(KeyedForm):
    """What was seen and said. Where and when is needed; what nobody knows is left empty, and never guessed."""

    happened = "arrived"
    area = SelectField(
        label=_("In which authority’s area?"),
        subject=_("the authority of the area"),
        help_text=_("It is told at once, without a name, and looks after the child from now on."),
    )
    place = LineField(
        label=_("Where did the child arrive?"),
        help_text=_("Port, station, lorry park or other place"),
        error_messages={"required": _("Enter where the child arrived")},
    )
    arrived = WhenField(label=_("When?"), subject=_("when the child arrived"))
    name = LineField(label=_("Name, as the child says it"), required=False)
    original_script = LineField(label=_("Name in its own script"), required=False)
    stated_age = forms.IntegerField(
        label=_("How old does the child say they are?"),
        help_text=_("Treated as under 18 until the age is assessed or otherwise determined."),
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages={"invalid": AGE, "min_value": AGE, "max_value": AGE},
    )
    born_on = DayField(
        label=_("Date of birth, as the child says it"), subject=_("the date of birth"), required=False
    )
    sex = RadiosField(label=_("Sex"), choices=SEXES, initial=Sex.UNKNOWN.value, required=False, inline=True)
    nationality = LineField(label=_("Nationality"), required=False, max_length=100, width=20)
    interpreter = RadiosField(
        label=_("Was there an interpreter?"),
        choices=ANSWERS,
        inline=True,
        error_messages={"required": _("Choose whether there was an interpreter")},
    )
    language = LineField(label=_("Language"), required=False, max_length=100, width=20)
    interpreter_independent = RadiosField(
        label=_("Is the interpreter independent of the child and of whoever came with them?"),
        help_text=_("Only where there was one. Somebody who came with the child is not."),
        choices=ANSWERS,
        inline=True,
        required=False,
    )
    interpreter_name = LineField(label=_("Interpreter’s name or number"), required=False)
    route = WordsField(
        label=_("By which way did the child come?"),
        help_text=_(
            "Countries, vehicle, who arranged it. Write what was said, and ask no more than is needed."
        ),
        required=False,
        rows=3,
    )
    met_by = WordsField(
        label=_("Who met them, or was to meet them?"),
        help_text=_("Name and post of who met the child. Anybody who waited for them, or rang."),
        required=False,
        max_length=2000,
        rows=2,
    )
    documents = WordsField(
        label=_("Documents, telephones and numbers that the child had with them"),
        required=False,
        max_length=2000,
        rows=2,
    )
    is_now_at = LineField(label=_("Where is the child now?"), required=False, max_length=500)
    mark_optional = False

    def __init__(self, *args: Any, areas: Iterable[AreaChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(areas)
        if not offered:
            del self.fields["area"]
            return
        field: Any = self.fields["area"]
        field.choices = [*field.choices, *((each.reference, each.name) for each in offered)]
        field.initial = next((each.reference for each in offered if each.is_own), "")

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        independent = said["interpreter_independent"]
        plain = ("place", "arrived", "name", "original_script", "stated_age", "born_on", "nationality")
        more = ("language", "interpreter_name", "route", "met_by", "documents", "is_now_at")
        return {
            "arrival": Arrival(
                area=said.get("area", ""),
                sex=Sex(said["sex"] or Sex.UNKNOWN),
                interpreter=Answer(said["interpreter"]),
                interpreter_independent=Answer(independent) if independent else None,
                **{name: said[name] for name in (*plain, *more)},
            )
        }


class AgeForm(SeenAnewForm):
    """That the age was assessed or determined: what, by whom, on which day."""

    happened = "said_on"
    is_under_18 = RadiosField(
        label=_("What was determined?"),
        choices=[("yes", _("Under 18")), ("no", _("18 or over"))],
        error_messages={"required": _("Choose what was determined")},
    )
    basis = RadiosField(
        label=_("On what basis?"),
        choices=[
            (AgeBasis.ASSESSMENT.value, Option(_("An age assessment by a local authority"))),
            (AgeBasis.DOCUMENT.value, Option(_("A document"))),
            (AgeBasis.COURT.value, Option(_("A court or tribunal"))),
            (AgeBasis.OTHER.value, Option(_("Otherwise"), _("Say how below."))),
        ],
        error_messages={"required": _("Choose on what basis")},
    )
    source = LineField(
        label=_("Who determined it, and where is it written?"),
        help_text=_("Name and post, and the document or case number"),
        max_length=300,
        error_messages={"required": _("Enter who determined it")},
    )
    said_on = DayField(label=_("On which day?"), subject=_("the day it was determined"))
    born_on = DayField(
        label=_("Date of birth, where one was determined"), subject=_("the date of birth"), required=False
    )
    mark_optional = False

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        age = Age(
            is_under_18=said["is_under_18"] == "yes",
            basis=AgeBasis(said["basis"]),
            source=said["source"],
            said_on=said["said_on"],
            born_on=said["born_on"],
        )
        return {"age": age, "seen_version": said["seen_version"]}


class FirstDaysForm(KeyedForm):
    """The short list of the first days: whatever has an owner and a day is set, the rest is left."""

    mark_optional = False

    def __init__(self, *args: Any, actions: Iterable[str], authority: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions, self.authority = tuple(actions), authority
        for place in range(len(self.actions)):
            self.fields[f"owner_{place}"] = LineField(label=_("Who does it?"), required=False, width=20)
            self.fields[f"due_{place}"] = DayField(
                label=_("By which day?"), subject=_("the day"), required=False, past=False
            )
            self.fields[f"due_{place}"].now = self.now  # type: ignore[attr-defined]

    def rows(self) -> list[dict[str, Any]]:
        """Give each action with its two fields, as the page draws them."""
        return [
            {"words": words, "owner": self[f"owner_{place}"], "due": self[f"due_{place}"]}
            for place, words in enumerate(self.actions)
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for place in range(len(self.actions)):
            owner, due = said.get(f"owner_{place}"), said.get(f"due_{place}")
            if owner and due is None and f"due_{place}" not in self.errors:
                self.add_error(f"due_{place}", ValidationError(_("Give the day by which it is done")))
            if due is not None and not owner:
                self.add_error(f"owner_{place}", ValidationError(_("Give who does it")))
        return said

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        return {
            "todos": tuple(
                ToDo(
                    words=words,
                    organisation=self.authority,
                    owner=said[f"owner_{place}"],
                    due_on=said[f"due_{place}"],
                )
                for place, words in enumerate(self.actions)
                if said[f"due_{place}"] is not None
            )
        }
