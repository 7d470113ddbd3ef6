"""All that is recorded of one child, of their case and of every episode, in the order it happened."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import NamedTuple

from lantern.policies import access
from lantern.policies.known import end_of, known_at
from lantern.queries import chronology
from lantern.queries.child_events import Asked, Held, events_of
from lantern.queries.children import display_names
from lantern.queries.missing import find_child
from lantern.queries.seeing import episodes_visible_to, relations_among, relations_to
from lantern.queries.values import Entry
from lantern.record.models import Child, Seal
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.entries import GROUPS, EntryGroup
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import Permission, Relation

A_PAGE = 30
Relations = Mapping[int | None, frozenset[Relation]]


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """The part of a chronology that was asked for. Days are those on which it happened; `known_on` is when recorded."""

    group: EntryGroup | None = None
    episode: str = ""
    from_on: date | None = None
    until_on: date | None = None
    known_on: date | None = None
    number: int | None = None  # one entry alone

    @property
    def is_all(self) -> bool:
        return self == Narrowing()


@dataclass(frozen=True, kw_only=True)
class ChildEntry:
    """One entry, the episode it is of (or none: the child's case), and the later entry that strikes it."""

    entry: Entry
    episode: str
    correction: Entry | None = None
    is_sealed: bool = False


@dataclass(frozen=True, kw_only=True)
class EpisodeLine:
    """An episode as its entries name it: by what is never corrected."""

    reference: str
    reported_at: datetime


@dataclass(frozen=True, kw_only=True)
class ChildChronology:
    """A page of a child's chronology, or all of what was asked for, as one reader may see it."""

    child: str
    name: str
    entries: tuple[ChildEntry, ...]
    total: int  # of what was asked for
    of: int  # of all there is
    page: int
    pages: int
    asked: Narrowing
    known_at: datetime | None
    episodes: tuple[EpisodeLine, ...]
    case_is_hidden: bool  # the reader sees episodes, and not what is beside them
    sees_protected: bool
    seals: int  # entries that this reader could open on their own page, and that stand not here
    as_of: datetime
    others: tuple[ChildChronology, ...] = ()  # of other records that somebody said are of the same child


class _Episode(NamedTuple):
    """What says who may read an episode and how its entries name it, and no more: a child may have hundreds."""

    pk: int
    reference: str
    recorded_at: datetime
    child_id: int
    is_void: bool
    responsible_authority_id: int
    host_authority_id: int | None
    placement_provider_id: int | None
    police_force_id: int | None


@dataclass(frozen=True, kw_only=True)
class _Sight:
    """What one reader may read of one child."""

    child: Child
    episodes: dict[int, _Episode]
    relations: dict[int | None, frozenset[Relation]]
    case: bool


def chronology_of(
    *, reference: str, asked: Narrowing, page: int | None, with_sealed: bool = False, by: Actor, now: datetime
) -> ChildChronology:
    """Give one page of a child's chronology, or all that was asked for where the page is None.

    Called by the action that audits the opening. Raise NotPermitted for who reads no part of it. What is sealed
    stands in it only for who may open seals and asks for it.
    """
    sight = _sight(reference, by=by)
    moment = end_of(asked.known_on, now=now) if asked.known_on else None
    sealed = _sealed(sight, by=by)
    size = None if page is None else A_PAGE
    held = events_of(
        episodes=sight.episodes,
        child=sight.child.pk if sight.case else None,
        without=[] if with_sealed else sealed,
        moment=moment,
        asked=_asked(sight, asked),
        page=max(page or 1, 1),
        size=size,
    )
    if asked.number is not None and not held.total:
        raise NotFound("There is no such entry that you may see. Open the chronology and look again.")
    pages = 1 if size is None else max(1, ceil(held.total / size))
    return ChildChronology(
        child=sight.child.reference,
        name=display_names([sight.child.pk])[sight.child.pk],
        entries=_entries(held, sight, sealed, moment=moment, by=by),
        total=held.total,
        of=held.of,
        page=min(max(page or 1, 1), pages),
        pages=pages,
        asked=asked,
        known_at=moment,
        episodes=tuple(
            EpisodeLine(reference=each.reference, reported_at=each.recorded_at)
            for each in sight.episodes.values()
        ),
        case_is_hidden=not sight.case,
        sees_protected=_sees_protected(sight, by=by),
        seals=0 if with_sealed else len(sealed),
        as_of=now,
    )


def _sight(reference: str, *, by: Actor) -> _Sight:
    child = find_child(reference=reference, by=by)
    rows = episodes_visible_to(by).filter(child=child).order_by("-recorded_at")
    held = {row[0]: _Episode(*row) for row in rows.values_list(*_Episode._fields)}
    relations: dict[int | None, frozenset[Relation]] = {
        key: found
        for key, found in relations_among(list(held.values()), by=by).items()
        if _reads(found, by=by)
    }
    own = relations_to(row=child, by=by)
    case = _reads(own, by=by)
    if not case and not relations:
        raise NotPermitted(
            "Your role does not see the chronology of this child: it may hold what the child told others in "
            "confidence. If you need it, ring the duty team. This refusal has been recorded."
        )
    return _Sight(
        child=child,
        episodes={key: each for key, each in held.items() if key in relations},
        relations={**relations, **({None: own} if case else {})},
        case=case,
    )


def _reads(relations: Collection[Relation], *, by: Actor) -> bool:
    return Permission.SEE_RECORD in access.permissions(role=by.role, relations=relations)


def _sees_protected(sight: _Sight, *, by: Actor) -> bool:
    return all(
        Permission.SEE_PROTECTED in access.permissions(role=by.role, relations=held)
        for held in sight.relations.values()
    )


def _sealed(sight: _Sight, *, by: Actor) -> set[int]:
    """Give what the reader might open on its own page: shut to everybody else by the database itself."""
    opens = [
        key
        for key, held in sight.relations.items()
        if key is not None and Permission.SEE_SEALED in access.permissions(role=by.role, relations=held)
    ]
    rows = Seal.objects.filter(event__episode__in=opens) if opens else Seal.objects.none()
    return set(rows.values_list("event_id", flat=True))


def _asked(sight: _Sight, asked: Narrowing) -> Asked:
    return Asked(
        kinds=GROUPS[asked.group] if asked.group else None,
        episode=_episode(sight, asked),
        from_on=asked.from_on,
        until_on=asked.until_on,
        number=asked.number,
    )


def _episode(sight: _Sight, asked: Narrowing) -> int | None:
    if not asked.episode:
        return None
    for key, each in sight.episodes.items():
        if each.reference == asked.episode:
            return key
    raise NotFound("There is no episode of this child by that reference that you may see.")


def _entries(
    held: Held, sight: _Sight, sealed: Collection[int], *, moment: datetime | None, by: Actor
) -> tuple[ChildEntry, ...]:
    """Read these entries whole, and with each struck one the entry that strikes it, whichever page that is on."""
    known = known_at(held.tied, moment=moment)
    fallen = {each.id for each in known.events} - known.stands
    part = set(held.part)
    striking = {each.corrects: each.id for each in known.events if each.corrects in fallen & part}
    rows = chronology.whole_rows([*held.part, *(key for key in striking.values() if key not in part)])
    entries = chronology.entries_among(
        list(rows.values()), stands=rows.keys() - fallen, relations=sight.relations, by=by
    )
    told = {entry.number: entry for entry in entries}
    return tuple(
        ChildEntry(
            entry=told[key],
            episode=sight.episodes[episode].reference if (episode := rows[key].episode_id) else "",
            correction=told[striking[key]] if key in striking and told[key].is_struck else None,
            is_sealed=key in sealed,
        )
        for key in held.part
    )
