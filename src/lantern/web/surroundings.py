"""What every page is surrounded by: who is signed in, where they can go, and whether this is a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lantern.policies import access
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import Permission, Role
from lantern.web.doors import holds
from lantern.web.turns import is_turn

_PLACES = (
    (Permission.SEE_BOARD, "board", "Who is missing now"),
    (Permission.REPORT_MISSING, "report", "Report a child missing"),
    (Permission.REPORT_MISSING, "own-home", "Homes"),
    (Permission.SEE_RECORD, "find-child", "Find a child"),
    (Permission.REGISTER_ARRIVAL, "arrivals", "Arrivals"),
    (Permission.WORK_ACTION, "work", "Work"),
    (Permission.KEEP_ROTA, "hand-over", "Hand-over"),
    (Permission.KEEP_ROTA, "rota", "Rota"),
    (Permission.RING, "numbers", "Numbers"),
    (Permission.SEE_IMPORTS, "imports", "Imports"),
    (Permission.ANSWER_FOR_MISSING, "duplicates", "Possible duplicates"),
    (Permission.SEE_SEALED, "seals", "Sealed entries"),
    (Permission.RELEASE_BUNDLE, "bundles-to-release", "Bundles"),
    (Permission.SEE_ACCESS_MATRIX, "access", "Who may do what"),
    (Permission.KEEP_TABLETS, "tablets", "Tablets"),
    (Permission.SET_UP, "set-up", "Set-up"),
)
# A carer reports from a telephone, one thing a page, and sees the home they work in.
_IN_A_HOME = {"report": "carer-report"}


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Give the context that the layouts read. It asks the database for nothing but the signed-in account."""
    around: dict[str, Any] = {"demo": settings.IS_DEMO, "signed_in": None, "navigation": []}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return around
    by = user.as_actor()
    around["signed_in"] = {
        "name": by.name,
        "is_turn": is_turn(request),
        "role_title": access.ROLE_TITLES[Role(user.role)],
        "organisation_name": user.organisation.name,
    }
    around["navigation"] = _navigation(request, by)
    around["home_url"] = next((place["href"] for place in around["navigation"]), "/")
    return around


def _navigation(request: HttpRequest, by: Actor) -> list[dict[str, Any]]:
    places = [(name, text) for permission, name, text in _PLACES if holds(by, permission)]
    if is_turn(request):  # a tablet keeps no tablets
        places = [(name, text) for name, text in places if name != "tablets"]
    if by.role is Role.CARER:
        places = [(_IN_A_HOME.get(name, name), text) for name, text in places]
    if by.role is Role.GUARDIAN:
        places.insert(1, ("guarded", "Your children"))
    if settings.IS_DEMO and holds(by, Permission.SEE_OUTBOX):
        places.append(("outbox", "Outbox"))
    return [
        {"text": text, "href": reverse(name), "current": request.path == reverse(name)}
        for name, text in places
    ]
