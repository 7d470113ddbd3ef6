"""The forms of what is said after a child is back: the two talks, and the return interview with what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.interview_shares import ChildAnswered, Shared
from lantern.actions.interviews import CarerSaid, NotYet, Offer
from lantern.actions.talks import Prevention, Visit
from lantern.queries.talks import AUDIENCE_WORDS, NOT_POSSIBLE_WORDS
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.interviews import Audience, NotPossible
from lantern.web.forms.enquiries import to_come
from lantern.web.forms.fields import LineField, Option, RadiosField, WhenField, WordsField
from lantern.web.forms.keyed import EpisodeForm

KNOWN = [(Answer.YES.value, _("Yes")), (Answer.NO.value, _("No")), (Answer.NOT_KNOWN.value, _("Not known"))]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
NOT_OFFERED_YET = _("Only because no offer is recorded yet. A letter sent is not an offer.")


def known(label: Any) -> RadiosField:
    """Ask something that may well not be known; nothing chosen is not known, and never no."""
    return RadiosField(label=label, choices=KNOWN, required=False, inline=True)


class OfferedForm(EpisodeForm):
    """A form of an outcome that also asks for the offer, where none is recorded."""

    offered = WhenField(
        label=_("When was it offered to the child?"),
        subject=_("when it was offered"),
        help_text=NOT_OFFERED_YET,
        required=False,
        shortcut=False,
    )
    offered_by = LineField(label=_("Who offered it?"), required=False)
    offer_language = LineField(
        label=_("In which language was it offered?"), max_length=100, width=20, required=False
    )

    def __init__(self, *args: Any, asks_for_offer: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_for_offer:
            for name in ("offered", "offered_by", "offer_language"):
                del self.fields[name]

    def offer(self) -> Offer | None:
        """Give the offer that was typed; none where it is recorded already, or was left empty."""
        said = self.cleaned_data
        if said.get("offered") is None:
            return None
        return Offer(offered=said["offered"], offered_by=said["offered_by"], language=said["offer_language"])


class NotYetForm(OfferedForm):
    """That the child did not want to talk yet. It closes nothing."""

    said = WhenField(label=_("When did the child say so?"), subject=_("when the child said so"))
    words = WordsField(
        label=_("What did the child say?"),
        help_text=_("In the child's own words. Read by the authority that looks after the child alone."),
        required=False,
        rows=3,
    )
    offer_again_at = WhenField(
        label=_("When will it be offered again?"),
        subject=_("when it will be offered again"),
        help_text=_("Use the 24-hour clock."),
        required=False,
        past=False,
        shortcut=False,
    )
    happened = "said"
    field_order = ("said", "words", "offer_again_at", "offered", "offered_by", "offer_language")

    def clean_offer_again_at(self) -> datetime | None:
        return to_come(self.cleaned_data["offer_again_at"])

    def given(self) -> dict[str, Any]:
        names = ("said", "words", "offer_again_at")
        return {"not_yet": NotYet(**{n: self.cleaned_data[n] for n in names}, offer=self.offer())}


class NotPossibleForm(EpisodeForm):
    """Why no interview is possible for this return."""

    reason = RadiosField(
        label=_("Why is it not possible?"),
        choices=[
            (
                reason.value,
                Option(words, _("The next return has an interview of its own"))
                if reason is NotPossible.GONE_AGAIN
                else Option(words),
            )
            for reason, words in NOT_POSSIBLE_WORDS.items()
        ],
        error_messages={"required": _("Choose why it is not possible")},
    )
    words = WordsField(
        label=_("What was tried, when, and by whom?"),
        help_text=_("Not needed where the child is missing again"),
        required=False,
        rows=3,
    )
    mark_optional = False

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"reason": NotPossible(said["reason"]), "words": said["words"]}


class CarerSaidForm(EpisodeForm):
    """What a carer or parent knows, because the child did not want to talk yet."""

    said = WhenField(label=_("When did they say it?"), subject=_("when they said it"))
    who = LineField(
        label=_("Who said it?"),
        help_text=_("Name, and what they are to the child"),
        subject=_("who said it"),
    )
    words = WordsField(
        label=_("What did they say?"),
        help_text=_("Read by the authority that looks after the child alone"),
        subject=_("what they said"),
        max_length=20_000,
    )
    happened = "said"

    def given(self) -> dict[str, Any]:
        return {"carer": CarerSaid(**{n: self.cleaned_data[n] for n in ("said", "who", "words")})}


class PreventionForm(EpisodeForm):
    """The police prevention interview, typed by the police or for a named officer."""

    held = WhenField(label=_("When did the police speak with the child?"), subject=_("when it was"))
    officer = LineField(
        label=_("Which officer?"), help_text=_("Name or number, and force"), subject=_("the officer")
    )
    face_to_face = known(_("Was the child seen face to face?"))
    safe = known(_("Is the child safe?"))
    harmed = known(_("Was the child harmed?"))
    crime = known(_("Does it tell of a crime, by or against the child?"))
    words = WordsField(
        label=_("What did the child say, and what did the police do?"), required=False, max_length=20_000
    )
    happened = "held"
    mark_optional = False

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        answers = {
            name: Answer(said[name] or Answer.NOT_KNOWN.value)
            for name in ("face_to_face", "safe", "harmed", "crime")
        }
        return {
            "prevention": Prevention(
                held=said["held"], officer=said["officer"], words=said["words"], **answers
            )
        }


class VisitForm(EpisodeForm):
    """The social worker's own visit after a return."""

    visited = WhenField(label=_("When was the visit?"), subject=_("when the visit was"))
    visitor = LineField(label=_("Who visited?"), help_text=_("Name and post"), subject=_("who visited"))
    seen = known(_("Was the child seen?"))
    seen_alone = known(_("Was the child seen alone?"))
    words = WordsField(
        label=_("What was said and seen?"),
        help_text=_("Read by the authority that looks after the child alone"),
        required=False,
        max_length=20_000,
    )
    happened = "visited"
    mark_optional = False

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        answers = {name: Answer(said[name] or Answer.NOT_KNOWN.value) for name in ("seen", "seen_alone")}
        return {
            "visit": Visit(visited=said["visited"], visitor=said["visitor"], words=said["words"], **answers)
        }


class ShareForm(EpisodeForm):
    """What was shared from an interview, and what the child wished and was told."""

    audience = RadiosField(
        label=_("With whom was it shared?"),
        choices=[
            (
                audience.value,
                Option(words, _("They read here what you type below, and nothing else of the interview"))
                if audience is Audience.PLACEMENT
                else Option(words),
            )
            for audience, words in AUDIENCE_WORDS.items()
        ],
        error_messages={"required": _("Choose with whom it was shared")},
    )
    told = LineField(
        label=_("Who was told?"), help_text=_("Name, and where they work"), subject=_("who was told")
    )
    shared = WhenField(label=_("When?"), subject=_("when it was shared"))
    what = WordsField(
        label=_("Exactly what was shared?"),
        help_text=_("Recording it sends nothing: it is read by the authority, and by whoever was told"),
        subject=_("exactly what was shared"),
        max_length=20_000,
    )
    against_wish = RadiosField(
        label=_("Did the child wish it kept back?"),
        choices=YES_NO,
        inline=True,
        error_messages={"required": _("Say whether the child wished it kept back")},
    )
    why_against = WordsField(label=_("If so, why was it shared all the same?"), required=False, rows=2)
    child_told = RadiosField(
        label=_("Was the child told that it is shared?"),
        choices=YES_NO,
        inline=True,
        error_messages={"required": _("Say whether the child was told that it is shared")},
    )
    why_not_told = WordsField(label=_("If not, why, and who will tell them?"), required=False, rows=2)
    nothing_of_a_carer = forms.BooleanField(
        label=_("Nothing of what the child said about a carer or the home is in it"),
        help_text=_("Needed where it is shared with the place the child lives"),
        required=False,
    )
    happened = "shared"
    mark_optional = False

    def __init__(self, *args: Any, about_carer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not about_carer:
            del self.fields["nothing_of_a_carer"]

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        shared = Shared(
            audience=Audience(said["audience"]),
            against_wish=said["against_wish"] == "yes",
            child_told=said["child_told"] == "yes",
            nothing_of_a_carer=said.get("nothing_of_a_carer", False),
            **{name: said[name] for name in ("told", "shared", "what", "why_against", "why_not_told")},
        )
        return {"shared": shared}


class ChildAnsweredForm(EpisodeForm):
    """That the child was told what was done with what they said."""

    told = WhenField(label=_("When was the child told?"), subject=_("when the child was told"))
    told_by = LineField(label=_("Who told the child?"), subject=_("who told the child"))
    language = LineField(
        label=_("In which language?"),
        subject=_("in which language the child was told"),
        max_length=100,
        width=20,
    )
    words = WordsField(
        label=_("What was the child told?"),
        help_text=_("What was done with what they said, what was not, and why"),
        subject=_("what the child was told"),
        max_length=20_000,
    )
    happened = "told"

    def given(self) -> dict[str, Any]:
        names = ("told", "told_by", "language", "words")
        return {"answered": ChildAnswered(**{name: self.cleaned_data[name] for name in names})}
