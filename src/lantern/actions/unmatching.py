"""A match was wrong: the child nobody knew is put back whole, and both the match and its undo stay on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lantern.actions import events, matched, missing, notices
from lantern.actions.acting import acts, audit, check_version
from lantern.policies import matching as policy
from lantern.policies.matching import Whose
from lantern.queries.children import display_names
from lantern.queries.matches import event_of, find_match, require_may_undo, standing_since, version_of
from lantern.queries.seeing import visible_to
from lantern.record.context import hand_on, hand_on_children
from lantern.record.models import Child, ChildMatch, Event, MatchMoved, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import Refused

_ORGANISATIONS = ("responsible_authority", "host_authority", "placement_provider")
NOT_THEM = "Not this child: the match with another child was taken back."


@acts
def undo_match(
    *,
    reference: str,
    reasons: str,
    whose: Whose | None = None,
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> str:
    """Take a match back, with the reason; gives the reference of the child nobody knows.

    Everything the match moved goes back, with all that was recorded on it since. `whose` says which of the two was
    found or came back since: unless it was the child nobody knows, that is struck, and they are missing still.
    Refuses what would take from the known child a report or a fact of their own, and says what to do first.
    """
    match = _locked(reference, by=by)
    require_may_undo(unknown=match.unknown, known=match.known, by=by)
    episodes = _episodes(match)
    check_version(held=version_of(episodes), seen=seen_version)
    if not reasons.strip():
        raise Refused("Say how it is known that they are two children.", field="reasons")
    turns = {episode.pk: _checked(match, episode, by=by) for episode in episodes}
    stay = policy.turns_go_back(there_are=any(turns.values()), whose=whose)
    _put_back(match, now=now)
    for episode in episodes:
        struck = [] if stay else turns[episode.pk]
        _move_back(match, episode, struck=struck, reasons=reasons.strip(), by=by, now=now)
    for child in (match.unknown, match.known):
        audit(action="unmatching.undo_match", about=child.reference, by=by, now=now)
    return match.unknown.reference


def _locked(reference: str, *, by: Actor) -> ChildMatch:
    """Take both children, in the one order in which everybody takes them, and the match between them."""
    found = find_match(reference=reference, by=by)
    with hand_on_children(found.unknown_id, found.known_id):
        both = Child.objects.select_related(*_ORGANISATIONS).filter(pk__in=[found.unknown_id, found.known_id])
        rows = {
            row.pk: row for row in both.select_for_update(of=("self",), no_key=True).order_by("reference")
        }
        match = ChildMatch.objects.select_for_update().get(pk=found.pk)
    if match.undone_at is not None:
        raise Refused("This match has been taken back already. Nothing was changed. Open the child's page.")
    match.unknown, match.known = rows[match.unknown_id], rows[match.known_id]
    return match


def _episodes(match: ChildMatch) -> list[MissingEpisode]:
    """Give the episodes that the match moved, locked."""
    with hand_on_children(match.unknown_id, match.known_id):
        moved = MatchMoved.objects.filter(match=match, episode__isnull=False)
        keys = list(moved.order_by("episode").values_list("episode", flat=True))
    found = []
    for key in keys:
        with hand_on(episode_id=key, child_id=match.known_id):
            rows = MissingEpisode.objects.select_for_update(of=("self",))
            row = rows.select_related(*_ORGANISATIONS, "police_force").get(pk=key)
        row.child = match.known
        found.append(row)
    return found


def _checked(match: ChildMatch, episode: MissingEpisode, *, by: Actor) -> list[Event]:
    """Refuse where something recorded since is the known child's own; give the turns that are one child's only."""
    seen = visible_to(by).filter(pk=match.known_id).exists()
    with hand_on(episode_id=episode.pk, child_id=match.known_id):
        name = display_names([match.known_id])[match.known_id] if seen else policy.THE_OTHER
        for row in standing_since(match, episode, frozenset(policy.IN_THE_WAY)):
            policy.check_nothing_in_the_way(since=EventKind(row.kind), name=name, reference=episode.reference)
        _check_nobody_rung(match, episode, name=name)
        return standing_since(match, episode, policy.TURNS)


def _check_nobody_rung(match: ChildMatch, episode: MissingEpisode, *, name: str) -> None:
    """Refuse while the chronology names somebody of the known child's: struck is not enough, it must be sealed."""
    with hand_on_children(match.unknown_id, match.known_id):
        came = set(MatchMoved.objects.filter(match=match).values_list("person", flat=True))
    rung = Event.objects.filter(episode=episode, kind=EventKind.PRIVATE_PERSON_RUNG.value)
    if rung.filter(private_call__isnull=False).exclude(private_call__person__in=came - {None}).exists():
        raise Refused(policy.RUNG.format(name=name, reference=episode.reference))


def _put_back(match: ChildMatch, *, now: datetime) -> None:
    """Give back what hangs on the child, and let the first row stand for itself again."""
    unknown = match.unknown
    matched.take_back(match)
    match.undone_at = now
    unknown.matched_to = None
    unknown.version += 1
    with hand_on_children(match.unknown_id, match.known_id):
        unknown.save()
        match.save(update_fields=["undone_at"])


def _move_back(
    match: ChildMatch,
    episode: MissingEpisode,
    *,
    struck: Sequence[Event],
    reasons: str,
    by: Actor,
    now: datetime,
) -> None:
    """Put one episode under the first child's access key again, and tell everyone what is so now."""
    with hand_on(episode_id=episode.pk, child_id=match.unknown_id):
        before = notices.told_before(episode=episode, to_come=False, now=now)
        matched.put_under(episode, match.unknown, now=now)
        undone = events.withdraw(event_of(match, episode), episode=episode, words=reasons, by=by, now=now)
        for turn in struck:
            events.withdraw(turn, episode=episode, words=NOT_THEM, by=by, now=now)
        missing.settle(episode=episode, now=now)
        if not episode.is_void:
            notices.withdraw_calls_not_made(episode=episode)
            matched.tell_of_it(undone, episode, before, since=match.recorded_at, now=now)
