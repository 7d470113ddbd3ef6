"""Who is on duty in one's own organisation, and what is open when one shift hands over to the next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.actions import rota as acting
from lantern.queries import rota as seen
from lantern.queries.rota import HandOver, ShiftLine
from lantern.queries.values import BoardRow
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission
from lantern.web import ladder, saying, tonight
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.rota import ShiftForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.KEEP_ROTA)
def rota(request: HttpRequest) -> HttpResponse:
    """Show who is on duty now and who comes; put somebody on duty."""
    by, now = actor_of(request), moment()
    held = seen.rota(by=by, now=now)
    data = request.POST if request.method == "POST" else None
    initial = {"key": new_key(), "place": len(held.on_now) + 1}
    form = ShiftForm(data, teams=held.teams, initial=initial, now=now)
    if form.is_bound and form.is_valid():
        try:
            acting.add_shift(shift=form.shift(), by=by, now=now, key=form.pressed)
        except NotPermitted:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(who)s is on the rota.") % {"who": form.cleaned_data["name"]})
            return redirect("rota")
    context = {"form": form, "rota": held, "now": now, **_lines(held)}
    return render(request, "pages/rota.html", context)


def _lines(held: seen.Rota) -> dict[str, Any]:
    return {
        "on_now": [_shift(one, held) for one in held.on_now],
        "to_come": [_shift(one, held) for one in held.to_come],
    }


def _shift(line: ShiftLine, held: seen.Rota) -> dict[str, Any]:
    return {
        "line": line,
        "from": saying.short(When.moment(line.from_at), held.as_of),
        "until": saying.short(When.moment(line.until_at), held.as_of),
        "key": new_key(),
    }


@never_cache
@require_POST
@door(Permission.KEEP_ROTA)
def end_shift(request: HttpRequest, number: int) -> HttpResponse:
    """Take somebody off duty now, or a shift to come off the rota."""
    by, now = actor_of(request), moment()
    try:
        acting.end_shift(shift=number, by=by, now=now, key=request.POST.get("key") or None)
    except (NotFound, NotPermitted):
        raise
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("That shift is off the rota from now."))
    return redirect("rota")


@never_cache
@require_safe
@door(Permission.KEEP_ROTA)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Show, to be read through or printed at shift change, all that is open for one's own organisation."""
    by, now = actor_of(request), moment()
    held = seen.hand_over(by=by, now=now)
    context = {
        "hand_over": held,
        "rota": held.rota,
        "now": now,
        **_lines(held.rota),
        "children": [_child(row, held) for row in held.rows],
        "figures": _figures(held),
        "night": tonight.night(held.rows, now) if held.rows else None,
    }
    return render(request, "pages/hand_over.html", context)


def _child(row: BoardRow, held: HandOver) -> dict[str, Any]:
    """Give what is open for one child: calls, answers, duties and enquiries, each in words with who has it."""
    head, now = row.head, held.as_of
    told = saying.told_in_short(row.tellings, head, now=now)
    owed = row.next_owed
    return {
        "head": head,
        "name": saying.named(head),
        "lives_at": saying.lives_at(head),
        "seen": saying.short(head.last_seen, now),
        "is_found": head.stage is Stage.LOCATED,
        "police": saying.police_tag(head, now),
        "risk": saying.risk_tag(head),
        "review": saying.review_tag(head, now),
        "told": told,
        "ladder": ladder.in_short(row.ladder),
        "owed": saying.owed_line(owed, head=head, now=now) if owed else None,
        "enquiries": [
            tonight.enquiry(line, head.reference, may_answer=False, now=now)
            for line in row.enquiries
            if line.is_open
        ],
        **tonight.on_the_board(row, now),
    }


def _figures(held: HandOver) -> list[dict[str, Any]]:
    """Give the few figures that the one who comes must know first."""
    now = held.as_of
    calls = sum(len(saying.told_in_short(row.tellings, row.head, now=now).calls) for row in held.rows)
    late = sum(line.is_overdue(now) for row in held.rows for line in row.enquiries)
    silent = sum(bool(saying.told_in_short(row.tellings, row.head, now=now).silent) for row in held.rows)
    unrung = sum(saying.police_tag(row.head, now)["state"] == "late" for row in held.rows)
    counted = {
        _("Police not rung"): (unrung, True),
        _("Calls to make now"): (calls, True),
        _("Somebody has not answered"): (silent, False),
        _("Enquiries late"): (late, True),
    }
    return [{"key": _("Missing, or not back"), "value": held.total}] + [
        {"key": key, "value": n, "late": is_late and n > 0} for key, (n, is_late) in counted.items()
    ]
