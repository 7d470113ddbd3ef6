"""The forms of handing a child over to another authority."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.transfers import Answering, Asking
from lantern.vocabulary.discussions import Route
from lantern.web.forms.case import CaseForm
from lantern.web.forms.discussions import ROUTE_WORDS
from lantern.web.forms.fields import LineField, Option, RadiosField, SelectField, WhenField, WordsField


class AskForm(CaseForm):
    """Which authority is asked, and what it is told of the risk."""

    to_authority = SelectField(
        label=_("Which authority is asked to take the child over?"), subject=_("the authority")
    )
    missing_risk = WordsField(
        label=_("What is known of the risk of going missing?"),
        help_text=_("Earlier times, where to, with whom, what the going-missing plan says."),
        rows=4,
        error_messages={"required": _("Enter what is known of the risk of going missing")},
    )
    trafficking_risk = WordsField(
        label=_("What is known of trafficking?"),
        help_text=_("Signs, debts, numbers, people who asked for the child; the referral and the guardian."),
        rows=4,
        error_messages={"required": _("Enter what is known of trafficking")},
    )

    def __init__(self, *args: Any, authorities: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to_authority"]
        field.choices = [*field.choices, *authorities]

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        names = ("to_authority", "missing_risk", "trafficking_risk")
        return {"asking": Asking(**{name: self.cleaned_data[name] for name in names})}


class AnswerForm(CaseForm):
    """What the other authority answered in writing."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    accepted = RadiosField(
        label=_("What did they answer in writing?"),
        choices=[
            ("yes", Option(_("They take the child over"), _("From then on you read this record no more."))),
            ("no", Option(_("They do not"))),
        ],
        error_messages={"required": _("Choose what they answered")},
    )
    answered_by = LineField(
        label=_("Who answered?"),
        help_text=_("Name and post"),
        error_messages={"required": _("Enter who answered")},
    )
    route = RadiosField(
        label=_("How did the answer come?"),
        choices=[(each.value, words) for each, words in ROUTE_WORDS.items()],
        error_messages={"required": _("Choose how the answer came")},
    )
    when = WhenField(label=_("When?"), subject=_("when they answered"))
    words = WordsField(label=_("What else did they say?"), required=False, rows=3)
    mark_optional = False

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        answering = Answering(
            accepted=said["accepted"] == "yes",
            answered_by=said["answered_by"],
            happened=said["when"],
            route=Route(said["route"]),
            words=said["words"],
        )
        return {"answering": answering, "seen_version": said["seen_version"]}
