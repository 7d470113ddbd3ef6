"""What is said when a page cannot be given: what happened, what was kept, what to do."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, RawPostDataException, UnreadablePostError
from django.middleware.csrf import get_token
from django.template import loader

from lantern.gateways import duty_numbers
from lantern.web.outage import Typed, is_outage, outage_page, to_be_read, typed_in


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One kind of failure in words."""

    status: int
    title: str
    happened: str
    kept: str
    to_do: str


MALFORMED = Fault(
    status=400,
    title="We could not read that",
    happened="What your browser sent was not a page or a form of ours.",
    kept="Nothing was recorded.",
    to_do="Go back, open the page again and send it once more.",
)
FORBIDDEN = Fault(
    status=403,
    title="You cannot do that",
    happened="Your role does not open this page.",
    kept="Nothing was recorded or changed.",
    to_do="If you need it for your work, ask your information owner.",
)
FORGED = Fault(
    status=403,
    title="This page was open too long",
    happened="The form did not carry the mark that this browser was given. This happens when you signed out "
    "or in elsewhere after opening it, or when cookies are turned off.",
    kept="Nothing was recorded.",
    to_do="Copy what you typed from below, open the page again, and send it once more.",
)
UNKNOWN = Fault(
    status=404,
    title="Page not found",
    happened="There is no page at this address.",
    kept="Nothing was recorded or changed.",
    to_do="If you typed the address, check it. If you followed a link, it may be old.",
)
BROKEN = Fault(
    status=500,
    title="Something went wrong here",
    happened="Lantern made a mistake. It has been written down for the people who look after it.",
    kept="Nothing was sent, so nothing is lost.",
    to_do="Try once more in a minute. Do not wait for it: if a child is missing, ring now.",
)
BROKEN_WHILE_SENT = replace(
    BROKEN,
    kept="We do not know whether what you sent was recorded. What you typed is kept on this page: "
    "do not close it.",
    to_do="If a child is missing, ring first and read it out from here. Then try again: the same form is sent, and "
    "nothing is recorded twice.",
)


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    return _page(MALFORMED)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return _page(FORBIDDEN)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form that did not come from a page of ours."""
    return _page(FORGED, typed=typed_in(request))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    return _page(UNKNOWN)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500; where the database is what is away, the page that keeps what was typed."""
    if is_outage(sys.exc_info()[1]):
        return outage_page(request)
    if request.method != "POST":
        return _page(BROKEN)
    return _page(
        BROKEN_WHILE_SENT,
        typed=typed_in(request),
        token=get_token(request),
        again=request.get_full_path(),
        had_files=_had_files(request),
    )


def _had_files(request: HttpRequest) -> bool:
    try:
        return bool(request.FILES)
    except (RawPostDataException, UnreadablePostError):
        return False


def _page(fault: Fault, *, typed: Sequence[Typed] = (), **again: object) -> HttpResponse:
    """Draw without session, account or database: any of them may be what failed."""
    context = {
        **{"demo": settings.IS_DEMO, "fault": fault, "numbers": duty_numbers.read()},
        **{"typed": typed, "shown": to_be_read(typed), **again},
    }
    page = loader.get_template("pages/fault.html").render(context)
    response = HttpResponse(page, status=fault.status)
    response["Cache-Control"] = "no-store"
    return response
