"""What is owed in children's cases: on the page of one child, and on the work lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from lantern.policies import access
from lantern.queries.children import display_names
from lantern.queries.owed_lines import limit_of, line_of
from lantern.queries.seeing import visible_to
from lantern.queries.values import OwedLine
from lantern.queries.work_beside import answers_for
from lantern.queries.work_lines import What, Whose, WorkLine
from lantern.record.models import Child, OwedDuty
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Permission

# Whose organisation owes a duty of the case, by the column of the child that names it.
_OWES = {
    "responsible_authority": "responsible_authority",
    "host_authority": "host_authority",
    "placement": "placement_provider",
}
# Whose line names those who are still to be told of it (queries/work_beside.py): once is enough.
_BY_NAME = ["end-at-once-told"]


def owed_in_case(child: Child, *, now: datetime) -> tuple[OwedLine, ...]:
    """Give what is owed in one child's case now, the oldest first; of many of one kind the most pressing.

    What of it a reader sees is held by its own events. What is done stands on the page that says why it was owed.
    """
    rows = OwedDuty.objects.filter(child=child, settled_as="").order_by("arose_on", "arose_at", "pk")
    return tuple(replace(line_of(row, now=now), more=more) for row, more in _one_of_each(rows))


def _one_of_each(rows: Iterable[OwedDuty]) -> list[tuple[OwedDuty, int]]:
    """Give of each child's open duties of one kind the most pressing, and how many more there are.

    A child who often goes missing is owed the same discussion after each time: one line says so.
    """
    found: dict[tuple[int | None, str], list[OwedDuty]] = {}
    for row in rows:
        found.setdefault((row.child_id, row.code), []).append(row)
    return [(min(same, key=_pressing), len(same) - 1) for same in found.values()]


def _pressing(row: OwedDuty) -> tuple[bool, datetime, int]:
    limit = limit_of(row)
    return (limit is None, limit or When(on=row.arose_on, at=row.arose_at).earliest, row.pk)


def work_in_cases(whose: Whose, *, by: Actor, now: datetime) -> Iterable[WorkLine]:
    """Give the open duties of cases: those one's own organisation owes, or of all whom one's authority answers for.

    A period is nobody's work.
    """
    if whose is Whose.MINE or not _reads_records(by):
        return
    scope = answers_for("child__", by) if whose is Whose.AUTHORITY else Q(pk__in=[])
    if whose is Whose.ORGANISATION:
        for owed_by, column in _OWES.items():
            scope |= Q(**{"owed_by": owed_by, f"child__{column}": by.organisation_id})
    rows = list(OwedDuty.objects.filter(scope, child__isnull=False, settled_as="").exclude(code__in=_BY_NAME))
    if not rows:
        return
    keys = {row.child_id for row in rows if row.child_id is not None}
    children = {row.pk: row for row in visible_to(by).filter(pk__in=keys).select_related(*_OWES.values())}
    names = display_names(children)
    for row, more in _one_of_each(rows):
        child = children.get(row.child_id or 0)
        line = line_of(row, now=now)
        if child is not None and not line.is_period:
            yield _work(row, replace(line, more=more), child, names[child.pk])


def _reads_records(by: Actor) -> bool:
    return bool(access.relations_that(role=by.role, permission=Permission.SEE_RECORD))


def _work(row: OwedDuty, line: OwedLine, child: Child, name: str) -> WorkLine:
    owner = getattr(child, _OWES.get(row.owed_by, ""), None)
    return WorkLine(
        what=What.DUTY,
        words=row.title,
        owner=owner.name if owner else row.owed_by,
        since=line.arose,
        until=line.limit,
        is_late=line.is_overdue,
        name=name,
        child=child.reference,
        number=row.pk,
        code=row.code,
        is_expected=line.is_expected,
        more=line.more,
    )
