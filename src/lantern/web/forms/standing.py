"""The forms of what stands about an episode: out and made sure of, who leads, and whether the search goes on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.policies.away import WHAT_IS_NEEDED, Away
from lantern.web.forms.enquiries import to_come
from lantern.web.forms.fields import LineField, RadiosField, SelectField, WhenField, WordsField
from lantern.web.forms.keyed import EpisodeForm, PlainForm

PROTECTED = _("Seen only by those who may see addresses")


class AwayFields(PlainForm):
    """What makes it sure that a child is out. Nothing is required: without any of it the child counts as missing."""

    how_known = LineField(
        label=_("If out: how is it known where the child is?"),
        help_text=_(
            "Out counts only with this and the next five. Without one of them the child counts as missing."
        ),
        required=False,
        max_length=500,
    )
    address = LineField(label=_("At which address?"), help_text=PROTECTED, required=False, max_length=500)
    address_verified_by = LineField(label=_("Who made sure of the address?"), required=False)
    adults = LineField(
        label=_("Which adults are there?"), help_text=PROTECTED, required=False, max_length=500
    )
    adults_verified_by = LineField(label=_("Who made sure of those adults?"), required=False)
    check_again_at = WhenField(
        label=_("By when does somebody make sure again?"),
        subject=_("the time to make sure again"),
        help_text=_("After that the child counts as missing. Use the 24-hour clock."),
        required=False,
        past=False,
        shortcut=False,
    )

    def clean_check_again_at(self) -> datetime | None:
        return to_come(self.cleaned_data["check_again_at"])

    def away(self) -> Away:
        """Give what was said of where the child is."""
        said: dict[str, Any] = self.cleaned_data
        words = {name: said.get(name) or "" for name in WHAT_IS_NEEDED if name != "check_again_at"}
        return Away(**words, check_again_at=said.get("check_again_at"))


class EndSearchForm(EpisodeForm):
    """Why the child is searched for no more; whoever sends it has decided it."""

    reasons = WordsField(
        label=_("Why is the child searched for no more?"),
        subject=_("why the child is searched for no more"),
        help_text=_("What was done, what is known, and who was asked. Your name stands under it."),
        error_messages={"required": _("Enter why the child is searched for no more")},
        max_length=10_000,
        rows=6,
    )

    def given(self) -> dict[str, Any]:
        return {**super().given(), "reasons": self.cleaned_data["reasons"]}


class ResumeSearchForm(EpisodeForm):
    """Why the search is taken up again."""

    reasons = WordsField(
        label=_("Why is the search taken up again?"),
        subject=_("why the search is taken up again"),
        error_messages={"required": _("Enter why the search is taken up again")},
        max_length=10_000,
        rows=4,
    )

    def given(self) -> dict[str, Any]:
        return {**super().given(), "reasons": self.cleaned_data["reasons"]}


class AskLeadForm(EpisodeForm):
    """Which authority is asked to lead, and in which words."""

    authority = SelectField(
        label=_("Which authority is asked to lead?"),
        error_messages={"required": _("Choose the authority that is asked")},
    )
    words = WordsField(
        label=_("What do you ask, and why?"),
        subject=_("what you ask, and why"),
        help_text=_("They read these words."),
        error_messages={"required": _("Enter what you ask, and why")},
        max_length=10_000,
        rows=4,
    )

    def __init__(self, *args: Any, authorities: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["authority"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose one")), *authorities]

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**super().given(), "authority": said["authority"], "words": said["words"]}


class AnswerLeadForm(EpisodeForm):
    """Accept or decline, in writing."""

    accepted = RadiosField(
        label=_("Does your authority lead?"),
        choices=[("yes", _("Yes: we lead from now on")), ("no", _("No: we decline"))],
        error_messages={"required": _("Choose whether your authority leads")},
    )
    words = WordsField(
        label=_("What do you answer?"),
        subject=_("what you answer"),
        error_messages={"required": _("Enter what you answer")},
        max_length=10_000,
        rows=4,
    )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**super().given(), "accepted": said["accepted"] == "yes", "words": said["words"]}
