"""What a benchmark says: a figure, what it stands beside, and the ratio of the two."""

from __future__ import annotations

import contextlib
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

QUIET_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One thing measured. `peer` is measured in the same run, in the same unit; `wanted` is what we aim at."""

    name: str
    value: float
    unit: str
    peer_name: str = ""
    peer: float | None = None
    wanted: str = ""
    also: str = ""  # whatever else was seen of it

    @property
    def ratio(self) -> float | None:
        """How many times the peer it takes."""
        return self.value / self.peer if self.peer else None

    def as_line(self) -> str:
        """Give the figure as one line of the printed table."""
        beside = ""
        if self.peer is not None and self.ratio is not None:
            beside = f"{self.ratio:7.2f} x {self.peer_name} ({f'{_short(self.peer)} {self.unit}'.strip()})"
        rest = "; ".join(each for each in (self.also, f"wanted {self.wanted}" if self.wanted else "") if each)
        line = f"  {self.name:<74} {_short(self.value):>7} {self.unit:<3} {beside}"
        return f"{line}   [{rest}]" if rest else line.rstrip()


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:,.2f}"


def percentile(values: Sequence[float], part: int) -> float:
    """Give the percentile (nearest rank, never an interpolation) of these values."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * part // 100) - 1)]


def median(values: Sequence[float]) -> float:
    """Give the median."""
    return statistics.median(values)


def note(words: str) -> None:
    """Say something about how the measuring goes, apart from its results."""
    sys.stderr.write(f"    {words}\n")
    sys.stderr.flush()


class Progress:
    """Says how far a long measuring has come, once every two seconds and not at all where it is short."""

    def __init__(self, what: str, of: int) -> None:
        self._what, self._of = what, of
        self._next = time.monotonic() + QUIET_SECONDS

    def at(self, done: int) -> None:
        """Say how far it has come, where it is time to."""
        if time.monotonic() >= self._next:
            self._next += QUIET_SECONDS
            note(f"{self._what}: {done:,} of {self._of:,}")


@contextlib.contextmanager
def timed(what: str) -> Iterator[None]:
    """Name a step, and its seconds where it took more than two."""
    began = time.monotonic()
    note(f"{what} ...")
    yield
    taken = time.monotonic() - began
    if taken > QUIET_SECONDS:
        note(f"{what}: {taken:.1f} s")
