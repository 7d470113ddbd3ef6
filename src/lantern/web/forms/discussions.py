"""The forms of a strategy discussion, of its minutes given, and of what somebody is to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lantern.actions.discussions import Discussion, Handed
from lantern.actions.tasks import ToDo
from lantern.queries.discussions import About, Choices, Person
from lantern.vocabulary.days import spoken
from lantern.vocabulary.discussions import HeldBy, Outcome, Route, Section47, TookPartFor
from lantern.vocabulary.refusals import Refused
from lantern.web.forms.fields import (
    DayField,
    LineField,
    Option,
    RadiosField,
    SelectField,
    WhenField,
    WordsField,
)
from lantern.web.forms.keyed import KeyedForm

HELD_WORDS = {
    HeldBy.MEETING: _("In one room"),
    HeldBy.VIDEO: _("By video"),
    HeldBy.TELEPHONE: _("By telephone"),
}
FOR_WORDS = {
    TookPartFor.SOCIAL_CARE: _("Children's social care"),
    TookPartFor.POLICE: _("Police"),
    TookPartFor.HEALTH: _("Health"),
    TookPartFor.HOME: _("Where the child lives"),
    TookPartFor.REFERRER: _("Who referred"),
    TookPartFor.SCHOOL: _("School"),
    TookPartFor.OTHER: _("Somebody else"),
}
SECTION_47_WORDS = {
    Section47.BEGUN: _("Yes, begun at this discussion"),
    Section47.RUNNING: _("Yes, begun earlier and still running"),
    Section47.NOT_MADE: _("No"),
}
OUTCOME_WORDS = {
    Outcome.DONE: _("Done"),
    Outcome.NOT_DONE: _("Not done"),
    Outcome.PASSED_ON: _("Passed on to another owner"),
}
ROUTE_WORDS = {
    Route.BY_HAND: _("By hand"),
    Route.SECURE_MAIL: _("By secure mail, from our own mail system"),
    Route.PORTAL: _("By a secure portal"),
    Route.POST: _("By post, tracked"),
}
ROWS = 8
# The three who belong to every discussion stand in their rows already; the names are still to be typed.
_FIRST = {1: TookPartFor.SOCIAL_CARE, 2: TookPartFor.POLICE, 3: TookPartFor.HEALTH, 4: TookPartFor.HOME}
_OF_A_ROW = ("took_part_for", "name", "post", "organisation")


def choices_said(words: Any) -> list[tuple[str, Any]]:
    """Give what a field offers, from a list of words."""
    return [(each.value, said) for each, said in words.items()]


def episode_words(about: About) -> str:
    """Say which missing episode is meant."""
    until = spoken(about.returned) if about.returned else _now("not back")
    return _now("Last seen %(seen)s; %(until)s") % {
        "seen": spoken(about.last_seen),
        "until": _now("back %(when)s") % {"when": until} if about.returned else until,
    }


class DiscussionForm(KeyedForm):
    """Who took part, what is known, what was decided, and when it is looked at again."""

    held = WhenField(
        label=_("When was it held?"),
        subject=_("when it was held"),
        error_messages={"required": _("Enter when the discussion was held")},
    )
    held_by = RadiosField(
        label=_("How?"),
        choices=choices_said(HELD_WORDS),
        error_messages={"required": _("Choose how people spoke")},
        inline=True,
    )
    could_not = WordsField(
        label=_("Who could not take part, and how are they heard?"),
        help_text=_("Needed where children's social care, the police or health were not there"),
        required=False,
        max_length=2_000,
        rows=2,
    )
    episodes = forms.MultipleChoiceField(
        label=_("Which times missing is it about?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose only from the list")},
    )
    known = WordsField(
        label=_("What is known?"),
        subject=_("what is known"),
        help_text=_("Facts, each with who says so. What is not known, too."),
        error_messages={"required": _("Enter what is known")},
        max_length=20_000,
        rows=6,
    )
    decided = WordsField(
        label=_("What was decided?"),
        subject=_("what was decided"),
        help_text=_("What somebody is to do is set afterwards, each with its owner and day."),
        error_messages={"required": _("Enter what was decided")},
        max_length=20_000,
        rows=5,
    )
    section_47 = RadiosField(
        label=_("Are enquiries under section 47 made?"),
        choices=choices_said(SECTION_47_WORDS),
        error_messages={"required": _("Choose whether section 47 enquiries are made")},
    )
    section_47_because = WordsField(
        label=_("Why, or why not?"),
        subject=_("why section 47 enquiries are made, or why not"),
        error_messages={"required": _("Enter why section 47 enquiries are made, or why not")},
        max_length=5_000,
        rows=3,
    )
    referral_accepted_on = DayField(
        label=_("If an assessment runs or is decided: on which day was the referral accepted?"),
        help_text=_("The assessment is complete within 45 working days of it at most"),
        subject=_("the day the referral was accepted"),
        required=False,
    )
    first_responder = LineField(
        label=_("Who is first responder, if a referral to the National Referral Mechanism is made?"),
        help_text=_("Post or name, and organisation"),
        required=False,
    )
    next_review_on = DayField(
        label=_("When is it looked at again?"),
        subject=_("the day of the next review"),
        required=False,
        past=False,
    )
    no_review_because = LineField(
        label=_("If it is not looked at again, why?"), required=False, max_length=500
    )
    happened = "held"
    mark_optional = False

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.fields["episodes"]
        assert isinstance(offered, forms.MultipleChoiceField)
        offered.choices = [(one.reference, episode_words(one)) for one in choices.episodes]
        if not choices.episodes:
            del self.fields["episodes"]

    def rows(self) -> Iterator[list[BoundField]]:
        """Give the boxes of each person who took part."""
        for row in range(1, ROWS + 1):
            yield [self[f"{part}_{row}"] for part in _OF_A_ROW]

    def clean(self) -> dict[str, Any]:
        """Ask for the post and the organisation of everybody who is named."""
        said = super().clean() or self.cleaned_data
        for row in range(1, ROWS + 1):
            if not said.get(f"name_{row}") and (said.get(f"post_{row}") or said.get(f"organisation_{row}")):
                self.add_error(f"name_{row}", _("Enter the name of this person, or empty the line"))
            if said.get(f"name_{row}"):
                self._check_row(row, said)
        return said

    def _check_row(self, row: int, said: dict[str, Any]) -> None:
        for part, words in (
            ("took_part_for", _("Choose for whom %(name)s took part")),
            ("post", _("Enter the post of %(name)s")),
            ("organisation", _("Enter where %(name)s works")),
        ):
            if not said.get(f"{part}_{row}") and f"{part}_{row}" not in self.errors:
                self.add_error(f"{part}_{row}", str(words) % {"name": said[f"name_{row}"]})

    def refuse(self, refused: Refused) -> None:
        """Show a refusal about who took part at the first of them."""
        named = "name_1" if refused.field == "took_part" else refused.field
        super().refuse(Refused(refused.message, field=named))

    def discussion(self) -> Discussion:
        """Give the discussion as it was typed."""
        said = self.cleaned_data
        names = ("held", "known", "decided", "section_47_because", "could_not", "first_responder")
        return Discussion(
            **{
                name: said[name]
                for name in (*names, "next_review_on", "no_review_because", "referral_accepted_on")
            },
            held_by=HeldBy(said["held_by"]),
            section_47=Section47(said["section_47"]),
            took_part=tuple(self._people()),
            episodes=tuple(said.get("episodes", ())),
        )

    def _people(self) -> Iterator[Person]:
        said = self.cleaned_data
        for row in range(1, ROWS + 1):
            if said[f"name_{row}"]:
                yield Person(
                    name=said[f"name_{row}"],
                    post=said[f"post_{row}"],
                    organisation=said[f"organisation_{row}"],
                    took_part_for=TookPartFor(said[f"took_part_for_{row}"]),
                )


def _add_rows() -> None:
    """Declare the boxes of each row once, so that they are copied to each form like any other."""
    for row in range(1, ROWS + 1):
        number = {"n": row}
        first = _FIRST.get(row)
        DiscussionForm.base_fields |= {
            f"took_part_for_{row}": SelectField(
                label=_now("Person %(n)d: for whom") % number,
                choices=choices_said(FOR_WORDS),
                initial=first.value if first else "",
                required=False,
            ),
            f"name_{row}": LineField(label=_now("Person %(n)d: name") % number, required=False),
            f"post_{row}": LineField(label=_now("Person %(n)d: post") % number, required=False),
            f"organisation_{row}": LineField(
                label=_now("Person %(n)d: organisation") % number, required=False
            ),
        }


_add_rows()


def offer(form: forms.Form, organisations: Iterable[tuple[str, str]]) -> None:
    """Put the organisations that may own an action into a form."""
    field = form.fields["organisation"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", _("Choose one")), *organisations]


class ActionForm(KeyedForm):
    """What somebody is to do, and by which day."""

    words = WordsField(
        label=_("What is to be done?"),
        subject=_("what is to be done"),
        error_messages={"required": _("Enter what is to be done")},
        max_length=4_000,
        rows=3,
    )
    organisation = SelectField(
        label=_("Which organisation does it?"),
        help_text=_("Those that have to do with this child"),
        error_messages={"required": _("Choose which organisation does it")},
    )
    owner = LineField(
        label=_("Who there?"),
        help_text=_("A post, or a person's name"),
        subject=_("who does it"),
        error_messages={"required": _("Enter the post or the person who does it")},
    )
    due_on = DayField(
        label=_("By which day?"),
        subject=_("the day it is due"),
        past=False,
        error_messages={"required": _("Enter the day by which it is done")},
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, choices.organisations)

    def given(self) -> dict[str, Any]:
        """Give what is to be done."""
        names = ("words", "organisation", "owner", "due_on")
        return {"todo": ToDo(**{name: self.cleaned_data[name] for name in names})}


class AnswerActionForm(KeyedForm):
    """What came of it, or to whom it is passed on."""

    outcome = RadiosField(
        label=_("What came of it?"),
        choices=[
            (Outcome.DONE.value, _("It is done")),
            (Outcome.NOT_DONE.value, Option(_("It is not done, and will not be"), _("Say why below"))),
            (Outcome.PASSED_ON.value, Option(_("It is passed on"), _("Say to whom below, and why"))),
        ],
        error_messages={"required": _("Choose what came of it")},
    )
    words = WordsField(
        label=_("What came of it, or why?"),
        subject=_("what came of it, or why"),
        error_messages={"required": _("Enter what came of it, or why it was not done or passed on")},
        max_length=20_000,
        rows=4,
    )
    organisation = SelectField(label=_("Passed on to which organisation?"), required=False)
    owner = LineField(label=_("To whom there?"), help_text=_("A post, or a person's name"), required=False)
    due_on = DayField(
        label=_("By which day?"),
        subject=_("the day it is due"),
        help_text=_("Only where it is passed on. Leave it empty to keep the day."),
        required=False,
        past=False,
    )
    mark_optional = False

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, choices.organisations)

    def clean(self) -> dict[str, Any]:
        """Ask to whom it is passed on, where it is; and refuse an owner of what is not."""
        said = super().clean() or self.cleaned_data
        passed = said.get("outcome") == Outcome.PASSED_ON.value
        if passed and not said.get("organisation"):
            self.add_error("organisation", _("Choose which organisation it is passed on to"))
        if passed and not said.get("owner"):
            self.add_error("owner", _("Enter the post or the person it is passed on to"))
        if said.get("outcome") and not passed and (said.get("organisation") or said.get("owner")):
            self.add_error("outcome", _("Choose “It is passed on”, or empty to whom it is passed on"))
        return said


class GivenForm(KeyedForm):
    """To whom the minutes were given, by which route and when."""

    to = LineField(
        label=_("To whom were the minutes given?"),
        help_text=_("Name and post"),
        subject=_("to whom they were given"),
        error_messages={"required": _("Enter to whom the minutes were given")},
    )
    organisation = LineField(
        label=_("Where do they work?"),
        subject=_("where they work"),
        error_messages={"required": _("Enter where they work")},
    )
    route = RadiosField(
        label=_("By which route?"),
        choices=choices_said(ROUTE_WORDS),
        error_messages={"required": _("Choose by which route")},
    )
    given = WhenField(
        label=_("When?"),
        subject=_("when they were given"),
        error_messages={"required": _("Enter when the minutes were given")},
    )
    happened = "given"

    def handed(self) -> Handed:
        """Give to whom the minutes were given."""
        said = self.cleaned_data
        return Handed(
            to=said["to"], organisation=said["organisation"], route=Route(said["route"]), given=said["given"]
        )


class ReceiptForm(KeyedForm):
    """That somebody said they have the minutes."""

    received_on = DayField(
        label=_("On which day did they have them?"),
        subject=_("the day"),
        error_messages={"required": _("Enter the day")},
    )
    words = LineField(
        label=_("Who said so, and how?"),
        help_text=_("For example: rang back, spoke to her"),
        subject=_("who said so, and how"),
        max_length=500,
        error_messages={"required": _("Enter who said so, and how")},
    )
