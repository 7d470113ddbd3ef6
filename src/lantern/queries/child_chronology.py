"""All that is recorded of one child, of their case and of every episode, in the order it happened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import NamedTuple

from django.db import connection

from lantern.policies import access
from lantern.policies.known import Known, end_of, known_at
from lantern.queries import chronology
from lantern.queries.children import display_names
from lantern.queries.missing import find_child
from lantern.queries.seeing import episodes_visible_to, relations_to
from lantern.queries.values import Entry
from lantern.record.models import Child, MissingEpisode, Seal
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.entries import GROUPS, EntryGroup
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import Permission, Relation

A_PAGE = 200
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


class _Light(NamedTuple):
    """An event with no more of it than tells whether it stands and whether it was asked for.

    Times come as numbers: a chronology has thousands, and few are ever compared.
    """

    id: int
    kind: EventKind
    episode_id: int | None
    corrects: int | None
    day: int  # on which it happened, counted from 1970
    microseconds: int  # at which it was recorded, counted from 1970

    @property
    def recorded_at(self) -> datetime:
        return _EPOCH + timedelta(microseconds=self.microseconds)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KINDS = {kind.value: kind for kind in EventKind}
# Episode by episode, so that the policy is asked of these few and the database does not first list every episode
# that this reader may see. The order is the one of an episode's own chronology.
_EVENTS = """
SELECT id, kind, episode_id, corrects_id, happened_on - DATE '1970-01-01',
  (extract(epoch FROM recorded_at) * 1000000)::bigint
FROM (
  SELECT v.* FROM unnest(%(episodes)s::bigint[]) AS of_child(id)
  CROSS JOIN LATERAL (SELECT * FROM record_event v WHERE v.episode_id = of_child.id OFFSET 0) v
  UNION ALL SELECT * FROM record_event WHERE child_id = %(child)s
) held ORDER BY happened_on, happened_at, recorded_at, id
"""


@dataclass(frozen=True, kw_only=True)
class _Sight:
    """What one reader may read of one child."""

    child: Child
    episodes: dict[int, MissingEpisode]
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
    rows = _light(sight, without=set() if with_sealed else sealed)
    known = known_at(rows, moment=moment)
    wanted = _wanted(known.events, asked, _episode(sight, asked))
    if asked.number is not None and not wanted:
        raise NotFound("There is no such entry that you may see. Open the chronology and look again.")
    pages = 1 if page is None else max(1, ceil(len(wanted) / A_PAGE))
    at = 1 if page is None else min(max(page, 1), pages)
    part = wanted if page is None else wanted[(at - 1) * A_PAGE : at * A_PAGE]
    return ChildChronology(
        child=sight.child.reference,
        name=display_names([sight.child.pk])[sight.child.pk],
        entries=_entries(part, known, sight, sealed, by=by),
        total=len(wanted),
        of=len(known.events),
        page=at,
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
    held = {each.pk: each for each in episodes_visible_to(by).filter(child=child).order_by("-recorded_at")}
    relations: dict[int | None, frozenset[Relation]] = {
        key: relations_to(row=each, by=by) for key, each in held.items()
    }
    relations = {key: found for key, found in relations.items() if _reads(found, by=by)}
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


def _light(sight: _Sight, *, without: Collection[int]) -> list[_Light]:
    child = sight.child.pk if sight.case else None
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, {"episodes": list(sight.episodes), "child": child})
        return [
            _Light(key, _KINDS[kind], *rest) for key, kind, *rest in cursor.fetchall() if key not in without
        ]


def _episode(sight: _Sight, asked: Narrowing) -> int | None:
    if not asked.episode:
        return None
    for key, each in sight.episodes.items():
        if each.reference == asked.episode:
            return key
    raise NotFound("There is no episode of this child by that reference that you may see.")


def _wanted(rows: Sequence[_Light], asked: Narrowing, episode: int | None) -> list[_Light]:
    kinds = GROUPS[asked.group] if asked.group else None
    first, last = _counted(asked.from_on), _counted(asked.until_on)
    return [
        row
        for row in rows
        if (kinds is None or row.kind in kinds)
        and (episode is None or row.episode_id == episode)
        and (first is None or row.day >= first)
        and (last is None or row.day <= last)
        and (asked.number is None or row.id == asked.number)
    ]


def _counted(day: date | None) -> int | None:
    return None if day is None else (day - _EPOCH.date()).days


def _entries(
    part: Sequence[_Light], known: Known[_Light], sight: _Sight, sealed: Collection[int], *, by: Actor
) -> tuple[ChildEntry, ...]:
    """Read these entries whole, and with each struck one the entry that strikes it, whichever page that is on."""
    struck = {row.id for row in part if row.id not in known.stands}
    striking = {row.corrects: row for row in known.events if row.corrects in struck}
    wanted = {row.id: row for row in (*part, *striking.values())}
    rows = chronology.whole_rows(wanted)
    entries = chronology.entries_among(
        list(rows.values()), stands=known.stands, relations=sight.relations, by=by
    )
    told = {entry.number: entry for entry in entries}
    return tuple(
        ChildEntry(
            entry=told[row.id],
            episode=sight.episodes[row.episode_id].reference if row.episode_id else "",
            correction=told[striking[row.id].id] if row.id in striking and told[row.id].is_struck else None,
            is_sealed=row.id in sealed,
        )
        for row in part
    )
