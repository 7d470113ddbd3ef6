"""What is being done to find a child: each enquiry has an owner and a time, and its result answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.missing import check_stands, settle
from lantern.policies import missing as policy
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import EnquiryDetail, Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Enquiry:
    """Something to find out or do, of whom, who owns it, and by when."""

    words: str
    owner: str
    asked_of: str = ""
    due_at: datetime | None = None


@acts
def set_enquiry(*, reference: str, enquiry: Enquiry, by: Actor, now: datetime) -> str:
    """Record that something is to be found out or done; nobody's name is no owner."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_INFORMATION, row=episode, by=by)
    check_stands(episode)
    policy.check_may_follow(stage=Stage(episode.stage), kind=EventKind.ENQUIRY_SET)
    if not enquiry.words.strip():
        raise Refused("Type what is to be found out or done.", field="words")
    if not enquiry.owner.strip():
        raise Refused("Give the name of the person who does it.", field="owner")
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.ENQUIRY_SET,
            happened=When.moment(now),
            words=enquiry.words,
            detail=EnquiryDetail(owner=enquiry.owner, asked_of=enquiry.asked_of, due_at=enquiry.due_at),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="enquiries.set_enquiry", about=reference, by=by, now=now)
    return reference


@acts
def answer_enquiry(
    *, reference: str, enquiry: int, result: str, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Record what an enquiry gave; "nothing" is a result too, and is written."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_INFORMATION, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    if not result.strip():
        raise Refused("Type what came of it. If nothing did, say so.", field="result")
    with hand_on(episode_id=episode.pk):
        asked = Event.objects.filter(episode=episode, pk=enquiry, kind=EventKind.ENQUIRY_SET.value).first()
        if asked is None or not events.stands(asked):
            raise NotFound(
                "There is no such enquiry on this episode. Nothing was recorded. Open the page again."
            )
        events.append(
            episode=episode,
            kind=EventKind.ENQUIRY_ANSWERED,
            happened=When.moment(now),
            words=result,
            answers=asked,
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="enquiries.answer_enquiry", about=reference, by=by, now=now)
    return reference
