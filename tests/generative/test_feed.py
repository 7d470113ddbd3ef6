"""A nightly feed: the order of its lines does not matter, and importing twice is importing once."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lantern.policies.feeding import FeedLine, Outcome, settled, weigh
from lantern.vocabulary.feed import FeedTable
from tests.integration.exchange.feeds import (
    NIGHT,
    authority,
    correct,
    fed,
    record_now,
    rewrite,
    sample,
    shuffle,
)

VALUES = st.dictionaries(st.sampled_from(["one", "two", "three"]), st.sampled_from(["", "a", "b"]))


def digest(column: str, value: str) -> str:
    return f"digest of {column} {value}"


@given(VALUES, st.none() | VALUES, VALUES)
def test_what_was_taken_is_the_same_the_next_time_and_no_word_of_a_person_is_lost(
    said: dict[str, str], held: dict[str, str] | None, fed_before: dict[str, str]
) -> None:
    was = {column: digest(column, value) for column, value in fed_before.items() if value}
    weighed = weigh(said=said, held=held, was=was, digest=digest)
    if weighed.outcome is Outcome.BY_HAND:
        return
    after = {**(held or {}), **{column: value for column, value in said.items() if value}}
    by_hand = {c: v for c, v in (held or {}).items() if v and was.get(c) != digest(c, v)}

    assert {column: after[column] for column in by_hand} == by_hand
    then = was | {column: digest(column, value) for column, value in said.items() if value}
    assert weigh(said=said, held=after, was=then, digest=digest).outcome is Outcome.SAME


def _line(table: FeedTable, number: str, place: int, values: Mapping[str, str]) -> FeedLine:
    return FeedLine(table=table, file="f.csv", line=place, number=number, values=values)


STATUSES = st.lists(
    st.tuples(st.sampled_from("12"), st.sampled_from(["C1", "C2"]), st.sampled_from(["", "2025-01-01"])),
    max_size=8,
)


@given(STATUSES, st.randoms(use_true_random=False))
def test_what_is_kept_and_refused_does_not_hang_on_the_order(
    rows: list[tuple[str, str, str]], chance: random.Random
) -> None:
    def outcome(order: list[tuple[str, str, str]]) -> tuple[list[object], list[object]]:
        lines = [
            _line(
                FeedTable.LEGAL_STATUS,
                number,
                place,
                {
                    "lega_legal_status": status,
                    "lega_legal_status_start_date": "2024-01-01",
                    "lega_legal_status_end_date": ended,
                },
            )
            for place, (number, status, ended) in enumerate(order)
        ]
        kept, refused = settled(lines, today="2026-03-14")
        return (
            [(line.number, line.values) for line in kept],
            sorted((r.line.number, sorted(r.line.values.items()), r.column) for r in refused),
        )

    shuffled = list(rows)
    chance.shuffle(shuffled)

    assert outcome(shuffled) == outcome(rows)


def _mixed_up(folder: Path, chance: random.Random) -> None:
    """Change, double and contradict some lines of the sample."""
    changes = (
        lambda: correct(folder / "children.csv", 2, Surname="Newname"),
        lambda: correct(folder / "children.csv", 3, Date_of_Birth="nonsense"),
        lambda: correct(folder / "placements.csv", 3, Placement_End="10/03/2026"),
        lambda: correct(folder / "placements.csv", 2, Placement_End=""),
        lambda: correct(folder / "involvements.csv", 2, End_Date="01/03/2026"),
        lambda: rewrite(folder / "contacts.csv", lambda rows: [*rows, rows[0]]),
        lambda: rewrite(
            folder / "legal_status.csv", lambda rows: [*rows, rows[0] | {"End Date": "01/02/2026"}]
        ),
    )
    for change in chance.sample(changes, chance.randrange(len(changes))):
        change()


@pytest.mark.database
@pytest.mark.django_db
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(seed=1)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_lines_does_not_matter_and_twice_is_once(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which lines are mixed up, and no secret
    with tempfile.TemporaryDirectory() as place:
        folder = sample(Path(place))
        _mixed_up(folder, chance)
        records = []
        for _ in range(2):
            with transaction.atomic():
                authority()
                first = fed(folder)
                once = record_now()
                again = fed(folder, now=NIGHT + timedelta(hours=1))
                assert record_now() == once
                assert again.fed.changes == ()
                records.append((once, first.fed.counts, again.fed.counts["rows_refused"]))
                transaction.set_rollback(True)
            shuffle(folder, chance)

        assert records[0] == records[1]
