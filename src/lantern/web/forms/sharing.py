"""The forms that let another organisation into one episode, and that seal what was entered on the wrong child."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantern.policies import sharing as policy
from lantern.vocabulary.refusals import Refused
from lantern.web.forms.enquiries import to_come
from lantern.web.forms.fields import LineField, RadiosField, WhenField, WordsField
from lantern.web.forms.keyed import EpisodeForm, PlainForm

TYPED = "typed"
LASTING = {f"{int(each / timedelta(hours=1))}": each for each in policy.OFFERED}


class FindOrganisationForm(PlainForm):
    """Part of the name of a force or an authority."""

    mark_optional = False
    q = LineField(
        label=_("Which police force or authority?"),
        help_text=_("Part of its name will do"),
        max_length=100,
        min_length=2,
        width=30,
        error_messages={
            "required": _("Enter part of the name"),
            "min_length": _("Enter at least 2 letters of the name"),
        },
    )


class LetInForm(EpisodeForm):
    """How long another organisation may see this one episode, and why. Nothing is chosen beforehand."""

    lasting = RadiosField(
        label=_("For how long?"),
        choices=[
            ("4", _("4 hours")),
            ("12", _("12 hours")),
            ("24", _("24 hours")),
            ("72", _("3 days")),
            (TYPED, _("Until a time that I type")),
        ],
        error_messages={"required": _("Choose for how long")},
    )
    until = WhenField(
        label=_("Until when?"),
        subject=_("the time it ends"),
        help_text=_("Only if you chose to type it. At most 14 days from now."),
        required=False,
        past=False,
        shortcut=False,
    )
    reasons = WordsField(
        label=_("Why do they need it?"),
        help_text=_("They read this too"),
        subject=_("why they need it"),
        error_messages={"required": _("Enter why they need it")},
        max_length=4000,
        rows=3,
    )
    mark_optional = False

    def clean_until(self) -> datetime | None:
        return to_come(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("lasting") != TYPED:
            return said
        if said.get("until") is None and "until" not in self.errors:
            boxes = ("day", "month", "year", "hour", "minute")
            error = ValidationError(_("Enter when it ends"), code="incomplete", params={"boxes": boxes})
            self.add_error("until", error)
        elif said.get("until") is not None:
            self._check(said["until"])
        return said

    def _check(self, until: datetime) -> None:
        try:
            policy.check_until(until=until, now=self.now)
        except Refused as refused:
            self.refuse(refused)

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        until = said["until"] if said["lasting"] == TYPED else self.now + LASTING[said["lasting"]]
        return {**super().given(), "until": until, "reasons": said["reasons"]}


class EndAccessForm(EpisodeForm):
    """That an organisation is let in no longer."""


class SealForm(EpisodeForm):
    """How an entry came to be on the wrong child. Read by the information owner alone."""

    reasons = WordsField(
        label=_("How do you know, and whose is it?"),
        help_text=_("Only the information owner reads this"),
        subject=_("how you know that it is on the wrong child"),
        error_messages={"required": _("Enter how you know that it is on the wrong child")},
        max_length=4000,
        rows=4,
    )

    def given(self) -> dict[str, Any]:
        return {**super().given(), "reasons": self.cleaned_data["reasons"]}
