"""The night board's filter: read from the address, drawn as a form, and said so that nobody is falsely reassured."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lantern.queries import narrowing
from lantern.queries.board import Board, Wanted
from lantern.vocabulary.actors import Actor

_REFERENCE = re.compile(r"[0-9A-Za-z-]{1,20}")
_NO_REFERENCE = "?"
_UNKNOWN = {
    "authority": gettext_lazy("by that authority"),
    "home": gettext_lazy("by that home"),
    "force": gettext_lazy("by that police force"),
}


def wanted_of(request: HttpRequest) -> Wanted:
    """Read what part of the board is asked for; what can be no reference stays an asking, and is answered as one."""
    asked = {kind: request.GET.get(kind, "").strip() for kind in ("authority", "home", "force")}
    return Wanted(
        **{
            kind: value if not value or _REFERENCE.fullmatch(value) else _NO_REFERENCE
            for kind, value in asked.items()
        }
    )


def part_of(shown: Board) -> dict[str, str]:
    """Say in words that the board shows a part, or that a filter could not be used and it shows everyone."""
    return {
        "shown": _shown(shown),
        "left_out": _left_out(shown) if shown.is_part else "",
        "unused": _unused(shown),
    }


def _shown(shown: Board) -> str:
    if not shown.is_part:
        return ""
    counts = {"n": shown.total, "all": shown.of, "names": ", ".join(shown.narrowed.names)}
    return (
        ngettext(
            "Showing %(n)d of %(all)d child: %(names)s.",
            "Showing %(n)d of %(all)d children: %(names)s.",
            shown.of,
        )
        % counts
    )


def _unused(shown: Board) -> str:
    if not shown.narrowed.unknown:
        return ""
    what = _(" or ").join(str(_UNKNOWN[kind]) for kind in shown.narrowed.unknown)
    return _(
        "We could not filter %(what)s. It has nothing to do with any child on your board now. Everyone is shown."
    ) % {"what": what}


def _left_out(shown: Board) -> str:
    """Say how many children a filter leaves out."""
    many = shown.of - shown.total
    return ngettext("%(n)d is left out.", "%(n)d are left out.", many) % {"n": many}


def filter_of(shown: Board, *, by: Actor, now: datetime) -> dict[str, Any] | None:
    """Give the filter's lists; none where there is nothing to choose between."""
    found = narrowing.choices(by=by, now=now)
    wanted = shown.narrowed.wanted
    lists = [
        {
            "name": "authority",
            "label": _("Authority"),
            "choices": found.authorities,
            "held": wanted.authority,
        },
        {"name": "home", "label": _("Home"), "choices": found.homes, "held": wanted.home},
        {"name": "force", "label": _("Police force"), "choices": found.forces, "held": wanted.force},
    ]
    offered = [one for one in lists if len(one["choices"]) > 1 or one["held"]]
    return {"lists": offered, "is_open": shown.is_part} if offered else None
