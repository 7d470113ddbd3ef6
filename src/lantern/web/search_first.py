"""Search before anybody is put on the record: the page that is shown in the place of the form until somebody did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from lantern.queries.children import find
from lantern.queries.values import FoundChild
from lantern.vocabulary.actors import Actor
from lantern.web.forms import kept
from lantern.web.forms.wording import Words
from lantern.web.report import found_by

_LONGEST_NAME = 200


def searched(request: HttpRequest) -> str:
    """Give the name, number or reference that was searched for before this form was opened."""
    return request.GET.get("name", "")[:_LONGEST_NAME].replace("\0", "")


def heard(request: HttpRequest) -> str:
    """Give the name that was searched for, as the form begins with it: a number is nobody's name."""
    wanted = searched(request)
    return "" if any(each.isdigit() for each in wanted) else wanted


def is_first(request: HttpRequest) -> bool:
    """Say whether a form is opened that nobody searched before; what was begun before was searched then."""
    return request.method != "POST" and not searched(request).strip() and not kept.is_begun()


def search(
    request: HttpRequest, *, title: Words, button: Words, then: str, by: Actor, now: datetime
) -> HttpResponse:
    """Ask for a name or number, and show who is known by it; the form is given below that."""
    found = found_by(request, by=by, now=now)
    asked = {"name": found["wanted"], **({"then": then} if then else {})}
    goes_on = f"{request.path}?{urlencode(asked)}"
    more = {"title": title, "button": button, "then": then, "goes_on_href": goes_on}
    return render(request, "pages/search_first.html", {**found, **more})


def alike(request: HttpRequest, *, by: Actor, now: datetime) -> dict[str, Any]:
    """Give who is known by what was searched, to stand beside the form while it is filled in."""
    wanted = searched(request)
    known: tuple[FoundChild, ...] = find(wanted=wanted, by=by, now=now) if wanted.strip() else ()
    return {"alike": known, "searched": wanted}
