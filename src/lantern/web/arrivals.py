"""A child who arrived alone: search first, register, and see that somebody of the authority has answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.actions import arrivals as acting
from lantern.policies.arrivals import Taken
from lantern.queries import arrivals as reading
from lantern.queries.open_arrivals import open_arrivals
from lantern.vocabulary.arrivals import AgeStanding
from lantern.vocabulary.roles import Permission
from lantern.web import search_first
from lantern.web.doors import actor_of, door, holds, moment, new_key, press
from lantern.web.forms.arrivals import ANSWERS, BASIS_WORDS, AgeForm, ArrivalForm, FirstDaysForm
from lantern.web.open_arrivals import said
from lantern.web.paging import beside, page_asked
from lantern.web.report import found_by

VERBS = ["GET", "HEAD", "POST"]
ANSWER_WORDS = dict(ANSWERS)


def age_words(taken: Taken) -> str:
    """Say how old a child is taken to be. What is presumed is said as such, and never as adult."""
    basis = BASIS_WORDS[taken.basis]
    if taken.standing is AgeStanding.PRESUMED:
        return _("Treated as under 18 until the age is assessed or otherwise determined (%(basis)s)") % {
            "basis": basis
        }
    what = _("under 18") if taken.is_under_18 else _("18 or over")
    return _("Determined to be %(what)s: %(basis)s; %(source)s") % {
        "what": what,
        "basis": basis,
        "source": taken.source,
    }


@door(Permission.REGISTER_ARRIVAL)
@require_safe
def arrivals(request: HttpRequest) -> HttpResponse:
    """Show who arrived, and search first before anybody is registered."""
    by, now = actor_of(request), moment()
    found = found_by(request, by=by, now=now)
    wanted = found["wanted"]
    known = reading.own_by_name(wanted=wanted, by=by, now=now) if wanted else ()
    listed = reading.arrivals(page=page_asked(request), by=by, now=now)
    context = {
        **found,
        "lines": listed.lines,
        "listed": listed,
        **beside(request, listed, at="#registered"),
        "known": known,
        "opens": holds(by, Permission.SEE_RECORD),
    }
    return render(request, "pages/arrivals.html", context)


@door(Permission.REGISTER_ARRIVAL)
@require_http_methods(VERBS)
def register(request: HttpRequest) -> HttpResponse:
    """Register a child who arrived alone, once it was searched for; the authority of the area is told at once.

    A child whose name nobody knows is not searched for: the address then says that the name is empty.
    """
    by, now = actor_of(request), moment()
    if search_first.is_first(request) and "name" not in request.GET:
        return redirect("arrivals")
    form = ArrivalForm(
        request.POST if request.method == "POST" else None,
        now=now,
        areas=reading.areas(by=by, now=now),
        initial={"key": new_key(), "name": search_first.heard(request)},
    )
    registered: list[str] = []
    if request.method == "POST" and form.taken(
        lambda: registered.append(
            str(acting.register_arrival(**form.given(), key=form.pressed, by=by, now=now))
        )
    ):
        messages.success(
            request,
            _(
                "Registered, reference %(reference)s. The authority is being told in writing: ring it now as well."
            )
            % {"reference": registered[0]},
        )
        return redirect("arrivals")
    known = search_first.alike(request, by=by, now=now)
    return render(request, "pages/arrival_new.html", {"form": form, "now": now, **known})


@door(Permission.SEE_RECORD)
@require_safe
def arrival(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one child's arrival, who has answered, and how old the child is taken to be."""
    by, now = actor_of(request), moment()
    page = acting.open_arrival(child=reference, by=by, now=now)
    waits = [line for line in open_arrivals(by=by, now=now) if line.child == reference]
    shown = {**_shown(page), "key": new_key(), "open": [said(line, now) for line in waits], "now": now}
    return render(request, "pages/arrival.html", shown)


def _shown(page: reading.ArrivalPage) -> dict[str, Any]:
    independent = page.interpreter_independent
    return {
        "page": page,
        "interpreter": ANSWER_WORDS[page.interpreter.value],
        "independent": ANSWER_WORDS[independent.value] if independent else "",
        "ages": [{"line": each, "words": age_words(each.taken)} for each in reversed(page.ages)],
        "may_acknowledge": Permission.ACKNOWLEDGE in page.may
        and bool(page.told)
        and all(each.told_at is None for each in page.told),
        "may_age": Permission.DECIDE_CONCERN in page.may,
        "may_set": Permission.HOLD_DISCUSSION in page.may,
        "may_correct": Permission.CORRECT in page.may,
    }


@door(Permission.ACKNOWLEDGE)
@require_POST
def acknowledge(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the authority of the area has this arrival, in the name of who presses."""
    by, now = actor_of(request), moment()
    press(
        request,
        lambda: acting.acknowledge(child=reference, key=request.POST.get("key") or None, by=by, now=now),
        done=_("Recorded, in your name: whoever registered the child sees that you have it."),
    )
    return redirect("arrival", reference=reference)


@door(Permission.DECIDE_CONCERN)
@require_http_methods(VERBS)
def age(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the age was assessed or determined."""
    by, now = actor_of(request), moment()
    page = reading.arrival(child=reference, by=by, now=now)
    form = AgeForm(
        request.POST if request.method == "POST" else None,
        now=now,
        initial={"key": new_key(), "seen_version": page.version},
    )
    if form.taken(
        lambda: acting.record_age(child=reference, **form.given(), key=form.pressed, by=by, now=now)
    ):
        messages.success(request, _("Recorded. What was said before is kept."))
        return redirect("arrival", reference=reference)
    return render(request, "pages/arrival_age.html", {**_shown(page), "form": form, "now": now})


@door(Permission.HOLD_DISCUSSION)
@require_http_methods(VERBS)
def first_days(request: HttpRequest, reference: str) -> HttpResponse:
    """Set what is done in the first days, each with its owner and its day."""
    by, now = actor_of(request), moment()
    page = reading.arrival(child=reference, by=by, now=now)
    form = FirstDaysForm(
        request.POST if request.method == "POST" else None,
        now=now,
        actions=page.first_days,
        authority=page.authority,
        initial={"key": new_key()},
    )
    if request.method == "POST" and form.taken(
        lambda: acting.set_first_days(child=reference, **form.given(), key=form.pressed, by=by, now=now)
    ):
        messages.success(request, _("Set. Each stands on the work list until somebody says what came of it."))
        return redirect("discussions", reference=reference)
    return render(request, "pages/arrival_first_days.html", {**_shown(page), "form": form, "now": now})
