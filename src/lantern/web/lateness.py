"""A child is late: the clock that the authority agreed, and what was agreed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lantern.actions import lateness as acting
from lantern.policies.lateness import last_expected
from lantern.queries.lateness import LateOffer, late_offer
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Permission, Role
from lantern.web import absence
from lantern.web.doors import actor_of, door, moment, new_key, press
from lantern.web.forms.fields import this_month
from lantern.web.forms.lateness import LateForm, PlanForm

VERBS = ["GET", "HEAD", "POST"]


@door(Permission.RECORD_LATE)
@require_http_methods(VERBS)
def record_late(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that a child is late; where being late may not be waited out, say why and offer the report."""
    by, now = actor_of(request), moment()
    offer = late_offer(child=reference, permission=Permission.RECORD_LATE, by=by, now=now)
    month = this_month(now)
    usual = offer.plan.usual_time if offer.plan else None
    expected = When.moment(last_expected(usual=usual, now=now)) if usual else month
    form = LateForm(
        request.POST if request.method == "POST" else None,
        now=now,
        initial={"key": new_key(), "expected": expected, "last_seen": month},
    )

    def act() -> None:
        acting.record_late(child=reference, late=form.late(), key=form.pressed, by=by, now=now)

    if form.taken(act):
        messages.success(request, _("Recorded late. The clock runs: it is on the board."))
        return redirect(_back_to(by))
    offered = not offer.why_not and not offer.running
    context = {
        **_facts(offer, by=by),
        "form": form if offered or form.is_bound else None,
        "before": [absence.was_late(line, now) for line in offer.before],
        "earlier": offer.before_total - len(offer.before),
        "late": absence.late(offer.running, by=by, now=now) if offer.running else None,
        "now": now,
    }
    return render(request, "pages/late.html", context)


def _back_to(by: Actor) -> str:
    return "own-home" if by.role is Role.CARER else "board"


def _facts(offer: LateOffer, *, by: Actor) -> dict[str, Any]:
    report = "carer-seen" if by.role is Role.CARER else "report-child"
    may_plan = offer.may_agree
    return {
        "offer": offer,
        "report_href": reverse(report, args=[offer.child_reference]) if offer.may_report else "",
        "plan_href": reverse("return-plan", args=[offer.child_reference]) if may_plan else "",
        "back_href": reverse(_back_to(by)),
    }


@door(Permission.RECORD_LATE)
@require_POST
def back(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that a late child is back, by one press."""
    by, now = actor_of(request), moment()
    key = request.POST.get("key") or None

    def act() -> None:
        acting.record_back_late(reference=reference, key=key, by=by, now=now)

    done = _(
        "Recorded: the child is back, and the clock is stopped. If that was wrong, record the child late again."
    )
    press(request, act, done=done)
    return redirect(_back_to(by))


@door(Permission.AGREE_RETURN_PLAN)
@require_http_methods(VERBS)
def return_plan(request: HttpRequest, reference: str) -> HttpResponse:
    """Agree whether this child's being late may be waited out, and for how long."""
    by, now = actor_of(request), moment()
    offer = late_offer(child=reference, permission=Permission.AGREE_RETURN_PLAN, by=by, now=now)
    form = PlanForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})

    def act() -> None:
        acting.agree_return_plan(child=reference, plan=form.plan(), key=form.pressed, by=by, now=now)

    if form.taken(act):
        messages.success(request, _("Agreed. It takes the place of what was agreed before."))
        return redirect("child", reference=reference)
    context = {**_facts(offer, by=by), "form": form, "now": now}
    return render(request, "pages/return_plan.html", context)
