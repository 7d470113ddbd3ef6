"""The forms about who has to do with a child, and about relatives and friends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.involved import Post
from lantern.actions.private_people import Call, Person
from lantern.queries.involved import Choice
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.involved import CallOutcome, Capacity, MayBeTold
from lantern.web.forms.fields import (
    LineField,
    Option,
    RadiosField,
    SelectField,
    TelephoneField,
    WhenField,
    WordsField,
)
from lantern.web.forms.keyed import EpisodeForm, KeyedForm

CAPACITY_WORDS = {
    Capacity.ON_CALL: _("On call for the placement"),
    Capacity.SENIOR: _("Senior on call"),
    Capacity.SOCIAL_WORKER: _("Social worker"),
    Capacity.PERSONAL_ADVISER: _("Personal adviser"),
    Capacity.REVIEWING_OFFICER: _("Reviewing officer"),
    Capacity.SCHOOL: _("School"),
    Capacity.HEALTH: _("Health"),
    Capacity.GUARDIAN: _("Guardian"),
    Capacity.IMMIGRATION: _("Home Office"),
}
DECISION_WORDS = {
    MayBeTold.UNDECIDED: _("Not decided"),
    MayBeTold.YES: _("May be told"),
    MayBeTold.NO: _("Must not be told"),
}
OUTCOME_WORDS = {
    CallOutcome.SPOKEN_TO: _("Spoken to"),
    CallOutcome.NO_ANSWER: _("Nobody answered"),
    CallOutcome.NOT_CHECKED: _("Could not be sure who answered; nothing was said"),
}
RESPONSIBILITY = {Answer.YES.value: True, Answer.NO.value: False}


class InvolvedForm(KeyedForm):
    """An organisation that has to do with a child, and in what capacity."""

    capacity = SelectField(
        label=_("In what capacity?"),
        subject=_("in what capacity"),
        choices=[(capacity.value, words) for capacity, words in CAPACITY_WORDS.items()],
        error_messages={"required": _("Choose in what capacity")},
    )
    organisation = SelectField(
        label=_("Which organisation or team?"),
        subject=_("the organisation"),
        help_text=_("One of this installation. Relatives and friends are not stored here."),
        error_messages={"required": _("Choose the organisation")},
    )
    person = LineField(
        label=_("Whom to ask for there"), help_text=_("A worker, never a relative"), required=False
    )
    telephone = TelephoneField(
        label=_("Their own number at work"),
        help_text=_("The organisation’s number is kept with the organisation"),
        required=False,
    )

    def __init__(self, *args: Any, choices: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose one")),
            *((one.value, one.words) for one in choices),
        ]

    def post(self) -> Post:
        """Give the organisation and its team as they were chosen."""
        organisation, _stroke, team = self.cleaned_data["organisation"].partition("/")
        return Post(
            capacity=Capacity(self.cleaned_data["capacity"]),
            organisation=organisation,
            team=int(team) if team else None,
            person=self.cleaned_data["person"],
            telephone=self.cleaned_data["telephone"],
        )


class NumberForm(KeyedForm):
    """Another number for one worker. It carries unseen the one that stood on the page."""

    telephone = TelephoneField(
        label=_("Their own number at work"),
        help_text=_("Leave it empty if the number is wrong and you know no other"),
        required=False,
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    mark_optional = False

    def see(self, telephone: str) -> None:
        """Put the number that stands now into the form, keeping what was typed."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = telephone  # type: ignore[index]


class PersonForm(EpisodeForm):
    """A relative or friend. To be written down is not to be told."""

    name = LineField(label=_("Name"), error_messages={"required": _("Enter the name")})
    is_to_the_child = LineField(
        label=_("What are they to the child?"),
        help_text=_("For example, mother, aunt or friend"),
        max_length=100,
        error_messages={"required": _("Enter what they are to the child")},
    )
    telephone = TelephoneField(label=_("Telephone number"), required=False)
    responsibility = RadiosField(
        label=_("Do they hold parental responsibility?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("not_known", _("Not known"))],
        required=False,
        inline=True,
    )
    mark_optional = False

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        names = ("name", "is_to_the_child", "telephone")
        holds = RESPONSIBILITY.get(said["responsibility"])
        return {"person": Person(**{name: said[name] for name in names}, has_parental_responsibility=holds)}


class NobodyForm(EpisodeForm):
    """Why nobody is to be told."""

    reasons = WordsField(
        label=_("Why is nobody to be told?"),
        max_length=4000,
        rows=4,
        error_messages={"required": _("Enter why nobody is to be told")},
    )

    def given(self) -> dict[str, Any]:
        return {"reasons": self.cleaned_data["reasons"]}


class DecideForm(EpisodeForm):
    """A decision on one person, with its reason. None is chosen beforehand."""

    may_be_told = RadiosField(
        label=_("May they be told that the child is missing?"),
        choices=[
            (
                MayBeTold.YES.value,
                Option(_("May be told"), _("By a worker who rings them. Nothing is sent.")),
            ),
            (MayBeTold.NO.value, Option(_("Must not be told"), _("Nobody rings them about this."))),
            (MayBeTold.UNDECIDED.value, Option(_("Not decided"), _("Nobody rings them until it is."))),
        ],
        error_messages={"required": _("Choose whether they may be told")},
    )
    reasons = WordsField(
        label=_("Why?"),
        help_text=_("Think of risk from this person, of court orders, and of what the child wants."),
        max_length=4000,
        rows=4,
        error_messages={"required": _("Enter why")},
    )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"may_be_told": MayBeTold(said["may_be_told"]), "reasons": said["reasons"]}


class PrivateCallForm(EpisodeForm):
    """A call to a relative or friend. They were spoken to only if it was checked who they are."""

    outcome = RadiosField(
        label=_("How did it end?"),
        choices=[
            (CallOutcome.SPOKEN_TO.value, Option(_("I spoke to them"), _("and checked that it was them"))),
            (CallOutcome.NO_ANSWER.value, Option(_("Nobody answered"), _("I left no message"))),
            (
                CallOutcome.NOT_CHECKED.value,
                Option(_("Somebody answered, and I could not be sure who"), _("I said nothing of the child")),
            ),
        ],
        error_messages={"required": _("Choose how the call ended")},
    )
    checked_by = LineField(
        label=_("How did you check who answered?"),
        help_text=_("For example: rang the number stored before, and they gave the child’s date of birth"),
        required=False,
        max_length=500,
    )
    called = WhenField(label=_("When did you ring?"), subject=_("when you rang"))
    said = WordsField(
        label=_("What did they say?"),
        help_text=_(
            "Seen only by those who may see addresses. What helps to find the child, pass on as information."
        ),
        required=False,
        max_length=4000,
        rows=3,
    )
    happened = "called"
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        spoken = said.get("outcome") == CallOutcome.SPOKEN_TO.value
        if spoken and not said.get("checked_by") and "checked_by" not in self.errors:
            self.add_error("checked_by", _("Enter how you checked who answered"))
        return said

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        names = ("called", "checked_by", "said")
        call = Call(outcome=CallOutcome(said["outcome"]), **{name: said[name] for name in names})
        return {**super().given(), "call": call}
