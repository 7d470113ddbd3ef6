"""The pages of a child's strategy discussions: hold one, read its minutes, and say to whom they were given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import discussions as acting
from lantern.documents.minutes import minutes_paper
from lantern.policies.discussions import said_of
from lantern.queries import discussions as seen
from lantern.queries.discussions import Minutes
from lantern.queries.tasks import ActionLine
from lantern.typesetting.papers import Progress
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.discussions import Outcome
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web import discussion_drafts, papers
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.discussions import (
    FOR_WORDS,
    HELD_WORDS,
    OUTCOME_WORDS,
    ROUTE_WORDS,
    SECTION_47_WORDS,
    DiscussionForm,
    GivenForm,
    ReceiptForm,
    episode_words,
)
from lantern.web.forms.keyed import KeyedForm
from lantern.web.templatetags.lantern import day

VERBS = ["GET", "HEAD", "POST"]


def taken(form: KeyedForm, send: Callable[..., str]) -> str:
    """Send a form that was filled in to its action; give its answer, or nothing where it was refused on the form."""
    return form.answer_of(lambda: send(key=form.pressed)) or ""


def typed(request: HttpRequest) -> Any:
    """Give what was sent, where something was."""
    return request.POST if request.method == "POST" else None


@door(Permission.SEE_RECORD)
@require_safe
def discussions(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a child's strategy discussions, and what somebody is to do."""
    by, now = actor_of(request), moment()
    page = seen.discussions(child=reference, by=by, now=now)
    lines = [
        {
            "line": one,
            "held_by": HELD_WORDS[one.held_by],
            "section_47": SECTION_47_WORDS[one.section_47],
            "is_late": one.next_review_on is not None and one.next_review_on < day_of(now) and place == 0,
        }
        for place, one in enumerate(page.discussions)
    ]
    context = {"page": page, "lines": lines, "actions": action_lines(page.actions, now), "now": now}
    return render(request, "pages/discussions.html", context)


def action_lines(lines: tuple[ActionLine, ...], now: datetime) -> list[dict[str, Any]]:
    """Give actions as a list says them: how each stands, and where it is answered."""
    return [
        {
            "line": one,
            **_stands(one, now),
            "answer_href": reverse("answer-action", args=[one.child, one.number]) if one.may_answer else "",
        }
        for one in lines
    ]


def _stands(line: ActionLine, now: datetime) -> dict[str, str]:
    if line.outcome is not None:
        state = "done" if line.outcome is Outcome.DONE else "plain"
        return {"words": str(OUTCOME_WORDS[line.outcome]), "state": state}
    due = {"day": day(line.due_on)}
    if line.is_late(day_of(now)):
        return {"words": _("Late: was due %(day)s") % due, "state": "late"}
    return {"words": _("Due %(day)s") % due, "state": "waiting"}


@door(Permission.HOLD_DISCUSSION)
@require_http_methods(VERBS)
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a strategy discussion that was held."""
    by, now = actor_of(request), moment()
    choices = seen.choices(child=reference, permission=Permission.HOLD_DISCUSSION, by=by, now=now)
    chosen = [request.GET["episode"]] if "episode" in request.GET else []
    draft = discussion_drafts.kept(reference, by=by, now=now) if request.method != "POST" else None
    initial = {"key": new_key(), "episodes": chosen, **discussion_drafts.again(draft)}
    form = DiscussionForm(typed(request), choices=choices, now=now, initial=initial)
    number = taken(
        form,
        lambda key: acting.record_discussion(
            child=reference, discussion=form.discussion(), key=key, by=by, now=now
        ),
    )
    if number:
        discussion_drafts.drop(reference, by=by, now=now)
        messages.success(request, _("Recorded. Set now what somebody is to do, each with its owner and day."))
        return redirect("discussion", reference=reference, number=number)
    context = {"form": form, "choices": choices, "draft": draft, "now": now}
    return render(request, "pages/discussion_hold.html", context)


@door(Permission.SEE_RECORD)
@require_safe
def discussion(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Open the minutes of a discussion, to be read or printed: the opening is recorded."""
    by, now = actor_of(request), moment()
    page = acting.open_minutes(child=reference, number=number, by=by, now=now)
    paper_href = reverse("minutes-paper", args=[reference, number])
    shown = {**minutes_said(page), "paper_href": paper_href, "now": now}
    return render(request, "pages/discussion.html", shown)


@door(Permission.SEE_RECORD)
@require_safe
def minutes_as_paper(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Give the minutes as PDF; that a copy was made is recorded before it is."""
    by, now = actor_of(request), moment()
    opened = acting.print_minutes(child=reference, number=number, by=by, now=now)

    def make(progress: Progress | None) -> bytes:
        return minutes_paper(opened=opened, progress=progress, by=by)

    return papers.answer(request, name=f"minutes-{reference}-{opened.line.held.on:%Y-%m-%d}", make=make)


def minutes_said(page: Minutes) -> dict[str, Any]:
    """Give the minutes in words, as page and paper have them."""
    return {
        "page": page,
        "held_by": HELD_WORDS[page.line.held_by],
        "section_47": SECTION_47_WORDS[page.line.section_47],
        "people": [{"person": one, "for_whom": FOR_WORDS[one.took_part_for]} for one in page.took_part],
        "absent": said_of(page.absent),
        "about": [{"reference": one.reference, "words": episode_words(one)} for one in page.about],
        "actions": action_lines(page.actions, page.as_of),
        "given": [{"line": one, "route": ROUTE_WORDS[one.route]} for one in page.given],
    }


@door(Permission.HOLD_DISCUSSION)
@require_http_methods(VERBS)
def give(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record to whom the minutes were given."""
    by, now = actor_of(request), moment()
    page = _minutes(reference, number, by=by, now=now)
    form = GivenForm(typed(request), now=now, initial={"key": new_key()})
    sent = taken(
        form,
        lambda key: acting.record_given(
            child=reference, number=number, handed=form.handed(), key=key, by=by, now=now
        ),
    )
    if sent:
        messages.success(request, _("Recorded. Lantern sent nothing: you gave them."))
        return redirect("discussion", reference=reference, number=number)
    words = {
        "title": _("Record to whom the minutes were given"),
        "button": _("Record it"),
        "intro": _("Lantern sends minutes to nobody. Give them by a route your organisation has approved."),
    }
    return render(request, "pages/of_discussion.html", {"form": form, "page": page, "now": now, **words})


@door(Permission.HOLD_DISCUSSION)
@require_http_methods(VERBS)
def receipt(request: HttpRequest, reference: str, number: int, given: int) -> HttpResponse:
    """Record that somebody said they have the minutes."""
    by, now = actor_of(request), moment()
    page = _minutes(reference, number, by=by, now=now)
    line = next((one for one in page.given if one.number == given), None)
    if line is None:
        raise NotFound(_("Nobody was given these minutes under that number. Open the minutes and look."))
    form = ReceiptForm(typed(request), now=now, initial={"key": new_key()})
    sent = taken(
        form,
        lambda key: acting.record_receipt(
            child=reference,
            number=number,
            given=given,
            received_on=form.cleaned_data["received_on"],
            words=form.cleaned_data["words"],
            key=key,
            by=by,
            now=now,
        ),
    )
    if sent:
        messages.success(request, _("Recorded: they have the minutes."))
        return redirect("discussion", reference=reference, number=number)
    words = {
        "title": _("Record that they have the minutes"),
        "button": _("Record it"),
        "intro": _("%(who)s, %(where)s.") % {"who": line.to, "where": line.organisation},
    }
    return render(request, "pages/of_discussion.html", {"form": form, "page": page, "now": now, **words})


def _minutes(reference: str, number: int, *, by: Actor, now: datetime) -> Minutes:
    """Read the minutes for somebody who records something about them; that they were read is audited."""
    return acting.open_minutes(child=reference, number=number, by=by, now=now)
