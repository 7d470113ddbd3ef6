"""A time in the last 24 hours, as somebody at night says it: at half past midnight, 23:00 is yesterday's."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from lantern.web.forms.carer import latest


@pytest.mark.parametrize(
    ("said", "now", "meant"),
    [
        (time(23, 0), datetime(2026, 3, 15, 0, 30, tzinfo=UTC), datetime(2026, 3, 14, 23, 0, tzinfo=UTC)),
        (time(0, 10), datetime(2026, 3, 15, 0, 30, tzinfo=UTC), datetime(2026, 3, 15, 0, 10, tzinfo=UTC)),
        (time(0, 30), datetime(2026, 3, 15, 0, 30, tzinfo=UTC), datetime(2026, 3, 15, 0, 30, tzinfo=UTC)),
        # A telephone's clock that is a minute fast.
        (time(0, 31), datetime(2026, 3, 15, 0, 30, tzinfo=UTC), datetime(2026, 3, 15, 0, 31, tzinfo=UTC)),
        (time(0, 40), datetime(2026, 3, 15, 0, 30, tzinfo=UTC), datetime(2026, 3, 14, 0, 40, tzinfo=UTC)),
        # Summer time: 23:00 in London is 22:00 in UTC.
        (time(23, 0), datetime(2026, 7, 1, 23, 30, tzinfo=UTC), datetime(2026, 7, 1, 22, 0, tzinfo=UTC)),
        # The hour that comes twice is taken as the earlier one, so that no clock starts late.
        (time(1, 30), datetime(2026, 10, 25, 3, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        # The hour that the clocks skip was never there.
        (time(1, 30), datetime(2026, 3, 29, 3, 0, tzinfo=UTC), None),
    ],
)
def test_time_is_the_last_moment_at_which_the_clock_stood_so(
    said: time, now: datetime, meant: datetime | None
) -> None:
    assert latest(said, now) == meant
