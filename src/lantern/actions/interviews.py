"""The return interview: offered, held, not wanted yet, not possible, and what a carer said instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.actions.missing import check_stands, settle
from lantern.policies import interviews as rules
from lantern.policies import missing as policy
from lantern.queries.heard import Heard as Since
from lantern.queries.heard import heard_since_return, when_of
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on, read_as
from lantern.record.models import (
    Event,
    InterviewOfferDetail,
    MissingEpisode,
    NotHeldDetail,
    SaidInConfidence,
)
from lantern.record.texts import check_can_be_kept
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.interviews import NotPossible
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission

HELD_ALREADY = (
    "An interview is recorded as held for this return already. Nothing was recorded. If that is wrong, withdraw it in "
    "the chronology first."
)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """That a child was offered a return interview: when, by whom, in which language. A letter sent is not one."""

    offered: When
    offered_by: str
    language: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class NotYet:
    """That the child did not want to talk yet: when they said so, in what words, and when it is offered again."""

    said: When
    words: str = ""
    offer_again_at: datetime | None = None
    offer: Offer | None = None


@dataclass(frozen=True, kw_only=True)
class CarerSaid:
    """What a carer or parent said they know, because the child did not want to talk or could not be asked."""

    said: When
    who: str
    words: str


@acts
def record_offer(*, reference: str, offer: Offer, by: Actor, now: datetime) -> str:
    """Record that the child was offered a return interview; it answers the last return that still stands."""
    episode = lock(reference=reference, by=by)
    require(permission=Permission.RECORD_INTERVIEW_OFFER, row=episode, by=by)
    policy.check_may_follow(stage=Stage(episode.stage), kind=EventKind.RETURN_INTERVIEW_OFFERED)
    with hand_on(episode_id=episode.pk):
        _offered(since_return(episode), offer, episode=episode, by=by, now=now)
        settle(episode=episode, now=now)
    audit(action="interviews.record_offer", about=reference, by=by, now=now)
    return reference


@acts
def record_not_yet(*, reference: str, not_yet: NotYet, by: Actor, now: datetime) -> str:
    """Record that the child did not want to talk yet. It closes nothing: the child may be offered it again."""
    check_can_be_kept(not_yet.offer)
    kind = EventKind.RETURN_INTERVIEW_DECLINED
    episode = lock(reference=reference, by=by)
    check_may_record(episode, kind, by=by)
    since = not_held_yet(episode)
    rules.check_after_return(
        happened=not_yet.said, returned=when_of(since.returned), what="What the child said"
    )
    said = not_yet.words.strip()
    with hand_on(episode_id=episode.pk):
        offered_before(
            since,
            not_yet.offer,
            episode=episode,
            outcome=not_yet.said,
            what="the child answered it",
            field="said",
            by=by,
            now=now,
        )
        events.append(
            episode=episode,
            kind=kind,
            happened=not_yet.said,
            answers=since.returned,
            detail=NotHeldDetail(offer_again_at=not_yet.offer_again_at),
            more=[SaidInConfidence(words=said)] if said else [],
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="interviews.record_not_yet", about=reference, by=by, now=now)
    return reference


@acts
def record_not_possible(*, reference: str, reason: NotPossible, words: str, by: Actor, now: datetime) -> str:
    """Record that no interview is possible for this return, and why. The next return has an interview of its own."""
    kind = EventKind.RETURN_INTERVIEW_NOT_POSSIBLE
    episode = lock(reference=reference, by=by)
    check_may_record(episode, kind, by=by)
    since = not_held_yet(episode)
    if since.not_possible is not None:
        raise Refused("It is recorded as not possible already. Nothing was recorded.")
    rules.check_not_possible(reason=reason, words=words, is_gone_again=has_gone_again(episode))
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=kind,
            happened=When.moment(now),
            words=words,
            answers=since.returned,
            detail=NotHeldDetail(reason=reason.value),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="interviews.record_not_possible", about=reference, by=by, now=now)
    return reference


@acts
def record_carer_said(*, reference: str, carer: CarerSaid, by: Actor, now: datetime) -> str:
    """Record what a carer or parent knows, where the child did not want to talk yet or could not be asked."""
    kind = EventKind.CARER_TOLD_INSTEAD
    episode = lock(reference=reference, by=by)
    check_may_record(episode, kind, by=by)
    with hand_on(episode_id=episode.pk):
        since = since_return(episode)
        if since.not_yet is None and since.not_possible is None:
            raise Refused(
                "The child is asked first. Nothing was recorded. Carers say what they know once it is recorded that "
                "the child did not want to talk yet, or that an interview is not possible."
            )
        if not carer.who.strip():
            raise Refused("Enter who said it, and what they are to the child.", field="who")
        if not carer.words.strip():
            raise Refused("Enter what they said.", field="words")
        rules.check_after_return(
            happened=carer.said, returned=when_of(since.returned), what="What a carer said after the return"
        )
        detail = SaidInConfidence(who=carer.who.strip(), words=carer.words.strip())
        answer(since, kind, carer.said, detail=detail, episode=episode, by=by, now=now)
        settle(episode=episode, now=now)
    audit(action="interviews.record_carer_said", about=reference, by=by, now=now)
    return reference


def since_return(episode: MissingEpisode) -> Since:
    """Give what stands since the child's last return; called inside `hand_on` of this episode."""
    heard = heard_since_return([episode]).get(episode.pk)
    if heard is None:
        raise Refused(policy.NOT_BACK)
    return heard


def has_gone_again(episode: MissingEpisode) -> bool:
    """Say whether the child was recorded missing again since the return that ends this episode."""
    if episode.returned_on is None:
        return False
    back = When(on=episode.returned_on, at=episode.returned_at)
    others = MissingEpisode.objects.filter(child=episode.child_id, is_void=False).exclude(pk=episode.pk)
    with read_as(
        SYSTEM
    ):  # the later one may have been opened from a placement that is not this actor's to see
        gone = list(others.filter(last_seen_on__gte=back.on).values_list("last_seen_on", "last_seen_at"))
    return any(not When(on=on, at=at).certainly_before(back) for on, at in gone)


def check_may_record(episode: MissingEpisode, kind: EventKind, *, by: Actor) -> None:
    """Refuse whoever may not record what came of an offer, an episode that is struck, and a child who is not back."""
    require(permission=Permission.RECORD_INTERVIEW_OFFER, row=episode, by=by)
    check_stands(episode)
    policy.check_may_follow(stage=Stage(episode.stage), kind=kind)


def not_held_yet(episode: MissingEpisode) -> Since:
    """Give what stands since the last return; refuse where an interview is held for it already."""
    with hand_on(episode_id=episode.pk):
        since = since_return(episode)
    if since.held is not None:
        raise Refused(HELD_ALREADY)
    return since


def _offered(since: Since, offer: Offer, *, episode: MissingEpisode, by: Actor, now: datetime) -> Event:
    return events.append(
        episode=episode,
        kind=EventKind.RETURN_INTERVIEW_OFFERED,
        happened=offer.offered,
        words=offer.words,
        answers=since.returned,
        detail=InterviewOfferDetail(offered_by=offer.offered_by, language=offer.language),
        by=by,
        now=now,
    )


def offered_before(
    since: Since,
    offer: Offer | None,
    *,
    episode: MissingEpisode,
    outcome: When,
    what: str,
    field: str,
    by: Actor,
    now: datetime,
) -> None:
    """Make sure that an offer stands before its outcome does: one recorded before, or the one that is given now."""
    recorded = since.first_offer
    if recorded is not None and rules.is_before(outcome, when_of(recorded)):
        raise Refused(
            f"The offer on record came after {what}. Nothing was recorded. Check the time. If the offer is wrong, "
            "withdraw it in the chronology first.",
            field=field,
        )
    if recorded is None:
        rules.check_offered(
            offered=offer.offered if offer else None,
            returned=when_of(since.returned),
            held=outcome,
            what=what,
        )
        assert offer is not None
        if not offer.offered_by.strip():
            raise Refused("Enter who offered it.", field="offered_by")
        _offered(since, offer, episode=episode, by=by, now=now)


def answer(
    since: Since,
    kind: EventKind,
    happened: When,
    *,
    detail: models.Model | None = None,
    episode: MissingEpisode,
    by: Actor,
    now: datetime,
) -> Event:
    """Append an event that answers the return; called inside `hand_on` of its episode."""
    return events.append(
        episode=episode,
        kind=kind,
        happened=happened,
        answers=since.returned,
        detail=detail,
        by=by,
        now=now,
    )
