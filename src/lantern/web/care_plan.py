"""What the care plan says of a child, whom the child trusts, and where a placement begins and ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import care_plan as acting
from lantern.actions import placements as moving
from lantern.actions.ended_at_once import record_end_notices
from lantern.queries.care_plan import care_plan as read_care_plan
from lantern.queries.care_plan import wishes as read_wishes
from lantern.queries.chronology import ANSWER_WORDS
from lantern.queries.ended_at_once import AtOnceLine
from lantern.queries.organisations import placements_for
from lantern.queries.placements import PlacementPage
from lantern.queries.placements import placements as read_placements
from lantern.vocabulary.days import day_of
from lantern.vocabulary.ended_at_once import AT_ONCE_WORDS, END_HEARD_TITLES, EndHeard
from lantern.vocabulary.plans import PlacementTurn
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.care_plan import (
    LIVES_NOW_WORDS,
    EndingForm,
    EndNoticesForm,
    PlacementForm,
    StatusForm,
    WishForm,
)
from lantern.web.templatetags.lantern import day

VERBS = ["GET", "HEAD", "POST"]


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def care_plan(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what the care plan says under regulation 5(1)(f), and record what it says now."""
    by, now = actor_of(request), moment()
    page = read_care_plan(child=reference, by=by, now=now)
    form = StatusForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})
    if form.taken(
        lambda: acting.record_status(child=reference, status=form.status(), key=form.pressed, by=by, now=now)
    ):
        messages.success(request, _("Recorded. What the care plan said before is kept."))
        return redirect("care-plan", reference=reference)
    lines = [
        {
            "line": each,
            "trafficking": ANSWER_WORDS[each.trafficking],
            "unaccompanied": ANSWER_WORDS[each.unaccompanied],
        }
        for each in page.statuses
    ]
    return render(request, "pages/care_plan.html", {"page": page, "lines": lines, "form": form, "now": now})


@door(Permission.WRITE_PLAN)
@require_http_methods(VERBS)
def wishes(request: HttpRequest, reference: str) -> HttpResponse:
    """Show whom the child trusts and what they want from us, and write down what they say now."""
    by, now = actor_of(request), moment()
    page = read_wishes(child=reference, by=by, now=now)
    form = WishForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})
    if form.taken(
        lambda: acting.record_wish(child=reference, wish=form.wish(), key=form.pressed, by=by, now=now)
    ):
        messages.success(request, _("Written down. What the child said before is kept."))
        return redirect("wishes", reference=reference)
    return render(request, "pages/wishes.html", {"page": page, "form": form, "now": now})


# Where the child lives ---------------------------------------------------------------------------------------------


@door(Permission.DECIDE_CONCERN)
@require_safe
def placements(request: HttpRequest, reference: str) -> HttpResponse:
    """Show where a child lives and has lived."""
    page = read_placements(child=reference, by=actor_of(request), now=moment())
    return render(request, "pages/placements.html", _shown(page))


def _shown(page: PlacementPage) -> dict[str, Any]:
    titles = {
        PlacementTurn.BEGAN: _("A placement began"),
        PlacementTurn.ENDED: _("A placement ended"),
        PlacementTurn.CARE_ENDED: _("Care ended"),
    }
    columns = [_("Home or service"), _("From"), _("Until"), _("Carer")]
    rows = [
        [
            line.provider,
            day(line.from_on),
            day(line.until_on) if line.until_on else _("lives there now"),
            line.carer_name or _("not recorded"),
        ]
        for line in page.placements
    ]
    turns = [
        {
            "line": line,
            "title": titles[line.turn],
            "lives_now": LIVES_NOW_WORDS[line.lives_now] if line.lives_now else "",
        }
        for line in page.turns
    ]
    at_once = [_at_once(line, page.as_of) for line in page.at_once]
    return {
        "page": page,
        "columns": columns,
        "rows": rows,
        "turns": turns,
        "at_once": at_once,
        "now": page.as_of,
    }


def _at_once(line: AtOnceLine, now: datetime) -> dict[str, Any]:
    """Give a placement that had to end at once in words, with who is still to be told."""
    officer = EndHeard.REVIEWING_OFFICER
    return {
        "line": line,
        "because": _(AT_ONCE_WORDS[line.because]),
        "told": [
            (_(END_HEARD_TITLES[whom]), on, on is not None and on <= line.ended_on) for whom, on in line.told
        ],
        "is_late": bool(line.left) and day_of(now) > line.due_on,
        "officer_waits": (day_of(now) - line.ended_on).days if officer in line.left else None,
    }


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def new_placement(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a new placement; the one that runs now ends that day."""
    by, now = actor_of(request), moment()
    page = read_placements(child=reference, by=by, now=now)
    form = PlacementForm(
        request.POST if request.method == "POST" else None,
        now=now,
        placements=placements_for(by=by, now=now),
        is_move=bool(page.lives_at),
        initial={"key": new_key(), "seen_version": page.version},
    )

    def act() -> None:
        given = {"placement": form.placement(), "seen_version": form.cleaned_data["seen_version"]}
        moving.record_placement(child=reference, **given, key=form.pressed, by=by, now=now)

    if form.taken(act):
        words = _("Recorded. Nobody was told by this. Ask the placement whether it holds the plan.")
        messages.success(request, words)
        return redirect("placements", reference=reference)
    title = _("Record a move") if page.lives_at else _("Record a placement")
    return render(
        request, "pages/placement_form.html", {**_shown(page), "form": form, "title": title, "kind": "new"}
    )


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def end_placement(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the placement has ended."""
    return _ended(request, reference, action=moving.end_placement, of_care=False)


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def end_notices(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record who was told that a placement had to end at once."""
    by, now = actor_of(request), moment()
    page = read_placements(child=reference, by=by, now=now)
    line = next((each for each in page.at_once if each.number == number), None)
    if line is None:
        raise NotFound(_("There is no such end of a placement that stands. Open the page again."))
    form = EndNoticesForm(
        request.POST if request.method == "POST" else None,
        now=now,
        told=dict(line.told),
        initial={"key": new_key()},
    )
    if request.method == "POST" and form.taken(
        lambda: record_end_notices(
            child=reference, end=number, told=form.told(), key=form.pressed, by=by, now=now
        )
    ):
        messages.success(request, _("Recorded. Whoever is not told yet stays on the list."))
        return redirect("placements", reference=reference)
    return render(
        request,
        "pages/end_notices.html",
        {"page": page, "each": _at_once(line, now), "form": form, "now": now},
    )


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def end_care(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the child is no longer looked after."""
    return _ended(request, reference, action=moving.end_care, of_care=True)


def _ended(
    request: HttpRequest, reference: str, *, action: Callable[..., str], of_care: bool
) -> HttpResponse:
    by, now = actor_of(request), moment()
    page = read_placements(child=reference, by=by, now=now)
    form = EndingForm(
        request.POST if request.method == "POST" else None,
        now=now,
        of_care=of_care,
        initial={"key": new_key(), "seen_version": page.version},
    )

    def act() -> None:
        given = {"ending": form.ending(), "seen_version": form.cleaned_data["seen_version"]}
        action(child=reference, **given, key=form.pressed, by=by, now=now)

    if form.taken(act):
        messages.success(request, _("Recorded. Nobody was told by this: see below who is to be told."))
        return redirect("placements", reference=reference)
    title = _("Care has ended") if of_care else _("The placement has ended")
    return render(
        request,
        "pages/placement_form.html",
        {**_shown(page), "form": form, "title": title, "kind": "care" if of_care else "end"},
    )
