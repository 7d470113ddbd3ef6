"""The local list of themes: read whole, or refused by its name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lantern.procedures import themes
from lantern.procedures.local_tables import BadTable

GOOD = """
code = "ours-1"
source = "An invented list"
in_force_from = 2026-01-01
[[theme]]
code = "family"
title = "Family"
part = "before"
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "themes.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_list_is_read_whole(tmp_path: Path) -> None:
    listed = themes.read(written(tmp_path, GOOD))
    assert listed == themes.Themes(
        code="ours-1",
        source="An invented list",
        in_force_from=date(2026, 1, 1),
        themes=(themes.Theme(code="family", title="Family", part="before"),),
    )


def test_example_has_themes_of_every_part() -> None:
    assert {theme.part for theme in themes.in_force().themes} == set(themes.PARTS)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            GOOD + GOOD.partition("[[theme]]")[1] + GOOD.partition("[[theme]]")[2],
            "line 10: family is there twice",
        ),
        (GOOD.replace('part = "before"', 'part = "later"'), "line 8: part is 'later'"),
        (GOOD.replace('title = "Family"', 'title = " "'), "line 5: title is not there"),
        (GOOD.replace('source = "An invented list"', ""), "source is not there"),
        (GOOD.partition("[[theme]]")[0], "theme is not there"),
        (GOOD.replace("[[theme]]", "[theme]"), "write .*theme"),
        (GOOD.replace('"family"', f'"{"x" * 61}"'), "code is longer than 60 letters"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, wrong: str, said: str) -> None:
    with pytest.raises(BadTable, match=said):
        themes.read(written(tmp_path, wrong))
