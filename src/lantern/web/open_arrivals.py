"""A child who arrived alone and whom nobody has answered for: how that is said, and the call that is to be made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import ringing_arrivals
from lantern.queries.open_arrivals import CallToMake, OpenArrival, call_of
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Permission
from lantern.web import calls, saying
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.ringing import RingForm

VERBS = ["GET", "HEAD", "POST"]


def said(line: OpenArrival, now: datetime) -> dict[str, Any]:
    """Say one arrival that nobody has answered: since when, by when somebody is rung, and whom to ring now."""
    telling = (line.call or line.desk_call).telling
    return {
        "line": line,
        "arrived": saying.short(line.arrived, now),
        "told": saying.short(When.moment(line.told_at), now),
        "due": saying.short(When.moment(line.answer_by), now) if line.answer_by else "",
        "ring": _ring(line.call, line) if line.call else "",
        "ring_href": reverse("ring-arrival", args=[line.child, telling]) if line.may_ring else "",
    }


def _ring(call: CallToMake, line: OpenArrival) -> str:
    who = {"who": call.who or line.desk, "number": calls.number_of(call.number)}
    return (
        _("Ring now: %(who)s, %(number)s") if call.number else _("Ring now: %(who)s, no number is stored")
    ) % who


def said_of(lines: Sequence[OpenArrival], now: datetime) -> list[dict[str, Any]]:
    """Say every one of them."""
    return [said(line, now) for line in lines]


@door(Permission.RING)
@require_http_methods(VERBS)
def ring(request: HttpRequest, reference: str, telling: str) -> HttpResponse:
    """Ring somebody of the authority about a child who arrived alone, and record how it went."""
    by, now = actor_of(request), moment()
    line, call = call_of(child=reference, telling=telling, by=by, now=now)
    form = RingForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})
    if request.method == "POST" and form.taken(
        lambda: ringing_arrivals.record_call(
            child=reference, telling=telling, call=form.given()["call"], key=form.pressed, by=by, now=now
        )
    ):
        was_answered = form.cleaned_data["was_answered"] == "yes"
        messages.success(request, calls.recorded_words(was_answered=was_answered, asks_next=True))
        return redirect("arrival", reference=reference)
    context = {"form": form, "one": said(line, now), "call": call, "number": calls.number_of(call.number)}
    return render(request, "pages/arrival_ring.html", {**context, "child": reference, "now": now})
