"""A child's own lock, held by whoever reckons what is owed in the case, and by whoever tells of it.

It is the last that an action takes, after every lock of a row but those of tellings of what is owed in the case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import connection

from lantern.record.models import MissingEpisode

_BUCKETS = 512  # an import of a whole authority takes no more locks than these
_LOCK = 33


def hold(children: Iterable[int]) -> None:
    """Take these children's locks until the transaction ends: two actions about one child reckon one after the other,
    each with what the one before has written.
    """
    with connection.cursor() as cursor:
        for bucket in sorted(_buckets(children)):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, bucket])


def hold_whole(children: Collection[int]) -> None:
    """Take these children's episodes first, as every action does, and then their locks."""
    rows = MissingEpisode.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    list(rows.filter(child__in=children).values_list("pk", flat=True))
    hold(children)


def held_at_once(children: Iterable[int]) -> set[int]:
    """Take the locks that nobody has, in one question, and wait for none; give the children whose they are."""
    wanted = set(children)
    if not wanted:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bucket FROM unnest(%s::int[]) AS bucket WHERE pg_try_advisory_xact_lock(%s, bucket)",
            [sorted(_buckets(wanted)), _LOCK],
        )
        taken = {bucket for (bucket,) in cursor.fetchall()}
    return {key for key in wanted if key % _BUCKETS in taken}


def _buckets(children: Iterable[int]) -> set[int]:
    return {key % _BUCKETS for key in children}
