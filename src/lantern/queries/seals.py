"""What was entered on the wrong child, for the information owner alone: with its words, and with those who saw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lantern.accounts.models import Account, Organisation
from lantern.policies import access
from lantern.queries import chronology
from lantern.queries.children import display_names
from lantern.queries.seeing import may, permissions_among, reads, visible_to
from lantern.queries.values import Entry
from lantern.record.models import AuditEntry, MissingEpisode, Seal, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission, Role
from lantern.vocabulary.tellings import Channel, TellingAbout, TellingState

_OPENED = ("children.open_episode", "sheet.open_sheet")


@dataclass(frozen=True, kw_only=True)
class SealLine:
    """One sealed entry, without its words."""

    number: int
    episode: str
    child: str  # on whose record it was entered
    made_at: datetime
    sealed_at: datetime
    sealed_by: str
    sealed_by_role: str
    reasons: str
    is_void: bool  # the whole report was another child's


@dataclass(frozen=True, kw_only=True)
class Saw:
    """Somebody who opened the episode, or acted on it, between the entry and its seal, by the audit."""

    name: str
    role: str
    organisation: str
    first_at: datetime
    last_at: datetime
    opened: int
    acted: int
    reads_chronology: bool  # a role that does not reads only what its own organisation entered


@dataclass(frozen=True, kw_only=True)
class WasTold:
    """An organisation that was told because of this entry; the message holds a reference and no words of it."""

    organisation: str
    team: str
    channel: Channel
    about: TellingAbout
    state: TellingState
    told_at: datetime | None
    by: str


@dataclass(frozen=True, kw_only=True)
class SealedEntry:
    """One sealed entry whole, with those who saw it and those who were told."""

    line: SealLine
    entry: Entry
    saw: tuple[Saw, ...]
    told: tuple[WasTold, ...]
    as_of: datetime


@reads
def sealed(*, by: Actor, now: datetime) -> tuple[SealLine, ...]:
    """Give what was sealed on the record of this reader's authority, the newest first, without its words."""
    if not access.relations_that(role=by.role, permission=Permission.SEE_SEALED):
        return ()
    rows = list(_rows())
    allowed = permissions_among([row.event.of_episode for row in rows], by=by)
    return _lines([row for row in rows if Permission.SEE_SEALED in allowed[row.event.of_episode.pk]], by=by)


@reads
def sealed_entry(*, number: int, by: Actor, now: datetime) -> SealedEntry:
    """Give one sealed entry with its words and those who saw it; raise NotFound where it may not be opened."""
    row = _rows().filter(event=number).first()
    if row is None or not may(permission=Permission.SEE_SEALED, row=row.event.of_episode, by=by):
        raise NotFound("There is no such sealed entry that you may open. This attempt has been recorded.")
    return SealedEntry(
        line=_lines([row], by=by)[0],
        entry=chronology.entry_of(row.event, by=by),
        saw=_saw(row),
        told=_told(row.event_id),
        as_of=now,
    )


def _rows() -> QuerySet[Seal]:
    return Seal.objects.select_related("event__episode").order_by("-recorded_at", "-pk")


def _lines(rows: Sequence[Seal], *, by: Actor) -> tuple[SealLine, ...]:
    children = {row.event.of_episode.child_id for row in rows}
    names = display_names(visible_to(by).filter(pk__in=children).values_list("pk", flat=True))
    return tuple(_line(row, row.event.of_episode, names) for row in rows)


def _line(row: Seal, episode: MissingEpisode, names: dict[int, str]) -> SealLine:
    return SealLine(
        number=row.event_id,
        episode=episode.reference,
        child=names.get(episode.child_id, "Name not known"),
        made_at=row.event.recorded_at,
        sealed_at=row.recorded_at,
        sealed_by=row.by_name,
        sealed_by_role=access.ROLE_TITLES[Role(row.by_role)],
        reasons=row.reasons,
        is_void=episode.is_void,
    )


def _saw(row: Seal) -> tuple[Saw, ...]:
    """Give who opened or acted on the episode while the entry stood open, the first of them first.

    The audit's moments are the database's own, so whoever made the entry and whoever sealed it are there too.
    """
    entries = AuditEntry.objects.filter(
        about=row.event.of_episode.reference, outcome="done", at__gte=row.event.recorded_at
    ).order_by("number")
    by_whom: dict[tuple[int | None, str, int | None], list[AuditEntry]] = {}
    for entry in entries:
        if entry.at <= row.recorded_at or entry.action in _SEALS and entry.account_id == row.by_account_id:
            by_whom.setdefault((entry.account_id, entry.role, entry.organisation_id), []).append(entry)
    names = dict(Account.objects.filter(pk__in=[k[0] for k in by_whom if k[0]]).values_list("pk", "name"))
    places = dict(
        Organisation.objects.filter(pk__in=[k[2] for k in by_whom if k[2]]).values_list("pk", "name")
    )
    return tuple(
        _one(role, names.get(account or 0, ""), places.get(organisation or 0, ""), held)
        for (account, role, organisation), held in by_whom.items()
    )


_SEALS = ("sealing.seal",)


def _one(role: str, name: str, organisation: str, held: Sequence[AuditEntry]) -> Saw:
    opened = sum(entry.action in _OPENED for entry in held)
    return Saw(
        name=name,
        role=access.ROLE_TITLES[Role(role)],
        organisation=organisation,
        first_at=held[0].at,
        last_at=held[-1].at,
        opened=opened,
        acted=len(held) - opened,
        reads_chronology=bool(access.relations_that(role=Role(role), permission=Permission.SEE_RECORD)),
    )


def _told(event: int) -> tuple[WasTold, ...]:
    rows = (
        Telling.objects.filter(event=event)
        .select_related("organisation", "team", "acknowledgement")
        .order_by("pk")
    )
    return tuple(_was_told(row) for row in rows)


def _was_told(row: Telling) -> WasTold:
    answered = getattr(row, "acknowledgement", None)
    return WasTold(
        organisation=row.organisation.name,
        team=row.team.name if row.team else "",
        channel=Channel(row.channel),
        about=TellingAbout(row.about),
        state=TellingState(row.state),
        told_at=row.told_at,
        by=f"{answered.name}, {answered.job_title}" if answered else "",
    )
