"""What every page's door does: know who is there, refuse whom the matrix does not let in, answer in words.

Each view is declared with one of these, so that a test can walk all addresses and find none without a row.
"""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from lantern.policies import access
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission
from lantern.web import keeping

View = Callable[..., HttpResponse]


def door(permission: Permission) -> Callable[[View], View]:
    """Open a page to signed-in people who hold the permission somewhere in the matrix; refuse others with 403.

    No copy of what it shows is kept by the browser.

    Whether they hold it for this child is asked again by the query or action, with the child in hand.
    """

    def declare(view: View) -> View:
        @functools.wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            by = actor_of(request)
            if not holds(by, permission):
                return refusal(request, NotPermitted("Your role does not open this page."))
            try:
                response = keeping.opened(request, lambda: view(request, *args, **kwargs), by=by)
            except (NotFound, NotPermitted) as refused:
                response = refusal(request, refused)
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_store=True)
            return response

        opened.permission = permission  # type: ignore[attr-defined]
        return opened

    return declare


def open_door(reason: str) -> Callable[[View], View]:
    """Open a page to anybody, and say why that is right."""

    def declare(view: View) -> View:
        opened = login_not_required(view)
        opened.open_because = reason  # type: ignore[attr-defined]
        return opened

    return declare


def holds(by: Actor, permission: Permission) -> bool:
    """Say whether the role holds this permission anywhere at all."""
    somewhere = access.relations_that(role=by.role, permission=permission)
    return bool(somewhere) or permission in access.WITHOUT_CHILD[by.role]


def actor_of(request: HttpRequest) -> Actor:
    """Give the actor that the signed-in person is."""
    return request.user.as_actor()  # type: ignore[union-attr]


def moment() -> datetime:
    """Read the clock: each door does it once a request, and hands it down."""
    return datetime.now(UTC)


def new_key() -> str:
    """Make a form's idempotency key: it travels in the form and is claimed by the action."""
    return secrets.token_urlsafe(24)


def press(request: HttpRequest, act: Callable[[], object], *, done: str) -> None:
    """Do what one press without a form asks; say on the next page that it is done, or why it is not.

    Raise NotFound and NotPermitted, which the door answers.
    """
    try:
        act()
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)


def refusal(request: HttpRequest, refused: NotFound | NotPermitted) -> HttpResponse:
    """Answer a refusal in words: 404 where there is nothing this person may see, 403 where they may not act."""
    missing = isinstance(refused, NotFound)
    title = "We cannot find that" if missing else "You cannot do that"
    return render(
        request,
        "pages/refused.html",
        {"title": title, "message": refused.message},
        status=404 if missing else 403,
    )
