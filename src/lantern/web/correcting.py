"""Putting an entry right: it is struck, and stays in the chronology with the reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lantern.actions import missing as acting
from lantern.actions.children import open_episode
from lantern.queries.missing import episode_page
from lantern.queries.values import Entry, EpisodePage
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment
from lantern.web.forms.missing import CorrectForm
from lantern.web.missing import (
    Sent,
    entries_of,
    form_of,
    heading_of,
    newest_entries,
    readable,
    see_again,
)


@door(Permission.SEE_EPISODE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, reference: str, event: int) -> HttpResponse:
    """Withdraw one entry: show it, ask why, and strike it; it stays in the chronology with the reason."""
    by, now = actor_of(request), moment()
    read = episode_page if request.method == "POST" else open_episode
    page = readable(read(reference=reference, by=by, now=now), by=by, now=now)
    line = _line_of(page, event)
    initial = {"why": request.GET.get("why")}
    form = form_of(CorrectForm, request, page, initial=initial, kind=line["entry"].kind)
    stale = False
    if request.method == "POST" and form.is_valid():
        given = {"event": event, **form.given()}
        sent = Sent(action=acting.correct, form=form, given=given, reference=reference)
        if sent.taken(by=by, now=now):
            messages.success(request, _corrected(line["entry"]))
            return redirect("episode", reference=reference)
        stale = sent.is_stale
        page = see_again(form, reference, by=by, now=now) if stale else page
    context = {
        **heading_of(page),
        "form": form,
        "line": line,
        "newest": newest_entries(page) if stale else [],
        "is_stale": stale,
    }
    return render(request, "pages/episode_correct.html", context)


def _line_of(page: EpisodePage, event: int) -> dict[str, Any]:
    found = [line for line in entries_of(page) if line["entry"].number == event]
    if not found:
        raise NotFound("There is no such entry that you may see. Open the episode and look again.")
    return found[0]


def _corrected(entry: Entry) -> str:
    words = "The entry is struck, and stays in the chronology with your reason."
    told = entry.kind in (EventKind.MISSING_REPORTED, EventKind.CHILD_LOCATED, EventKind.CHILD_RETURNED)
    return f"{words} Everyone who was told is being told of the correction." if told else words
