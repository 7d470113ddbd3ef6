"""What is open when one shift hands over to the next: read through with whoever comes, or printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lantern.queries import hand_over as seen
from lantern.queries.hand_over import HandOver, Open
from lantern.queries.lateness import late_now
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import Permission
from lantern.web import absence, ladder, rota, saying, tonight, work
from lantern.web.begun import begun_forms
from lantern.web.doors import actor_of, door, moment
from lantern.web.drafts import unfinished_reports
from lantern.web.open_arrivals import said_of


@never_cache
@require_safe
@door(Permission.KEEP_ROTA)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Show, to be read through or printed at shift change, all that is open for one's own organisation."""
    by, now = actor_of(request), moment()
    held = seen.hand_over(by=by, now=now)
    over = [child for each in held.over if is_open(child := _child(each, now))]
    missing = [_child(each, now) for each in held.missing]
    late = absence.late_lines(late_now(by=by, now=now), by=by, now=now)
    ended = [_child(each, now) for each in held.ended]
    asked = sum(len(child["asked"]) for child in missing + ended + over)
    context = {
        "rota": held.rota,
        "now": now,
        **rota.shifts(held.rota),
        "late": late,
        "arrivals": said_of(held.arrivals, now),
        "take_downs": [work.said(line, now) for line in held.take_downs],
        "children": missing,
        "ended": ended,
        "over": over,
        "over_left_out": held.over_left_out,
        "unfinished": unfinished_reports(by=by, now=now) + begun_forms(by=by, now=now),
        "figures": _figures(held, missing + over, late=len(late), asked=asked),
        "night": tonight.night([each.row for each in held.missing], now) if held.missing else None,
    }
    return render(request, "pages/hand_over.html", context)


def is_open(child: dict[str, Any]) -> bool:
    """Say whether anything is still to be done for a child who is back, or whose report was withdrawn."""
    told = child["told"]
    return bool(told.calls or told.silent or child["owed"] or child["enquiries"] or child["asked"])


def _child(each: Open, now: datetime) -> dict[str, Any]:
    """Give what is open for one child: calls, answers, duties and enquiries, each in words with who has it."""
    row, head = each.row, each.row.head
    is_over = head.is_void or head.stage is Stage.RETURNED
    return {
        "head": head,
        "name": saying.named(head),
        "lives_at": saying.lives_at(head),
        "seen": saying.short(head.last_seen, now),
        "back": saying.short(head.returned, now) if head.returned and not head.is_void else "",
        "is_over": is_over,
        "is_found": head.stage is Stage.LOCATED,
        "notes": [] if is_over else absence.notes(head, now),
        "police": saying.police_tag(head, now),
        "risk": saying.risk_tag(head),
        "review": saying.review_tag(head, now),
        "told": saying.told_in_short(row.tellings, head, now=now),
        "ladder": ladder.in_short(row.ladder),
        "owed": [saying.owed_line(line, head=head, now=now) for line in each.owed],
        "asked": [absence.waits_for_an_answer(one, head.reference, now) for one in each.asked],
        "enquiries": _enquiries(each, now),
        "ended": each.ended,
        "ended_at": saying.short(When.moment(each.ended.at), now) if each.ended else "",
        **_found(each, now),
    }


def _found(each: Open, now: datetime) -> dict[str, Any]:
    """Say who sees to a found child, and when somebody looks again; where nobody said it, that is what is said."""
    row = each.row
    if row.head.stage is not Stage.LOCATED or row.head.is_void:
        return {"look": None, "sees_to_it": ""}
    if row.ladder.gaps is None:  # who does not read the record does not read what was said of this either
        return {"look": None, "sees_to_it": ""}
    found = row.found or tonight.nothing_said(now)
    return {"look": tonight.look_again(found, now), "sees_to_it": tonight.sees_to_it(found)}


def _enquiries(each: Open, now: datetime) -> list[dict[str, Any]]:
    open_now = [line for line in each.row.enquiries if line.is_open]
    reference = each.row.head.reference
    return [tonight.enquiry(line, reference, may_answer=False, now=now) for line in open_now]


def _figures(
    held: HandOver, children: Sequence[dict[str, Any]], *, late: int, asked: int
) -> list[dict[str, Any]]:
    """Give the few figures that the one who comes must know first."""
    counted = {
        _("Late, not yet missing"): (late, False),
        _("Arrived alone, nobody has answered"): (len(held.arrivals), True),
        _("Appeals to take down"): (len(held.take_downs), True),
        _("Search ended, not seen"): (len(held.ended), False),
        _("Police not rung"): (
            sum(child["police"]["state"] == "late" for child in children if not child["is_over"]),
            True,
        ),
        _("Calls to make now"): (sum(len(child["told"].calls) for child in children), True),
        _("Somebody has not answered"): (sum(bool(child["told"].silent) for child in children), False),
        _("Asked to lead, not answered"): (asked, False),
        _("Enquiries late"): (sum(one["is_late"] for child in children for one in child["enquiries"]), True),
        _("Duties late"): (sum(one["late"] for child in children for one in child["owed"]), True),
    }
    return [{"key": _("Missing, or not back"), "value": len(held.missing)}] + [
        {"key": key, "value": n, "late": is_late and n > 0} for key, (n, is_late) in counted.items()
    ]
