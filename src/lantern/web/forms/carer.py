"""The forms of a carer's report on a telephone: one question a page, and what was answered carried on."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantern.actions.missing import Report
from lantern.vocabulary.days import LONDON, When, day_of
from lantern.vocabulary.missing import CallerView, Worry
from lantern.web.forms.fields import (
    CLOCKS_MAY_DIFFER,
    LineField,
    Option,
    RadiosField,
    TimeField,
    WhenField,
    WordsField,
)
from lantern.web.forms.keyed import KeyedForm, PlainForm
from lantern.web.forms.report import WORRIES
from lantern.web.forms.sheet import ANSWERS, LONGEST, Asking, asked_only, question_fields

NOW, TODAY, OTHER_DAY = "now", "today", "day"


MOST_WAITED = 12 * 60 * 60  # one shift


class WaitedField(forms.IntegerField):
    """How many seconds a press waited on the device for a connection; the page's script says it."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> timedelta:
        seconds = super().clean(value) or 0
        return timedelta(seconds=min(max(seconds, 0), MOST_WAITED))


class SeenForm(PlainForm):
    """Which of three answers was pressed, and when: "just now" is the moment of the press, not of its arrival."""

    waited = WaitedField()
    how = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[(NOW, _("Just now")), (TODAY, _("Earlier")), (OTHER_DAY, _("Longer ago"))],
        error_messages={"required": _("Press one of the answers")},
    )


class SeenAtForm(PlainForm):
    """A time in the last 24 hours: at half past midnight, 23:00 is yesterday's."""

    heading = "at"
    at = TimeField(
        label=_("What time was it?"),
        subject=_("the time"),
        help_text=_("In the last 24 hours. Such as 21:40 or 9:40pm. About right will do."),
        error_messages={"required": _("Enter the time, or go back and press “Longer ago”")},
    )

    def clean_at(self) -> When:
        at: time | None = self.cleaned_data["at"]
        if at is None:
            raise ValidationError(_("Enter the time, or go back and press “Longer ago”"), code="required")
        moment = latest(at, self.now)
        if moment is None:
            raise ValidationError(_("The time cannot be in the hour that the clocks skip that night"))
        return When.moment(moment)


def latest(at: time, now: datetime) -> datetime | None:
    """Give the last moment, in London, at which the clock stood so; None where it did not stand so that day."""
    for day in (day_of(now), day_of(now) - timedelta(days=1)):
        local = datetime.combine(day, at, tzinfo=LONDON)
        moment = local.astimezone(now.tzinfo)
        if moment > now + CLOCKS_MAY_DIFFER:
            continue
        stood = moment.astimezone(LONDON).replace(tzinfo=None) == local.replace(tzinfo=None)
        return moment if stood else None
    return None


class SeenOnForm(PlainForm):
    """A day, and the time where somebody knows it."""

    heading = "on"
    on = WhenField(
        label=_("Which day was it?"),
        subject=_("when last seen"),
        shortcut=False,
        help_text=_("Leave hour and minute empty if nobody knows the time."),
    )


class WorriedForm(PlainForm):
    """Why somebody is worried; it may be left empty."""

    heading = "why_worried"
    why_worried = WordsField(
        label=_("Why are you worried?"),
        subject=_("why you are worried"),
        help_text=_("Who they may be with, health, medicine, threats, what is unlike them"),
        required=False,
        max_length=5000,
        rows=5,
    )


class WhereForm(PlainForm):
    """Where the child was last seen and who with, and what they wear; all of it may be left empty."""

    heading = "last_seen_where"
    mark_optional = False
    last_seen_where = LineField(
        label=_("Where was the child last seen, and who with?"),
        subject=_("where the child was last seen"),
        required=False,
        max_length=500,
    )
    wearing = LineField(
        label=_("What are they wearing, and how do they look?"),
        subject=_("what the child is wearing"),
        required=False,
        max_length=500,
    )


_ASKED = asked_only("medical_needs", "telephone")


class _Questions:
    declared_fields = question_fields(_ASKED)


class DoneForm(Asking, _Questions, PlainForm):
    """What has been done to find the child, and what is needed at once to look on; all of it may be left empty."""

    asked = _ASKED
    heading = "done_to_trace"
    mark_optional = False
    field_order = ("done_to_trace",)
    done_to_trace = WordsField(
        label=_("What has been done to find the child?"),
        subject=_("what has been done to find the child"),
        help_text=_("Such as the room searched, the child or friends rung"),
        required=False,
        max_length=5000,
        rows=3,
    )


VIEWS = [
    (CallerView.MISSING.value, Option(_("Missing: I do not know where the child is"))),
    (CallerView.AWAY.value, Option(_("Out: I think I know where the child is"))),
    (CallerView.LATE.value, Option(_("Late: I expect the child back"))),
]


class ViewForm(PlainForm):
    """The carer's own view, with how worried they are and why; all of it may be left empty."""

    heading = "caller_view"
    mark_optional = False
    caller_view = RadiosField(
        label=_("What is your own view?"),
        subject=_("your own view"),
        help_text=_(
            "It is kept beside what the authority and the police decide. The child is reported missing either way."
        ),
        choices=VIEWS,
        required=False,
    )
    caller_worry = RadiosField(label=_("How worried are you?"), choices=WORRIES, required=False)
    caller_reasons = WordsField(
        label=_("Why do you see it so?"),
        subject=_("why you see it so"),
        required=False,
        max_length=2000,
        rows=3,
    )


def _unseen(longest: int) -> forms.CharField:
    return forms.CharField(widget=forms.HiddenInput, required=False, max_length=longest)


def _unseen_answer() -> forms.ChoiceField:
    return forms.ChoiceField(widget=forms.HiddenInput, required=False, choices=ANSWERS)


class CheckForm(Asking, KeyedForm):
    """The answers once more, unseen: pressed twice, it is still one report, even when the draft is gone."""

    asked = _ASKED
    last_seen_on = forms.DateField(widget=forms.HiddenInput)
    last_seen_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    why_worried = _unseen(5000)
    last_seen_where = _unseen(500)
    wearing = _unseen(500)
    done_to_trace = _unseen(5000)
    asked_medical_needs = _unseen_answer()
    asked_medical_needs_words = _unseen(LONGEST)
    asked_telephone = _unseen_answer()
    asked_telephone_words = _unseen(LONGEST)
    caller_view = forms.ChoiceField(widget=forms.HiddenInput, required=False, choices=VIEWS)
    caller_worry = forms.ChoiceField(widget=forms.HiddenInput, required=False, choices=WORRIES)
    caller_reasons = _unseen(2000)
    waited = WaitedField()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        on, at = said.get("last_seen_on"), said.get("last_seen_at")
        if on and at and day_of(at) != on:
            raise ValidationError(
                _("The day and the time do not agree. Say again when the child was last seen.")
            )
        return said

    def report(self) -> Report:
        """Give what was answered as the action takes it."""
        said: dict[str, Any] = self.cleaned_data
        when = When(on=said["last_seen_on"], at=said["last_seen_at"])
        called = When.moment(self.now - said["waited"]) if said["waited"] else None
        view, worry = said["caller_view"], said["caller_worry"]
        return Report(
            last_seen=when,
            **{name: said[name] for name in ("why_worried", "last_seen_where", "wearing", "done_to_trace")},
            answers=self.answers(),
            caller_view=CallerView(view) if view else None,
            caller_worry=Worry(worry) if worry else None,
            caller_reasons=said["caller_reasons"],
            called=called,
        )
