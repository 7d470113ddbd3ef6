"""What is said when a page cannot be given: what happened, what was kept, what to do."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader

from lantern.gateways import duty_numbers
from lantern.web.outage import is_outage, outage_page


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
    kept="Nothing was recorded. What you typed is still on the page before this one: go back to see it.",
    to_do="Copy what you typed, open the page again, and send it once more.",
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
    kept="What you sent last was probably not recorded. Open the child's page to see. "
    "What you typed is still on the page before this one: go back to see it.",
    to_do="Try once more. If it happens again, write it on paper and ring the duty team.",
)


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    return _page(MALFORMED)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return _page(FORBIDDEN)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form that did not come from a page of ours."""
    return _page(FORGED)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404."""
    return _page(UNKNOWN)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500; where the database is what is away, the page that keeps what was typed."""
    if is_outage(sys.exc_info()[1]):
        return outage_page(request)
    return _page(BROKEN)


def _page(fault: Fault) -> HttpResponse:
    """Draw without session, account or database: any of them may be what failed."""
    context = {"demo": settings.IS_DEMO, "fault": fault, "numbers": duty_numbers.read()}
    page = loader.get_template("pages/fault.html").render(context)
    response = HttpResponse(page, status=fault.status)
    response["Cache-Control"] = "no-store"
    return response
