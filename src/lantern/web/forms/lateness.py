"""The forms of being late: what the authority agrees, and that a child is late now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.lateness import Late, NewPlan
from lantern.vocabulary.calls import Answer
from lantern.web.forms.fields import Option, RadiosField, WhenField, WordsField, with_time
from lantern.web.forms.keyed import KeyedForm

_A_CLOCK = _("Enter the time too: a clock cannot run from a day")
WHOLE = _("The minutes must be a whole number")


class LateForm(KeyedForm):
    """When the child was expected, and when last seen: a clock needs both times."""

    expected = WhenField(
        label=_("When was the child expected?"),
        subject=_("when the child was expected"),
        help_text=_("Use the 24-hour clock."),
        shortcut=False,
    )
    last_seen = WhenField(
        label=_("When was the child last seen?"),
        subject=_("when last seen"),
        help_text=_("About right will do."),
        shortcut=False,
    )
    words = WordsField(
        label=_("Where were they going, and who with?"), required=False, max_length=4000, rows=2
    )
    happened = "expected"
    mark_optional = False

    def clean_expected(self) -> datetime:
        return with_time(self.cleaned_data["expected"], _A_CLOCK)

    def clean_last_seen(self) -> datetime:
        return with_time(self.cleaned_data["last_seen"], _A_CLOCK)

    def late(self) -> Late:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        return Late(expected_at=said["expected"], last_seen_at=said["last_seen"], words=said["words"])


class PlanForm(KeyedForm):
    """Whether being late may be waited out, and for how long. A concern about trafficking means: reported at once."""

    may_be_late = RadiosField(
        label=_("May this child's being late be waited out?"),
        choices=[
            ("yes", Option(_("Yes, for the minutes below"))),
            ("no", Option(_("No: reported missing at once"))),
        ],
        error_messages={"required": _("Choose whether being late may be waited out")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes after the expected time until the child is reported missing"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"invalid": WHOLE},
    )
    usual_time = forms.TimeField(
        label=_("Usual time expected back"),
        help_text=_("Such as 21:00, in the 24-hour clock. It is filled in where the child is recorded late."),
        required=False,
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"invalid": _("The usual time must be a real time, such as 21:00")},
    )
    trafficking_concern = RadiosField(
        label=_("Is there a concern that this child is trafficked?"),
        choices=[
            (Answer.NO.value, _("No: it was asked, and there is none")),
            (Answer.YES.value, _("Yes")),
            (Answer.NOT_KNOWN.value, _("Not known")),
        ],
        error_messages={"required": _("Choose whether there is a concern")},
    )
    words = WordsField(label=_("What was agreed, and with whom?"), required=False, max_length=4000, rows=3)
    mark_optional = False

    def plan(self) -> NewPlan:
        """Give what was typed as the action takes it."""
        said: dict[str, Any] = self.cleaned_data
        return NewPlan(
            may_be_late=said["may_be_late"] == "yes",
            minutes=said["minutes"],
            usual_time=said["usual_time"],
            trafficking_concern=Answer(said["trafficking_concern"]),
            words=said["words"],
        )
