"""Putting an entry of a child's case right: it is struck, and stays with the reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantern.actions import case as acting
from lantern.queries.case import entry
from lantern.queries.concern_events import GUARDIANS, REFERRALS, SIGNS
from lantern.vocabulary.events import CASEWORK, EventKind
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.case import WithdrawForm
from lantern.web.saying import KIND_TITLES

# The page of the child on which an entry was read, and its correction is read again.
_ROOMS = dict.fromkeys((*SIGNS, *REFERRALS, *GUARDIANS), "concern") | {
    EventKind.STRATEGY_DISCUSSION_HELD: "discussions",
    EventKind.ACTION_SET: "discussions",
    EventKind.ACTION_ANSWERED: "discussions",
    EventKind.PLAN_WRITTEN: "plan",
    EventKind.PLAN_HELD: "plan",
    **dict.fromkeys(CASEWORK, "casework"),
}


@door(Permission.SEE_NAME)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, reference: str, event: int) -> HttpResponse:
    """Withdraw one entry of the case: show it, ask why, and strike it."""
    by, now = actor_of(request), moment()
    found = entry(child=reference, number=event, by=by, now=now)
    form = WithdrawForm(
        request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()}
    )

    def strike() -> None:
        acting.withdraw(child=reference, event=event, reasons=form.reasons, key=form.pressed, by=by, now=now)

    if form.taken(strike):
        messages.success(request, _("The entry is struck, and stays on the record with your reason."))
        room = _ROOMS.get(found.entry.kind, "child") if found.reads_the_case else "child"
        return redirect(room, reference=reference)
    context = {"form": form, "found": found, "title": KIND_TITLES[found.entry.kind]}
    return render(request, "pages/case_withdraw.html", context)
