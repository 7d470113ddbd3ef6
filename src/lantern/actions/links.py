"""Withdraw the links that were sent for an episode: from then on they open nothing, and the unanswered are rung."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from lantern.actions.acting import acts, audit
from lantern.policies.acknowledging import LINK_LASTS
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.models import MissingEpisode, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import TellingState

_DONE = (TellingState.TOLD.value, TellingState.WITHDRAWN.value)


@acts
def withdraw(*, reference: str, telling: str | None, by: Actor, now: datetime) -> str:
    """Withdraw one link, or every one that still opens (`telling` is None); gives the episode's reference.

    A message that is not sent yet stays unsent. To withdraw a link tells nobody: who has not answered is rung at once.
    """
    episode = lock(reference=reference, by=by)
    require(permission=Permission.KEEP_LINKS, row=episode, by=by)
    chosen = _links_of(episode)
    if telling is not None:
        chosen = chosen.filter(reference=telling)
        if not chosen.exists():
            raise NotFound("There is no such link for this episode. Open the list of links again.")
    taken = list(
        chosen.filter(_opens(now=now)).select_for_update(of=("self",)).values_list("reference", flat=True)
    )
    if not taken:
        raise Refused("This opens nothing any more: it was withdrawn already, or has run out.")
    held = Telling.objects.filter(reference__in=taken)
    held.update(link_withdrawn_at=now, next_attempt_at=None)
    held.filter(answer_by__gt=now).exclude(state__in=_DONE).update(answer_by=now)
    for each in sorted(taken):
        audit(action="links.withdraw", about=each, by=by, now=now)
    return reference


def _links_of(episode: MissingEpisode) -> QuerySet[Telling]:
    return Telling.objects.filter(episode=episode).exclude(token_hash=None)


def _opens(*, now: datetime) -> Q:
    held = Q(link_expires_at__gt=now) | Q(link_expires_at=None, recorded_at__gt=now - LINK_LASTS)
    return Q(link_withdrawn_at=None) & held
