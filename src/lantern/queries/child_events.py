"""Which events of a child were asked for, and what tells whether they stand: no more of them than that."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db import connection

from lantern.vocabulary.events import EventKind


class Tied(NamedTuple):
    """An event that corrects another, or is corrected by one."""

    id: int
    kind: EventKind
    corrects: int | None
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Those events that are asked for: of these kinds, this episode, these days, or one alone. None asks for all."""

    kinds: Collection[EventKind] | None = None
    episode: int | None = None
    from_on: date | None = None
    until_on: date | None = None
    number: int | None = None


@dataclass(frozen=True, kw_only=True)
class Held:
    """One page of the keys of what was asked for, in the order it happened, and all that is tied of the child."""

    of: int  # of all there is
    total: int  # of what was asked for
    part: tuple[int, ...]
    tied: tuple[Tied, ...]


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KINDS = {kind.value: kind for kind in EventKind}
# Episode by episode, so that the policy is asked of these few and the database does not first list every episode
# that this reader may see. The order is the one of an episode's own chronology. One statement, so that the counts,
# the page and what strikes its entries are of one moment; and keys alone, because a child has thousands.
_EVENTS = """
WITH held AS MATERIALIZED (
  SELECT v.id, v.kind, v.episode_id, v.corrects_id, v.happened_on, v.happened_at, v.recorded_at
  FROM unnest(%(episodes)s::bigint[]) AS of_child(id)
  CROSS JOIN LATERAL (SELECT * FROM record_event v WHERE v.episode_id = of_child.id OFFSET 0) v
  WHERE v.id <> ALL(%(without)s::bigint[])
  UNION ALL
  SELECT v.id, v.kind, v.episode_id, v.corrects_id, v.happened_on, v.happened_at, v.recorded_at
  FROM record_event v WHERE v.child_id = %(child)s AND v.id <> ALL(%(without)s::bigint[])
), known AS NOT MATERIALIZED (
  SELECT * FROM held WHERE %(moment)s::timestamptz IS NULL OR recorded_at <= %(moment)s
), wanted AS NOT MATERIALIZED (
  SELECT * FROM known WHERE (%(kinds)s::text[] IS NULL OR kind = ANY(%(kinds)s))
  AND (%(episode)s::bigint IS NULL OR episode_id = %(episode)s)
  AND (%(from_on)s::date IS NULL OR happened_on >= %(from_on)s)
  AND (%(until_on)s::date IS NULL OR happened_on <= %(until_on)s)
  AND (%(number)s::bigint IS NULL OR id = %(number)s)
), counted AS (SELECT (SELECT count(*) FROM known) AS of, (SELECT count(*) FROM wanted) AS total)
SELECT of, total,
  ARRAY(
    SELECT id FROM wanted ORDER BY happened_on, happened_at, recorded_at, id LIMIT %(size)s::bigint
    OFFSET coalesce(greatest(least(%(page)s, (total + %(size)s - 1) / %(size)s) - 1, 0) * %(size)s, 0)
  ),
  (
    SELECT coalesce(json_agg(
      json_build_array(id, kind, corrects_id, (extract(epoch FROM recorded_at) * 1000000)::bigint)
      ORDER BY happened_on, happened_at, recorded_at, id
    ), '[]')
    FROM held WHERE corrects_id IS NOT NULL OR id IN (SELECT corrects_id FROM held)
  )
FROM counted
"""


def events_of(
    *,
    episodes: Iterable[int],
    child: int | None,
    without: Iterable[int],
    moment: datetime | None,
    asked: Asked,
    page: int,
    size: int | None,
) -> Held:
    """Give the page of what was asked for, the last one where there are fewer; all of it where the size is None.

    Of these episodes of one child, and of their case where `child` is given. The page and the counts are of what was
    recorded by the moment (UTC); what is tied is whole, for `policies.known` to say what of it stood then.
    Row-level security says what of all this the reader sees.
    """
    said = {
        "episodes": list(episodes),
        "child": child,
        "without": list(without),
        "moment": moment,
        "kinds": None if asked.kinds is None else [kind.value for kind in asked.kinds],
        "episode": asked.episode,
        "from_on": asked.from_on,
        "until_on": asked.until_on,
        "number": asked.number,
        "page": page,
        "size": size,
    }
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, said)
        of, total, part, tied = cursor.fetchone()
    return Held(of=of, total=total, part=tuple(part), tied=tuple(_tied(*row) for row in tied))


def _tied(key: int, kind: str, corrects: int | None, microseconds: int) -> Tied:
    return Tied(key, _KINDS[kind], corrects, _EPOCH + timedelta(microseconds=microseconds))
