"""What is owed on one missing episode under sixty duty files: the pure reckoning, without the record."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bench.figures import Figure, median, percentile
from lantern.procedures import protocol
from lantern.procedures.duty import duties_owed
from lantern.procedures.facts import Fact, FactName, Facts
from lantern.procedures.history import Happened, standing_events
from lantern.procedures.law import Duty
from lantern.queries.working_days import calendars
from lantern.vocabulary.days import When
from lantern.vocabulary.events import OF_THE_CASE, EventKind

DUTIES, ROUNDS = 60, 500
BEGAN = datetime(2026, 11, 20, 22, tzinfo=UTC)


def measure(*, tiny: bool) -> list[Figure]:
    """Reckon one episode of 20 entries, and a child's case of 200 and of 800, again and again, in processor time."""
    rounds = 5 if tiny else ROUNDS
    duties = sixty()
    figures = []
    for name, history, wanted in (
        ("one episode, 20 entries, 60 duty files", story(20), "2 ms"),
        ("a child's case, 200 entries, 60 duty files", story(200), ""),
        ("a child's case, 800 entries, 60 duty files", story(800), ""),
    ):
        taken, read = [], []
        for _ in range(max(1, rounds * 20 // len(history))):
            began = time.process_time()
            owed = reckon(duties, history)
            taken.append((time.process_time() - began) * 1000)
            began = time.process_time()
            standing_events(history)
            read.append((time.process_time() - began) * 1000)
        also = f"95th percentile {percentile(taken, 95):.2f} ms, {len(owed)} owed"
        figures.append(
            Figure(
                name=name,
                value=median(taken),
                unit="ms",
                peer_name="which of its entries stand",
                peer=median(read),
                wanted=wanted,
                also=also,
            )
        )
    return figures


def sixty() -> tuple[Duty, ...]:
    """Give sixty duties: those that there are, again under other codes until there are enough."""
    there = protocol.example()
    again = -(-DUTIES // len(there))
    many = [
        replace(duty, code=f"{duty.code}-{n}", follows=f"{duty.follows}-{n}" if duty.follows else None)
        for n in range(again)
        for duty in there
    ]
    return tuple(many[:DUTIES])


def story(entries: int) -> list[Happened]:
    """Tell a night, its return and what follows, over and over until there are so many entries."""
    kinds = [
        EventKind.MISSING_REPORTED,
        EventKind.POLICE_REPORTED,
        EventKind.RISK_ASSESSED,
        EventKind.ORGANISATION_TOLD,
        *[EventKind.INFORMATION_RECEIVED] * 10,
        EventKind.STRATEGY_DISCUSSION_HELD,
        EventKind.NRM_REFERRED,
        EventKind.CHILD_LOCATED,
        EventKind.CHILD_RETURNED,
        EventKind.RETURN_INTERVIEW_OFFERED,
        EventKind.RETURN_INTERVIEW_HELD,
    ]
    return [
        Happened(
            id=n + 1,
            child=1,
            episode=None if (kind := kinds[n % len(kinds)]) in OF_THE_CASE else 1 + n // len(kinds),
            kind=kind,
            when=When.moment(BEGAN + timedelta(hours=n)),
            recorded_at=BEGAN + timedelta(hours=n, minutes=5),
            says=frozenset(),
        )
        for n in range(entries)
    ]


def reckon(duties: tuple[Duty, ...], history: list[Happened]) -> list[object]:
    """Reckon once, two days after the last entry."""
    facts = Facts(dated=[Fact(name=FactName.IS_LOOKED_AFTER, value=True)])
    now = history[-1].recorded_at + timedelta(days=2)
    return list(duties_owed(duties=duties, history=history, facts=facts, calendars=calendars(), now=now))
