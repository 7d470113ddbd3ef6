"""Which authority leads: asked in writing, accepted or declined in writing; until then the responsible one leads."""

from __future__ import annotations

from datetime import datetime

from lantern.accounts.models import Organisation
from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.missing import check_stands, settle
from lantern.policies import leading as policy
from lantern.queries.leading import may_lead, waiting_of
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import Event, LeadDetail
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission


@acts
def ask_to_lead(
    *, reference: str, authority: str, words: str, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Ask an authority in writing to lead; until it accepts, who leads now goes on leading."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.AGREE_LEAD, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    if not words.strip():
        raise Refused("Write what you ask, and why. Nothing was recorded.", field="words")
    asked = Organisation.objects.filter(reference=authority).first()
    with hand_on(episode_id=episode.pk):
        policy.check_may_ask(
            asked=asked.pk if asked else 0,
            by=by.organisation_id,
            eligible=[each.pk for each in may_lead(episode, now=now)],
            leads=episode.lead_authority_id or episode.responsible_authority_id,
            responsible=episode.responsible_authority_id,
            waiting=any(detail.authority_id == asked.pk for detail in waiting_of(episode))
            if asked
            else False,
        )
        events.append(
            episode=episode,
            kind=EventKind.LEAD_ASKED,
            happened=When.moment(now),
            words=words.strip(),
            detail=LeadDetail(authority=asked),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="leading.ask_to_lead", about=reference, by=by, now=now)
    return reference


@acts
def answer_lead(
    *,
    reference: str,
    asked: int,
    accepted: bool,
    words: str,
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> str:
    """Accept or decline in writing, for one's own authority; `asked` is the number of the entry that asked."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.AGREE_LEAD, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    if not words.strip():
        raise Refused("Write what you answer. Nothing was recorded.", field="words")
    with hand_on(episode_id=episode.pk):
        asking = _asking(episode.pk, asked)
        policy.check_may_answer(
            asked=asking.lead.authority_id,
            by=by.organisation_id,
            is_open=asked in {detail.event_id for detail in waiting_of(episode)},
        )
        events.append(
            episode=episode,
            kind=EventKind.LEAD_ANSWERED,
            happened=When.moment(now),
            words=words.strip(),
            answers=asking,
            detail=LeadDetail(authority_id=asking.lead.authority_id, accepted=accepted),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="leading.answer_lead", about=reference, by=by, now=now)
    return reference


def _asking(episode: int, number: int) -> Event:
    found = Event.objects.filter(episode=episode, pk=number, kind=EventKind.LEAD_ASKED.value)
    asking = found.select_related("lead").first()
    if asking is None:
        raise NotFound("There is no such request on this episode. Open the episode again.")
    return asking
