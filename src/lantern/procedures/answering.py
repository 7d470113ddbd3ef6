"""When an unanswered message becomes a telephone call: a local table, dated, and never law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lantern.procedures import local_tables
from lantern.procedures.local_tables import Wrong, check_words, entry, whole
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.tellings import ARRIVALS, TellingAbout

# The child is back, or it is about an interview: nobody is looked for by this message.
_BACK = (TellingAbout.RETURNED, TellingAbout.ASKED, TellingAbout.UNASKED)


@dataclass(frozen=True, kw_only=True)
class Answering:
    """How long each message may stand unanswered, and how long after that the next person is rung.

    `back` and `back_then` are the same for a message that says that the child is back, or asks for the interview
    after it, whatever the level was, and `arrived` and `arrived_then` for one that says that a child has arrived alone.
    """

    code: str
    source: str
    in_force_from: date
    first: Mapping[RiskLevel, timedelta]
    then: timedelta
    back: timedelta
    back_then: timedelta
    arrived: timedelta
    arrived_then: timedelta

    def wait(self, level: RiskLevel | None, *, about: TellingAbout) -> timedelta:
        """Give how long a message may stand unanswered; while no level is known, the shortest there is."""
        if about in _BACK:
            return self.back
        if about in ARRIVALS:
            return self.arrived
        if level is None or about is TellingAbout.CHILD_SAID:  # a child asks: no level makes that wait
            return min(self.first.values())
        return self.first[level]

    def again(self, *, about: TellingAbout) -> timedelta:
        """Give how long after one call the next person is rung."""
        if about in ARRIVALS:
            return self.arrived_then
        return self.back_then if about in _BACK else self.then


def read(file: Path) -> Answering:
    """Read a local table; refuse one that leaves a level out, or whose minutes are not whole and above nought.

    Refuse too one that rings sooner for a child who is back than for one who is not.
    """
    return local_tables.read(file, _understood)


def _understood(said: dict[str, Any]) -> Answering:
    back = arrived = ("minutes", "then_minutes")
    check_words(said, minutes=list(RiskLevel), then=["minutes"], back=back, arrived=arrived)
    first = {level: _minutes(said, level.value, under="minutes") for level in RiskLevel}
    then = _minutes(said, "minutes", under="then")
    table = Answering(
        code=entry(said, "code"),
        source=entry(said, "source"),
        in_force_from=entry(said, "in_force_from"),
        first=first,
        then=then,
        back=_minutes(said, "minutes", under="back"),
        back_then=_minutes(said, "then_minutes", under="back"),
        # A folder written before there were arrivals says nothing of them: then the shortest that it has holds.
        arrived=_minutes(said, "minutes", under="arrived") if "arrived" in said else min(first.values()),
        arrived_then=_minutes(said, "then_minutes", under="arrived") if "arrived" in said else then,
    )
    if table.back < max(table.first.values()) or table.back_then < table.then:
        raise Wrong("a child who is back is rung for sooner than one who is missing", under="back")
    return table


def _minutes(said: dict[str, Any], key: str, *, under: str) -> timedelta:
    return timedelta(minutes=whole(said, key, under=under))


def in_force() -> Answering:
    """Give the table of this installation: its own folder's, or the example that comes with Lantern."""
    return local_tables.in_force("answering", _understood)
