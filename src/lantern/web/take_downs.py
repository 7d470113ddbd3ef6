"""What an episode's pages say of an appeal that is to be taken down, and what may be recorded of the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from lantern.policies.missing import MAY_FOLLOW
from lantern.queries.publicity import PlaceLine
from lantern.queries.values import EpisodePage
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.publicity import DownBecause
from lantern.vocabulary.roles import Permission

PAGE = "search-measures"
BECAUSE_WORDS = {
    DownBecause.FOUND: gettext_lazy("The child is found"),
    DownBecause.EXPIRED: gettext_lazy("The appeal has expired"),
    DownBecause.STOPPED: gettext_lazy("A signature was withdrawn"),
    DownBecause.NOT_SIGNED: gettext_lazy("Not everybody who must has signed"),
    DownBecause.STRUCK: gettext_lazy("It was entered in error"),
}


def linker(page: EpisodePage) -> Callable[..., str]:
    """Give the address of a form where this reader may record it at this point; nothing where they may not."""
    may = Permission.WORK_SEARCH in page.may

    def address(kind: EventKind, name: str, *more: int) -> str:
        is_open = not page.head.is_void or kind is EventKind.PUBLICITY_TAKEN_DOWN
        allowed = may and is_open and kind in MAY_FOLLOW[page.head.stage]
        return reverse(name, args=[page.head.reference, *more]) if allowed else ""

    return address


def place_said(place: PlaceLine, page: EpisodePage) -> dict[str, Any]:
    """Say one place: where it stands, and, where it is to be taken down, why and since when."""
    return {
        "one": place,
        "because": BECAUSE_WORDS[place.because] if place.because else "",
        "down_href": linker(page)(EventKind.PUBLICITY_TAKEN_DOWN, "take-down", place.number)
        if place.down_at is None
        else "",
    }


def links_of(page: EpisodePage, *, down: tuple[PlaceLine, ...]) -> dict[str, Any]:
    """Give what an episode's own page says of all this: what is to be taken down, and where the rest stands."""
    sees = Permission.SEE_RECORD in page.may
    adds = Permission.RECORD_INFORMATION in page.may and not sees and not page.head.is_void
    return {
        "down": [place_said(each, page) for each in down],
        "places_href": reverse("places", args=[page.head.reference]) if sees else "",
        "list_place_href": reverse("list-place", args=[page.head.reference]) if adds else "",
        "measures_href": reverse(PAGE, args=[page.head.reference]) if sees else "",
    }


def was_published(page: EpisodePage) -> bool:
    """Say whether an appeal was ever published on this episode, from what the page holds already."""
    return any(each.kind is EventKind.PUBLICITY_PLACED for each in page.chronology)
