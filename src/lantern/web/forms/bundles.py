"""The forms that ask for an inquiry bundle, release it, and refuse it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.bundles import AskedBundle
from lantern.vocabulary.days import When, spoken
from lantern.web.forms.fields import LineField, SelectField, WordsField
from lantern.web.forms.keyed import KeyedForm


class AskBundleForm(KeyedForm):
    """For whom a bundle is, how it will reach them, and why they are to have it."""

    mark_optional = False
    episode = SelectField(
        label=_("What is it to hold?"), empty=_("All that is recorded of this child"), required=False
    )
    recipient = LineField(
        label=_("Who is it for?"),
        help_text=_("The full name of one person"),
        error_messages={"required": _("Enter the name of the person it is for")},
    )
    recipient_post = LineField(
        label=_("Their role and organisation"),
        error_messages={"required": _("Enter their role and organisation")},
    )
    route = LineField(
        label=_("How will it reach them?"),
        help_text=_(
            "By a route your authority approves, handed over in person, for example. Never by plain e-mail."
        ),
        error_messages={"required": _("Enter how it will reach them")},
    )
    reasons = WordsField(
        label=_("Why are they to have it?"),
        help_text=_("Which inquiry or review, and by what power. The manifest holds this: they read it."),
        subject=_("why they are to have it"),
        error_messages={"required": _("Enter why they are to have it")},
        max_length=4000,
        rows=4,
    )

    def __init__(self, *args: Any, episodes: tuple[tuple[str, datetime], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            (
                reference,
                _("Only the episode reported %(day)s, %(reference)s")
                % {"day": spoken(When.moment(at)), "reference": reference},
            )
            for reference, at in episodes
        ]
        self.fields["episode"].choices = [("", _("All that is recorded of this child")), *offered]  # type: ignore[attr-defined]

    def asked(self) -> AskedBundle:
        """Give what was asked for as it was typed."""
        names = ("episode", "recipient", "recipient_post", "route", "reasons")
        return AskedBundle(**{name: self.cleaned_data[name] for name in names})


class ReleaseForm(KeyedForm):
    """That a bundle is released, and whether what was sealed is in it."""

    mark_optional = False
    with_sealed = forms.BooleanField(
        label=_("Put the sealed entries in too: they were recorded on this child and are another child's"),
        required=False,
    )
    words = WordsField(
        label=_("Anything to record with the release"),
        help_text=_("You may leave it empty"),
        subject=_("what to record with the release"),
        required=False,
        max_length=4000,
        rows=2,
    )

    def __init__(self, *args: Any, may_put_sealed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_put_sealed_in:
            del self.fields["with_sealed"]

    def given(self) -> dict[str, Any]:
        """Give what is decided."""
        return {
            "with_sealed": self.cleaned_data.get("with_sealed", False),
            "words": self.cleaned_data["words"],
        }


class RefuseForm(KeyedForm):
    """Why a bundle is not released."""

    mark_optional = False
    words = WordsField(
        label=_("Why is it not released?"),
        subject=_("why it is not released"),
        error_messages={"required": _("Enter why it is not released")},
        max_length=4000,
        rows=3,
    )
