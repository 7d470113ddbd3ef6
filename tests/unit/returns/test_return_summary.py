from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lantern.returns.summary import DurationBand, ReturnSummary, duration_band
from tests.unit.returns.folder import missing_file, read, write_return


@pytest.mark.parametrize(
    ("ended_on", "band"),
    [
        (date(2020, 5, 1), DurationBand.ONE_DAY),
        (date(2020, 5, 2), DurationBand.ONE_DAY),
        (date(2020, 5, 3), DurationBand.TWO_DAYS),
        (date(2020, 5, 4), DurationBand.THREE_TO_SEVEN),
        (date(2020, 5, 8), DurationBand.THREE_TO_SEVEN),
        (date(2020, 5, 9), DurationBand.EIGHT_TO_THIRTY),
        (date(2020, 5, 31), DurationBand.EIGHT_TO_THIRTY),
        (date(2020, 6, 1), DurationBand.OVER_THIRTY),
        (None, DurationBand.STILL_OPEN),
    ],
)
def test_duration_band_counts_end_less_start(ended_on: date | None, band: DurationBand) -> None:
    assert duration_band(date(2020, 5, 1), ended_on) is band


def test_summary_of_a_small_return(tmp_path: Path) -> None:
    lines = (
        "1,01/02/2010,M,01/05/2020,03/05/2020",
        "1,01/02/2010,a,03/05/2020,",
        "1,01/02/2010,M,04/05/2020,",
    )
    summary = ReturnSummary()
    for one in read(write_return(tmp_path, missing=missing_file(*lines))):
        summary.take(one)

    assert summary.as_counts() == {
        "children": 2,
        "unaccompanied_children": 1,
        "care_episodes": 2,
        "reviews": 1,
        "missing_episodes": 1,
        "away_episodes": 1,
        "still_open": 1,
        "children_missing_or_away": 1,
        "children_with_more_than_one": 1,
        "by_duration": {
            "same day or one day": 0,
            "2 days": 1,
            "3 to 7 days": 0,
            "8 to 30 days": 0,
            "over 30 days": 0,
            "still open": 1,
        },
        "rows_refused": 1,
        "rows_altered": 1,
    }
