"""The list of places of a search: its page, with a map where one is configured, and the pages that add to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import places as acting
from lantern.queries.earlier_places import EarlierPlace
from lantern.queries.places import PlaceLine, Places, PlaceSaid, place_line, place_said, places
from lantern.queries.values import EpisodePage
from lantern.vocabulary.places import KIND_WORDS, OUTCOME_WORDS, STILL_TO_SEARCH, PlaceOutcome
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web import saying
from lantern.web.doors import actor_of, door
from lantern.web.enquiries import VERBS, Paper, page_for, recorded
from lantern.web.forms.places import LookedForm, PlaceForm, PlaceOfEntryForm
from lantern.web.missing import form_of, heading_of
from lantern.web.places_map import Map, allowing, map_of

PAGE = "places"


@door(Permission.SEE_RECORD)
@require_safe
def listed(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the places of a search: what is still to be searched, what was searched, and a map where there is one."""
    page = page_for(request, reference, Permission.SEE_RECORD)
    found = places(reference=reference, by=actor_of(request), now=page.as_of)
    drawn = map_of(found.listed, asked=request.GET, address=reverse(PAGE, args=[reference]))
    shown = {**heading_of(page), **_shown(found, page, drawn), "map": drawn}
    return allowing(drawn, render(request, "pages/places.html", shown))


def _shown(found: Places, page: EpisodePage, drawn: Map | None) -> dict[str, Any]:
    may_add = Permission.RECORD_INFORMATION in page.may and not page.head.is_void
    return {
        "found": found,
        "listed": [_line(each, page, drawn, may_add=may_add) for each in found.listed],
        "still": sum(not each.is_searched for each in found.listed),
        "add_href": reverse("list-place", args=[page.head.reference]) if may_add else "",
        "said": [_said(each, page, may_add=may_add) for each in found.said],
        "earlier": [_earlier(each) for each in found.earlier],
    }


def _line(line: PlaceLine, page: EpisodePage, drawn: Map | None, *, may_add: bool) -> dict[str, Any]:
    reference = page.head.reference
    return {
        "line": line,
        "kind": KIND_WORDS[line.kind],
        "looked": [
            {"one": each, "outcome": OUTCOME_WORDS[each.outcome], "state": _state(each.outcome)}
            for each in line.looked
        ],
        "looked_href": reverse("place-searched", args=[reference, line.number]) if may_add else "",
        "wrong_href": reverse("correct", args=[reference, line.number]) if line.may_correct else "",
        "map_href": drawn.to_place(line) if drawn and line.point else "",
        "source_href": f"{reverse('episode', args=[reference])}#entry-{line.came_from}"
        if line.came_from
        else "",
    }


def _state(outcome: PlaceOutcome) -> str:
    if outcome is PlaceOutcome.THERE:
        return "high"
    return "waiting" if outcome in STILL_TO_SEARCH else "done"


def _said(each: PlaceSaid, page: EpisodePage, *, may_add: bool) -> dict[str, Any]:
    return {
        "one": each,
        "title": saying.KIND_TITLES[each.entry],
        "words": each.address or Truncator(each.words).words(30),
        "href": f"{reverse('list-place', args=[page.head.reference])}?from={each.number}" if may_add else "",
    }


def _earlier(each: EarlierPlace) -> dict[str, Any]:
    return {"one": each, "times": [{"one": time, "kind": KIND_WORDS[time.kind]} for time in each.times]}


# Recording -----------------------------------------------------------------------------------------------------------


@door(Permission.RECORD_INFORMATION)
@require_http_methods(VERBS)
def list_place(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a place on the list, begun with what the entry says from which somebody came here."""
    page = page_for(request, reference, Permission.RECORD_INFORMATION)
    source = _source(request, page)
    paper = Paper(
        template="pages/place.html",
        title=_("Put a place on the list"),
        button=_("Put it on the list"),
        action=acting.list_place,
        done=lambda form: _("The place is on the list. If police should look there now, ring them."),
        more={"source": _said(source, page, may_add=False) if source else None, "back_href": _back(page)},
        fixed={},
        goes_to=_goes_to(page),
    )
    of_entry = source or request.POST.get("came_from")  # which may have been struck while somebody typed
    form = form_of(PlaceOfEntryForm if of_entry else PlaceForm, request, page, initial=_begun(source))
    return recorded(request, page, form, paper)


def _source(request: HttpRequest, page: EpisodePage) -> PlaceSaid | None:
    """Give the entry that the form is about: the one that was followed here, or the one that it was begun from."""
    typed = request.POST.get("came_from") if request.method == "POST" else request.GET.get("from")
    if not (typed or "").isdecimal() or len(typed or "") > 18:
        return None
    number = int(typed or "")
    return place_said(reference=page.head.reference, number=number, by=actor_of(request), now=page.as_of)


def _begun(source: PlaceSaid | None) -> dict[str, Any]:
    if source is None:
        return {}
    return {
        "kind": source.kind.value,
        "address": source.address,
        "when": source.known,
        "came_from": source.number,
    }


@door(Permission.RECORD_INFORMATION)
@require_http_methods(VERBS)
def searched(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record that somebody looked at a place, and what came of it."""
    page = page_for(request, reference, Permission.RECORD_INFORMATION)
    line = place_line(reference=reference, number=number, by=actor_of(request), now=page.as_of)
    if line is None and request.method != "POST":  # what was typed is kept: the action says what to do
        raise NotFound(_("There is no such place on the list that you may see. Open the list again."))
    paper = Paper(
        template="pages/place.html",
        title=_("Record that a place was searched"),
        button=_("Record it"),
        action=acting.record_search,
        done=_looked_words,
        more={
            "about": _line(line, page, None, may_add=False) if line else None,
            "back_href": _back(page),
        },
        fixed={"place": number},
        goes_to=PAGE,
    )
    return recorded(request, page, form_of(LookedForm, request, page), paper)


def _looked_words(form: Any) -> str:
    if form.cleaned_data["outcome"] == PlaceOutcome.THERE.value:
        return _(
            "Recorded. This alone does not record the child found: open the episode and record that too."
        )
    return _("Recorded. It stands beside the place with its time and its author.")


def _goes_to(page: EpisodePage) -> str:
    return PAGE if Permission.SEE_RECORD in page.may else "episode"


def _back(page: EpisodePage) -> str:
    return reverse(_goes_to(page), args=[page.head.reference])
