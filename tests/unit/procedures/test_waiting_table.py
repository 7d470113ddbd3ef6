"""The local table of late and away: read whole, or refused by its name."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from lantern.procedures import waiting
from lantern.procedures.local_tables import BadTable

GOOD = """
code = "ours"
source = "An invented protocol"
in_force_from = 2026-01-01
[late]
youngest = 12
minutes = 45
[away]
hours = 8
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "late.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_table_is_read_whole(tmp_path: Path) -> None:
    assert waiting.read(written(tmp_path, GOOD)) == waiting.Waiting(
        code="ours",
        source="An invented protocol",
        in_force_from=date(2026, 1, 1),
        youngest=12,
        longest=timedelta(minutes=45),
        check_within=timedelta(hours=8),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("youngest = 12\n", ""),
        ("minutes = 45", "minutes = 0"),
        ("hours = 8", 'hours = "8"'),
        ("[away]", "away]"),
        ("[away]", "[away]\nyoungest = 0"),
    ],
)
def test_table_that_cannot_be_kept_to_is_refused(old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(BadTable, match=r"^late\.toml, line \d+: "):
        waiting.read(written(tmp_path, GOOD.replace(old, new)))


@pytest.mark.parametrize(("age", "is_too_young"), [(13, True), (14, False), (None, True)])
def test_no_child_under_the_table_s_age_or_of_one_that_nobody_knows_is_away(
    age: int | None, is_too_young: bool, tmp_path: Path
) -> None:
    table = waiting.read(written(tmp_path, GOOD.replace("[away]", "[away]\nyoungest = 14")))

    assert table.is_too_young_to_be_away(age) is is_too_young


def test_a_table_without_that_age_asks_for_none(tmp_path: Path) -> None:
    assert waiting.read(written(tmp_path, GOOD)).is_too_young_to_be_away(None) is False


def test_table_that_comes_with_lantern_says_that_it_is_an_example() -> None:
    assert waiting.in_force().source.startswith("Example")


def test_in_the_example_nobody_of_13_or_under_is_late_or_away() -> None:
    table = waiting.in_force()

    assert (table.youngest, table.youngest_away) == (14, 14)
