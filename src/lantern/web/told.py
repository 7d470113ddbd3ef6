"""The recipient of a notice, without an account: a link, a code, a name. Opening the link changes nothing."""

from __future__ import annotations

import functools
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lantern.actions import acknowledging
from lantern.actions.notices import hash_of
from lantern.gateways import duty_numbers
from lantern.queries import links, missing, tellings
from lantern.queries.links import Link
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Role
from lantern.vocabulary.tellings import ARRIVALS, CodeStrength, TellingAbout
from lantern.web.doors import View, moment, open_door
from lantern.web.forms.told import AcknowledgeForm, CodeForm, NamedCodeForm
from lantern.web.outage import kept_out_of_the_log

ABOUT = {
    TellingAbout.MISSING: "A child is missing",
    TellingAbout.LOCATED: "A child has been found, and is not yet back",
    TellingAbout.RETURNED: "A child is back",
    TellingAbout.CORRECTED: "What we told you before has been corrected",
    TellingAbout.NOT_YOURS: "The child we told you of is another child: nothing more is asked of you",
    TellingAbout.CHILD_SAID: "A child has left word, on the page they were given",
    TellingAbout.ARRIVED: "A child has arrived alone in your area",
    TellingAbout.HANDED: "A child who arrived alone is handed over to you",
    TellingAbout.ASKED: "A return interview is asked of you",
    TellingAbout.OWED: "Something owed to this child is near its time, or past it",
    TellingAbout.UNASKED: "The return interview you were asked for no longer stands",
    TellingAbout.LET_IN: "You have been let into the record of a missing child",
}
_WHY_OPEN = "The recipient of a notice has no account: the link and its code say who they are."
_SESSION = "signed_for"


def link_door(view: View) -> View:
    """Open a link's page to its holder, and let no copy of it be kept or found."""

    @open_door(_WHY_OPEN)
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @sensitive_post_parameters()
    @functools.wraps(view)
    def opened(request: HttpRequest, token: str, **more: str) -> HttpResponse:
        response = view(request, token, moment(), **more)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Nothing outside is linked; a form must say where it is from.
        response["Referrer-Policy"] = "same-origin"
        return kept_out_of_the_log(response)

    return opened


@link_door
def told(request: HttpRequest, token: str, now: datetime) -> HttpResponse:
    """Say that there is a notice; on POST send a code for it."""
    found = links.link(token_hash=hash_of(token), by=SYSTEM, now=now)
    if found is None or not found.opens:
        return closed(request, found)
    if request.method != "POST":
        return render(
            request, "pages/told.html", {"link": found, "token": token, "about": ABOUT[found.about]}
        )
    try:
        asked = acknowledging.ask_for_code(token=token, now=now)
    except Refused as refused:
        return _code_page(request, found, token=token, notice=refused.message, now=now, status=429)
    if not asked.was_sent:
        context = {"link": found, "token": token, "failed": True, "about": ABOUT[found.about]}
        return render(request, "pages/told.html", context, status=502)
    return redirect("told-code", token=token)


@link_door
def told_code(request: HttpRequest, token: str, now: datetime) -> HttpResponse:
    """Take the code; a right one opens the notice for half an hour in this browser."""
    found = links.link(token_hash=hash_of(token), by=SYSTEM, now=now)
    if found is None or not found.opens:
        return closed(request, found)
    asks = NamedCodeForm if found.asks_interview else CodeForm
    form = asks(request.POST if request.method == "POST" else None, now=now)
    if request.method == "POST" and form.is_valid():
        answer = acknowledging.enter_code(token=token, **form.cleaned_data, by=SYSTEM, now=now)
        if isinstance(answer, Actor):
            _sign_for(request, token, answer, now=now)
            return redirect("asked-interview" if found.asks_interview else "told-notice", token=token)
        form.add_error("code", answer)
    return _code_page(request, found, token=token, form=form, now=now)


@link_door
def told_notice(request: HttpRequest, token: str, now: datetime) -> HttpResponse:
    """Show the notice to whoever gave its code, and take their name as the organisation's answer."""
    found = links.link(token_hash=hash_of(token), by=SYSTEM, now=now)
    if found is None or not found.opens:
        return closed(request, found)
    by = signed(request, token, now=now)
    if by is None or by.telling_id != found.telling_id:
        return redirect("told", token=token)
    if found.asks_interview:
        return redirect("asked-interview", token=token)
    form = AcknowledgeForm(request.POST if request.method == "POST" else None, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            acknowledging.acknowledge(**form.cleaned_data, by=by, now=now)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            return redirect("told-notice", token=token)
    return _notice_page(request, found, form=form, token=token, by=by, now=now)


def _notice_page(
    request: HttpRequest, found: Link, *, form: AcknowledgeForm, token: str, by: Actor, now: datetime
) -> HttpResponse:
    is_arrival = found.about in ARRIVALS
    owed = links.owed_notice(by=by, now=now) if found.about is TellingAbout.OWED else None
    try:
        has_head = not is_arrival and owed is None
        head = missing.episode_page(reference=found.episode, by=by, now=now).head if has_head else None
        line = tellings.notice(by=by, now=now)
    except NotFound:
        return closed(request, found)
    context = {
        "link": found,
        "head": head,
        "owed": owed,
        "line": line,
        "form": form,
        "token": token,
        "about": ABOUT[found.about],
    }
    page = "told_arrival" if is_arrival else "told_owed" if owed else "told_notice"
    return render(request, f"pages/{page}.html", context)


def _code_page(
    request: HttpRequest,
    found: Link,
    *,
    token: str,
    now: datetime,
    form: CodeForm | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    strength = CodeStrength.SECOND_CHANNEL if found.has_second_channel else CodeStrength.SAME_MAILBOX
    if form is None:
        form = NamedCodeForm(now=now) if found.asks_interview else CodeForm(now=now)
    context = {"link": found, "token": token, "form": form, "notice": notice}
    context["is_second_channel"] = strength is CodeStrength.SECOND_CHANNEL
    return render(request, "pages/told_code.html", context, status=status)


def closed(request: HttpRequest, found: Link | None) -> HttpResponse:
    """Say why a link opens nothing, and whom to ring."""
    context = {"link": found, "numbers": [] if found else duty_numbers.read()}
    return render(request, "pages/told_closed.html", context, status=410 if found else 404)


# Who gave the code, kept in the session for half an hour ------------------------------------------------------


def _sign_for(request: HttpRequest, token: str, by: Actor, *, now: datetime) -> None:
    until = now + acknowledging.signed_for(by)
    held = {
        key: kept
        for key, kept in request.session.get(_SESSION, {}).items()
        if kept["until"] > now.isoformat()
    }
    if not request.user.is_authenticated:
        request.session.cycle_key()
    request.session[_SESSION] = {**held, hash_of(token): {"until": until.isoformat(), **asdict(by)}}


def signed(request: HttpRequest, token: str, *, now: datetime) -> Actor | None:
    """Give the holder that this browser is known as; changes nothing, not even what has run out."""
    kept: dict[str, Any] | None = request.session.get(_SESSION, {}).get(hash_of(token))
    if kept is None or datetime.fromisoformat(kept["until"]) <= now:
        return None
    facts = {name: value for name, value in kept.items() if name != "until"}
    return Actor(**{**facts, "role": Role(facts["role"])})
