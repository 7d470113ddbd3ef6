"""Something owed in a child's case is near its time, or past it: whom to ring now, and what came of the call."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lantern.actions import ringing_owed
from lantern.queries.calls_in_cases import OwedCall, call_of
from lantern.vocabulary.roles import Permission
from lantern.web import calls
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.ringing import RingForm
from lantern.web.templatetags.lantern import clock


@door(Permission.RING)
@require_http_methods(["GET", "HEAD", "POST"])
def ring(request: HttpRequest, reference: str, telling: str) -> HttpResponse:
    """Ring who owes something in a child's case, and record how it went."""
    by, now = actor_of(request), moment()
    found = call_of(child=reference, telling=telling, by=by, now=now)
    form = RingForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})
    if request.method == "POST" and form.taken(
        lambda: ringing_owed.record_call(
            child=reference, telling=telling, call=form.given()["call"], key=form.pressed, by=by, now=now
        )
    ):
        was_answered = form.cleaned_data["was_answered"] == "yes"
        messages.success(request, calls.recorded_words(was_answered=was_answered, asks_next=False))
        return redirect("child", reference=reference)
    return render(request, "pages/owed_ring.html", {"form": form, "found": found, "now": now, **_whom(found)})


def _whom(found: OwedCall) -> dict[str, Any]:
    line = found.line
    return {
        "on_duty": line.on_duty,
        "organisation": calls.to_whom(line),
        "number": calls.number_of(line.telephone),
        "is_done": line.is_done,
        "told": calls.told_words(line, clock(line.told_at)) if line.told_at else "",
    }
