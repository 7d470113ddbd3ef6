"""How often the search for a child still missing is discussed: a part of a local table, which may be left out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from lantern.procedures import local_tables, still_missing
from lantern.procedures.local_tables import EXAMPLE, BadTable
from lantern.procedures.still_missing import Reviews
from lantern.vocabulary.missing import RiskLevel


def read(folder: Path, part: str) -> Reviews:
    whole = (EXAMPLE / "risk.toml").read_text().partition("[still_missing]")[0]
    (folder / "risk.toml").write_text(whole + part)
    return local_tables.read(folder / "risk.toml", still_missing._understood)


def test_the_example_asks_for_a_review_at_every_level_and_of_one_nobody_assessed() -> None:
    table = still_missing.in_force()
    assert table.every[None] == timedelta(hours=24)
    assert set(table.every) == {None, *RiskLevel}
    assert table.shortest == timedelta(hours=24)


def test_a_table_without_that_part_asks_for_none(tmp_path: Path) -> None:
    assert read(tmp_path, "").shortest is None


@pytest.mark.parametrize(
    "part",
    [
        "[still_missing]\nhigh = 24\n",
        "[still_missing]\nnot_assessed = 0\nhigh=1\nmedium=1\nlow=1\nvery_low=1\n",
    ],
)
def test_a_level_left_out_or_nought_is_refused(tmp_path: Path, part: str) -> None:
    with pytest.raises(BadTable, match=r"risk\.toml"):
        read(tmp_path, part)
