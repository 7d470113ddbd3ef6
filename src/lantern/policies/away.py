"""Away is known, verified and checked again. Whatever is less than that is missing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from lantern.policies.times import ImpossibleTime
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import MissingKind

WHAT_IS_NEEDED = {
    "how_known": "how it is known where the child is",
    "address_verified_by": "who made sure of the address",
    "adults_verified_by": "who made sure of the adults there",
    "address": "the address",
    "adults": "which adults are there",
    "check_again_at": "by when somebody makes sure again",
}


@dataclass(frozen=True, kw_only=True)
class Away:
    """What is known of a child who is out. `address` and `adults` are protected; `check_again_at` is in UTC."""

    how_known: str = ""
    address_verified_by: str = ""
    adults_verified_by: str = ""
    address: str = ""
    adults: str = ""
    check_again_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was said."""
        return not any(getattr(self, each.name) for each in fields(self))


def lacking(away: Away | None) -> tuple[str, ...]:
    """Give in words what is not said and would have to be; empty where the child counts as away."""
    said = away or Away()
    return tuple(words for name, words in WHAT_IS_NEEDED.items() if not _is_said(getattr(said, name)))


def _is_said(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def kind_of(*, kind: MissingKind | None, away: Away | None, is_too_young: bool = False) -> MissingKind | None:
    """Give what an authority's view counts as: away only where nothing is lacking, and never of a young child."""
    if kind is MissingKind.AWAY_WITHOUT_AUTHORISATION and (is_too_young or lacking(away)):
        return MissingKind.MISSING
    return kind


def check_time(*, away: Away | None, within: timedelta, now: datetime) -> None:
    """Refuse a time to check again that is past, or later than the local table allows."""
    if away is None or away.check_again_at is None:
        return
    if not now < away.check_again_at <= now + within:
        hours = within // timedelta(hours=1)
        raise ImpossibleTime(
            f"Make sure again within {hours} hours from now, and not before now. Nothing was recorded.",
            field="check_again_at",
        )


def holds(*, kind: MissingKind | None, check_at: datetime | None, now: datetime) -> bool:
    """Say whether the child still counts as away: not once the time to make sure again has passed."""
    is_away = kind is MissingKind.AWAY_WITHOUT_AUTHORISATION
    return is_away and check_at is not None and now < check_at


def held_while_out(
    *, kind: MissingKind | None, check_at: datetime | None, returned: When | None, now: datetime
) -> MissingKind | None:
    """Give the kind that decides what was owed: away only where it held for as long as the child was out.

    A closed absence that came with a file has no time to check again; it stays what the file says.
    """
    if kind is not MissingKind.AWAY_WITHOUT_AUTHORISATION or (returned and check_at is None):
        return kind
    until = min(returned.earliest, now) if returned else now
    return kind if holds(kind=kind, check_at=check_at, now=until) else MissingKind.MISSING
