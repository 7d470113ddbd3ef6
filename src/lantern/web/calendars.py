"""One's own calendar of deadlines: its address, made and withdrawn, and what a calendar programme reads there."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.actions import calendars as acting
from lantern.actions.notices import hash_of
from lantern.exchange import calendars as exchange
from lantern.queries import calendars
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.roles import Permission
from lantern.web.doors import actor_of, door, moment, new_key, open_door, press
from lantern.web.enquiries import VERBS
from lantern.web.forms.keyed import KeyedForm
from lantern.web.outage import kept_out_of_the_log


def token_for(key: str) -> str:
    """Make the address's token from the form's key, signed with the installation's secret: pressed twice, it is one."""
    return hmac.new(settings.SECRET_KEY.encode(), f"calendar {key}".encode(), hashlib.sha256).hexdigest()


@door(Permission.SEE_BOARD)
@require_http_methods(VERBS)
def calendar(request: HttpRequest) -> HttpResponse:
    """Say whether one has an address, and make one; it is shown this once."""
    by, now = actor_of(request), moment()
    form = KeyedForm(request.POST if request.method == "POST" else None, now=now, initial={"key": new_key()})
    address = ""

    def act() -> None:
        nonlocal address
        token = token_for(form.pressed or new_key())
        acting.make_address(token=token, by=by, now=now, key=form.pressed)
        address = f"{settings.PUBLIC_ADDRESS}{reverse('calendar-feed', args=[token])}"

    if request.method == "POST" and form.taken(act):
        form = KeyedForm(now=now, initial={"key": new_key()})
    context = {
        "form": form,
        "address": address,
        "own": calendars.own_calendar(by=by, now=now),
        "is_on": settings.DEVICES_ARE_MANAGED,
        "key": new_key(),
        "now": now,
    }
    return render(request, "pages/calendar.html", context)


@door(Permission.SEE_BOARD)
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw one's own address at once."""

    def act() -> None:
        acting.withdraw_address(by=actor_of(request), now=moment(), key=request.POST.get("key") or None)

    press(request, act, done=_("The address is withdrawn. It leads nowhere now."))
    return redirect("calendar")


@open_door("A calendar programme cannot sign in: the address is the key, and what it reads names nobody.")
@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the deadlines of whoever's address it is: a kind and a time, and nothing of a child."""
    now = moment()
    response = _read(token, now=now) if settings.DEVICES_ARE_MANAGED else None
    if response is None:
        response = HttpResponse(_("There is no calendar here."), status=404, content_type="text/plain")
    response["X-Robots-Tag"] = "noindex, nofollow"
    return kept_out_of_the_log(response)


def _read(token: str, *, now: datetime) -> HttpResponse | None:
    owner = calendars.owner_of(token_hash=hash_of(token), by=SYSTEM, now=now)
    if owner is None:
        return None
    found = calendars.deadlines(by=owner, now=now)
    link = f"{settings.PUBLIC_ADDRESS}{reverse('board')}"
    return HttpResponse(exchange.written(found, link=link, now=now), content_type=exchange.MEDIA_TYPE)
