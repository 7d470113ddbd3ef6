"""Relatives and friends: a named worker decides, checks, rings, and never says where. Nothing here sends anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version, written_by_role
from lantern.actions.missing import check_stands, settle
from lantern.policies import involved as policy
from lantern.queries.ladder import newest_decisions
from lantern.queries.missing import lock
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import (
    MissingEpisode,
    NobodyTold,
    PrivateCallDetail,
    PrivateDecision,
    PrivatePerson,
)
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import CallOutcome, MayBeTold
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission

# What the chronology says. It names nobody, and is read by more people than may see who was rung.
CALL_WORDS = {
    CallOutcome.SPOKEN_TO: "Rang a relative or friend: spoken to.",
    CallOutcome.NO_ANSWER: "Rang a relative or friend: nobody answered.",
    CallOutcome.NOT_CHECKED: "Rang a relative or friend: it could not be checked who answered, nothing was said.",
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """A relative or friend, as they are written down."""

    name: str
    is_to_the_child: str
    telephone: str = ""
    has_parental_responsibility: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call to a relative or friend: how it was checked who answered, and how it ended."""

    called: When
    outcome: CallOutcome
    checked_by: str = ""
    said: str = ""


def _open(reference: str, *, by: Actor) -> MissingEpisode:
    episode = lock(reference=reference, by=by)
    require(permission=Permission.TELL_PRIVATE_PERSON, row=episode, by=by)
    return episode


@acts
def add_person(*, reference: str, person: Person, by: Actor, now: datetime) -> str:
    """Write down a relative or friend of the child; nobody has decided on them yet. Gives their reference."""
    episode = _open(reference, by=by)
    row = write_person(child_id=episode.child_id, person=person, now=now)
    audit(action="private_people.add_person", about=reference, by=by, now=now)
    return row.reference


def write_person(*, child_id: int, person: Person, now: datetime) -> PrivatePerson:
    """Write down a relative or friend inside an action's transaction."""
    if not person.name.strip():
        raise Refused("Enter the person’s name.", field="name")
    row = PrivatePerson(
        child_id=child_id,
        name=person.name.strip(),
        is_to_the_child=person.is_to_the_child.strip() or "not known",
        telephone=person.telephone.strip(),
        has_parental_responsibility=person.has_parental_responsibility,
        recorded_at=now,
    )
    check_fits(row)
    row.save(force_insert=True)
    return row


@acts
def decide(
    *, reference: str, person: str, may_be_told: MayBeTold, reasons: str, by: Actor, now: datetime
) -> str:
    """Decide whether a relative or friend may be told, with the reason; the newest decision holds."""
    episode = _open(reference, by=by)
    policy.check_decision(reasons=reasons)
    row = _person(episode, person)
    append_decision(row, may_be_told, reasons, by=by, now=now)
    audit(action="private_people.decide", about=reference, by=by, now=now)
    return person


def append_decision(
    row: PrivatePerson, may_be_told: MayBeTold, reasons: str, *, by: Actor, now: datetime
) -> None:
    """Append a decision on a relative or friend whom the actor may decide on; the newest holds."""
    decision = PrivateDecision(
        person=row,
        may_be_told=may_be_told.value,
        reasons=reasons.strip(),
        **written_by_role(by=by, now=now),
    )
    check_fits(decision)
    decision.save(force_insert=True)


def _person(episode: MissingEpisode, reference: str) -> PrivatePerson:
    row = PrivatePerson.objects.filter(child=episode.child_id, reference=reference).first()
    if row is None:
        raise NotFound("There is no such person on this child's record. Open the page again.")
    return row


@acts
def tell_nobody(*, reference: str, reasons: str, by: Actor, now: datetime) -> str:
    """Record that no relative or friend is to be told of this episode: whoever is recorded must not be told."""
    episode = _open(reference, by=by)
    policy.check_decision(reasons=reasons)
    people = list(PrivatePerson.objects.filter(child=episode.child_id).order_by("pk"))
    newest = newest_decisions([row.pk for row in people])
    for row in people:
        held = newest.get(row.pk)
        if held is None or held.may_be_told != MayBeTold.NO.value:
            append_decision(row, MayBeTold.NO, reasons, by=by, now=now)
    decision = NobodyTold(
        episode=episode,
        reasons=reasons.strip(),
        **written_by_role(by=by, now=now),
    )
    check_fits(decision)
    decision.save(force_insert=True)
    audit(action="private_people.tell_nobody", about=reference, by=by, now=now)
    return reference


@acts
def record_call(
    *, reference: str, person: str, call: Call, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Record a worker's call to somebody who may be told; what was said is kept apart from the chronology."""
    episode = _open(reference, by=by)
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    row = _person(episode, person)
    held = newest_decisions([row.pk]).get(row.pk)
    policy.check_may_be_rung(
        decided=MayBeTold(held.may_be_told) if held else MayBeTold.UNDECIDED,
        outcome=call.outcome,
        checked_by=call.checked_by,
    )
    with hand_on(episode_id=episode.pk, child_id=episode.child_id):
        events.append(
            episode=episode,
            kind=EventKind.PRIVATE_PERSON_RUNG,
            happened=call.called,
            words=CALL_WORDS[call.outcome],
            detail=PrivateCallDetail(
                person=row,
                outcome=call.outcome.value,
                checked_by=call.checked_by.strip(),
                said=call.said.strip(),
            ),
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="private_people.record_call", about=reference, by=by, now=now)
    return person
