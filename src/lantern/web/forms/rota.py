"""The form that puts somebody on duty."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.rota import Shift
from lantern.web.forms.fields import LineField, SelectField, TelephoneField, WhenField, with_time
from lantern.web.forms.keyed import KeyedForm

_AN_HOUR = _("Enter the time too: a shift begins and ends at an hour")
NUMBER = _("The place must be a whole number from 1 to 20")


class ShiftTimes:
    """From when until when somebody is on shift; stands before a form class that has both boxes."""

    cleaned_data: dict[str, Any]

    def clean_from_at(self) -> datetime:
        return with_time(self.cleaned_data["from_at"], _AN_HOUR)

    def clean_until_at(self) -> datetime:
        return with_time(self.cleaned_data["until_at"], _AN_HOUR)


class ShiftForm(ShiftTimes, KeyedForm):
    """Who is on duty, from when until when, on which number, and in which place they are rung."""

    name = LineField(label=_("Who is on duty?"), error_messages={"required": _("Enter who is on duty")})
    post = LineField(label=_("Their role"), required=False)
    telephone = TelephoneField(
        label=_("Number they are rung on"),
        help_text=_("A work number. Never a private one."),
        error_messages={"required": _("Enter the number they are rung on")},
    )
    team = SelectField(label=_("Team"), empty=_("The whole organisation"), required=False)
    from_at = WhenField(
        label=_("From"), subject=_("the beginning"), help_text=_("Use the 24-hour clock."), past=False
    )
    until_at = WhenField(
        label=_("Until"),
        subject=_("the end"),
        help_text=_("Use the 24-hour clock."),
        past=False,
        shortcut=False,
    )
    place = forms.IntegerField(
        label=_("Place in which they are rung"),
        help_text=_("1 is rung first"),
        min_value=1,
        max_value=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages={
            "required": NUMBER,
            "invalid": NUMBER,
            "min_value": NUMBER,
            "max_value": NUMBER,
        },
    )

    def __init__(self, *args: Any, teams: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("The whole organisation")), *((str(key), name) for key, name in teams)]
        self.fields["team"].choices = choices  # type: ignore[attr-defined]
        if not teams:
            del self.fields["team"]

    def shift(self) -> Shift:
        """Give the shift as it was typed."""
        said = self.cleaned_data
        names = ("name", "post", "telephone", "from_at", "until_at", "place")
        team = said.get("team")
        return Shift(team=int(team) if team else None, **{name: said[name] for name in names})
