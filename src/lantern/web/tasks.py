"""The pages on which somebody is given something to do for a child, and on which it is answered or passed on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import tasks as acting
from lantern.actions.tasks import ToDo
from lantern.queries import discussions as seen
from lantern.queries.tasks import ActionLine, action
from lantern.vocabulary.discussions import Outcome
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import Permission
from lantern.web.discussions import VERBS, action_lines, taken, typed
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.discussions import ActionForm, AnswerActionForm

AT_MEETING = "meeting"


@door(Permission.HOLD_DISCUSSION)
@require_http_methods(VERBS)
def set_action(request: HttpRequest, reference: str) -> HttpResponse:
    """Set something to be done for a child, as a discussion or the morning meeting decided."""
    by, now = actor_of(request), moment()
    choices = seen.choices(child=reference, permission=Permission.HOLD_DISCUSSION, by=by, now=now)
    number, at_meeting = _discussion(request), request.GET.get("at") == AT_MEETING
    initial = {"key": new_key(), "organisation": choices.own}
    form = ActionForm(typed(request), choices=choices, now=now, initial=initial)
    sent = taken(
        form,
        lambda key: acting.set_action(
            child=reference,
            **form.given(),
            discussion=number,
            at_meeting=at_meeting,
            key=key,
            by=by,
            now=now,
        ),
    )
    back = _back(reference, number, at_meeting=at_meeting)
    if sent:
        messages.success(request, _("Set. It stands on the owner's work list until somebody answers it."))
        return redirect(back)
    title = _("Record what the meeting decided") if at_meeting else _("Set something to be done")
    context = {"form": form, "choices": choices, "title": title, "back": back, "now": now}
    return render(request, "pages/action_set.html", context)


def _discussion(request: HttpRequest) -> int | None:
    asked = request.GET.get("discussion", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else None


def _back(reference: str, number: int | None, *, at_meeting: bool) -> str:
    if number is not None:
        return reverse("discussion", args=[reference, number])
    return reverse("meeting") if at_meeting else reverse("discussions", args=[reference])


@door(Permission.WORK_ACTION)
@require_http_methods(VERBS)
def answer_action(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record what came of an action, or pass it on to another owner."""
    by, now = actor_of(request), moment()
    line = action(child=reference, number=number, by=by, now=now)
    choices = seen.choices(child=reference, permission=Permission.WORK_ACTION, by=by, now=now)
    if not line.may_answer and line.outcome is None:
        raise NotPermitted("Another organisation is to do this, and answers for it. Ring them.")
    form = AnswerActionForm(typed(request), choices=choices, now=now, initial={"key": new_key()})
    sent = taken(
        form,
        lambda key: acting.answer_action(
            child=reference, number=number, **_answer(form, line), key=key, by=by, now=now
        ),
    )
    if sent:
        messages.success(request, _("Recorded."))
        return redirect("discussions", reference=reference)
    (asked,) = action_lines((line,), now)
    context = {"form": form, "choices": choices, "asked": asked, "now": now}
    return render(request, "pages/action_answer.html", context)


def _answer(form: AnswerActionForm, line: ActionLine) -> dict[str, Any]:
    said = form.cleaned_data
    outcome = Outcome(said["outcome"])
    to = ToDo(
        words=line.words,
        organisation=said["organisation"],
        owner=said["owner"],
        due_on=said["due_on"] or line.due_on,
    )
    return {
        "outcome": outcome,
        "words": said["words"],
        "to": to if outcome is Outcome.PASSED_ON else None,
    }
