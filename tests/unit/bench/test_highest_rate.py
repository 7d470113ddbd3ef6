"""The benchmark's search for the highest rate: up until it holds no more, or down until it does, then back once."""

from __future__ import annotations

import pytest

from bench.delivery import Run, highest


def run_at(rate: float, *, limit: float) -> Run:
    took = 100.0 if rate <= limit else 900.0
    return Run(rate=rate, requests=[took], told=[took], begun_late=0, reports=1, refused=0, processor={})


@pytest.mark.parametrize(
    ("limit", "tried", "found"),
    [
        (10.0, [12.5, 11.25], 10.0),
        (12.0, [12.5, 11.25], 11.25),
        (14.5, [12.5, 15.625, 14.0625], 14.0625),
        (7.0, [8.0, 6.4, 7.2], 6.4),
        (9.0, [8.0, 9.0], 9.0),
        (0.5, [8.0, 6.4, 5.12, 4.096], None),
    ],
)
def test_highest_rate_is_found_between_what_holds_and_what_does_not(
    limit: float, tried: list[float], found: float | None
) -> None:
    asked: list[float] = []

    def trying(rate: float) -> Run:
        asked.append(rate)
        return run_at(rate, limit=limit)

    best = highest(trying, first=run_at(10.0, limit=limit))

    assert asked[: len(tried)] == pytest.approx(tried)
    assert (best.rate if best else None) == (pytest.approx(found) if found else None)


def test_run_holds_only_where_every_report_was_recorded_and_told() -> None:
    whole = run_at(10.0, limit=10.0)

    assert whole.holds
    assert not Run(**{**vars(whole), "told": []}).holds
    assert not Run(**{**vars(whole), "refused": 1}).holds
    assert not Run(**{**vars(whole), "requests": [250.0]}).holds
    assert not Run(**{**vars(whole), "told": [2_000.0]}).holds
