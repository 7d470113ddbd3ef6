"""How nights away are counted, and what many times away share: plain counts, with no weight and no forecast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lantern.vocabulary.days import LONDON, When


class Share(StrEnum):
    """What times away are counted by."""

    WEEKDAY = "weekday"
    HOUR = "hour"
    PLACEMENT = "placement"
    FOUND = "found"
    LENGTH = "length"


class Length(StrEnum):
    """How long a child was away, in bands."""

    UNDER_2_HOURS = "under_2_hours"
    UNDER_6_HOURS = "under_6_hours"
    UNDER_12_HOURS = "under_12_hours"
    UNDER_DAY = "under_day"
    UNDER_2_DAYS = "under_2_days"
    UNDER_WEEK = "under_week"
    LONGER = "longer"
    DAYS_ONLY = "days_only"  # the times are not known
    NOT_BACK = "not_back"


_BANDS = (
    (timedelta(hours=2), Length.UNDER_2_HOURS),
    (timedelta(hours=6), Length.UNDER_6_HOURS),
    (timedelta(hours=12), Length.UNDER_12_HOURS),
    (timedelta(days=1), Length.UNDER_DAY),
    (timedelta(days=2), Length.UNDER_2_DAYS),
    (timedelta(days=7), Length.UNDER_WEEK),
)


@dataclass(frozen=True, kw_only=True)
class Away:
    """One time away, as far as the reader may see it. `found` is None where they may not see where."""

    reference: str
    last_seen: When
    back: When | None
    is_out: bool  # it was known where
    placement: str
    found: str | None


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many times away share one thing; `value` is what the page says of it, `number` its place among its kind."""

    share: Share
    number: int
    value: str
    times: int


@dataclass(frozen=True, kw_only=True)
class Period:
    """From one day to another, both counted."""

    from_on: date
    until_on: date

    @property
    def days(self) -> int:
        return (self.until_on - self.from_on).days + 1


def nights_in(away: Away, period: Period, *, today: date) -> int:
    """Count the nights away within a period: a night is one between two days, on the first of which it began.

    Last seen on one day and back on the same day is no night; not back yet counts up to today.
    """
    first = max(away.last_seen.on, period.from_on)
    last = min(away.back.on if away.back else today, period.until_on + timedelta(days=1))
    return max((last - first).days, 0)


def all_nights(times: Iterable[Away], period: Period, *, today: date) -> int:
    """Count the nights on which the child was away, each once, however many reports it has."""
    nights = {
        max(away.last_seen.on, period.from_on) + timedelta(days=each)
        for away in times
        for each in range(nights_in(away, period, today=today))
    }
    return len(nights)


def length_of(away: Away) -> Length:
    """Say in which band a time away falls; nothing is made up where a time is not known."""
    if away.back is None:
        return Length.NOT_BACK
    if away.last_seen.at is None or away.back.at is None:
        return Length.DAYS_ONLY
    lasted = away.back.at - away.last_seen.at
    return next((band for longest, band in _BANDS if lasted < longest), Length.LONGER)


def hour_of(at: datetime | None) -> str:
    """Give the hour of London's clock in which a moment falls; nothing where it is not known."""
    return f"{at.astimezone(LONDON):%H}" if at else ""


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


_VALUES: dict[Share, Callable[[Away], str]] = {
    Share.WEEKDAY: lambda away: str(away.last_seen.on.weekday()),
    Share.HOUR: lambda away: hour_of(away.last_seen.at),
    Share.PLACEMENT: lambda away: away.placement,
    Share.FOUND: lambda away: away.found or "",
    Share.LENGTH: lambda away: length_of(away).value,
}
_ORDERED = {
    Share.WEEKDAY,
    Share.HOUR,
    Share.LENGTH,
}  # these have an order of their own; the rest stand by how many


def counts(times: Sequence[Away], share: Share) -> tuple[Counted, ...]:
    """Count the times away by one thing. What nobody recorded is counted too, as nothing, and stands last."""
    by_key = Counter(_same(_VALUES[share](away)) for away in times)
    shown: dict[str, str] = {}
    for away in times:
        shown.setdefault(_same(_VALUES[share](away)), _VALUES[share](away).strip())
    lengths = [band.value for band in Length]

    def place(key: str) -> tuple[bool, int, str]:
        rank = lengths.index(key) if share is Share.LENGTH else 0 if share in _ORDERED else -by_key[key]
        return (key == "", rank, key)

    return tuple(
        Counted(share=share, number=number, value=shown[key], times=by_key[key])
        for number, key in enumerate(sorted(by_key, key=place))
    )


def sharing(times: Sequence[Away], one: Counted) -> tuple[Away, ...]:
    """Give the times away that a count counted."""
    return tuple(away for away in times if _same(_VALUES[one.share](away)) == _same(one.value))
