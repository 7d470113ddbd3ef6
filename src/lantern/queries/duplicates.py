"""Two records that may be of one child: proposed with the reasons, never with a score; and what was decided of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from lantern.policies.duplicates import Because
from lantern.queries.children import display_names
from lantern.queries.seeing import may, reads, visible_to
from lantern.queries.values import JoinedLine
from lantern.record.models import Child, PairDecision
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import Permission

MOST_SHOWN = 200
NOT_YOURS = "Only the authority that looks after both children decides on two records. Nothing was changed."
# Each is of one authority's own children, and of records that lead to no other. A number that more than two children
# have is a home's or a worker's, and says nothing.
_OWN = (
    "(SELECT c.id, c.date_of_birth FROM record_child c WHERE c.responsible_authority_id = %(authority)s "
    "AND c.matched_to_id IS NULL)"
)
_PAIRS = {
    Because.NAME_AND_BIRTH: f"""
SELECT DISTINCT a.id, b.id FROM {_OWN} a JOIN {_OWN} b ON b.date_of_birth = a.date_of_birth AND b.id > a.id
WHERE EXISTS (SELECT FROM record_childname n JOIN record_childname m ON m.child_id = b.id WHERE n.child_id = a.id AND
  (n.search_key = m.search_key OR (cardinality(lantern_sounds(n.search_key)) > 1
    AND lantern_sounds(n.search_key) = lantern_sounds(m.search_key))))
""",  # noqa: S608 - our own words, and no value of anybody
    Because.IDENTIFIER: f"""
SELECT DISTINCT a.id, b.id FROM {_OWN} a JOIN record_childidentifier i ON i.child_id = a.id
JOIN record_childidentifier j ON j.kind = i.kind AND lower(j.value) = lower(i.value)
JOIN {_OWN} b ON b.id = j.child_id AND b.id > a.id
""",  # noqa: S608 - our own words, and no value of anybody
    Because.TELEPHONE: f"""
WITH numbers AS (SELECT DISTINCT o.id, number FROM {_OWN} o JOIN record_protectedcontact c ON c.child_id = o.id,
  unnest(lantern_numbers(c.telephone)) AS number),
few AS (SELECT number FROM numbers GROUP BY number HAVING count(*) = 2)
SELECT DISTINCT a.id, b.id FROM few JOIN numbers a USING (number) JOIN numbers b USING (number) WHERE b.id > a.id
""",  # noqa: S608 - our own words, and no value of anybody
}


@dataclass(frozen=True, kw_only=True)
class RecordOf:
    """One record of a pair, as a list names it."""

    reference: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two records that nobody has decided on, and why they are proposed."""

    first: RecordOf
    second: RecordOf
    because: tuple[Because, ...]


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was decided of two records, by whom and why, and whether that was taken back."""

    reference: str
    first: RecordOf
    second: RecordOf
    is_same: bool
    reasons: str
    by_name: str
    recorded_at: datetime
    undone_at: datetime | None
    undone_by_name: str
    undone_because: str


@dataclass(frozen=True, kw_only=True)
class Duplicates:
    """The pairs that wait for a person, and what was decided, the newest first."""

    pairs: tuple[Pair, ...]
    decided: tuple[Decided, ...]
    there_are_more: bool


@reads
def duplicates(*, by: Actor, now: datetime) -> Duplicates:
    """Give the records of the reader's own authority that may be of one child."""
    found: dict[tuple[int, int], list[Because]] = defaultdict(list)
    for because, question in _PAIRS.items():
        for pair in _asked(question, by=by):
            found[pair].append(because)
    decided = {(row.first_id, row.second_id) for row in _standing()}
    waiting = sorted(pair for pair in found if pair not in decided)
    named = _named({key for pair in waiting[:MOST_SHOWN] for key in pair}, by=by)
    return Duplicates(
        pairs=tuple(
            Pair(first=named[one], second=named[other], because=tuple(found[one, other]))
            for one, other in waiting[:MOST_SHOWN]
            if one in named and other in named
        ),
        decided=_decided(PairDecision.objects.order_by("-recorded_at", "-pk")[:MOST_SHOWN], by=by),
        there_are_more=len(waiting) > MOST_SHOWN,
    )


@reads
def decision(*, reference: str, by: Actor, now: datetime) -> Decided:
    """Give one decision; raise NotFound where this reader does not see both children."""
    return next(iter(_decided([find_decision(reference=reference)], by=by)))


def find_decision(*, reference: str, lock: bool = False) -> PairDecision:
    """Give the table's row, under the reader's own policy; with `lock`, take it."""
    rows = PairDecision.objects.filter(reference=reference)
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise NotFound("There is no such decision that you may see. Open the list again.")
    return row


def decided_of(first: Child, second: Child) -> PairDecision | None:
    """Give the decision that stands on two records."""
    pair = sorted((first.pk, second.pk))
    return _standing().filter(first_id=pair[0], second_id=pair[1]).first()


def joined_to(child: Child, *, by: Actor) -> tuple[Decided, ...]:
    """Give the records that were said to be of the same child, where this reader may see both."""
    rows = _standing().filter(Q(first=child) | Q(second=child), is_same=True)
    return _decided(rows.order_by("recorded_at"), by=by)


@reads
def joined(*, reference: str, by: Actor, now: datetime) -> tuple[str, ...]:
    """Give the references of the records of the same child whose entries stay where they are, and are read there.

    They were joined by a person, or the child was recorded before anybody knew who it was: a match moves the missing
    episodes, and what was recorded of the case stays. Given where this reader may read both records.
    """
    child = visible_to(by).filter(reference=reference).first()
    if child is None:
        return ()
    said = [line.reference for line in lines_of_pairs(child, by=by)]
    others = visible_to(by).filter(Q(reference__in=said) | Q(matched_to=child)).order_by("pk")
    return tuple(row.reference for row in others if may(permission=Permission.SEE_RECORD, row=row, by=by))


def lines_of_pairs(child: Child, *, by: Actor) -> tuple[JoinedLine, ...]:
    """Give the other records of this child as the child's own page names them."""
    return tuple(
        JoinedLine(
            reference=other.reference,
            name=other.name,
            by_name=made.by_name,
            recorded_at=made.recorded_at,
            reasons=made.reasons,
        )
        for made in joined_to(child, by=by)
        for other in (made.first, made.second)
        if other.reference != child.reference
    )


def require_both(*children: Child, by: Actor) -> None:
    """Refuse who may not say of both children who they are."""
    if not all(may(permission=Permission.MATCH_CHILD, row=child, by=by) for child in children):
        raise NotPermitted(NOT_YOURS)


def _standing() -> QuerySet[PairDecision]:
    return PairDecision.objects.filter(undone_at=None)


def _asked(question: str, *, by: Actor) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(question, {"authority": by.organisation_id})
        return [(int(one), int(other)) for one, other in cursor.fetchall()]


def _named(keys: Iterable[int], *, by: Actor) -> dict[int, RecordOf]:
    rows = list(visible_to(by).filter(pk__in=list(keys)))
    names = display_names([row.pk for row in rows])
    return {row.pk: RecordOf(reference=row.reference, name=names[row.pk]) for row in rows}


def _decided(rows: Iterable[PairDecision], *, by: Actor) -> tuple[Decided, ...]:
    held = list(rows)
    if not held:
        return ()
    named = _named({key for row in held for key in (row.first_id, row.second_id)}, by=by)
    return tuple(
        Decided(
            reference=row.reference,
            first=named[row.first_id],
            second=named[row.second_id],
            is_same=row.is_same,
            reasons=row.reasons,
            by_name=row.by_name,
            recorded_at=row.recorded_at,
            undone_at=row.undone_at,
            undone_by_name=row.undone_by_name,
            undone_because=row.undone_because,
        )
        for row in held
        if row.first_id in named and row.second_id in named
    )
