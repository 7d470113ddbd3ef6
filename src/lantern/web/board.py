"""Who is missing now: the page that a duty room keeps open all night."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from lantern.policies.risk import Asked
from lantern.queries import missing, waking
from lantern.queries.board import Board, BoardRow
from lantern.queries.floors_held import floors_above
from lantern.queries.lateness import late_now
from lantern.queries.open_arrivals import open_arrivals
from lantern.queries.values import EpisodeHead, OwedLine
from lantern.vocabulary.days import day_of
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import Permission
from lantern.web import absence, filtering, ladder, owed, saying, tonight, who_is_in
from lantern.web.begun import begun_forms
from lantern.web.doors import actor_of, door, holds, moment
from lantern.web.drafts import unfinished_reports
from lantern.web.open_arrivals import said_of
from lantern.web.paging import page_asked
from lantern.web.templatetags.lantern import clock_seconds, iso

ENDED = "ended"  # those whose search somebody ended, and they alone
BARS = "bars"  # the night as a picture above the table
EVERY = 15  # seconds between refreshes
LATE_AFTER = 60
# Without a script durations that have no exact start are only redrawn; let them never stand longer than this.
REDRAWN_EVERY = 300


@door(Permission.SEE_BOARD)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show who is missing now; to a page that asks again, only what has changed since."""
    by, now = actor_of(request), moment()
    ended = request.GET.get("search") == ENDED
    wanted = filtering.wanted_of(request)
    shown = missing.board(page=page_asked(request), wanted=wanted, ended=ended, by=by, now=now)
    late = late_now(by=by, now=now)
    shows_bars = request.GET.get("show") == BARS
    arrived = open_arrivals(by=by, now=now)
    floors = floors_above(heads=[row.head for row in shown.rows], by=by, now=now)
    clocks = owed.clocks_words(waking.clocks(by=by, now=now), now)
    etag = _etag(shown, [absence.late_etag(late, now), arrived, floors, clocks], shows_bars=shows_bars)
    asked_again = request.headers.get("HX-Request") == "true"
    if asked_again and request.headers.get("If-None-Match") == etag:
        answer: HttpResponse = HttpResponseNotModified()
        answer["HX-Trigger"] = json.dumps(
            {"lantern:unchanged": {"drawn": iso(now), "at": clock_seconds(now)}}
        )
    else:
        template = "parts/board_rows.html" if asked_again else "pages/board.html"
        context = _context(shown, floors, etag=etag, shows_bars=shows_bars)
        context["late"] = [] if ended else absence.late_lines(late, by=by, now=now)
        context["clocks"] = clocks
        context["arrivals"] = [] if ended else said_of(arrived, now)
        context["may_ring_back"] = holds(by, Permission.RING)
        context["may_interview"] = holds(by, Permission.RECORD_INTERVIEW_OFFER)
        context["may_report"] = holds(by, Permission.REPORT_MISSING)
        if not asked_again:
            context["unfinished"] = unfinished_reports(by=by, now=now)
            context["begun"] = begun_forms(by=by, now=now)
            context["filter"] = filtering.filter_of(shown, by=by, now=now)
        answer = render(request, template, context)
    answer["ETag"] = etag
    patch_vary_headers(answer, ["HX-Request"])
    patch_cache_control(answer, private=True, no_store=True)
    return answer


def _etag(shown: Board, is_late: list[Any], *, shows_bars: bool) -> str:
    """Name what the board says, the clock aside: what is overdue and the day are part of it, seconds are not."""
    late = [
        (saying.review_tag(row.head, shown.as_of), tonight.lateness(row, shown.as_of)) for row in shown.rows
    ]
    told = (shown.rows, late, is_late, shown.total, shown.page, shown.pages, day_of(shown.as_of))
    part = (shown.of, shown.narrowed, shown.ended, shown.search_ended)
    age = int(shown.as_of.timestamp()) // REDRAWN_EVERY
    return f'"{hashlib.sha256(repr((told, part, age, shows_bars)).encode()).hexdigest()[:32]}"'


def _context(shown: Board, floors: Mapping[str, Asked], *, etag: str, shows_bars: bool) -> dict[str, Any]:
    lines = [_line(row, shown, floors.get(row.head.reference)) for row in shown.rows]
    return {
        "board": shown,
        "now": shown.as_of,
        "lines": lines,
        "night": tonight.night(shown.rows, shown.as_of) if shows_bars and shown.rows else None,
        "shows_bars": shows_bars,
        "ended": shown.ended,
        "ended_href": _address(1, shown, shows_bars=False, ended=True) if shown.search_ended else "",
        "part": filtering.part_of(shown),
        "all_href": _address(1, shown, shows_bars=shows_bars, is_all=True),
        "other_way": _address(shown.page, shown, shows_bars=not shows_bars),
        "figures": _figures(lines, shown),
        "every": EVERY,
        "late_after": LATE_AFTER,
        "address": _address(shown.page, shown, shows_bars=shows_bars),
        "headers": json.dumps({"If-None-Match": etag}),
        "previous_href": _address(shown.page - 1, shown, shows_bars=shows_bars) if shown.page > 1 else "",
        "next_href": _address(shown.page + 1, shown, shows_bars=shows_bars)
        if shown.page < shown.pages
        else "",
    }


def _address(page: int, shown: Board, *, shows_bars: bool, is_all: bool = False, ended: bool = False) -> str:
    """Give the address of a page of this board, with what it is narrowed to unless all is asked for."""
    asked: dict[str, str | int] = {} if is_all else dict(shown.narrowed.wanted.asked())
    asked |= {"page": page} if page > 1 else {}
    asked |= {"search": ENDED} if ended or shown.ended else {}
    asked |= {"show": BARS} if shows_bars else {}
    return f"{reverse('board')}?{urlencode(asked)}" if asked else reverse("board")


def _line(row: BoardRow, shown: Board, floor: Asked | None) -> dict[str, Any]:
    head, now = row.head, shown.as_of
    next_owed = row.next_owed
    told, short = saying.told_in_short(row.tellings, head, now=now), ladder.in_short(row.ladder)
    return {
        "head": head,
        "name": saying.named(head),
        "is_found": head.stage is Stage.LOCATED,
        "lives_at": saying.lives_at(head),
        "seen": saying.short(head.last_seen, now),
        "whereabouts": [*saying.whereabouts(head), *absence.notes(head, now)],
        "found": _tag("Found, not yet back", "sent"),
        "police": _drawn(saying.police_tag(head, now)),
        "risk": _drawn(saying.risk_tag(head)),
        "floor": saying.floor_words(floor) if floor else "",
        "review": _drawn(saying.review_tag(head, now)),
        "told": told,
        "counts": _counted(told, short),
        "let_in": who_is_in.let_in_words(row.let_in, now),
        "ladder": short,
        "may_ring": row.may_ring,
        "went_with": _went_with(row.went_with),
        **tonight.on_the_board(row, now),
        "owed": _owed(next_owed, head=head, shown=shown) if next_owed else None,
    }


def _went_with(others: int) -> str:
    """Say with how many others a child went; nothing where nobody is recorded to have gone along."""
    return (
        ngettext("Went with %(n)d other", "Went with %(n)d others", others) % {"n": others} if others else ""
    )


def _counted(told: saying.ToldInShort, short: dict[str, Any]) -> str:
    """Say in a few words how many calls wait beside the first, and how many are silent; the worst stand first."""
    more = len(told.calls) - 1
    calls = ngettext("%(n)d more call to make now", "%(n)d more calls to make now", more) % {"n": more}
    said = ", ".join([*([calls] if more > 0 else []), *told.counts, *filter(None, [short["gap_count"]])])
    return said[:1].upper() + said[1:]


def _owed(line: OwedLine, *, head: EpisodeHead, shown: Board) -> dict[str, Any]:
    said = saying.owed_line(line, head=head, now=shown.as_of)
    return {**said, "tag": _tag(said["words"], "late") if said["late"] else ""}


def _drawn(tag: dict[str, str] | None) -> dict[str, str] | None:
    return {**tag, "tag": _tag(tag["text"], tag["state"])} if tag else None


@lru_cache(maxsize=1024)
def _tag(text: str, state: str) -> str:
    """Draw a tag once for all the rows, and all the boards, that say the same."""
    return get_template("components/tag.html").render({"text": text, "state": state})


def _figures(lines: list[dict[str, Any]], shown: Board) -> list[dict[str, Any]]:
    """Give the few figures that are read from across the room; those of one page say so."""
    note = "on this page" if shown.pages > 1 else ""
    counted = {
        "Police not rung": sum(line["police"]["state"] == "late" for line in lines),
        "Risk not assessed yet": sum(line["risk"]["state"] == "unknown" for line in lines),
        "Somebody has not answered": sum(bool(line["told"].silent) for line in lines),
    }
    late = {"Police not rung"}
    total = {"key": "Missing now", "value": shown.total}
    total |= {"note": f"shown, of {shown.of}"} if shown.is_part else {}
    return [total] + [
        {"key": key, "value": n, "note": note, "late": key in late and n > 0} for key, n in counted.items()
    ]
