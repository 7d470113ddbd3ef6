"""Which page of a long list is asked for, and where the pages beside it are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from lantern.queries.paging import Paged


def page_asked(request: HttpRequest, name: str = "page") -> int:
    """Give the number of the page that is asked for; 1 where that is no number."""
    asked = request.GET.get(name, "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def beside(request: HttpRequest, listed: Paged[Any], name: str = "page", *, at: str = "") -> dict[str, str]:
    """Give the addresses of the pages before and after, empty where there is none; `at` is a place on the page."""

    def href(page: int) -> str:
        asked = request.GET.copy()
        asked[name] = str(page)
        return f"{request.path}?{asked.urlencode()}{at}"

    return {
        "previous_href": href(listed.page - 1) if listed.page > 1 else "",
        "next_href": href(listed.page + 1) if listed.page < listed.pages else "",
    }
