"""What the care plan says of a child, whom the child trusts, and where a placement begins and ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import care_plan as acting
from lantern.actions import placements as moving
from lantern.queries.care_plan import care_plan as read_care_plan
from lantern.queries.care_plan import wishes as read_wishes
from lantern.queries.chronology import ANSWER_WORDS
from lantern.queries.organisations import placements_for
from lantern.queries.placements import PlacementPage
from lantern.queries.placements import placements as read_placements
from lantern.vocabulary.plans import PlacementTurn
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.care_plan import LIVES_NOW_WORDS, EndingForm, PlacementForm, StatusForm, WishForm
from lantern.web.forms.keyed import KeyedForm
from lantern.web.templatetags.lantern import day

VERBS = ["GET", "HEAD", "POST"]


def _taken(form: KeyedForm, act: Callable[[], Any], *, see: Callable[[], int] | None = None) -> bool:
    """Do it; say whether it was taken. Where it was not, the form says why."""
    try:
        act()
    except (NotFound, NotPermitted):
        raise
    except Stale as late:
        form.add_error(None, late.message)
        if see:
            form.see(see())  # type: ignore[attr-defined]
    except Refused as refused:
        form.refuse(refused)
    return not form.errors


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def care_plan(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what the care plan says under regulation 5(1)(f), and record what it says now."""
    by, now = actor_of(request), moment()
    page = read_care_plan(child=reference, by=by, now=now)
    form = StatusForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})
    if request.method == "POST" and form.is_valid():
        status, key = form.status(), form.pressed
        if _taken(
            form, lambda: acting.record_status(child=reference, status=status, key=key, by=by, now=now)
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
    if request.method == "POST" and form.is_valid():
        wish, key = form.wish(), form.pressed
        if _taken(form, lambda: acting.record_wish(child=reference, wish=wish, key=key, by=by, now=now)):
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
    return {"page": page, "columns": columns, "rows": rows, "turns": turns, "now": page.as_of}


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
    if request.method == "POST" and form.is_valid():
        placement, seen, key = form.placement(), form.cleaned_data["seen_version"], form.pressed
        if _taken(
            form,
            lambda: moving.record_placement(
                child=reference, placement=placement, seen_version=seen, key=key, by=by, now=now
            ),
            see=lambda: page.version,
        ):
            messages.success(
                request,
                _("Recorded. Nobody was told by this. Ask the placement whether it holds the plan."),
            )
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
    if request.method == "POST" and form.is_valid():
        given = {"ending": form.ending(), "seen_version": form.cleaned_data["seen_version"]}
        key = form.pressed
        if _taken(
            form,
            lambda: action(child=reference, **given, key=key, by=by, now=now),
            see=lambda: page.version,
        ):
            messages.success(request, _("Recorded. Nobody was told by this: see below who is to be told."))
            return redirect("placements", reference=reference)
    title = _("Care has ended") if of_care else _("The placement has ended")
    return render(
        request,
        "pages/placement_form.html",
        {**_shown(page), "form": form, "title": title, "kind": "care" if of_care else "end"},
    )
