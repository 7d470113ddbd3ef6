"""A child nobody knew turns out to be one who is known: everything recorded of the one is moved to the other."""

from __future__ import annotations

from datetime import datetime

from lantern.actions import events, matched, missing, notices
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.unknown import check_unidentified, episodes_of
from lantern.queries.missing import lock_child
from lantern.queries.seeing import require
from lantern.record.context import hand_on, hand_on_children
from lantern.record.models import Child, ChildMatch, MatchMoved, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission


@acts
def match_child(
    *, reference: str, known: str, reasons: str, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Say that a child nobody knew is this known child; gives the known child's reference.

    Episodes with all their events, answers and sources, photographs, contacts and names go to the known child.
    The other row stays, and leads there. Refuses where both are recorded missing now, or their absences overlap.
    """
    unknown, child = _locked(reference, known, by=by)
    require(permission=Permission.MATCH_CHILD, row=unknown, by=by)
    require(permission=Permission.SEE_RECORD, row=child, by=by)
    check_unidentified(unknown)
    _check_known(child)
    check_version(held=unknown.version, seen=seen_version)
    if not reasons.strip():
        raise Refused("Say how it is known that the two are one child.", field="reasons")
    episodes = episodes_of(unknown)
    _check_open(episodes, child)
    made = _made(unknown, child, episodes, now=now)
    matched.give(made, now=now)
    for episode in episodes:
        _move(episode, child=child, reasons=reasons.strip(), by=by, now=now)
    unknown.matched_to = child
    unknown.version += 1
    unknown.save()
    audit(action="matching.match_child", about=reference, by=by, now=now)
    audit(action="matching.match_child", about=known, by=by, now=now)
    return known


def _made(unknown: Child, child: Child, episodes: list[MissingEpisode], *, now: datetime) -> ChildMatch:
    """Write that the two were matched, and which episodes went with it, so that it can be taken back whole."""
    with hand_on_children(unknown.pk, child.pk):
        made = ChildMatch.objects.create(unknown=unknown, known=child, recorded_at=now)
        MatchMoved.objects.bulk_create(MatchMoved(match=made, episode=episode) for episode in episodes)
    return made


def _locked(reference: str, known: str, *, by: Actor) -> tuple[Child, Child]:
    """Take both children, in the one order in which everybody takes them."""
    if reference == known:
        raise Refused("These are one and the same record. Nothing was changed. Choose the other child.")
    rows = {each: lock_child(reference=each, by=by) for each in sorted((reference, known))}
    return rows[reference], rows[known]


def _check_known(child: Child) -> None:
    if child.is_unidentified:
        raise Refused(
            "Nobody knows yet who that child is either. Nothing was changed. Say first who one of the two is."
        )


def _check_open(episodes: list[MissingEpisode], child: Child) -> None:
    """Refuse where both are recorded missing now: two reports of one absence are put together by hand, not lost."""
    if not any(episode.returned_on is None and not episode.is_void for episode in episodes):
        return
    open_now = [e for e in episodes_of(child) if e.returned_on is None and not e.is_void]
    if open_now:
        raise Refused(
            f"That child is recorded missing already (reference {open_now[0].reference}), and so is this one. Nothing "
            "was changed. Add to that report what is known only here: the police log number first. Then withdraw "
            "this report as entered in error, and match again: it moves to the known child's page, struck and whole."
        )


def _move(episode: MissingEpisode, *, child: Child, reasons: str, by: Actor, now: datetime) -> None:
    """Move one episode to the known child, under that child's own access key, and tell everyone who was told."""
    with hand_on(episode_id=episode.pk, child_id=child.pk):
        before = notices.told_before(episode=episode, now=now)
        matched.put_under(episode, child, now=now)
        event = events.append(
            episode=episode,
            kind=EventKind.CHILD_MATCHED,
            happened=When.moment(now),
            words=reasons,
            by=by,
            now=now,
        )
        missing.settle(episode=episode, now=now)
        if not episode.is_void:
            matched.tell_of_it(event, episode, before, now=now)
