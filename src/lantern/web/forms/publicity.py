"""The forms of an appeal to the public: propose, sign, withdraw a signature, publish, take down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.publicity import Proposed
from lantern.queries.publicity_facts import SIGNER_WORDS, VIEW_WORDS
from lantern.vocabulary.days import When
from lantern.vocabulary.publicity import ChildView, Signer
from lantern.web.forms.fields import LineField, RadiosField, WhenField, WordsField, with_time
from lantern.web.forms.keyed import EpisodeForm

_TIME_TOO = _("Enter the time too: what is to be taken down is counted from it")


class TimedForm(EpisodeForm):
    """A form about something whose time is known to the minute."""

    happened = "when"

    def clean_when(self) -> When:
        said: When = self.cleaned_data["when"]
        with_time(said, _TIME_TOO)
        return said

    def said(self, *names: str) -> dict[str, Any]:
        """Give these fields and when it was."""
        return {
            **{name: self.cleaned_data[name] for name in names},
            "happened": self.cleaned_data["when"],
        }


class ProposeForm(EpisodeForm):
    """What is to be published, where, until when, and the child's own view."""

    channel = LineField(
        label=_("Where is it to be published?"),
        help_text=_("For example, the force’s own pages, or local radio"),
        subject=_("where it is to be published"),
        error_messages={"required": _("Enter where it is to be published")},
    )
    text = WordsField(
        label=_("The text, as it is to be read"),
        help_text=_("It must say nothing of care, where the child is placed, asylum or trafficking."),
        error_messages={"required": _("Enter the text of the appeal")},
        max_length=4000,
        rows=6,
    )
    expires_at = WhenField(
        label=_("When does it expire?"),
        subject=_("when it expires"),
        help_text=_("Every appeal expires. Use the 24-hour clock."),
        past=False,
        shortcut=False,
        error_messages={"required": _("Enter when the appeal expires")},
    )
    child_view = RadiosField(
        label=_("What is known of the child’s own view?"),
        choices=[(each.value, words) for each, words in VIEW_WORDS.items()],
        error_messages={"required": _("Choose what is known of the child’s view")},
    )
    child_view_words = WordsField(
        label=_("What did the child say, when and to whom?"),
        help_text=_("If their view is not known, say why"),
        error_messages={"required": _("Enter what the child said, or why their view is not known")},
        max_length=2000,
        rows=3,
    )
    words = WordsField(label=_("Why an appeal, and why now?"), required=False, max_length=4000, rows=3)

    def clean_expires_at(self) -> datetime:
        return with_time(
            self.cleaned_data["expires_at"], _("Enter the time too: every appeal has a last hour")
        )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        names = ("channel", "text", "expires_at", "child_view_words", "words")
        proposed = Proposed(child_view=ChildView(said["child_view"]), **{name: said[name] for name in names})
        return {"proposed": proposed}


class SignForm(TimedForm):
    """Who agrees, for whom and when."""

    signer = RadiosField(label=_("Who agrees?"), error_messages={"required": _("Choose who agrees")})
    name = LineField(
        label=_("Name of the person who signs"),
        help_text=_("Each signature is another person’s."),
        error_messages={"required": _("Enter the name of the person who signs")},
    )
    post = LineField(
        label=_("Their post"), error_messages={"required": _("Enter the post of the person who signs")}
    )
    when = WhenField(label=_("When did they sign?"), subject=_("when they signed"))
    words = WordsField(
        label=_("What did they say?"),
        help_text=_("How you know that they agree, and on what condition if there is one"),
        required=False,
        max_length=4000,
        rows=3,
    )

    def __init__(self, *args: Any, signers: Iterable[Signer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(each.value, SIGNER_WORDS[each]) for each in signers]
        self.fields["signer"].choices = offered  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return {"signer": Signer(self.cleaned_data["signer"]), **self.said("name", "post", "words")}


class WithdrawForm(TimedForm):
    """Why a signature is withdrawn."""

    when = WhenField(label=_("When was it withdrawn?"), subject=_("when it was withdrawn"))
    words = WordsField(
        label=_("Why?"), error_messages={"required": _("Enter why it is withdrawn")}, max_length=4000, rows=3
    )

    def given(self) -> dict[str, Any]:
        return self.said("words")


class PublishForm(TimedForm):
    """One place where the appeal was published."""

    place = LineField(
        label=_("Where exactly?"),
        help_text=_("So that somebody can find it and take it down: a page, a station, a shop window"),
        error_messages={"required": _("Enter where it was published")},
        max_length=500,
    )
    published_by = LineField(
        label=_("Who published it?"),
        help_text=_("Name, and where they work"),
        error_messages={"required": _("Enter who published it")},
    )
    when = WhenField(label=_("When did it go up?"), subject=_("when it went up"))
    is_unsigned = forms.BooleanField(
        label=_("It was published though it was not allowed at that time"),
        help_text=_("It is recorded all the same, and is to be taken down at once."),
        required=False,
    )
    words = WordsField(label=_("Anything else?"), required=False, max_length=2000, rows=2)

    def given(self) -> dict[str, Any]:
        return self.said("place", "published_by", "is_unsigned", "words")


class TakeDownForm(TimedForm):
    """Who made sure that a place no longer shows the appeal, and how."""

    confirmed_by = LineField(
        label=_("Who made sure that it is gone?"),
        help_text=_("Name, and where they work"),
        error_messages={"required": _("Enter who made sure that it is gone")},
    )
    when = WhenField(label=_("When was it taken down?"), subject=_("when it was taken down"))
    words = WordsField(
        label=_("How did they make sure?"),
        help_text=_("For example, looked at the page again"),
        error_messages={"required": _("Enter how they made sure")},
        max_length=2000,
        rows=2,
    )

    def given(self) -> dict[str, Any]:
        return self.said("confirmed_by", "words")
