"""What the first feed of an authority finds begins no duty; what a later one brings does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from lantern.record.models import OwedDuty
from tests.factories.sight import SIMULATOR, seen_as
from tests.integration.exchange.feeds import NIGHT, authority, fed, rewrite, sample

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OF_A_PLACEMENT = ("area-authority-notified", "placement-told", "plan-with-the-carer")


def owed() -> list[tuple[str, str]]:
    with seen_as(SIMULATOR):
        rows = OwedDuty.objects.filter(code__in=OF_A_PLACEMENT)
        return sorted(rows.values_list("code", "settled_as"))


def moved(rows: list[dict[str, str]], on: str = "14/03/2026") -> list[dict[str, str]]:
    """Let the first child move, in the file, to the fostering service."""
    new = dict.fromkeys(rows[0], "") | {
        "Child ID": "900101",
        "Provider Name": "First Invented Foster Service",
        "Placement Start": on,
        "Reason for Change": "Planned move",
    }
    rows[1]["Placement End"] = on
    return [*rows, new]


def test_where_children_lived_on_the_first_night_is_history_and_where_they_move_to_is_not(
    tmp_path: Path,
) -> None:
    authority()
    folder = sample(tmp_path)
    fed(folder)
    assert owed() == []

    rewrite(folder / "placements.csv", moved)
    later = fed(folder, now=NIGHT + timedelta(days=1))
    assert later.fed.faults == ()
    assert owed() == [(code, "") for code in OF_A_PLACEMENT]


def test_what_began_before_the_first_feed_and_comes_only_later_is_history_too(tmp_path: Path) -> None:
    authority()
    folder = sample(tmp_path)
    fed(folder)
    rewrite(folder / "placements.csv", lambda rows: moved(rows, on="10/03/2026"))
    later = fed(folder, now=NIGHT + timedelta(days=1))
    assert later.fed.faults == ()
    assert owed() == []
