"""The forms that record what happens in a missing episode, one thing each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.information import Information
from lantern.actions.interviews import Offer
from lantern.actions.police import PoliceCall
from lantern.policies.away import lacking
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import ClassifiedBy, MissingKind
from lantern.vocabulary.roles import Permission
from lantern.web.forms.enquiries import FoundForm
from lantern.web.forms.fields import (
    LineField,
    Option,
    RadiosField,
    TelephoneField,
    WhenField,
    WordsField,
)
from lantern.web.forms.keyed import EpisodeForm
from lantern.web.forms.report import VIEWS
from lantern.web.forms.standing import AwayFields
from lantern.web.forms.wording import Words

MOST_MINUTES = 600


class PoliceCallForm(EpisodeForm):
    """A call to the police. Told means a log number and somebody's name; anything less is a try."""

    was_answered = RadiosField(
        label=_("Did you speak to somebody?"),
        choices=[
            ("yes", Option(_("Yes"), _("I have a log number, and the name or number of who I spoke to"))),
            ("no", Option(_("No"), _("Nobody answered, or I gave up waiting"))),
        ],
        error_messages={"required": _("Choose whether you spoke to somebody")},
    )
    log_number = LineField(
        label=_("Police log number"),
        help_text=_("Without one the police do not count as told"),
        subject=_("the log number"),
        max_length=100,
        width=20,
        required=False,
    )
    handler = LineField(
        label=_("Who did you speak to?"),
        help_text=_("Name or collar number"),
        subject=_("the name or number of who you spoke to"),
        width=30,
        required=False,
    )
    called = WhenField(label=_("When did you ring?"), subject=_("when you rang"))
    waited_minutes = forms.IntegerField(
        label=_("Minutes you waited for an answer"),
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={
            "invalid": _("The minutes must be a whole number"),
            "min_value": _("The minutes cannot be fewer than 0"),
            "max_value": _("The minutes must be 600 or fewer"),
        },
    )
    words = WordsField(label=_("What did they say?"), required=False, max_length=4000, rows=3)
    happened = "called"
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("was_answered") == "yes":
            if not said.get("log_number") and "log_number" not in self.errors:
                self.add_error("log_number", _("Enter the log number: without one the police are not told"))
            if not said.get("handler") and "handler" not in self.errors:
                self.add_error("handler", _("Enter the name or number of who you spoke to"))
        return said

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        call = PoliceCall(
            called=said["called"],
            was_answered=said["was_answered"] == "yes",
            log_number=said["log_number"],
            handler=said["handler"],
            waited_minutes=said["waited_minutes"],
            words=said["words"],
        )
        return {**super().given(), "call": call}


class InformationForm(EpisodeForm):
    """Something somebody told us."""

    words = WordsField(
        label=_("What were you told?"),
        subject=_("what you were told"),
        error_messages={"required": _("Enter what you were told")},
        max_length=20_000,
        rows=6,
    )
    given_by = LineField(label=_("Who told you?"), subject=_("who told you"), required=False)
    given_by_role = LineField(label=_("Who are they to the child?"), required=False)
    contact = TelephoneField(label=_("How to reach them"), required=False, max_length=200)
    obtained = WhenField(label=_("When were you told?"), subject=_("when you were told"))
    happened = "obtained"

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        names = ("words", "given_by", "given_by_role", "contact", "obtained")
        return {"information": Information(**{name: said[name] for name in names})}


WHAT_IS_ASKED = tuple(AwayFields.base_fields)
IN_WHOSE_VIEW = {
    ClassifiedBy.AUTHORITY: _("In the authority's view"),
    ClassifiedBy.POLICE: _("In the police's view"),
}


class ClassifyForm(AwayFields, EpisodeForm):
    """Whether we know where the child is, in the authority's view or the police's."""

    mark_optional = False
    field_order = ("key", "seen_version", "whose", "kind", *WHAT_IS_ASKED, "reasons")

    whose = RadiosField(
        label=_("Whose view is it?"),
        choices=[
            (ClassifiedBy.AUTHORITY.value, _("The authority's")),
            (ClassifiedBy.POLICE.value, _("The police's")),
        ],
        error_messages={"required": _("Choose whose view it is")},
    )
    kind = RadiosField(
        label=_("In their view"),
        choices=VIEWS,
        error_messages={"required": _("Choose missing or out")},
    )
    reasons = WordsField(
        label=_("Why?"),
        help_text=_("What was known, and who decided"),
        max_length=4000,
        rows=4,
        error_messages={"required": _("Enter why, and who decided")},
    )

    def __init__(self, *args: Any, may: frozenset[Permission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may_say = {
            ClassifiedBy.AUTHORITY: Permission.CLASSIFY in may,
            ClassifiedBy.POLICE: Permission.CLASSIFY_FOR_POLICE in may,
        }
        own = [whose for whose, allowed in may_say.items() if allowed]
        self.only = own[0] if len(own) == 1 else None
        if self.only:
            del self.fields["whose"]
            self.fields["kind"].label = IN_WHOSE_VIEW[self.only]
        if self.only is ClassifiedBy.POLICE:  # their view is their own, and asks for none of these
            for name in WHAT_IS_ASKED:
                del self.fields[name]

    @property
    def done(self) -> str:  # type: ignore[override]
        """Say that "out" counts as missing, where something is lacking that would make it sure."""
        said = self.cleaned_data
        whose = self.only or ClassifiedBy(said["whose"])
        is_out = said["kind"] == MissingKind.AWAY_WITHOUT_AUTHORISATION.value
        lacks = lacking(self.away()) if is_out and whose is ClassifiedBy.AUTHORITY else ()
        if not lacks:
            return ""
        words = _("Recorded as missing, with all you typed. To count as out it must be said %(lacks)s.")
        return str(words % {"lacks": "; ".join(lacks)})

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            **super().given(),
            "kind": MissingKind(said["kind"]),
            "classified_by": self.only or ClassifiedBy(said["whose"]),
            "reasons": said["reasons"],
            "away": None if self.only is ClassifiedBy.POLICE else self.away(),
        }


class LocatedForm(FoundForm):
    """Found is not yet back: somebody sees to it, and looks again by a time."""

    located = WhenField(label=_("When was the child found?"), subject=_("when the child was found"))
    happened = "located"
    field_order = ("key", "seen_version", "located")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "located": self.cleaned_data["located"]}


class ReturnedForm(EpisodeForm):
    """The child is back."""

    returned = WhenField(label=_("When did the child come back?"), subject=_("when the child came back"))
    words = WordsField(
        label=_("How, with whom, and how is the child?"), required=False, max_length=4000, rows=4
    )
    happened = "returned"

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**super().given(), "returned": said["returned"], "words": said["words"]}


class InterviewOfferForm(EpisodeForm):
    """That the child was offered somebody independent to talk to. A letter sent is not an offer."""

    offered = WhenField(label=_("When was it offered?"), subject=_("when it was offered"))
    offered_by = LineField(
        label=_("Who offered it?"),
        subject=_("who offered it"),
        error_messages={"required": _("Enter who offered it")},
    )
    language = LineField(
        label=_("In which language?"), subject=_("the language"), max_length=100, width=20, required=False
    )
    words = WordsField(label=_("What did the child say?"), required=False, max_length=4000, rows=4)
    happened = "offered"

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"offer": Offer(**{n: said[n] for n in ("offered", "offered_by", "language", "words")})}


WRONG = [
    ("wrong_child", _("It is about another child")),
    ("not_true", _("It did not happen")),
    ("wrong_time", _("The time is wrong")),
    ("typed_twice", _("It was typed twice")),
    ("other", _("Something else is wrong")),
]


# Somebody pressed "is back" and sees in the same breath that it is not so: one press says why.
UNDO_REASONS = [
    ("back_wrong_child", _("Wrong child")),
    ("somebody_else", _("Somebody else came in")),
    ("pressed", _("Pressed by mistake")),
]


def reasons_of(said: Mapping[str, Any], reasons: Iterable[tuple[str, Words]]) -> str:
    """Give what is kept beside a struck entry: what is wrong with it, and what is right."""
    return ". ".join(part for part in (str(dict(reasons)[said["why"]]), said["words"]) if part)


class CorrectForm(EpisodeForm):
    """Why an entry is wrong. The entry stays in the chronology, struck, with this beside it."""

    why = RadiosField(
        label=_("What is wrong with it?"),
        choices=WRONG,
        error_messages={"required": _("Choose what is wrong with it")},
    )
    words = WordsField(
        label=_("What is right?"),
        help_text=_("Who says so, and how they know."),
        required=False,
        max_length=4000,
        rows=3,
    )

    def __init__(self, *args: Any, kind: EventKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reasons = [*UNDO_REASONS, *WRONG] if kind is EventKind.CHILD_RETURNED else WRONG
        why = self.fields["why"]
        assert isinstance(why, RadiosField)
        why.choices = self.reasons

    def given(self) -> dict[str, Any]:
        return {**super().given(), "reasons": reasons_of(self.cleaned_data, self.reasons)}
