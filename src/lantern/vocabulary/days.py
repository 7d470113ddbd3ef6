"""The day a moment falls on. Days are computed here and nowhere else; a day is a day in London."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day_of(moment: datetime) -> date:
    """Give the London day of an aware moment; refuse a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no day")
    return moment.astimezone(LONDON).date()


@lru_cache(maxsize=20_000)  # some fifty years
def start_of(day: date) -> datetime:
    """Give the first moment of a London day, in UTC."""
    return datetime.combine(day, time(), tzinfo=LONDON).astimezone(UTC)


def hours_between(since: datetime, until: datetime) -> int:
    """Give the whole hours that pass from one moment to another."""
    return round((until - since) / timedelta(hours=1))


@dataclass(frozen=True, order=False)
class When:
    """A time as well as it is known: always the day (`on`), the moment (`at`) only where somebody knows it."""

    on: date
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.at is not None and day_of(self.at) != self.on:
            raise ValueError("the day and the time do not agree")

    @classmethod
    def moment(cls, at: datetime) -> When:
        """Make a When whose moment is known."""
        return cls(on=day_of(at), at=at)

    @property
    def earliest(self) -> datetime:
        """The first moment it can have been."""
        return self.at or start_of(self.on)

    @property
    def latest(self) -> datetime:
        """The last moment it can have been (the next midnight where only the day is known)."""
        return self.at or start_of(self.on + timedelta(days=1))

    def certainly_before(self, other: When) -> bool:
        """Say whether this was over before the other can have begun."""
        if self.at and other.at:
            return self.at < other.at
        return self.on < other.on


def spoken_day(on: date) -> str:
    """Say a day in full, as the chronology does."""
    return f"{on:%A} {on.day} {on:%B %Y}"


def spoken(when: When) -> str:
    """Say a time in full, as the chronology does, in London time."""
    if when.at is None:
        return f"{spoken_day(when.on)}, time not known"
    local = when.at.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"
