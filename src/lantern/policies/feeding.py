"""What a line of a feed may do to the record: add, change what the feed itself said last, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from lantern.vocabulary.feed import FeedTable
from lantern.vocabulary.names import name_key
from lantern.vocabulary.telephones import number_key

_TABLES = list(FeedTable)
ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class FeedLine:
    """One line as it was read: days as yyyy-mm-dd, codes as ours; `columns` names each of them as the file does."""

    table: FeedTable
    file: str
    line: int
    number: str
    values: Mapping[str, str]
    columns: Mapping[str, str] = field(default_factory=dict)
    row: Mapping[str, str] = field(default_factory=dict)  # as it stood in the file


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A line that does not go in: which of our columns it is about, why, and what to do."""

    line: FeedLine
    column: str
    reason: str


class Outcome(StrEnum):
    """What a line means for the record."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BY_HAND = "by_hand"  # a person wrote otherwise since: nothing is written over it


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """The outcome, and the columns it is about."""

    outcome: Outcome
    columns: tuple[str, ...] = ()


def weigh(
    *,
    said: Mapping[str, str],
    held: Mapping[str, str] | None,
    was: Mapping[str, str],
    digest: Callable[[str, str], str],
) -> Weighed:
    """Weigh what the feed says now against what the record holds and what the feed said last (`was`, as digests).

    An empty cell says nothing. What the feed never said, and what a person changed since, is not written over; and
    what a person ended or took out since is not put back.
    """
    spoken = {column: value for column, value in said.items() if value}
    if held is None:
        taken_out = [column for column, value in spoken.items() if was.get(column) == digest(column, value)]
        if was and len(taken_out) == len(spoken):
            return Weighed(outcome=Outcome.BY_HAND, columns=tuple(taken_out))
        return Weighed(outcome=Outcome.NEW, columns=tuple(spoken))
    differing = tuple(column for column, value in spoken.items() if value != held.get(column, ""))
    by_hand = tuple(c for c in differing if _is_by_hand(c, spoken[c], held.get(c, ""), was, digest))
    if by_hand:
        return Weighed(outcome=Outcome.BY_HAND, columns=by_hand)
    return Weighed(outcome=Outcome.CHANGED if differing else Outcome.SAME, columns=differing)


def _is_by_hand(
    column: str, said: str, held: str, was: Mapping[str, str], digest: Callable[[str, str], str]
) -> bool:
    if held:
        return was.get(column) != digest(column, held)
    return was.get(column) == digest(column, said)  # the feed said this before, and a person took it out


def thing_of(line: FeedLine, *, today: str) -> tuple[str, ...]:
    """Give what makes two lines speak of the same thing of one child. `today` is a day as yyyy-mm-dd."""
    said = line.values
    match line.table:
        case FeedTable.CHILDREN:
            return ()
        case FeedTable.LEGAL_STATUS:
            return (said["lega_legal_status_start_date"], said["lega_legal_status"])
        case FeedTable.PARENTAL_RESPONSIBILITY:
            return (name_key(said["name"]),)
        case FeedTable.PLACEMENTS:
            return (said["clap_cla_placement_start_date"], name_key(said["placement_name"]))
        case FeedTable.WORKERS:
            capacity = said["invo_professional_role_id"]
            if is_over(said.get("invo_involvement_end_date", ""), today=today):
                return (capacity, ENDED, name_key(said["prof_professional_name"]))
            return (capacity,)
        case FeedTable.TELEPHONES:
            return (said["what"].casefold(), number_key(said["telephone"]))


def is_over(ended_on: str, *, today: str) -> bool:
    """Say whether a day, as yyyy-mm-dd, has come; an empty one has not."""
    return "" < ended_on <= today


TWICE = "Two lines say different things of the same. Neither went in. Correct the main system, so that one is sent."
TWO_HOMES = (
    "Two placements of this child have no end. Neither went in. End the earlier one in the main system."
)


def settled(lines: Iterable[FeedLine], *, today: str) -> tuple[list[FeedLine], list[Refusal]]:
    """Give one line a thing, in an order that is not the files', and refuse what contradicts another."""

    def place(line: FeedLine) -> tuple[int, str, tuple[str, ...]]:
        return _TABLES.index(line.table), line.number, _sorted_thing(line, today=today)

    kept: list[FeedLine] = []
    refused: list[Refusal] = []
    for _, alike in groupby(sorted(lines, key=place), key=place):
        group = sorted(alike, key=lambda line: (line.file, line.line))
        column = _differing(group)
        if column is None:
            kept.append(group[0])
        else:
            refused += [Refusal(line=line, column=column, reason=TWICE) for line in group]
    return _one_home(kept, refused, today=today), refused


def _sorted_thing(line: FeedLine, *, today: str) -> tuple[str, ...]:
    """What has ended is taken before what began since."""
    thing = thing_of(line, today=today)
    return ("0" if ENDED in thing else "1", *thing)


def _differing(group: list[FeedLine]) -> str | None:
    first = group[0].values
    return next(
        (
            c
            for other in group[1:]
            for c in sorted({*first, *other.values})
            if first.get(c) != other.values.get(c)
        ),
        None,
    )


def _one_home(kept: list[FeedLine], refused: list[Refusal], *, today: str) -> list[FeedLine]:
    """Refuse the placements of a child of whom more than one runs today."""
    running: dict[str, list[FeedLine]] = {}
    for line in kept:
        if line.table is FeedTable.PLACEMENTS and _runs(line, today=today):
            running.setdefault(line.number, []).append(line)
    twice = [line for lines in running.values() if len(lines) > 1 for line in lines]
    refused += [Refusal(line=line, column="clap_cla_placement_end_date", reason=TWO_HOMES) for line in twice]
    return [line for line in kept if not any(line is other for other in twice)] if twice else kept


def _runs(line: FeedLine, *, today: str) -> bool:
    ended = line.values.get("clap_cla_placement_end_date", "")
    return line.values["clap_cla_placement_start_date"] <= today and not is_over(ended, today=today)
