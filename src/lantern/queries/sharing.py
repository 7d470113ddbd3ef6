"""Which other forces and authorities are let into one episode, until when, by whom and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Now

from lantern.accounts.models import Organisation
from lantern.policies import access
from lantern.policies.sharing import MAY_BE_LET_IN
from lantern.queries.seeing import asked_for, episodes_visible_to, may, reads
from lantern.queries.values import LetIn
from lantern.record.context import read_as
from lantern.record.models import EpisodeAccess, MissingEpisode, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission, Relation
from lantern.vocabulary.tellings import TellingAbout

MOST_FOUND = 25
OWN_COLUMNS = ("responsible_authority_id", "host_authority_id", "placement_provider_id", "police_force_id")


@dataclass(frozen=True, kw_only=True)
class WhoIsIn:
    """Who is let into one episode, as one reader may see it; `own` is the reader's own organisation's access."""

    running: tuple[LetIn, ...] = ()
    ended: tuple[LetIn, ...] = ()
    own: LetIn | None = None
    may_give: bool = False


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An organisation that could be let in, or why not."""

    reference: str
    name: str
    telephone: str
    switchboard: str
    is_in: bool
    sees_already: bool


@dataclass(frozen=True, kw_only=True)
class Over:
    """That this reader's organisation was let into an episode, and is no longer."""

    at: datetime
    by: str
    telephone: str


@reads
def who_is_in(*, reference: str, by: Actor, now: datetime) -> WhoIsIn:
    """Give who is let into one episode now and who was; nothing to a reader who may not read the record."""
    episode = _seen(reference, by=by)
    if not may(permission=Permission.SEE_RECORD, row=episode, by=by):
        return WhoIsIn()
    rows = _rows(EpisodeAccess.objects.filter(episode=episode).order_by("-pk"))
    lines = [(row, _line(row, episode, now=now)) for row in rows]
    own = by.organisation_id
    return WhoIsIn(
        running=tuple(line for _, line in lines if line.is_running),
        ended=tuple(line for _, line in lines if not line.is_running),
        own=next((line for row, line in lines if line.is_running and row.organisation_id == own), None),
        may_give=may(permission=Permission.GIVE_ACCESS, row=episode, by=by) and not episode.is_void,
    )


@reads
def candidates(*, reference: str, wanted: str, by: Actor, now: datetime) -> tuple[Candidate, ...]:
    """Give the forces and authorities of this name, for a reader who may let one of them in."""
    episode = _seen(reference, by=by)
    if not may(permission=Permission.GIVE_ACCESS, row=episode, by=by) or len(wanted.strip()) < 2:
        return ()
    found = Organisation.objects.filter(
        kind__in=[kind.value for kind in MAY_BE_LET_IN], name__icontains=wanted.strip()
    ).order_by("name", "pk")[:MOST_FOUND]
    return tuple(_candidate(row, episode) for row in found)


@reads
def candidate(*, reference: str, organisation: str, by: Actor, now: datetime) -> Candidate:
    """Give one organisation that is to be let in, or is in; raise NotFound where there is none."""
    episode = _seen(reference, by=by)
    row = Organisation.objects.filter(
        reference=organisation, kind__in=[kind.value for kind in MAY_BE_LET_IN]
    ).first()
    if row is None:
        raise NotFound("There is no such force or authority here. Search for it by name again.")
    return _candidate(row, episode)


def let_into(episodes: Sequence[MissingEpisode], *, by: Actor) -> dict[int, LetIn]:
    """Give, for each of these episodes that the reader sees only because its organisation was let in, that access."""
    keys = {e.pk: e for e in episodes if not stands_by_itself(e, by.organisation_id)}
    if not keys or not access.MATRIX[by.role][Relation.GIVEN]:
        return {}
    rows = _running().filter(organisation_id=by.organisation_id or 0, episode__in=list(keys))
    return {row.episode_id: _line(row, keys[row.episode_id]) for row in _rows(rows)}


@reads
def over(*, reference: str, by: Actor, now: datetime) -> Over | None:
    """Say that the reader's own organisation was let into this episode and is no longer; None where it never was."""
    if not access.MATRIX[by.role][Relation.GIVEN]:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT over_at, given_by FROM lantern_was_given(%s)", [reference[:14]])
        row = cursor.fetchone()
    if row is None:
        return None
    giver = Organisation.objects.get(pk=row[1])
    return Over(at=row[0], by=giver.name, telephone=giver.out_of_hours_telephone or giver.switchboard)


def is_shut_out(telling: Telling) -> bool:
    """Say whether a telling is to an organisation that was let in, or asked, and is no longer: it is told no more."""
    if telling.about == TellingAbout.UNASKED.value:
        return False  # it is told that it is asked no more
    if telling.relation == Relation.ASKED.value:
        return telling.episode_id not in asked_for(telling.organisation_id)
    if telling.relation != Relation.GIVEN.value or telling.episode_id is None:
        return False
    with read_as(SYSTEM):  # a link's holder does not read who else is let in
        return telling.organisation_id not in let_in_now(episode_id=telling.episode_id)


def let_in_now(*, episode_id: int) -> set[int]:
    """Give the organisations that are let into this episode at this moment, by the database's clock."""
    return set(_running().filter(episode=episode_id).values_list("organisation_id", flat=True))


def stands_by_itself(episode: MissingEpisode, organisation: int | None) -> bool:
    """Say whether an organisation stands in a relation of its own to this episode."""
    return organisation is not None and organisation in {getattr(episode, name) for name in OWN_COLUMNS}


def _running() -> QuerySet[EpisodeAccess]:
    return EpisodeAccess.objects.filter(ended_at=None, from_at__lte=Now(), until_at__gt=Now())


def _seen(reference: str, *, by: Actor) -> MissingEpisode:
    episode = (
        episodes_visible_to(by).select_related("responsible_authority").filter(reference=reference).first()
    )
    if episode is None:
        raise NotFound(
            "There is nothing by that reference that you may see. Check it, or ring the duty team."
        )
    return episode


def _candidate(row: Organisation, episode: MissingEpisode) -> Candidate:
    return Candidate(
        reference=row.reference,
        name=row.name,
        telephone=row.out_of_hours_telephone or row.switchboard,
        switchboard=row.switchboard,
        is_in=row.pk in let_in_now(episode_id=episode.pk),
        sees_already=stands_by_itself(episode, row.pk),
    )


def _rows(accesses: QuerySet[EpisodeAccess]) -> QuerySet[EpisodeAccess]:
    return accesses.select_related("organisation")


def _line(row: EpisodeAccess, episode: MissingEpisode, *, now: datetime | None = None) -> LetIn:
    return LetIn(
        organisation=row.organisation.name,
        reference=row.organisation.reference,
        from_at=row.from_at,
        until_at=min(row.until_at, row.ended_at) if row.ended_at else row.until_at,
        by_name=row.by_name,
        by_authority=episode.responsible_authority.name,
        reasons=row.reasons,
        is_running=row.ended_at is None and (now is None or row.until_at > now),
        ended_by=row.ended_by_name,
    )
