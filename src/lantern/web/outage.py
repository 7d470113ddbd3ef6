"""When the record cannot be reached: a page that asks no database, says whom to ring, and keeps what was typed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, RawPostDataException, UnreadablePostError
from django.http.request import QueryDict
from django.middleware.csrf import get_token
from django.template import loader
from psycopg_pool import PoolTimeout

from lantern.gateways import duty_numbers

_OUTAGES = (OperationalError, InterfaceError, PoolTimeout)
SECONDS_TO_WAIT = 30
_log = logging.getLogger(__name__)
_UNSEEN = ("key", "seen_version", "next", "code")


class OutageMiddleware:
    """Stands outside everything else, so that a stopped database anywhere within is answered in words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except _OUTAGES:
            return outage_page(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a page whose own work met the outage, before Django makes a plain 500 of it."""
        return outage_page(request) if is_outage(exception) else None


def is_outage(exception: BaseException | None) -> bool:
    """Say whether this failure is the database being away, itself or as the cause of another."""
    seen: set[int] = set()
    while exception is not None and id(exception) not in seen:
        if isinstance(exception, _OUTAGES):
            return True
        seen.add(id(exception))
        exception = exception.__cause__ or exception.__context__
    return False


@dataclass(frozen=True)
class Typed:
    """One thing that was typed, and the words to show it under; none where it is sent again unseen."""

    name: str
    value: str
    label: str


def outage_page(request: HttpRequest) -> HttpResponse:
    """Answer 503 without touching database, session or account; a form's answers stay on the page."""
    typed = typed_in(request)
    page = loader.get_template("pages/outage.html").render(
        {
            "demo": settings.IS_DEMO,
            "numbers": duty_numbers.read(),
            "typed": typed,
            "shown": to_be_read(typed),
            "token": get_token(request) if request.method == "POST" else "",
            "is_post": request.method == "POST",
            "again": request.get_full_path(),
        }
    )
    response = HttpResponse(page, status=503)
    response["Retry-After"] = str(SECONDS_TO_WAIT)
    response["Cache-Control"] = "no-store"
    _log.error("The database could not be reached; whoever asked was told whom to ring.")
    return kept_out_of_the_log(response)


def kept_out_of_the_log(response: HttpResponse) -> HttpResponse:
    """Let Django write no line about this answer: the line would hold the address, and a link's address is its key."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def to_be_read(typed: Sequence[Typed]) -> list[Typed]:
    """Give what stands on the page to be read; the rest is sent again unseen."""
    return [one for one in typed if one.label and one.value.strip()]


def typed_in(request: HttpRequest) -> list[Typed]:
    """Give what a form's answers were, passwords aside; nothing where they cannot be read."""
    if request.method != "POST":
        return []
    try:
        posted: QueryDict = request.POST
    except (RawPostDataException, UnreadablePostError):
        return []
    return [
        Typed(name, str(value), _label(name))
        for name, values in posted.lists()
        if "password" not in name.lower() and name != "csrfmiddlewaretoken"
        for value in values
    ]


def _label(name: str) -> str:
    return "" if name in _UNSEEN else name.replace("_", " ").replace("-", " ").capitalize()
