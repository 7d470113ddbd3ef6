"""What the rows of one child must hold together: no row twice, and no two periods over each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from lantern.returns.columns import Table
from lantern.returns.rows import CareEpisodeRow, Line, MissingRow, Row


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why a line that is right by itself is out of the record."""

    column: str
    reason: str
    rule: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One period of one child, as little of it as overlaps need; an open one ends on the last of all days."""

    started_on: date
    ended_on: date
    line: int
    placement: str = ""


@dataclass(kw_only=True)
class Overlaps:
    """What was found in one table: the lines to refuse, and the lines that may be the same row twice."""

    refusals: dict[int, Refusal] = field(default_factory=dict)
    may_repeat: set[int] = field(default_factory=set)


def find_overlaps(table: Table, lines: Iterable[Line]) -> Overlaps:
    """Find each period that begins before an earlier one of the same child has ended.

    Of two that overlap the one that starts later is refused. One may end and the next begin on the same day.
    It holds four small values a row, so that a whole table of a large authority fits.
    """
    by_child: dict[str, list[Span]] = {}
    for line in lines:
        if isinstance(line.row, CareEpisodeRow | MissingRow):
            place = line.row.placement if isinstance(line.row, CareEpisodeRow) else ""
            span = Span(line.row.started_on, line.row.ended_on or date.max, line.line, place)
            by_child.setdefault(line.row.child, []).append(span)
    found = Overlaps()
    for spans in by_child.values():
        for span, refusal in _of_one_child(table, sorted(spans), found.may_repeat):
            found.refusals[span.line] = refusal
    return found


def _of_one_child(table: Table, spans: list[Span], may_repeat: set[int]) -> Iterator[tuple[Span, Refusal]]:
    earlier = spans[0]
    for before, span in zip(spans, spans[1:], strict=False):
        if (before.started_on, before.ended_on) == (span.started_on, span.ended_on):
            may_repeat.update((before.line, span.line))
        refusal = _clash(table, earlier, span)
        if refusal:
            yield span, refusal
        else:
            earlier = span


def _clash(table: Table, earlier: Span, later: Span) -> Refusal | None:
    is_missing = table is Table.MISSING
    column = "MIS_START" if is_missing else "DECOM"
    if earlier.ended_on == date.max:
        reason = f"It starts while the period on line {earlier.line} has not ended."
        return Refusal(column=column, reason=reason, rule="574" if is_missing else "142")
    if later.started_on < earlier.ended_on:
        reason = f"It overlaps the period on line {earlier.line}."
        return Refusal(column=column, reason=reason, rule="574" if is_missing else "501")
    if not is_missing and (later.started_on, later.placement) == (earlier.started_on, earlier.placement):
        reason = f"It starts on the same day and in the same placement as the episode on line {earlier.line}."
        return Refusal(column=column, reason=reason)
    return None


class Repeats:
    """Rows already seen, so that the same row a second time is refused; UASC has a child only once."""

    def __init__(self, table: Table) -> None:
        self._once_a_child = table is Table.UASC
        self._first: dict[str | Row, int] = {}

    def refusal_of(self, row: Row, line: int) -> Refusal | None:
        """Say where this row stood earlier, or this child where it may stand once; None where it did not."""
        key = row.child if self._once_a_child else row
        first = self._first.setdefault(key, line)
        if first == line:
            return None
        if self._once_a_child:
            return Refusal(column="CHILD", reason=f"This child is already on line {first}.", rule="INT36")
        return Refusal(column="CHILD", reason=f"The same row is already on line {first}.")
