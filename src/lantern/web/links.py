"""The links that were sent for one episode: who was sent one, whether anybody opened it, and withdrawing them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lantern.actions import links as acting
from lantern.queries import links as seen
from lantern.queries.links import SentLink, SentLinks
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.web import saying
from lantern.web.doors import actor_of, door, moment, new_key
from lantern.web.forms.keyed import KeyedForm
from lantern.web.told import ABOUT

VERBS = ["GET", "HEAD", "POST"]


@door(Permission.KEEP_LINKS)
@require_safe
def links(request: HttpRequest, reference: str) -> HttpResponse:
    """List every link that was sent for an episode, the newest first."""
    held = seen.sent_links(reference=reference, by=actor_of(request), now=moment())
    return render(request, "pages/links.html", {**_heading(held), "lines": _lines(held)})


@door(Permission.KEEP_LINKS)
@require_http_methods(VERBS)
def withdraw_all(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask once more, then withdraw every link of the episode that still opens."""
    return _withdrawing(request, reference, telling=None)


@door(Permission.KEEP_LINKS)
@require_http_methods(VERBS)
def withdraw_one(request: HttpRequest, reference: str, telling: str) -> HttpResponse:
    """Ask once more, then withdraw one link."""
    return _withdrawing(request, reference, telling=telling)


def _withdrawing(request: HttpRequest, reference: str, *, telling: str | None) -> HttpResponse:
    by, now = actor_of(request), moment()
    held = seen.sent_links(reference=reference, by=by, now=now)
    chosen = [link for link in held.links if telling in (None, link.telling)]
    if telling is not None and not chosen:
        raise NotFound("There is no such link for this episode. Open the list of links again.")
    data = request.POST if request.method == "POST" else None
    form = KeyedForm(data, now=now, initial={"key": new_key()})
    if form.taken(
        lambda: acting.withdraw(reference=reference, telling=telling, by=by, now=now, key=form.pressed)
    ):
        messages.success(request, _done(telling))
        return redirect("links", reference=reference)
    context = {**_heading(held), "form": form, "lines": _lines(held, [one for one in chosen if one.is_open])}
    return render(request, "pages/links_withdraw.html", {**context, "is_all": telling is None})


def _done(telling: str | None) -> str:
    what = (
        _("Every link is withdrawn. They open nothing now.")
        if telling is None
        else _("The link is withdrawn. It opens nothing now.")
    )
    return f"{what} {_('Whoever has not answered is to be rung.')}"


def _heading(held: SentLinks) -> dict[str, Any]:
    many = len(held.open_ones)
    return {
        "head": held.head,
        "name": saying.named(held.head),
        "now": held.as_of,
        "open_now": many,
        "says": ngettext("%(n)d link still opens.", "%(n)d links still open.", many) % {"n": many}
        if many
        else _("No link opens anything now."),
    }


def _lines(held: SentLinks, chosen: list[SentLink] | None = None) -> list[dict[str, Any]]:
    now = held.as_of
    return [_line(link, held.head.reference, now) for link in (held.links if chosen is None else chosen)]


def _line(link: SentLink, episode: str, now: datetime) -> dict[str, Any]:
    return {
        "to": f"{link.organisation}, {link.team}" if link.team else link.organisation,
        "about": ABOUT[link.about],
        "sent": _at(link.sent_at, now) or _("Not sent yet"),
        "until": _at(link.expires_at, now),
        "opened": _at(link.opened_at, now),
        "answered": _at(link.answered_at, now),
        "withdrawn": _at(link.withdrawn_at, now),
        "is_open": link.is_open,
        "href": reverse("withdraw-link", args=[episode, link.telling]) if link.is_open else "",
    }


def _at(at: datetime | None, now: datetime) -> str:
    return saying.short(When.moment(at), now) if at else ""
