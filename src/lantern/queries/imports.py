"""What was imported, and the rows that did not go in as they stood: kept for correction, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from lantern.policies import access
from lantern.queries.paging import Paged, paged
from lantern.queries.seeing import reads
from lantern.record.models import ImportRow, ImportRun
from lantern.returns.columns import COLUMNS, table_of
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted
from lantern.vocabulary.roles import Permission, Role

PAGE, RUNS = 50, 100
OPEN, CORRECTED, SET_ASIDE = ImportRow.OPEN, ImportRow.CORRECTED, ImportRow.SET_ASIDE
STATES = (OPEN, CORRECTED, SET_ASIDE)


@dataclass(frozen=True, kw_only=True)
class RunLine:
    """One reading of one return, with how many of its rows still wait."""

    reference: str
    authority: str
    form: str
    began_at: datetime
    ended_at: datetime | None
    by_name: str
    waiting: int
    kept: int


@dataclass(frozen=True, kw_only=True)
class RowLine:
    """One row that did not go in as it stood. `text` is the whole row as it was read, column by column."""

    number: int
    run: str
    form: str
    file: str
    line: int
    column: str
    value: str
    reason: str
    rule: str
    is_refused: bool
    state: str
    text: tuple[tuple[str, str], ...]
    settled_at: datetime | None
    settled_by: str
    settled_reason: str
    corrected: tuple[tuple[str, str, str], ...] = ()  # column, what stood there, what a person put there
    sent_again_at: datetime | None = None  # as it was, after a person had put it right here
    mapping: Mapping[str, Any] = field(default_factory=dict)  # by which a feed's row was read


@dataclass(frozen=True, kw_only=True)
class RunPage:
    """One run: its counts, and one page of its rows in one state."""

    run: RunLine
    counts: dict[str, Any]
    in_state: dict[str, int]
    state: str
    rows: tuple[RowLine, ...]
    page: int
    pages: int


@reads
def runs(*, page: int = 1, by: Actor, now: datetime) -> Paged[RunLine]:
    """Give a page of the readings of the reader's own authority, newest first."""
    listed = paged(_runs_of(by).order_by("-began_at", "-pk"), page=page, size=RUNS)
    return replace(listed, lines=tuple(_run(row) for row in listed.lines))


@reads
def run_page(*, reference: str, state: str, page: int, by: Actor, now: datetime) -> RunPage:
    """Give one run with the rows of one state, `page` counted from 1; raise NotFound where it is not the reader's."""
    run = _runs_of(by).filter(reference=reference).first()
    if run is None:
        raise NotFound("There is no import by that reference that you may see.")
    in_state = dict.fromkeys(STATES, 0)
    in_state |= dict(run.rows.values_list("state").annotate(count=Count("pk")).order_by())
    wanted = run.rows.filter(state=state).order_by("file", "line", "pk")
    pages = max(1, -(-in_state[state] // PAGE))
    page = min(max(page, 1), pages)
    found = wanted.select_related("run")[(page - 1) * PAGE : page * PAGE]
    return RunPage(
        run=_run(run),
        counts=run.summary,
        in_state=in_state,
        state=state,
        rows=tuple(line_of(row) for row in found),
        page=page,
        pages=pages,
    )


@reads
def row(*, reference: str, number: int, by: Actor, now: datetime) -> RowLine:
    """Give one row of a run; raise NotFound where it is not the reader's."""
    return line_of(find_row(reference=reference, number=number, by=by))


def find_row(*, reference: str, number: int, by: Actor, lock: bool = False) -> ImportRow:
    """Give the table's row; with `lock`, take it so that nobody else settles it until this transaction ends."""
    rows = ImportRow.objects.select_related("run", "authority").filter(
        _own(by), pk=number, run__reference=reference
    )
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotFound("There is no row by that number that you may see.")
    return found


def _runs_of(by: Actor) -> QuerySet[ImportRun]:
    waiting = Count("rows", filter=Q(rows__state=OPEN))
    own = ImportRun.objects.filter(_own(by)).select_related("authority")
    return own.annotate(waiting=waiting, kept=Count("rows"))


def _own(by: Actor) -> Q:
    """Hold to the reader's own authority: the first guard."""
    if not access.may(role=by.role, relation=None, permission=Permission.SEE_IMPORTS):
        raise NotPermitted("Your role does not see imports.")
    assert by.role is not Role.SYSTEM
    return Q(authority_id=by.organisation_id)


def _run(row: Any) -> RunLine:
    return RunLine(
        reference=row.reference,
        authority=row.authority.name,
        form=row.form,
        began_at=row.began_at,
        ended_at=row.ended_at,
        by_name=row.by_name,
        waiting=row.waiting,
        kept=row.kept,
    )


def line_of(row: ImportRow) -> RowLine:
    """Give a row of the table as it is shown."""
    return RowLine(
        number=row.pk,
        run=row.run.reference,
        form=row.run.form,
        file=row.file,
        line=row.line,
        column=row.column,
        value=row.value,
        reason=row.reason,
        rule=row.rule,
        is_refused=row.disposition == "refused",
        state=row.state,
        text=_as_in_the_file(row.row_text),
        settled_at=row.settled_at,
        settled_by=row.settled_by,
        settled_reason=row.settled_reason,
        corrected=_corrected(row),
        sent_again_at=row.sent_again_at,
        mapping=row.run.mapping,
    )


def _corrected(row: ImportRow) -> tuple[tuple[str, str, str], ...]:
    stood = row.row_text
    changed = sorted(row.corrected_text.items())
    return tuple((name, stood.get(name, ""), cell) for name, cell in changed if cell != stood.get(name, ""))


def _as_in_the_file(text: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Put the cells back in the order of their table's columns: the database keeps them in its own."""
    table = table_of(tuple(text))
    places = {name: place for place, name in enumerate(COLUMNS[table])} if table else {}
    return tuple(sorted(text.items(), key=lambda cell: (places.get(cell[0], len(places)), cell[0])))
