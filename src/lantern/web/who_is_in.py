"""How access to one episode is said: who is let in, that one is let in oneself, and that the time is over."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lantern.queries import sharing
from lantern.queries.values import LetIn
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound
from lantern.web import saying


def let_in_words(let_in: LetIn | None, now: datetime) -> str:
    """Say to somebody who was let in until when, and by whom."""
    if let_in is None:
        return ""
    return _("You were let into this one until %(until)s by %(who)s, %(authority)s") % {
        "until": saying.short(When.moment(let_in.until_at), now),
        "who": let_in.by_name,
        "authority": let_in.by_authority,
    }


def over_page(
    request: HttpRequest, reference: str, refused: NotFound, *, by: Actor, now: datetime
) -> HttpResponse:
    """Say on a stale link that the time is over and whom to ring; what nobody was let into is refused as ever."""
    ended = sharing.over(reference=reference, by=by, now=now)
    if ended is None:
        raise refused
    return render(request, "pages/let_in_over.html", {"over": ended, "reference": reference}, status=410)
