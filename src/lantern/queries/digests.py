"""A morning in figures: of each authority for its letter, and for its manager with the lines they were counted from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from lantern.policies import access
from lantern.procedures.in_force import duties_in_force
from lantern.queries.calls_in_cases import to_make
from lantern.queries.monday import Ladder, ladder_of
from lantern.queries.owed_lines import LIMIT
from lantern.queries.seeing import episodes_visible_to, reads, visible_to
from lantern.queries.waking import Clocks, clocks_at
from lantern.queries.work import What, Whose, WorkLine, answers_for, unacknowledged, work_of
from lantern.record.context import hand_on_children
from lantern.record.models import Child, MorningDigest, OwedDuty, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of, start_of
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import TellingState

AT_ONCE = 500  # children whose authorities are read at once
_HOLDERS = ("episode__responsible_authority", "episode__host_authority")
_OF_A_CHILD = ("responsible_authority", "host_authority")


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How much one authority answers for: duties past their time, duties due by midnight, news not acknowledged."""

    overdue: int = 0
    due_today: int = 0
    unacknowledged: int = 0


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What the last letter to the manager said, and whether their mailbox took it."""

    on: date
    counted_at: datetime
    figures: Figures
    state: TellingState
    has_mailbox: bool


@dataclass(frozen=True, kw_only=True)
class Morning:
    """What an authority's manager opens from the letter: the figures as they are now, and each line to its child."""

    figures: Figures
    overdue: tuple[WorkLine, ...]
    due_today: tuple[WorkLine, ...]
    unacknowledged: tuple[WorkLine, ...]
    letter: Letter | None
    ladder: Ladder
    clocks: Clocks
    as_of: datetime


# The figures ---------------------------------------------------------------------------------------------------


def figures_by_authority(*, now: datetime) -> dict[int, Figures]:
    """Give the figures of every authority at once, by its key; one that has none is not there."""
    return _counted(_running(Q()), unacknowledged(Q(), now=now), to_make(Q(), now=now), now=now)


def _running(scope: Q) -> QuerySet[OwedDuty]:
    """Give what is owed and can be late: another body's aim and a period that ends are no breach of anybody's."""
    no_breach = [duty.code for duty in duties_in_force() if duty.is_target or duty.is_period]
    rows = OwedDuty.objects.filter(scope, settled_as="").exclude(episode__is_void=True)
    return rows.exclude(code__in=no_breach)


def _counted(
    duties: QuerySet[OwedDuty], news: QuerySet[Telling], calls: QuerySet[Telling], *, now: datetime
) -> dict[int, Figures]:
    """Count each line once for the authority that looks after the child, and for the one in whose area it lives."""
    late, today = Q(limit__lt=now), Q(limit__gte=now, limit__lt=_midnight(now))
    sums: dict[int, dict[str, int]] = {}
    limited = duties.annotate(limit=LIMIT)
    owed = limited.filter(limit__lt=_midnight(now)).order_by()
    both = {"overdue": Count("pk", filter=late), "due_today": Count("pk", filter=today)}
    _add(sums, owed.values(*_HOLDERS).annotate(**both))
    _add(sums, _of_cases(owed.filter(child__isnull=False).values("child").annotate(**both)))
    told = news.order_by().values(*_HOLDERS)
    _add(sums, told.annotate(unacknowledged=Count("pk")))
    to_ring = calls.order_by().values("child").annotate(unacknowledged=Count("pk"))
    _add(sums, _of_cases(to_ring))
    return {organisation: Figures(**each) for organisation, each in sums.items()}


def _of_cases(rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Give what is of cases with the authorities of each child: who counts for all reads no child otherwise."""
    held = {row["child"]: {name: many for name, many in row.items() if name != "child"} for row in rows}
    keys = sorted(held)
    for first in range(0, len(keys), AT_ONCE):
        these = keys[first : first + AT_ONCE]
        with hand_on_children(*these):
            found = list(Child.objects.filter(pk__in=these).values_list("pk", *_OF_A_CHILD))
        for pk, *own in found:
            yield held[pk] | dict(zip(_HOLDERS, own, strict=True))


def _add(sums: dict[int, dict[str, int]], rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        organisations = {row.pop(each) for each in _HOLDERS}
        for organisation in organisations - {None}:
            held = sums.setdefault(organisation, {})
            for name, many in row.items():
                held[name] = held.get(name, 0) + many


def _midnight(now: datetime) -> datetime:
    return start_of(day_of(now) + timedelta(days=1))


# The page ------------------------------------------------------------------------------------------------------


@reads
def morning(*, by: Actor, now: datetime) -> Morning:
    """Give the reader's own authority's morning: what they may see of it and nothing else."""
    if not access.may(role=by.role, relation=None, permission=Permission.ANSWER_FOR_MISSING):
        raise NotPermitted("This page is for the missing lead. Open the work of your organisation.")
    own, seen = answers_for("episode__", by), episodes_visible_to(by)
    lines = work_of(Whose.AUTHORITY, by=by, now=now).lines
    duties = [line for line in lines if line.what is What.DUTY and line.until is not None]
    own_cases = answers_for("child__", by) & Q(child__in=visible_to(by))
    found = _counted(
        _running((own & Q(episode__in=seen)) | own_cases),
        unacknowledged(own, now=now).filter(episode__in=seen),
        to_make(own_cases, now=now),
        now=now,
    )
    return Morning(
        figures=found.get(by.organisation_id or 0, Figures()),
        overdue=tuple(line for line in duties if line.is_late),
        due_today=tuple(line for line in duties if _is_due_before(line, _midnight(now))),
        unacknowledged=tuple(line for line in lines if line.what is What.NOTICE),
        letter=_letter(by),
        ladder=ladder_of(by=by, now=now),
        clocks=clocks_at(now),
        as_of=now,
    )


def _is_due_before(line: WorkLine, moment: datetime) -> bool:
    """Say whether it is due by then, and neither late yet nor another body's aim."""
    return not line.is_late and not line.is_expected and line.until is not None and line.until < moment


def _letter(by: Actor) -> Letter | None:
    rows = MorningDigest.objects.filter(organisation=by.organisation_id).select_related("organisation")
    row = rows.order_by("-on").first()
    if row is None:
        return None
    return Letter(
        on=row.on,
        counted_at=row.recorded_at,
        figures=Figures(overdue=row.overdue, due_today=row.due_today, unacknowledged=row.unacknowledged),
        state=TellingState(row.state),
        has_mailbox=bool(row.organisation.email),
    )
