"""A home's tablets: kept by its manager, and the pages that the tablet itself opens for who is on shift."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.accounts.organisations import ALPHABET
from lantern.actions import tablets as acting
from lantern.actions.notices import hash_of
from lantern.policies import tablets as policy
from lantern.queries import tablets as seen
from lantern.queries.tablets import Device
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission
from lantern.web import saying, turns
from lantern.web.doors import actor_of, door, moment, new_key, open_door
from lantern.web.forms.keyed import KeyedForm
from lantern.web.forms.tablets import EnrolForm, PinForm, TabletForm, TurnForm
from lantern.web.signing_in import first_page


def _made(key: str, letters: str, length: int, what: str) -> str:
    """Make a code from the form's own key: pressed twice, it is the same code, and no table holds it."""
    drawn = hmac.new(settings.SECRET_KEY.encode(), f"{what} {key}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(drawn, "big")
    code = ""
    for _place in range(length):
        number, place = divmod(number, len(letters))
        code += letters[place]
    return code


def code_for(key: str) -> str:
    """Give the enrolment code of a form's key, in two groups of five."""
    code = _made(key, ALPHABET, policy.CODE_LETTERS, "tablet code")
    return f"{code[:5]}-{code[5:]}"


def pin_for(key: str) -> str:
    """Give the PIN of a form's key."""
    return _made(key, "0123456789", policy.PIN_FIGURES, "shift pin")


# The manager's pages ----------------------------------------------------------------------------------------


@never_cache
@require_safe
@door(Permission.KEEP_TABLETS)
def tablets(request: HttpRequest) -> HttpResponse:
    """Lead a manager to their own home's tablets; let an administrator choose the home."""
    by, now = actor_of(request), moment()
    homes = seen.homes_kept(by=by, now=now)
    if len(homes) == 1:
        return redirect("home-tablets", reference=homes[0][0])
    return render(request, "pages/tablets_choose.html", {"homes": homes, "now": now})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@door(Permission.KEEP_TABLETS)
def home_tablets(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a home's tablets and PINs; enrol a tablet, or give a worker a PIN for the shift."""
    by, now = actor_of(request), moment()
    what = request.POST.get("what", "") if request.method == "POST" else ""
    adding = _form(TabletForm, request.POST if what == "tablet" else None, now)
    giving = _form(PinForm, request.POST if what == "pin" else None, now)
    shown: dict[str, str] = {}
    if what == "tablet" and adding.is_valid() and adding.pressed:
        shown = _done(adding, _add_tablet, reference, by=by, now=now)
    elif what == "pin" and giving.is_valid() and giving.pressed:
        shown = _done(giving, _give_pin, reference, by=by, now=now)
    home = seen.kept(reference=reference, by=by, now=now)
    if shown:
        adding, giving = _form(TabletForm, None, now), _form(PinForm, None, now)
    context = {
        "home": home,
        "pins": [_pin_line(pin, now) for pin in home.pins],
        "tablets": [{"line": line, "key": new_key()} for line in home.tablets],
        "adding": adding,
        "giving": giving,
        "form": giving if giving.errors else adding,
        "shown": shown,
        "now": now,
    }
    return render(request, "pages/tablets.html", context)


F = TypeVar("F", bound=KeyedForm)


def _form(kind: type[F], data: QueryDict | None, now: datetime) -> F:
    """Make one of the page's two forms, each with ids of its own."""
    return kind(data, now=now, initial={"key": new_key()}, auto_id=f"{kind.__name__.lower()}_%s")


def _pin_line(pin: seen.PinLine, now: datetime) -> dict[str, Any]:
    return {
        "pin": pin,
        "from": saying.short(When.moment(pin.from_at), now),
        "until": saying.short(When.moment(pin.until_at), now),
        "key": new_key(),
    }


def _done(
    form: KeyedForm, act: Callable[..., dict[str, str]], reference: str, *, by: Actor, now: datetime
) -> dict[str, str]:
    """Act, and give what is shown this once; nothing where the form says why not."""
    return form.answer_of(lambda: act(form, reference, by=by, now=now)) or {}


def _add_tablet(form: KeyedForm, reference: str, *, by: Actor, now: datetime) -> dict[str, str]:
    code, name = code_for(form.pressed or ""), form.cleaned_data["tablet"]
    acting.add_tablet(home=reference, name=name, code=code, key=form.pressed, by=by, now=now)
    return {"code": code, "name": name}


def _give_pin(form: KeyedForm, reference: str, *, by: Actor, now: datetime) -> dict[str, str]:
    said = form.cleaned_data
    pin = pin_for(form.pressed or "")
    acting.give_pin(
        home=reference,
        name=said["worker"],
        from_at=said["from_at"],
        until_at=said["until_at"],
        pin=pin,
        key=form.pressed,
        by=by,
        now=now,
    )
    return {"pin": pin, "name": said["worker"]}


@require_POST
@door(Permission.KEEP_TABLETS)
def withdraw_tablet(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Withdraw a tablet at once."""
    acting.withdraw_tablet(tablet=number, by=actor_of(request), now=moment(), key=_key(request))
    messages.success(request, _("The tablet is withdrawn. Whoever is signed in there is signed out."))
    return redirect("home-tablets", reference=reference)


@require_POST
@door(Permission.KEEP_TABLETS)
def withdraw_pin(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Withdraw a PIN at once."""
    acting.withdraw_pin(pin=number, by=actor_of(request), now=moment(), key=_key(request))
    messages.success(request, _("The PIN is withdrawn. Whoever is signed in with it is signed out."))
    return redirect("home-tablets", reference=reference)


def _key(request: HttpRequest) -> str | None:
    return request.POST.get("key") or None


# The tablet's own pages -------------------------------------------------------------------------------------


@open_door("A tablet is known by its own cookie; a worker, by the PIN they give here. It shows no child.")
@sensitive_post_parameters("pin", "code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tablet(request: HttpRequest) -> HttpResponse:
    """Ask a tablet for its code once; from then on, who is on shift and for their PIN."""
    now = moment()
    found = seen.device(token_hash=hash_of(turns.token_of(request)), by=SYSTEM, now=now)
    if found is None:
        return _enrol(request, now=now)
    if turns.is_turn(request) and request.method != "POST":
        return redirect(first_page(actor_of(request)))
    return _choose(request, found, now=now)


def _enrol(request: HttpRequest, *, now: datetime) -> HttpResponse:
    form = EnrolForm(request.POST if request.method == "POST" else None, now=now)
    if request.method == "POST" and form.is_valid():
        token = secrets.token_urlsafe(48)
        try:
            taken = acting.enrol_device(code=form.cleaned_data["code"], token=token, by=SYSTEM, now=now)
        except Refused as refused:
            form.add_error("code", refused.message)
        else:
            if taken:
                response = redirect("tablet")
                turns.keep_token(response, token)
                return response
            form.add_error("code", _("This code is not right, was used, or is over. Ask for a new one"))
    return render(request, "pages/tablet_enrol.html", {"form": form, "now": now})


def _choose(request: HttpRequest, found: Device, *, now: datetime) -> HttpResponse:
    form = TurnForm(request.POST if request.method == "POST" else None, now=now, workers=found.workers)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        answer = acting.begin_turn(
            token=turns.token_of(request),
            pin_number=int(said["worker"]),
            pin=said["pin"],
            by=SYSTEM,
            now=now,
        )
        if isinstance(answer, str):
            form.add_error("pin", answer)
        else:
            logout(request)
            turns.begin(request, answer, now=now)
            return redirect("own-home")
    ended = request.GET.get("ended", "")
    return render(request, "pages/tablet.html", {"form": form, "device": found, "ended": ended, "now": now})
