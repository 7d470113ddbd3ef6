"""The forms of a police level: what it relied on, why the authority does not agree, and the local floor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.challenging import Objection, PoliceAnswer
from lantern.actions.police import Risk
from lantern.queries.values import EpisodePage
from lantern.vocabulary.days import spoken
from lantern.vocabulary.discussions import ChallengeOutcome
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RiskLevel
from lantern.web.forms.fields import (
    LineField,
    Option,
    RadiosField,
    TelephoneField,
    WhenField,
    WordsField,
    with_time,
)
from lantern.web.forms.keyed import EpisodeForm

LEVELS = [
    (RiskLevel.HIGH.value, _("High")),
    (RiskLevel.MEDIUM.value, _("Medium")),
    (RiskLevel.LOW.value, _("Low")),
    (RiskLevel.VERY_LOW.value, _("Very low")),
]
# What a level can have relied on: what somebody said, and what an enquiry gave.
_RELIED_ON = {
    EventKind.MISSING_REPORTED,
    EventKind.REPORT_JOINED,
    EventKind.INFORMATION_RECEIVED,
    EventKind.ENQUIRY_ANSWERED,
}
MOST = 12  # entries offered, the newest first
_SHOWN = 90  # characters of each


class RiskForm(EpisodeForm):
    """The police's own level, as an officer gave it."""

    level = RadiosField(
        label=_("What level did the police set?"),
        choices=LEVELS,
        error_messages={"required": _("Choose the level the police set")},
    )
    officer = LineField(
        label=_("Which officer set it?"),
        help_text=_("Name or collar number, and unit"),
        subject=_("the officer who set it"),
        error_messages={"required": _("Enter the officer who set it")},
    )
    assessed = WhenField(label=_("When did they set it?"), subject=_("when they set it"))
    next_review_at = WhenField(
        label=_("When will they look at it again?"),
        subject=_("when they will look at it again"),
        help_text=_("Ask them. Use the 24-hour clock."),
        required=False,
        past=False,
        shortcut=False,
    )
    reasons = WordsField(label=_("What reasons did they give?"), required=False, max_length=4000, rows=3)
    cites = forms.TypedMultipleChoiceField(
        label=_("Which entries does it rely on?"),
        help_text=_("Each has its own source and time"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose only from the list")},
    )
    relied_on = WordsField(
        label=_("What other information does it rely on?"), required=False, max_length=4000, rows=2
    )
    said_by = LineField(label=_("From whom is that information?"), required=False)
    contact = TelephoneField(label=_("How to reach them"), required=False, max_length=200)
    obtained = WhenField(
        label=_("When was it obtained?"), subject=_("when it was obtained"), required=False, shortcut=False
    )
    happened = "assessed"

    def __init__(self, *args: Any, entries: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.fields["cites"]
        assert isinstance(offered, forms.TypedMultipleChoiceField)
        offered.choices = entries or []
        if not entries:
            del self.fields["cites"]

    @classmethod
    def of_page(cls, page: EpisodePage) -> dict[str, Any]:
        """Give the entries of this episode that a level can rely on, the newest first."""
        said = [each for each in page.chronology if each.kind in _RELIED_ON and not each.is_struck]
        newest = sorted(said, key=lambda each: each.number, reverse=True)[:MOST]
        return {"entries": [(each.number, _said(each.happened, each.words, each.facts)) for each in newest]}

    def clean_next_review_at(self) -> datetime | None:
        review = self.cleaned_data["next_review_at"]
        words = _("Enter the time of the next review too, or leave all of it empty")
        return with_time(review, words) if review else None

    @property
    def done(self) -> str:  # type: ignore[override]
        """Say that nobody recorded what the level relies on, where nothing was."""
        said = self.cleaned_data
        if said["relied_on"] or said.get("cites"):
            return ""
        return str(
            _(
                "The police risk level is recorded. What it relies on is not: ask the officer, and record that."
            )
        )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        risk = Risk(
            level=RiskLevel(said["level"]),
            officer=said["officer"],
            assessed=said["assessed"],
            next_review_at=said["next_review_at"],
            reasons=said["reasons"],
            cites=tuple(said.get("cites", ())),
            **{name: said[name] for name in ("relied_on", "said_by", "contact", "obtained")},
        )
        return {**super().given(), "risk": risk}


def _said(happened: Any, words: str, facts: Any) -> str:
    """Say which entry is meant, in one line."""
    text = words or ". ".join(f"{label}: {said}" for label, said in facts)
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
    return f"{spoken(happened)}. {short}"


class ChallengeForm(EpisodeForm):
    """Why the authority does not agree with the police level, to whom it was put, and what it asks for."""

    reasons = WordsField(
        label=_("Why do you not agree?"),
        subject=_("why you do not agree"),
        help_text=_("What you know that they may not, and who says so"),
        error_messages={"required": _("Enter why you do not agree")},
        max_length=4000,
        rows=5,
    )
    put_to = LineField(
        label=_("To whom at the police was it put?"),
        help_text=_("Name or collar number. Ring them: Lantern does not."),
        subject=_("to whom it was put"),
        error_messages={"required": _("Enter to whom at the police it was put")},
    )
    level_asked = RadiosField(label=_("Which level do you ask for?"), choices=LEVELS, required=False)

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        asked = RiskLevel(said["level_asked"]) if said["level_asked"] else None
        return {
            **super().given(),
            "objection": Objection(reasons=said["reasons"], put_to=said["put_to"], level_asked=asked),
        }


class ChallengeAnswerForm(EpisodeForm):
    """What the police answered."""

    outcome = RadiosField(
        label=_("What did the police answer?"),
        choices=[
            (
                ChallengeOutcome.CHANGED.value,
                Option(_("They change their level"), _("Record the new level next")),
            ),
            (ChallengeOutcome.KEPT.value, _("They keep their level")),
        ],
        error_messages={"required": _("Choose what the police answered")},
    )
    officer = LineField(
        label=_("Which officer answered?"),
        subject=_("the officer who answered"),
        error_messages={"required": _("Enter the officer who answered")},
    )
    answered = WhenField(label=_("When?"), subject=_("when they answered"))
    words = WordsField(
        label=_("What did they say?"),
        subject=_("what they said"),
        error_messages={"required": _("Enter what the police said")},
        max_length=4000,
        rows=4,
    )
    happened = "answered"

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        answer = PoliceAnswer(
            outcome=ChallengeOutcome(said["outcome"]),
            officer=said["officer"],
            answered=said["answered"],
            words=said["words"],
        )
        return {**super().given(), "answer": answer}


class LowerFloorForm(EpisodeForm):
    """To which level the local floor of this episode is lowered, and why."""

    level = RadiosField(
        label=_("Lower it to which level?"),
        choices=LEVELS[1:],
        error_messages={"required": _("Choose the level")},
    )
    reasons = WordsField(
        label=_("Why?"),
        subject=_("why the floor is lowered"),
        error_messages={"required": _("Enter why the floor is lowered")},
        max_length=4000,
        rows=4,
    )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**super().given(), "level": RiskLevel(said["level"]), "reasons": said["reasons"]}
