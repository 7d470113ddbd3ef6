"""Relatives and friends of a missing child: who may be told, why, and the call that a named worker makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import private_people as acting
from lantern.queries import involved as seen
from lantern.queries.involved import PersonLine
from lantern.queries.values import EpisodePage
from lantern.vocabulary.days import When
from lantern.vocabulary.involved import MayBeTold
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web import ladder, saying
from lantern.web.calls import number_of
from lantern.web.doors import actor_of, door
from lantern.web.enquiries import VERBS, page_for
from lantern.web.forms.involved import (
    DECISION_WORDS,
    OUTCOME_WORDS,
    DecideForm,
    NobodyForm,
    PersonForm,
    PrivateCallForm,
)
from lantern.web.forms.keyed import EpisodeForm
from lantern.web.missing import Sent, form_of, heading_of, newest_entries, see_again

STATES = {MayBeTold.UNDECIDED: "unknown", MayBeTold.YES: "told", MayBeTold.NO: "high"}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One form about relatives and friends: its words, what it does, and the person it is about."""

    title: str
    button: str
    action: Callable[..., str]
    done: str
    fixed: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] | None = None
    rings: bool = False


@never_cache
@require_safe
@door(Permission.TELL_PRIVATE_PERSON)
def private_people(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the child's relatives and friends, and on whom nobody has decided."""
    page, people = _pages(request, reference)
    context = {
        **heading_of(page),
        "people": [_person(line, page) for line in people.people],
        "held": people,
        "parents": ladder.parents(people.decided),
        "counts": ladder.counts(people.decided),
    }
    return render(request, "pages/private_people.html", context)


def _pages(request: HttpRequest, reference: str) -> tuple[EpisodePage, seen.PeoplePage]:
    page = page_for(request, reference, Permission.TELL_PRIVATE_PERSON)
    return page, seen.private_people(reference=reference, by=actor_of(request), now=page.as_of)


def _person(line: PersonLine, page: EpisodePage) -> dict[str, Any]:
    """Say one person: whether they may be told, why, and what came of the calls; the number only on a yes."""
    address, now = (page.head.reference, line.reference), page.as_of
    decided_at = saying.short(When.moment(line.decided_at), now) if line.decided_at else ""
    return {
        "line": line,
        "decision": DECISION_WORDS[line.decided],
        "state": STATES[line.decided],
        "is_no": line.decided is MayBeTold.NO,
        "may_be_rung": line.decided is MayBeTold.YES,
        "number": number_of(line.telephone),
        "decided_at": decided_at,
        "calls": [(saying.short(When.moment(at), now), OUTCOME_WORDS[outcome]) for at, outcome in line.calls],
        "decide_href": reverse("decide-private-person", args=address),
        "ring_href": reverse("ring-private-person", args=address) if line.decided is MayBeTold.YES else "",
    }


@never_cache
@require_http_methods(VERBS)
@door(Permission.TELL_PRIVATE_PERSON)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Write down a relative or friend."""
    page = page_for(request, reference, Permission.TELL_PRIVATE_PERSON)
    sheet = Sheet(
        title=_("Add a relative or friend"),
        button=_("Add"),
        action=acting.add_person,
        done=_("Added. Nobody rings them until it is decided that they may be told."),
    )
    return _filled(request, page, form_of(PersonForm, request, page), sheet)


@never_cache
@require_http_methods(VERBS)
@door(Permission.TELL_PRIVATE_PERSON)
def nobody(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that nobody is to be told."""
    page = page_for(request, reference, Permission.TELL_PRIVATE_PERSON)
    sheet = Sheet(
        title=_("Nobody is to be told"),
        button=_("Record that nobody is to be told"),
        action=acting.tell_nobody,
        done=_("Recorded. Everybody on the list must not be told."),
    )
    return _filled(request, page, form_of(NobodyForm, request, page), sheet)


@never_cache
@require_http_methods(VERBS)
@door(Permission.TELL_PRIVATE_PERSON)
def decide(request: HttpRequest, reference: str, person: str) -> HttpResponse:
    """Decide whether one person may be told."""
    page, line = _one(request, reference, person)
    sheet = Sheet(
        title=_("Decide whether %(who)s may be told") % {"who": line.name},
        button=_("Record the decision"),
        action=acting.decide,
        done=_("The decision is recorded, in your name."),
        fixed={"person": person},
        person=_person(line, page),
    )
    return _filled(request, page, form_of(DecideForm, request, page), sheet)


@never_cache
@require_http_methods(VERBS)
@door(Permission.TELL_PRIVATE_PERSON)
def ring(request: HttpRequest, reference: str, person: str) -> HttpResponse:
    """Ring somebody who may be told: the number, the words, and what came of it."""
    page, line = _one(request, reference, person)
    sheet = Sheet(
        title=_("Ring %(who)s") % {"who": line.name},
        button=_("Record the call"),
        action=acting.record_call,
        done=_("The call is recorded."),
        fixed={"person": person},
        person=_person(line, page),
        rings=True,
    )
    return _filled(request, page, form_of(PrivateCallForm, request, page), sheet)


def _one(request: HttpRequest, reference: str, person: str) -> tuple[EpisodePage, PersonLine]:
    page, people = _pages(request, reference)
    line = next((one for one in people.people if one.reference == person), None)
    if line is None:
        raise NotFound("There is no such person on this child's record. Open the list and look again.")
    return page, line


def _filled(request: HttpRequest, page: EpisodePage, form: EpisodeForm, sheet: Sheet) -> HttpResponse:
    """Show a form, or take it and go back to the list."""
    by, now, stale = actor_of(request), page.as_of, False
    if request.method == "POST" and form.is_valid():
        given = {**sheet.fixed, **form.given()}
        sent = Sent(action=sheet.action, form=form, given=given, reference=page.head.reference)
        if sent.taken(by=by, now=now):
            messages.success(request, sheet.done)
            return redirect("private-people", reference=page.head.reference)
        stale = sent.is_stale
        page = see_again(form, page.head.reference, by=by, now=now) if stale else page
    context = {
        **heading_of(page),
        "form": form,
        "sheet": sheet,
        "person": sheet.person,
        "newest": newest_entries(page) if stale else [],
        "is_stale": stale,
    }
    return render(request, "pages/private_person.html", context)
