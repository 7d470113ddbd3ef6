"""Relatives and friends of a child who is not missing: written down and decided on before the night."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import relatives as acting
from lantern.queries.involved import PersonLine
from lantern.queries.relatives import relatives as read
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web import saying
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.involved import DECISION_WORDS, DecideForm, PersonForm
from lantern.web.plan_words import TOLD_STATES

VERBS = ["GET", "HEAD", "POST"]


@door(Permission.TELL_PRIVATE_PERSON)
@require_http_methods(VERBS)
def relatives(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who is on the record, and write somebody more down."""
    by, now = actor_of(request), moment()
    page = read(child=reference, by=by, now=now)
    form = PersonForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})
    person = form.answer_of(
        lambda: acting.add_relative(child=reference, **form.given(), key=form.pressed, by=by, now=now)
    )
    if person:
        messages.success(request, _("Added. Decide now whether they may be told."))
        return redirect("decide-relative", reference=reference, person=person)
    people = [_person(line, now) for line in page.people]
    return render(request, "pages/relatives.html", {"page": page, "people": people, "form": form, "now": now})


def _person(line: PersonLine, now: Any) -> dict[str, Any]:
    at = saying.short(When.moment(line.decided_at), now) if line.decided_at else ""
    return {
        "line": line,
        "decision": DECISION_WORDS[line.decided],
        "state": TOLD_STATES[line.decided],
        "decided_at": at,
    }


@door(Permission.TELL_PRIVATE_PERSON)
@require_http_methods(VERBS)
def decide(request: HttpRequest, reference: str, person: str) -> HttpResponse:
    """Decide whether one person may be told when the child is missing."""
    by, now = actor_of(request), moment()
    page = read(child=reference, by=by, now=now)
    line = next((one for one in page.people if one.reference == person), None)
    if line is None:
        raise NotFound(_("There is no such person on this child's record. Open the list and look again."))
    form = DecideForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})

    def decided() -> None:
        acting.decide_relative(
            child=reference, person=person, **form.given(), key=form.pressed, by=by, now=now
        )

    if form.taken(decided):
        messages.success(request, _("The decision is recorded, in your name."))
        return redirect("relatives", reference=reference)
    context = {"page": page, "person": _person(line, now), "form": form, "now": now}
    return render(request, "pages/relative.html", context)
