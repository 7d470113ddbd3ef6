"""The forms of a search: something to find out, what came of it, and how it stands with a child who is found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from lantern.actions.enquiries import Enquiry
from lantern.actions.said import Found
from lantern.queries.chronology import LOCATED_WORDS
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import LocatedState
from lantern.web.forms.fields import LineField, RadiosField, TelephoneField, WhenField, WordsField, with_time
from lantern.web.forms.keyed import EpisodeForm

SAFE = [(Answer.YES.value, _("Yes")), (Answer.NO.value, _("No")), (Answer.NOT_KNOWN.value, _("Not known"))]


def to_come(said: When | None) -> datetime | None:
    """Give a moment to come; refuse a day without its time, which no clock can run to."""
    return with_time(said, _("Enter the time too, or leave all of it empty")) if said else None


class FoundForm(EpisodeForm):
    """How it stands with a found child. Nothing is required: what nobody knows is recorded as not known."""

    state = RadiosField(
        label=_("How does it stand?"),
        choices=[(state.value, LOCATED_WORDS[state]) for state in LocatedState],
        required=False,
    )
    safe_and_well = RadiosField(
        label=_("Is the child safe and well?"), choices=SAFE, required=False, inline=True
    )
    owner = LineField(
        label=_("Who sees to it now?"), help_text=_("Name, and where they work"), required=False
    )
    check_again_at = WhenField(
        label=_("Look again by"),
        subject=_("the time to look again"),
        help_text=_("Use the 24-hour clock."),
        required=False,
        past=False,
        shortcut=False,
    )
    said_by = LineField(label=_("Who says so?"), required=False)
    contact = TelephoneField(label=_("How to reach them"), required=False, max_length=200)
    place = LineField(
        label=_("Where is the child?"),
        help_text=_("Seen only by those who may see addresses"),
        required=False,
        max_length=500,
    )
    collected_by = LineField(label=_("Who collects the child?"), required=False)
    to_address = LineField(label=_("To which address?"), required=False, max_length=500)
    authorised_by = LineField(label=_("Who authorised that?"), required=False)
    words = WordsField(
        label=_("Anything else: found by whom, and how is the child?"),
        required=False,
        max_length=4000,
        rows=3,
    )
    mark_optional = False

    def clean_check_again_at(self) -> datetime | None:
        return to_come(self.cleaned_data["check_again_at"])

    def found(self) -> Found:
        """Give what is known of the child; what was left open is not known."""
        said = self.cleaned_data
        names = ("owner", "check_again_at", "said_by", "contact", "place", "collected_by", "to_address")
        return Found(
            state=LocatedState(said["state"] or LocatedState.NOT_KNOWN.value),
            safe_and_well=Answer(said["safe_and_well"] or Answer.NOT_KNOWN.value),
            authorised_by=said["authorised_by"],
            **{name: said[name] for name in names},
        )

    def given(self) -> dict[str, Any]:
        return {**super().given(), "found": self.found(), "words": self.cleaned_data["words"]}


class EnquiryForm(EpisodeForm):
    """Something to find out or do, with an owner and a time."""

    words = WordsField(
        label=_("What is to be found out or done?"),
        subject=_("what is to be found out or done"),
        error_messages={"required": _("Enter what is to be found out or done")},
        max_length=4000,
        rows=3,
    )
    owner = LineField(
        label=_("Who does it?"),
        help_text=_("A named person"),
        subject=_("who does it"),
        error_messages={"required": _("Enter who does it")},
    )
    asked_of = LineField(label=_("Who is asked?"), help_text=_("For example, a hospital"), required=False)
    due_at = WhenField(
        label=_("By when?"),
        subject=_("the time it is due"),
        help_text=_("Use the 24-hour clock."),
        required=False,
        past=False,
        shortcut=False,
    )

    def clean_due_at(self) -> datetime | None:
        return to_come(self.cleaned_data["due_at"])

    def given(self) -> dict[str, Any]:
        names = ("words", "owner", "asked_of", "due_at")
        return {"enquiry": Enquiry(**{name: self.cleaned_data[name] for name in names})}


class AnswerForm(EpisodeForm):
    """What came of an enquiry; that nothing did is a result too."""

    result = WordsField(
        label=_("What came of it?"),
        help_text=_("If nothing did, say so"),
        subject=_("what came of it"),
        error_messages={"required": _("Enter what came of it")},
        max_length=20_000,
        rows=4,
    )

    def given(self) -> dict[str, Any]:
        return {**super().given(), "result": self.cleaned_data["result"]}
