"""Whose turn it is on a home's tablet: asked at every request, so that a shift's end or a withdrawal counts at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lantern.accounts.models import Account
from lantern.actions.notices import hash_of
from lantern.actions.tablets import Turn
from lantern.policies import tablets as policy
from lantern.queries.tablets import whose_turn
from lantern.vocabulary.actors import SYSTEM
from lantern.web.doors import moment

COOKIE = "lantern_tablet"
_TURN = "turn"
_BACKEND = "django.contrib.auth.backends.ModelBackend"
_IDLE, _OVER = "idle", "over"
KEPT_DAYS = 400  # as long as a browser keeps any cookie


class TurnMiddleware:
    """Let the worker whose turn it is act under their own name; end a turn that is over, or that nobody uses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and is_turn(request):
            ended = _go_on(request, now=moment())
            if ended:
                logout(request)
                return redirect(f"{reverse('tablet')}?{urlencode({'ended': ended})}")
        return self.get_response(request)


def is_turn(request: HttpRequest) -> bool:
    """Say whether this browser's session is a worker's turn on a tablet."""
    return _TURN in request.session


def _go_on(request: HttpRequest, *, now: datetime) -> str:
    """Name the worker on the account that is signed in; give why the turn is over, where it is."""
    turn: dict[str, Any] = request.session[_TURN]
    if policy.is_idle(seen=datetime.fromisoformat(turn["seen"]), now=now):
        return _IDLE
    name = whose_turn(
        tablet=turn["tablet"], pin=turn["pin"], token_hash=hash_of(token_of(request)), by=SYSTEM, now=now
    )
    if not name or not request.user.is_authenticated:
        return _OVER
    request.user.signs_as = name
    if not _by_itself(request):
        request.session[_TURN] = {**turn, "seen": now.isoformat()}
    return ""


def _by_itself(request: HttpRequest) -> bool:
    """Say whether the page asked, and nobody's finger: a board that renews itself keeps no turn alive."""
    polls = request.method == "GET" and request.headers.get("HX-Request") == "true"
    return polls or request.path == reverse("health")


def begin(request: HttpRequest, turn: Turn, *, now: datetime) -> None:
    """Sign the tablet's account in for one worker's turn."""
    account = Account.objects.get(pk=turn.account)
    login(request, account, backend=_BACKEND)
    request.session[_TURN] = {"tablet": turn.tablet, "pin": turn.pin, "seen": now.isoformat()}
    request.session.set_expiry(turn.until_at)


def token_of(request: HttpRequest) -> str:
    """Give what this device was enrolled with; empty where it was not."""
    return request.COOKIES.get(COOKIE, "")


def keep_token(response: HttpResponse, token: str) -> None:
    """Let the device keep what it was enrolled with, out of reach of any script."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=KEPT_DAYS * 24 * 60 * 60,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
