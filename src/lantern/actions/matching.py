"""A child nobody knew turns out to be one who is known: everything recorded of the one is moved to the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lantern.actions import events, missing, notices
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.notices import Recipient
from lantern.actions.unknown import add_names, check_unidentified, episodes_of
from lantern.queries.missing import lock_child
from lantern.queries.seeing import require
from lantern.record.context import hand_on, hand_on_children
from lantern.record.models import (
    Child,
    ChildName,
    Event,
    Involvement,
    Lateness,
    MissingEpisode,
    Photograph,
    PrivatePerson,
    ProtectedContact,
    Telling,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import NameKind
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission, Relation
from lantern.vocabulary.tellings import TellingAbout

_MOVED = (Lateness, PrivatePerson, ProtectedContact)


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
    for episode in episodes:
        _move(episode, child=child, reasons=reasons.strip(), by=by, now=now)
    _move_what_is_known(unknown, child, now=now)
    unknown.matched_to = child
    unknown.version += 1
    unknown.save()
    audit(action="matching.match_child", about=reference, by=by, now=now)
    audit(action="matching.match_child", about=known, by=by, now=now)
    return known


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
        episode.child = child
        episode.responsible_authority = child.responsible_authority
        episode.host_authority = child.host_authority
        episode.placement_provider = child.placement_provider
        area = child.host_authority or child.responsible_authority
        episode.police_force = episode.police_force or area.police_force
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
            _tell(event, episode, before, now=now)


def _tell(event: Event, episode: MissingEpisode, before: list[Recipient], *, now: datetime) -> None:
    """Tell those who were told that it has changed; those who answer for the known child, that a child is missing."""
    again = [_as_it_stands(recipient, episode, now=now) for recipient in before]
    notices.tell(event=event, about=TellingAbout.CORRECTED, recipients=again, episode=episode, now=now)
    if episode.returned_on is None:
        told = {recipient.organisation.pk for recipient in before}
        first = notices.first_recipients(episode=episode, now=now)
        new = [recipient for recipient in first if recipient.organisation.pk not in told]
        notices.tell(event=event, about=TellingAbout.MISSING, recipients=new, episode=episode, now=now)


def _as_it_stands(recipient: Recipient, episode: MissingEpisode, *, now: datetime) -> Recipient:
    """Give a recipient in the relation it has to the known child; a link of a nearer one is withdrawn."""
    stands = {
        episode.responsible_authority_id: Relation.RESPONSIBLE,
        episode.police_force_id: Relation.POLICE,
        episode.placement_provider_id: Relation.PLACEMENT,
    }
    if episode.host_authority_id != episode.responsible_authority_id:
        stands[episode.host_authority_id] = Relation.HOST
    relation = stands.get(recipient.organisation.pk, Relation.TOLD)
    if relation is not recipient.relation:
        earlier = Telling.objects.filter(episode=episode, organisation=recipient.organisation)
        earlier.filter(link_withdrawn_at=None).update(link_withdrawn_at=now)
    return replace(recipient, relation=relation)


def _move_what_is_known(unknown: Child, child: Child, *, now: datetime) -> None:
    """Move names, photographs, contacts and who is involved. What the known child has already stays where it is."""
    with hand_on_children(unknown.pk, child.pk):
        heard = tuple(ChildName.objects.filter(child=unknown).order_by("pk").values_list("name", flat=True))
        add_names(child, heard, kind=NameKind.AS_HEARD, now=now)
        twice = Photograph.objects.filter(child=child).values_list("digest", flat=True)
        Photograph.objects.filter(child=unknown).exclude(digest__in=list(twice)).update(child=child)
        for model in _MOVED:
            model._default_manager.filter(child=unknown).update(child=child)
        held = set(
            Involvement.objects.filter(child=child, ended_at=None).values_list("capacity", "organisation")
        )
        for row in Involvement.objects.filter(child=unknown):
            if row.ended_at is not None or (row.capacity, row.organisation_id) not in held:
                row.child = child
                row.save(update_fields=["child"])
