"""It was wrong who a child nobody knew was said to be: nobody knows them again, and both stay on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lantern.actions import events, matched, missing, notices
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.private_people import append_decision
from lantern.actions.reckoning import note
from lantern.actions.unknown import episodes_of
from lantern.policies import identifying as policy
from lantern.policies.matching import TURNS, Whose, turns_go_back
from lantern.queries.identifications import find_identification, require_may_undo
from lantern.queries.matches import event_of, standing_since, version_of
from lantern.queries.missing import lock_child
from lantern.record.context import hand_on, hand_on_children
from lantern.record.models import (
    Child,
    ChildMatch,
    ChildName,
    Event,
    Identification,
    Lateness,
    MissingEpisode,
    PrivatePerson,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import LatenessState, MayBeTold
from lantern.vocabulary.missing import NameKind
from lantern.vocabulary.refusals import Refused

NOT_THEM = "Not this child: who they were said to be was taken back."
ASK_AGAIN = (
    "Stored while this child had another's name, which was taken back. Whose relative this is must be asked."
)


@acts
def undo_identity(
    *,
    reference: str,
    reasons: str,
    whose: Whose | None = None,
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> str:
    """Take back who a child was said to be, with the reason; gives the child's reference. Nobody knows them again.

    All that was recorded since stays with the report. `whose` says which of the two was found or came back since:
    unless it was the child nobody knows, that is struck, and they are missing still. Refuses what would take from
    the child of that name a report or a fact of their own, and says what to do first.
    """
    child, said = _locked(reference, by=by)
    require_may_undo(child=child, by=by)
    episodes = episodes_of(child)
    check_version(held=child.version + version_of(episodes), seen=seen_version)
    if not reasons.strip():
        raise Refused("Say how it is known that it is not this child.", field="reasons")
    _check_child(child, said)
    turns = {episode.pk: _checked(said, episode) for episode in episodes}
    stay = turns_go_back(there_are=any(turns.values()), whose=whose)
    _put_back(child, said, by=by, now=now)
    for episode in episodes:
        struck = [] if stay else turns[episode.pk]
        _tell_again(said, episode, struck=struck, reasons=reasons.strip(), by=by, now=now)
    audit(action="unidentifying.undo_identity", about=child.reference, by=by, now=now)
    return child.reference


def _locked(reference: str, *, by: Actor) -> tuple[Child, Identification]:
    found = find_identification(reference=reference, by=by)
    child = lock_child(reference=found.child.reference, by=by)
    with hand_on_children(child.pk):
        said = Identification.objects.select_for_update().get(pk=found.pk)
    if said.undone_at is not None:
        raise Refused(policy.OVER)
    return child, said


def _check_child(child: Child, said: Identification) -> None:
    """Refuse while something runs that is the named child's alone."""
    with hand_on_children(child.pk):
        if ChildMatch.objects.filter(known=child, undone_at=None).exists():
            raise Refused(policy.MATCHED_SINCE.format(name=said.name))
        if Lateness.objects.filter(child=child, state=LatenessState.LATE.value).exists():
            raise Refused(policy.LATE.format(name=said.name))


def _checked(said: Identification, episode: MissingEpisode) -> list[Event]:
    """Refuse where something recorded since is the named child's own; give the turns that are one child's only."""
    words = {"name": said.name, "reference": episode.reference}
    with hand_on(episode_id=episode.pk, child_id=said.child_id):
        if episode.recorded_at > said.recorded_at:
            if not episode.is_void:
                raise Refused(policy.REPORTED_ANEW.format(**words))
            return []
        for row in standing_since(said, episode, frozenset(policy.IN_THE_WAY)):
            policy.check_nothing_in_the_way(since=EventKind(row.kind), **words)
        rung = Event.objects.filter(episode=episode, kind=EventKind.PRIVATE_PERSON_RUNG.value)
        if rung.filter(private_call__person__recorded_at__gt=said.recorded_at).exists():
            raise Refused(policy.RUNG.format(**words))
        return standing_since(said, episode, TURNS)


def _put_back(child: Child, said: Identification, *, by: Actor, now: datetime) -> None:
    """Let the name go and the age stand as it was; nobody rings a relative who was stored under that name."""
    given = NameKind.BIRTH.value
    with hand_on_children(child.pk):
        ChildName.objects.filter(child=child, kind=given, recorded_at=said.recorded_at).delete()
        child.date_of_birth = said.born_before
        child.date_of_birth_certainty = said.certainty_before
        child.is_unidentified = True
        child.version += 1
        child.save()
        said.undone_at = now
        said.save(update_fields=["undone_at"])
        note(child.pk, whole=True, now=now)
        for person in PrivatePerson.objects.filter(child=child, recorded_at__gt=said.recorded_at):
            append_decision(person, MayBeTold.UNDECIDED, ASK_AGAIN, by=by, now=now)


def _tell_again(
    said: Identification,
    episode: MissingEpisode,
    *,
    struck: Sequence[Event],
    reasons: str,
    by: Actor,
    now: datetime,
) -> None:
    """Strike that it was said, keep both, and tell everyone who was told what is so now."""
    if episode.recorded_at > said.recorded_at:
        return
    with hand_on(episode_id=episode.pk, child_id=said.child_id):
        before = notices.told_before(episode=episode, to_come=False, now=now)
        undone = events.withdraw(event_of(said, episode), episode=episode, words=reasons, by=by, now=now)
        for turn in struck:
            events.withdraw(turn, episode=episode, words=NOT_THEM, by=by, now=now)
        missing.settle(episode=episode, now=now)
        if not episode.is_void:
            notices.withdraw_calls_not_made(episode=episode)
            matched.tell_of_it(undone, episode, before, now=now)
