"""The forms of children who went together: which of them, what is so of all and of each, and one call for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.missing import Report
from lantern.actions.police import PoliceCall
from lantern.actions.several import MOST, OwnFacts
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import LONDON, When
from lantern.vocabulary.refusals import Refused
from lantern.web.forms.fields import CLOCKS_MAY_DIFFER, LineField, Option, WhenField, WordsField
from lantern.web.forms.keyed import KeyedForm, PlainForm
from lantern.web.forms.missing import PoliceCallForm
from lantern.web.forms.report import ReportForm, ReportingForm, worried_of, worry_fields, worry_said
from lantern.web.forms.sheet import asked_only, given_answers, line_of, question_fields
from lantern.web.forms.widgets import Typed

Chosen = Sequence[tuple[str, str]]  # reference and name
_OF_ALL = (
    *("last_seen", "last_seen_where", "noticed", "done_to_trace", "words"),
    *("said_by", "said_by_role", "contact", "called"),
)
_FACTS = ("wearing", "why_worried", "last_seen", "last_seen_where")
# One child has the inhaler, another the telephone: neither is so of all of them.
_ASKED = asked_only("medical_needs", "telephone")
_OF_EACH = (*_FACTS, *worry_fields(), *question_fields(_ASKED))


class WhichForm(PlainForm):
    """Which of the children of one home are missing."""

    mark_optional = False
    child = forms.MultipleChoiceField(
        label=_("Which children are missing?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose two children or more")},
    )

    def __init__(self, *args: Any, children: Sequence[tuple[str, Option]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = list(children)  # type: ignore[attr-defined]

    def clean_child(self) -> list[str]:
        chosen: list[str] = list(dict.fromkeys(self.cleaned_data["child"]))
        if len(chosen) < 2:
            raise forms.ValidationError(_("Choose two children or more. Report one child on their own page."))
        if len(chosen) > MOST:
            raise forms.ValidationError(_("Choose 20 children or fewer, and do it in two parts"))
        return chosen


class OwnWhenField(WhenField):
    """When one child was last seen: a time alone is of the day that was said of them all."""

    def read(self, typed: Typed) -> When | time:  # type: ignore[override]
        if typed.get("hour") and not any(typed.get(box) for box in ("day", "month", "year")):
            at = self.read_time(typed)
            assert at is not None
            return at
        return super().read(typed)


def of_that_day(at: time, shared: When, *, now: datetime) -> When | None:
    """Give the moment nearest to the shared one at which the clock stood so; past midnight is the day after.

    None where the clock never stood so that day.
    """
    days = [shared.on] if shared.at is None else [shared.on + timedelta(days=apart) for apart in (-1, 0, 1)]
    moments = [datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC) for day in days]
    stood = [one for one in moments if one.astimezone(LONDON).time() == at and one <= now + CLOCKS_MAY_DIFFER]
    near = shared.at or shared.earliest
    nearest = min(stood, key=lambda one: abs(one - near), default=None)
    return When.moment(nearest) if nearest else None


class SharedForm(ReportingForm):
    """What the caller said of all the children. Nothing is required but when they were last seen.

    Not even that where it is recorded of each of them already.
    """

    last_seen = WhenField(
        label=_("When were they last seen?"), subject=_("when they were last seen"), shortcut=False
    )
    # Not "who with": these words are read by each authority about its own child.
    last_seen_where = LineField(label=_("Where"), required=False, max_length=500)
    noticed = ReportForm.base_fields["noticed"]
    done_to_trace = ReportForm.base_fields["done_to_trace"]
    words = WordsField(
        label=_("Anything else about all of them"),
        help_text=_("Name none of the children here: each authority reads these words."),
        required=False,
        max_length=20_000,
        rows=2,
    )
    said_by = ReportForm.base_fields["said_by"]
    said_by_role = LineField(
        label=_("Who are they to the children?"),
        help_text=_("Such as key worker on shift, school, friend"),
        required=False,
    )
    contact = ReportForm.base_fields["contact"]
    caller_view = ReportForm.base_fields["caller_view"]
    kind = ReportForm.base_fields["kind"]
    called = ReportForm.base_fields["called"]
    children: Chosen = ()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for place, (_reference, name) in enumerate(self.children):
            if isinstance(said.get(f"last_seen_{place}"), time):
                self._say_the_day(f"last_seen_{place}", name)
        return said

    def _say_the_day(self, box: str, name: str) -> None:
        """Put a day to a child's own time; where none is said of them all, ask for it."""
        shared = self.cleaned_data.get("last_seen")
        found = of_that_day(self.cleaned_data[box], shared, now=self.now) if shared else None
        if found is None:
            self.add_error(
                box, _("Enter the day too on which %(name)s was last seen") % {"name": isolated(name)}
            )
            return
        self.cleaned_data[box] = found

    def refuse(self, refused: Refused) -> None:
        """Show the refusal above all fields: it names the child, and which box is to blame is not certain."""
        self.add_error(None, refused.message)

    def each(self) -> list[dict[str, Any]]:
        """Give each child's name with their own fields, for the page."""
        return [self._of(place, name) for place, (_reference, name) in enumerate(self.children)]

    def _of(self, place: int, name: str) -> dict[str, Any]:
        fields = {own: self[f"{own}_{place}"] for own in _FACTS}
        lines = [line_of(self, question, of=f"_{place}") for question in _ASKED]
        typed = fields["last_seen"].value() or {}
        elsewhere = any(typed.values()) or bool(fields["last_seen_where"].value())
        worried = worried_of(self, of=f"_{place}")
        return {"name": name, "was_elsewhere": elsewhere, "lines": lines, "worried": worried, **fields}

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        report = Report(**self.views(), **{name: said[name] for name in _OF_ALL})
        own = {
            reference: OwnFacts(
                answers=given_answers(said, _ASKED, of=f"_{place}"),
                **{name: said[f"{name}_{place}"] for name in _FACTS},
                **worry_said(said, of=f"_{place}"),
            )
            for place, (reference, _name) in enumerate(self.children)
        }
        return {"children": [reference for reference, _name in self.children], "report": report, "own": own}


def isolated(name: str) -> str:
    """Let a name in a script from right to left stand in a sentence without turning it round."""
    return f"\u2068{name}\u2069"


def shared_form(children: Chosen) -> type[SharedForm]:
    """Make the form of these children: what is so of all of them, and a few boxes for each."""
    own: dict[str, Any] = {}
    for place, (_reference, name) in enumerate(children):
        own |= {f"{key}_{place}": field for key, field in _fields_of(name).items()}
        own |= worry_fields(of=f"_{place}", about=isolated(name))
        own |= question_fields(_ASKED, of=f"_{place}")
    return type("SharedFormOfThese", (SharedForm,), {"children": tuple(children), **own})


def _fields_of(name: str) -> dict[str, forms.Field]:
    return {
        "wearing": LineField(
            label=_("Wearing, and how they look"),
            subject=_("what %(name)s is wearing") % {"name": isolated(name)},
            required=False,
            max_length=500,
        ),
        "why_worried": WordsField(
            label=_("Why are you worried about this child?"),
            subject=_("why you are worried about %(name)s") % {"name": isolated(name)},
            required=False,
            max_length=5000,
            rows=2,
        ),
        "last_seen": OwnWhenField(
            label=_("When was this child last seen?"),
            subject=_("when %(name)s was last seen") % {"name": isolated(name)},
            required=False,
            shortcut=False,
            help_text=_("On the same day, hour and minute are enough."),
        ),
        "last_seen_where": LineField(
            label=_("Where"),
            subject=_("where %(name)s was last seen") % {"name": isolated(name)},
            required=False,
            max_length=500,
        ),
    }


def log_box(reference: str) -> str:
    """Name the box by its episode: where another desk rings in between, no number may slip to another child."""
    return f"log_number_{reference}"


CHILDREN = "children"


def _boxes(children: Sequence[str]) -> dict[str, str]:
    """Give the box of each child on the page, by its number, and under which name a draft keeps it: the child's."""
    return {
        f"{own}_{place}": f"{reference}:{own}" for place, reference in enumerate(children) for own in _OF_EACH
    }


def _renamed(name: str, names: Mapping[str, str]) -> str:
    for box in sorted(names, key=len, reverse=True):  # "where last seen" before "last seen"
        if name == box or name.startswith(f"{box}_"):
            return names[box] + name.removeprefix(box)
    return name


def as_kept(typed: Mapping[str, str], children: Sequence[str], before: Mapping[str, str]) -> dict[str, str]:
    """Give what a draft keeps of this form: each child's own words by the child, whichever stood first.

    What was typed `before` of a child who is not on the form now is kept for when they are chosen again.
    """
    names = _boxes(children)
    rest = left_over(before, children)
    together = " ".join([*children, *rest.pop(CHILDREN, "").split()])
    return {**rest, **{_renamed(n, names): text for n, text in typed.items()}, CHILDREN: together}


def left_over(content: Mapping[str, str], sent: Sequence[str]) -> dict[str, str]:
    """Give what a draft still keeps once these children's words are sent: those of the others, or nothing."""
    own = {name: text for name, text in content.items() if ":" in name and name.partition(":")[0] not in sent}
    said = {name for name, text in own.items() if text and text != Answer.NOT_KNOWN.value}
    others = dict.fromkeys(name.partition(":")[0] for name in own if name in said)
    kept = {name: text for name, text in own.items() if name.partition(":")[0] in others}
    return {**kept, CHILDREN: " ".join(others)} if others else {}


def as_typed(content: Mapping[str, str], children: Sequence[str]) -> dict[str, str]:
    """Give what a draft keeps as the boxes of a form of these children."""
    names = {kept: box for box, kept in _boxes(children).items()}
    return {_renamed(name, names): text for name, text in content.items()}


class CallForAllForm(KeyedForm):
    """One call in which the police were told of all of these children; each has a log number of its own."""

    was_answered = PoliceCallForm.base_fields["was_answered"]
    handler = PoliceCallForm.base_fields["handler"]
    called = PoliceCallForm.base_fields["called"]
    waited_minutes = PoliceCallForm.base_fields["waited_minutes"]
    words = LineField(label=_("What did they say?"), required=False, max_length=4000)
    happened = "called"
    mark_optional = False
    children: Chosen = ()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("was_answered") != "yes":
            return said
        if not said.get("handler") and "handler" not in self.errors:
            self.add_error("handler", _("Enter the name or number of who you spoke to"))
        for reference, name in self.children:
            box = log_box(reference)
            if not said.get(box) and box not in self.errors:
                words = _("Enter the log number for %(name)s: without one the police are not told")
                self.add_error(box, words % {"name": isolated(name)})
        return said

    def log_boxes(self) -> list[Any]:
        """Give the box of each child's log number."""
        return [self[log_box(reference)] for reference, _name in self.children]

    def given(self) -> dict[str, Any]:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        call = PoliceCall(
            called=said["called"],
            was_answered=said["was_answered"] == "yes",
            handler=said["handler"],
            waited_minutes=said["waited_minutes"],
            words=said["words"],
        )
        numbers = {reference: said[log_box(reference)] for reference, _name in self.children}
        return {"log_numbers": numbers, "call": call}


def call_form(children: Chosen) -> type[CallForAllForm]:
    """Make the form of one call about these episodes."""
    boxes = {
        log_box(reference): LineField(
            label=_("Police log number for %(name)s") % {"name": isolated(name)},
            subject=_("the log number for %(name)s") % {"name": isolated(name)},
            max_length=100,
            width=20,
            required=False,
        )
        for reference, name in children
    }
    return type("CallForThese", (CallForAllForm,), {"children": tuple(children), **boxes})
