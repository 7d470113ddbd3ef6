"""Who is on duty in one's own organisation: shown, put on and taken off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lantern.actions import rota as acting
from lantern.queries import rota as seen
from lantern.queries.rota import ShiftLine
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import Permission
from lantern.web import saying
from lantern.web.doors import actor_of, door, moment, new_key, press
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
    context = {"form": form, "rota": held, "now": now, **shifts(held)}
    return render(request, "pages/rota.html", context)


def shifts(held: seen.Rota) -> dict[str, Any]:
    """Give who is on duty now and who comes, each in words."""
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
    key = request.POST.get("key") or None

    def act() -> None:
        acting.end_shift(shift=number, key=key, by=by, now=now)

    press(request, act, done=_("That shift is off the rota from now."))
    return redirect("rota")
