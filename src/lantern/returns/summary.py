"""The counts of one return that an import prints: what is in it, and how much was refused or altered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lantern.returns.rows import (
    CareEpisodeRow,
    FileDone,
    HeaderRow,
    Line,
    MissingRow,
    Reading,
    UnaccompaniedRow,
)
from lantern.vocabulary.missing import MissingKind


class DurationBand(StrEnum):
    """How long a period lasted, in days: end less start, so that one night counts as one day."""

    ONE_DAY = "same day or one day"
    TWO_DAYS = "2 days"
    THREE_TO_SEVEN = "3 to 7 days"
    EIGHT_TO_THIRTY = "8 to 30 days"
    OVER_THIRTY = "over 30 days"
    STILL_OPEN = "still open"


_BANDS = (
    (1, DurationBand.ONE_DAY),
    (2, DurationBand.TWO_DAYS),
    (7, DurationBand.THREE_TO_SEVEN),
    (30, DurationBand.EIGHT_TO_THIRTY),
)


def duration_band(started_on: date, ended_on: date | None) -> DurationBand:
    """Name the band of a period between two days; one without an end is still open."""
    if ended_on is None:
        return DurationBand.STILL_OPEN
    days = (ended_on - started_on).days
    return next((band for longest, band in _BANDS if days <= longest), DurationBand.OVER_THIRTY)


@dataclass(kw_only=True)
class ReturnSummary:
    """Counts taken as the lines go by; `as_counts` is what is printed. No child's data is in it."""

    children: int = 0
    unaccompanied: int = 0
    care_episodes: int = 0
    reviews: int = 0
    by_kind: Counter[MissingKind] = field(default_factory=Counter)
    by_band: Counter[DurationBand] = field(default_factory=Counter)
    periods_of: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    altered: int = 0

    def take(self, reading: Reading) -> None:
        """Count one thing that reading yielded."""
        if isinstance(reading, FileDone):
            self.refused += reading.refused
            self.altered += reading.altered
        elif isinstance(reading, Line) and reading.row:
            self._take_row(reading)

    def _take_row(self, line: Line) -> None:
        row = line.row
        if isinstance(row, MissingRow):
            self.by_kind[row.kind] += 1
            self.by_band[duration_band(row.started_on, row.ended_on)] += 1
            self.periods_of[row.child] += 1
        elif isinstance(row, CareEpisodeRow):
            self.care_episodes += 1
        elif isinstance(row, HeaderRow):
            self.children += 1
        elif isinstance(row, UnaccompaniedRow):
            self.unaccompanied += 1
        else:
            self.reviews += 1

    def take_back(self, row: MissingRow | CareEpisodeRow) -> None:
        """Count a row as refused after all: it clashed with what the record holds already."""
        self.refused += 1
        if isinstance(row, CareEpisodeRow):
            self.care_episodes -= 1
            return
        self.by_kind[row.kind] -= 1
        self.by_band[duration_band(row.started_on, row.ended_on)] -= 1
        self.periods_of[row.child] -= 1

    def as_counts(self) -> dict[str, int | dict[str, int]]:
        """Give the counts by name, ready for JSON; every band is there, also with nothing in it."""
        return {
            "children": self.children,
            "unaccompanied_children": self.unaccompanied,
            "care_episodes": self.care_episodes,
            "reviews": self.reviews,
            "missing_episodes": self.by_kind[MissingKind.MISSING],
            "away_episodes": self.by_kind[MissingKind.AWAY_WITHOUT_AUTHORISATION],
            "still_open": self.by_band[DurationBand.STILL_OPEN],
            "children_missing_or_away": sum(count > 0 for count in self.periods_of.values()),
            "children_with_more_than_one": sum(count > 1 for count in self.periods_of.values()),
            "by_duration": {band.value: self.by_band[band] for band in DurationBand},
            "rows_refused": self.refused,
            "rows_altered": self.altered,
        }
