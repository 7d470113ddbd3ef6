"""The forms about a home's tablets: what its manager types, and what is typed on the tablet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.web.forms.fields import CodeField, LineField, RadiosField, WhenField
from lantern.web.forms.keyed import KeyedForm, PlainForm
from lantern.web.forms.rota import ShiftTimes


class TabletForm(KeyedForm):
    """A tablet by the name it has in the home."""

    tablet = LineField(
        label=_("Which tablet?"),
        help_text=_("Such as kitchen, or sleep-in room"),
        max_length=100,
        width=20,
        error_messages={"required": _("Say which tablet it is, such as kitchen")},
    )


class PinForm(ShiftTimes, KeyedForm):
    """A worker, and from when until when they are on shift."""

    worker = LineField(
        label=_("Worker’s name"),
        help_text=_("As it is to stand under what they record"),
        width=30,
        error_messages={"required": _("Enter the worker’s name")},
    )
    from_at = WhenField(label=_("From"), subject=_("the beginning"), help_text="", past=False)
    until_at = WhenField(
        label=_("Until"), subject=_("the end"), help_text=_("24 hours at most"), past=False, shortcut=False
    )


class EnrolForm(PlainForm):
    """The one-time code, typed on the tablet itself."""

    code = LineField(
        label=_("Code"),
        help_text=_("10 letters and figures, from the manager’s screen. It works once, for 10 minutes."),
        max_length=20,
        width=10,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Enter the code from the manager’s screen")},
    )


class TurnForm(PlainForm):
    """Who somebody is, among those on shift, and their PIN."""

    worker = RadiosField(label=_("Who are you?"), error_messages={"required": _("Choose your name")})
    pin = CodeField(
        label=_("Your PIN"),
        help_text=_("6 figures. The manager gave it to you for this shift."),
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-5"}
        ),
        error_messages={"required": _("Enter your PIN")},
    )

    def __init__(self, *args: Any, workers: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = [(str(n), name) for n, name in workers]  # type: ignore[attr-defined]
