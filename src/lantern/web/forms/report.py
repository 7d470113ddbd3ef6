"""The forms of a report: which child, and what the caller said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.missing import Report
from lantern.vocabulary.calls import FIRST, WORRIED
from lantern.vocabulary.missing import CallerView, MissingKind, Worry
from lantern.web.forms.fields import (
    LineField,
    Option,
    RadiosField,
    TelephoneField,
    WhenField,
    WordsField,
)
from lantern.web.forms.keyed import KeyedForm, PlainForm
from lantern.web.forms.sheet import Asking, Line, asked_beside, question_fields

UNDECIDED = "undecided"
VIEWS = [
    (MissingKind.MISSING.value, Option(_("Missing: we do not know where"))),
    (MissingKind.AWAY_WITHOUT_AUTHORISATION.value, Option(_("Out: we know where"))),
]
WORRIES = [
    (Worry.VERY.value, Option(_("Very worried"))),
    (Worry.SOME.value, Option(_("Worried"))),
    (Worry.LITTLE.value, Option(_("Not very worried"))),
]
_WORRY = ("caller_worry", "caller_reasons")
_PLAIN = (*FIRST, "said_by", "said_by_role", "contact", "last_seen_where", "wearing")


def worry_fields(*, of: str = "", about: str = "") -> dict[str, forms.Field]:
    """Give the boxes that ask how worried the caller is, and why; `about` names the child where there are several."""
    names = {"name": about}
    worry = _("how worried the caller is about %(name)s") % names if about else _("how worried the caller is")
    reasons = _("why the caller sees it so of %(name)s") % names if about else _("why the caller sees it so")
    return {
        f"caller_worry{of}": RadiosField(
            label=_(WORRIED.words), subject=worry, choices=WORRIES, inline=True, required=False
        ),
        f"caller_reasons{of}": LineField(
            label=_(WORRIED.words), subject=reasons, required=False, max_length=2000
        ),
    }


def worried_of(form: forms.BaseForm, *, of: str = "") -> Line:
    """Give the one line for how worried the caller is and why, for the page."""
    return Line(question=WORRIED, chosen=form[f"caller_worry{of}"], words=form[f"caller_reasons{of}"])


def worry_said(said: Mapping[str, Any], *, of: str = "") -> dict[str, Any]:
    """Give what was said of it as the action takes it."""
    worry = said[f"caller_worry{of}"]
    return {"caller_worry": Worry(worry) if worry else None, "caller_reasons": said[f"caller_reasons{of}"]}


class AsksWorry:
    """A form that asks how worried the caller is."""

    declared_fields = worry_fields()

    def worried(self: Any) -> Line:
        """Give the one line for how worried the caller is and why, for the page."""
        return worried_of(self)


class SearchForm(PlainForm):
    """Part of a name in any spelling, or a number, telephone or reference in full."""

    mark_optional = False
    q = LineField(
        label=_("Child's name, number or reference"),
        help_text=_("Part of any name will do. A number, a telephone number or a reference must be whole."),
        max_length=100,
        min_length=2,
        width=30,
        error_messages={
            "required": _("Enter a name, a number or a reference"),
            "min_length": _("Enter at least 2 letters of the name"),
        },
    )


_ASKED = asked_beside(*FIRST, "anything_else")


class _Questions:
    """What the police will ask beside what the report has boxes for already."""

    declared_fields = question_fields(_ASKED)


class ReportingForm(KeyedForm):
    """A report of one child or of several: when last seen may stand already, and who decides is asked their view."""

    happened = "called"
    mark_optional = False

    def __init__(self, *args: Any, may_classify: bool, is_known_when: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_seen"].required = not is_known_when
        if not may_classify:
            del self.fields["kind"]

    def views(self) -> dict[str, Any]:
        """Give the authority's view and the caller's as the action takes them, each None where it was not said."""
        said = self.cleaned_data
        kind = said.get("kind") or UNDECIDED
        return {
            "kind": None if kind == UNDECIDED else MissingKind(kind),
            "caller_view": CallerView(said["caller_view"]) if said["caller_view"] else None,
        }


class ReportForm(Asking, AsksWorry, _Questions, ReportingForm):
    """What the caller knew. Nothing is required but when the child was last seen, and not that where it stands."""

    asked = _ASKED
    field_order = ("key", FIRST[0], *_WORRY, *FIRST[1:], "last_seen", *_PLAIN)
    last_seen = WhenField(
        label=_("When was the child last seen?"), subject=_("when last seen"), shortcut=False
    )
    last_seen_where = LineField(
        label=_("Where, by whom, and who with"),
        help_text=_("And what they have with them: a bag, money, medicine"),
        required=False,
        max_length=500,
    )
    noticed = WhenField(
        label=_("When was it noticed?"),
        subject=_("when it was noticed"),
        required=False,
        shortcut=False,
        help_text="",
    )
    said_by = LineField(label=_("Who is ringing?"), required=False)
    said_by_role = LineField(
        label=_("Who are they to the child?"),
        help_text=_("Such as key worker on shift, foster carer, school, friend"),
        required=False,
    )
    contact = TelephoneField(label=_("Number to ring back"), required=False, max_length=200)
    wearing = LineField(label=_("Wearing, and how they look"), required=False, max_length=500)
    why_worried = WordsField(
        label=_("Why are you worried?"),
        help_text=_("Who they may be with, health, medicine, threats, what is unlike them"),
        required=False,
        max_length=5000,
        rows=2,
    )
    done_to_trace = WordsField(
        label=_("What has been done to find them?"), required=False, max_length=5000, rows=2
    )
    words = WordsField(label=_("Anything else the caller said"), required=False, max_length=20_000, rows=2)
    caller_view = RadiosField(
        label=_("Does the caller know where the child is?"),
        choices=[
            (CallerView.MISSING.value, Option(_("No"))),
            (
                CallerView.AWAY.value,
                Option(_("Yes, they say"), _("Counts as missing until the authority has made sure of it")),
            ),
        ],
        required=False,
    )
    kind = RadiosField(
        label=_("The authority's view"),
        choices=[
            VIEWS[0],
            (UNDECIDED, Option(_("Not decided yet"), _("To say that the child is out, open the episode"))),
        ],
        initial=UNDECIDED,
        required=False,
    )
    called = WhenField(
        label=_("When was the call?"),
        subject=_("when the call was"),
        help_text=_("Only where you are typing this later, from paper."),
        required=False,
        shortcut=False,
    )

    def report(self) -> Report:
        """Give what was typed as the action takes it."""
        said = self.cleaned_data
        return Report(
            **self.views(),
            **{name: said[name] for name in _PLAIN},
            words=said["words"],
            answers=(*self.own_answers(*FIRST), *self.answers()),
            last_seen=said["last_seen"],
            noticed=said["noticed"],
            called=said["called"],
            **worry_said(said),
        )
