"""Who has to do with a child, by their post: stored, ended, and told at once where the child is missing now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from lantern.accounts.models import Organisation, Team
from lantern.actions import notices, recipients
from lantern.actions.acting import acts, audit
from lantern.policies import involved as policy
from lantern.queries.missing import lock_child
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import Child, Event, Involvement, MissingEpisode, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import Capacity
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import NotFound, Refused, Stale
from lantern.vocabulary.roles import OrganisationKind, Permission
from lantern.vocabulary.tellings import MESSAGES, TellingAbout, TellingState

_TURNS = {
    EventKind.MISSING_REPORTED.value,
    EventKind.REPORT_JOINED.value,
    EventKind.CHILD_LOCATED.value,
}
_MESSAGES = [channel.value for channel in MESSAGES]


@dataclass(frozen=True, kw_only=True)
class Post:
    """An organisation, perhaps one of its teams, in one capacity, and whom to ask for there."""

    capacity: Capacity
    organisation: str  # by reference
    team: int | None = None
    person: str = ""
    telephone: str = ""  # that worker's own, at work


@acts
def involve(*, child: str, post: Post, by: Actor, now: datetime) -> int:
    """Store that an organisation has to do with a child; where the child is missing now, it is told."""
    row = lock_child(reference=child, by=by)
    require(permission=Permission.KEEP_INVOLVED, row=row, by=by)
    organisation = Organisation.objects.filter(reference=post.organisation).first()
    if organisation is None:
        raise Refused("There is no such organisation here. Choose one of the list.", field="organisation")
    policy.check_capacity(capacity=post.capacity, kind=OrganisationKind(organisation.kind))
    policy.check_number(telephone=post.telephone, person=post.person)
    team = Team.objects.filter(pk=post.team, organisation=organisation).first() if post.team else None
    if post.team and team is None:
        raise Refused("There is no such team there. Choose one of the list.", field="organisation")
    made = _written(
        Involvement(
            child=row,
            capacity=post.capacity.value,
            organisation=organisation,
            team=team,
            person=post.person.strip(),
            **_said(post.telephone, by=by, now=now),
            recorded_at=now,
        )
    )
    _tell_now(row, now=now)
    audit(action="involved.involve", about=child, by=by, now=now)
    return made.pk


def _said(telephone: str, *, by: Actor, now: datetime) -> dict[str, Any]:
    """Give a number with who said so and when; of no number nobody said anything."""
    number = telephone.strip()
    by_name, at = (by.name[:200], now) if number else ("", None)
    return {"telephone": number, "telephone_by": by_name, "telephone_at": at}


@acts
def change_number(
    *, child: str, involvement: int, telephone: str, seen: str, by: Actor, now: datetime
) -> int:
    """Write down another number for a worker, or none. `seen` is the one that stood on the page.

    No feed writes over it: what a person typed since is refused there, and looked at.
    """
    row = lock_child(reference=child, by=by)
    require(permission=Permission.KEEP_INVOLVED, row=row, by=by)
    held = Involvement.objects.select_for_update().filter(child=row, pk=involvement, ended_at=None).first()
    if held is None:
        raise NotFound("That is not stored any more. Open the page again.")
    if seen != held.telephone:
        now_held = held.telephone or "none"
        raise Stale(
            f"The number was changed after you opened the page: it is {now_held} now. Nothing was overwritten. Send "
            "again if yours is right."
        )
    policy.check_number(telephone=telephone, person=held.person)
    for name, value in _said(telephone, by=by, now=now).items():
        setattr(held, name, value)
    held.save(update_fields=["telephone", "telephone_by", "telephone_at"])
    audit(action="involved.change_number", about=child, by=by, now=now)
    return held.pk


def _written(row: Involvement) -> Involvement:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:
        if "involved_once_a_capacity" not in str(clash):
            raise
        raise Refused(
            "That organisation is stored in this capacity already. Nothing was changed. "
            "To change its team or person, end that first.",
            field="organisation",
        ) from clash
    return row


def _tell_now(child: Child, *, now: datetime) -> None:
    """Tell whoever the table asks for and who was not told yet, of the last turn of the episode that is open."""
    episode = (
        MissingEpisode.objects.select_for_update(of=("self",))
        .filter(child=child, returned_on=None, is_void=False)
        .first()
    )
    if episode is None or not episode.tellings.exists():
        return
    episode.child = child
    with hand_on(episode_id=episode.pk):
        known = {(t.organisation_id, t.team_id, t.channel) for t in episode.tellings.filter(follows_up=None)}
        first = notices.first_recipients(episode=episode, now=now)
        turns = Event.objects.filter(episode=episode, kind__in=_TURNS).order_by("-recorded_at", "-pk")
        turn = turns.first()
        if turn is None:
            return
        is_found = episode.stage == Stage.LOCATED.value
        notices.tell(
            event=turn,
            about=TellingAbout.LOCATED if is_found else TellingAbout.MISSING,
            recipients=[one for one in first if one.key not in known],
            episode=episode,
            now=now,
        )


@acts
def end_involvement(*, child: str, involvement: int, by: Actor, now: datetime) -> int:
    """Record that an organisation has no more to do with a child; what it was not told yet is withdrawn.

    Whoever was told goes on being told how it ends: what they hold would else be wrong for ever.
    """
    row = lock_child(reference=child, by=by)
    require(permission=Permission.KEEP_INVOLVED, row=row, by=by)
    held = Involvement.objects.select_for_update().filter(child=row, pk=involvement, ended_at=None).first()
    if held is None:
        raise NotFound("That is not stored any more. Open the page again.")
    held.ended_at = now
    held.save(update_fields=["ended_at"])
    _withdraw(row, now=now)
    audit(action="involved.end_involvement", about=child, by=by, now=now)
    return held.pk


def _withdraw(child: Child, *, now: datetime) -> None:
    """Withdraw what waits for the morning and is asked for by nothing that is stored any more."""
    episode = (
        MissingEpisode.objects.select_for_update(of=("self",))
        .filter(child=child, returned_on=None, is_void=False)
        .first()
    )
    if episode is None:
        return
    episode.child = child
    with hand_on(episode_id=episode.pk):
        asked = {one.key for one in notices.first_recipients(episode=episode, now=now)}
        waits = Telling.objects.select_for_update(of=("self",)).filter(
            episode=episode,
            channel__in=_MESSAGES,
            state=TellingState.WAITING.value,
            stage__in=recipients.postponed_stages(),
        )
        gone = [t.pk for t in waits if (t.organisation_id, t.team_id, t.channel) not in asked]
        unsent = Telling.objects.filter(pk__in=gone, attempts=None)
        unsent.update(state=TellingState.WITHDRAWN.value, next_attempt_at=None)
