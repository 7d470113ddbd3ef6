"""The published synthetic return, read whole."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from lantern.returns.reading import read_folder
from lantern.returns.rows import FileDone, FileFound, FileState, Line, Reading
from lantern.returns.summary import ReturnSummary

SAMPLE = Path(__file__).parents[4] / "shared" / "data" / "ssda903"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample return is not beside this checkout"),
]
TODAY = date(2025, 11, 1)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return list(read_folder(SAMPLE, today=TODAY))


def test_sample_return_counts(readings: list[Reading]) -> None:
    summary = ReturnSummary()
    for one in readings:
        summary.take(one)

    assert summary.as_counts() == {
        "children": 2675,
        "unaccompanied_children": 132,
        "care_episodes": 4978,
        "reviews": 12449,
        "missing_episodes": 18,
        "away_episodes": 24,
        "still_open": 0,
        "children_missing_or_away": 39,
        "children_with_more_than_one": 3,
        "by_duration": {
            "same day or one day": 0,
            "2 days": 0,
            "3 to 7 days": 4,
            "8 to 30 days": 16,
            "over 30 days": 22,
            "still open": 0,
        },
        "rows_refused": 206,
        "rows_altered": 1,
    }


def test_sample_return_every_row_is_accounted_for(readings: list[Reading]) -> None:
    rows = {one.file: one.rows for one in readings if isinstance(one, FileDone)}

    assert rows == {
        "header.csv": 2675,
        "uasc.csv": 132,
        "episodes.csv": 5050,
        "missing.csv": 43,
        "reviews.csv": 12582,
    }


def test_sample_return_refusals_by_rule(readings: list[Reading]) -> None:
    refused = Counter(
        (fault.file, fault.column, fault.rule)
        for one in readings
        if isinstance(one, Line)
        for fault in one.faults
        if one.is_refused
    )

    assert refused == {
        ("episodes.csv", "DECOM", "501"): 65,
        ("episodes.csv", "DECOM", "142"): 7,
        ("missing.csv", "MIS_START", "574"): 1,
        ("reviews.csv", "REVIEW", ""): 131,
        ("reviews.csv", "CHILD", ""): 2,
    }


def test_sample_return_files_not_read_are_named(readings: list[Reading]) -> None:
    states = Counter(one.state for one in readings if isinstance(one, FileFound))

    assert states == {FileState.READ: 5, FileState.NOT_READ_YET: 6, FileState.NOT_A_TABLE: 2}
