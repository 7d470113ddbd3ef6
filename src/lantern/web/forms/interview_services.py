"""The forms that ask a service to hold one return interview, answer for it, and keep what was agreed with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from lantern.actions.service_answers import Terms
from lantern.policies.interview_services import DAYS_AFTER, MOST_OPEN
from lantern.web.forms.fields import DayField, LineField, Option, RadiosField, WordsField
from lantern.web.forms.keyed import EpisodeForm, KeyedForm

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def _said(days: int) -> Any:
    words = ngettext_lazy(
        "Until %(days)d day after the result is in", "Until %(days)d days after the result is in", days
    )
    return words % {"days": days}


class AskServiceForm(EpisodeForm):
    """Which service, and for how long it still sees the episode once the result is in."""

    service = RadiosField(
        label=_("Which service?"),
        help_text=_("Nothing here keeps you from asking: it says what was agreed"),
        error_messages={"required": _("Choose the service")},
    )
    days_after = RadiosField(
        label=_("For how long do they see it?"),
        help_text=_("A local choice: no published text gives a number. Taken back, it ends at once."),
        choices=[(str(days), _said(days)) for days in DAYS_AFTER],
        error_messages={"required": _("Choose for how long they see it")},
    )
    mark_optional = False

    def __init__(self, *args: Any, services: Iterable[tuple[str, Option]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = list(services)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**super().given(), "service": said["service"], "days_after": int(said["days_after"])}


class TakeBackForm(EpisodeForm):
    """That the service is asked no longer."""


class AnswerForm(KeyedForm):
    """Whether the service that is asked can hold the interview."""

    accepts = RadiosField(
        label=_("Can you hold this interview?"),
        choices=[
            ("yes", Option(_("Yes, we hold it"))),
            (
                "no",
                Option(_("No, we cannot"), _("It then opens nothing for you any more, and another is asked")),
            ),
        ],
        error_messages={"required": _("Say whether you can hold it")},
    )
    reason = WordsField(
        label=_("If not, why? If you can, anything they must know"),
        help_text=_(
            "For example, nobody speaks the language, or nobody works at the weekend. Nothing of the child."
        ),
        required=False,
        max_length=2000,
        rows=3,
    )
    mark_optional = False

    def only_declines(self) -> None:
        """Ask no more whether they hold it, once they said so: to send the form is then to say that they cannot."""
        self.fields["accepts"].widget = forms.HiddenInput()
        self.initial["accepts"] = "no"
        if self.is_bound:
            self.data = {**self.data.dict(), "accepts": "no"}  # type: ignore[attr-defined]
        self.fields["reason"].label = _("Why can you not hold it?")
        self.fields["reason"].help_text = _("It then opens nothing for you any more, and another is asked.")

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"accepts": said["accepts"] == "yes", "reason": said["reason"]}


class AnswerForThemForm(AnswerForm):
    """What a service said on the telephone, typed by whoever asked it."""

    who = LineField(label=_("Who said it?"), help_text=_("Name and post"), required=False)
    field_order = ("accepts", "who", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("yes", Option(_("Yes, they hold it"))),
            ("no", Option(_("No, they cannot"), _("They then see nothing of it any more: ask another"))),
        ]
        self.fields["accepts"].label = _("Can they hold this interview?")
        self.fields["accepts"].choices = choices  # type: ignore[attr-defined]
        self.fields["reason"].label = _("If not, why? If they can, anything to know")

    def only_declines(self) -> None:
        super().only_declines()
        self.fields["reason"].label = _("Why can they not hold it?")
        self.fields["reason"].help_text = _("They then see nothing of it any more: ask another.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "who": self.cleaned_data["who"]}


class TermsForm(KeyedForm):
    """What was agreed with a service, from a day on."""

    from_on = DayField(label=_("From which day?"), subject=_("the day from which it holds"), past=False)
    most_open = forms.IntegerField(
        label=_("How many interviews at a time?"),
        help_text=_(
            "Agreed for your authority. Leave it empty if no number was agreed. It keeps nobody from asking."
        ),
        required=False,
        min_value=0,
        max_value=MOST_OPEN,
        error_messages={
            "invalid": _("Enter a whole number, or leave it empty"),
            "min_value": _("Enter 0 or more, or leave it empty"),
            "max_value": _("Enter a number up to %(n)d, or leave it empty") % {"n": MOST_OPEN},
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    works_saturday = RadiosField(
        label=_("Does anybody work there on Saturdays?"),
        choices=YES_NO,
        inline=True,
        error_messages={"required": _("Say whether anybody works on Saturdays")},
    )
    works_sunday = RadiosField(
        label=_("Does anybody work there on Sundays?"),
        choices=YES_NO,
        inline=True,
        error_messages={"required": _("Say whether anybody works on Sundays")},
    )
    weekend_words = LineField(
        label=_("Hours at the weekend"),
        help_text=_("And whom to ring then, by post and not by name"),
        required=False,
        max_length=500,
    )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        terms = Terms(
            from_on=said["from_on"],
            most_open=said["most_open"],
            works_saturday=said["works_saturday"] == "yes",
            works_sunday=said["works_sunday"] == "yes",
            weekend_words=said["weekend_words"],
        )
        return {"terms": terms}
