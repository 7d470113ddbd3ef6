"""The forms of what else is done to find a child: a charity's text, a recovery order, a warning notice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantern.actions.search_measures import Application, Decision, Notice
from lantern.queries.publicity_facts import ASKED_BY_WORDS, GROUND_WORDS, SAYS_WORDS
from lantern.vocabulary.publicity import OrderAskedBy, OrderGround, OrderSays
from lantern.web.forms.fields import DayField, LineField, RadiosField, WhenField, WordsField
from lantern.web.forms.keyed import EpisodeForm

_MORE = _("Anything else?")


def _ends(help_text: Any) -> DayField:
    return DayField(
        label=_("When does it end, as it says?"),
        subject=_("the day it ends"),
        help_text=help_text,
        required=False,
        past=False,
    )


class MeasureForm(EpisodeForm):
    """A form about something that happened at a time."""

    happened = "when"

    def said(self, *names: str) -> dict[str, Any]:
        """Give these fields and when it was."""
        return {
            **{name: self.cleaned_data[name] for name in names},
            "happened": self.cleaned_data["when"],
        }


class TextSafeForm(MeasureForm):
    """Who asked the charity to text the child."""

    asked_by = LineField(label=_("Who asked?"), error_messages={"required": _("Enter who asked")})
    post = LineField(label=_("Their post, and where they work"), required=False)
    case_reference = LineField(
        label=_("Reference that Missing People gave"), required=False, max_length=60, width=20
    )
    when = WhenField(label=_("When did they ask?"), subject=_("when they asked"))
    words = WordsField(label=_MORE, required=False, max_length=2000, rows=2)

    def given(self) -> dict[str, Any]:
        return self.said("asked_by", "post", "case_reference", "words")


class TextSafeAnswerForm(MeasureForm):
    """What the charity answered."""

    is_sent = RadiosField(
        label=_("What did Missing People answer?"),
        choices=[("yes", _("They text the child")), ("no", _("They do not text the child"))],
        error_messages={"required": _("Choose what they answered")},
    )
    answered_by = LineField(label=_("Who answered?"), required=False)
    when = WhenField(label=_("When did they answer?"), subject=_("when they answered"))
    words = WordsField(
        label=_("What did they say?"),
        help_text=_("If they do not text the child, say why"),
        required=False,
        max_length=2000,
        rows=3,
    )

    def given(self) -> dict[str, Any]:
        return {"is_sent": self.cleaned_data["is_sent"] == "yes", **self.said("answered_by", "words")}


class OrderForm(MeasureForm):
    """Who applied for a recovery order."""

    ground = RadiosField(
        label=_("What is the child under?"),
        choices=[(each.value, words) for each, words in GROUND_WORDS.items()],
        error_messages={"required": _("Choose what the child is under")},
    )
    asked_by = RadiosField(
        label=_("Who applied?"),
        choices=[(each.value, words) for each, words in ASKED_BY_WORDS.items()],
        error_messages={"required": _("Choose who applied")},
    )
    applicant = LineField(label=_("Their name and post"), error_messages={"required": _("Enter who applied")})
    court = LineField(label=_("To which court?"), required=False)
    when = WhenField(label=_("When was it applied for?"), subject=_("when it was applied for"))
    words = WordsField(label=_("What was asked for, and why?"), required=False, max_length=4000, rows=3)

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        application = Application(
            asked_by=OrderAskedBy(said["asked_by"]),
            ground=OrderGround(said["ground"]),
            applicant=said["applicant"],
            court=said["court"],
        )
        return {"application": application, **self.said("words")}


class OrderDecisionForm(MeasureForm):
    """What the court decided."""

    is_granted = RadiosField(
        label=_("What did the court decide?"),
        choices=[("yes", _("It granted the order")), ("no", _("It refused"))],
        error_messages={"required": _("Choose what the court decided")},
    )
    says = forms.MultipleChoiceField(
        label=_("What does the order say?"),
        choices=[(each.value, words) for each, words in SAYS_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    order_reference = LineField(label=_("Its reference"), required=False, max_length=60, width=20)
    when = WhenField(label=_("When did it decide?"), subject=_("when it decided"))
    ends_on = _ends(_("Leave it empty if it says nothing of an end."))
    words = WordsField(label=_MORE, required=False, max_length=4000, rows=3)

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        decision = Decision(
            is_granted=said["is_granted"] == "yes",
            says=[OrderSays(each) for each in said["says"]],
            reference=said["order_reference"],
            ends_on=said["ends_on"],
        )
        return {"decision": decision, **self.said("words")}


class NoticeForm(MeasureForm):
    """A warning notice as it was served."""

    person = LineField(
        label=_("On whom was it served?"),
        help_text=_("Seen only by those who may see addresses and other people’s names"),
        error_messages={"required": _("Enter on whom it was served")},
    )
    force = LineField(
        label=_("Which force served it?"), error_messages={"required": _("Enter which force served it")}
    )
    officer = LineField(label=_("Which officer?"), required=False)
    notice_reference = LineField(label=_("Its reference"), required=False, max_length=60, width=20)
    when = WhenField(label=_("When was it served?"), subject=_("when it was served"))
    ends_on = _ends(_("Leave it empty if it says nothing of an end."))
    words = WordsField(
        label=_("What does it forbid?"),
        help_text=_("Without the person’s name or address"),
        required=False,
        max_length=4000,
        rows=3,
    )

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        notice = Notice(
            person=said["person"],
            force=said["force"],
            officer=said["officer"],
            reference=said["notice_reference"],
            ends_on=said["ends_on"],
        )
        return {"notice": notice, **self.said("words")}


class HomeOfficeForm(EpisodeForm):
    """The reference that the Home Office gave, and when."""

    number = LineField(
        label=_("Which reference did the Home Office give?"),
        subject=_("the reference the Home Office gave"),
        error_messages={"required": _("Enter the reference the Home Office gave")},
        max_length=100,
        width=20,
    )
    when = WhenField(label=_("When did it give it?"), subject=_("when it gave it"))
    happened = "when"
    mark_optional = False

    def given(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**super().given(), "number": said["number"], "happened": said["when"]}
