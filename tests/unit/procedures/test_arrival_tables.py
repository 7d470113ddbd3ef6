"""The local tables of adjoining authorities and of the first days: read whole, or refused by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lantern.procedures import adjoining, first_days
from lantern.procedures.local_tables import BadTable
from lantern.vocabulary.out_of_area import Distance

HEAD = 'code = "ours-1"\nsource = "An invented map"\nin_force_from = 2026-01-01\n'
MAP = f"""{HEAD}
[[authority]]
name = "North"
adjoins = ["West"]
[[authority]]
name = "East"
adjoins = ["West"]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "table.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("own", "area", "distance"),
    [
        ("North", "North", Distance.OWN),
        ("North", "West", Distance.ADJOINING),
        ("West", "North", Distance.ADJOINING),  # said once, it holds both ways
        ("North", "East", Distance.AT_A_DISTANCE),
        ("Nowhere", "West", Distance.AT_A_DISTANCE),  # what the table does not know asks for more, not less
    ],
)
def test_distance_by_the_table(tmp_path: Path, own: str, area: str, distance: Distance) -> None:
    assert adjoining.read(written(tmp_path, MAP)).distance(own=own, area=area) is distance


def test_table_says_whom_it_knows(tmp_path: Path) -> None:
    table = adjoining.read(written(tmp_path, MAP))
    assert (table.knows("West"), table.knows("Nowhere"), table.source) == (True, False, "An invented map")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (MAP.replace('"East"', '"North"'), "North is there twice"),
        (MAP.replace('["West"]', '["North"]', 1), "North adjoins itself"),
        (MAP.replace('["West"]', '"West"', 1), "adjoins is no list of names"),
        (MAP.replace('name = "East"', 'name = ""'), "name is not there"),
        (HEAD, "authority is not there"),
        (f"{HEAD}authority = 3\n", "authority is one, and not a list"),
    ],
)
def test_a_wrong_map_is_refused(tmp_path: Path, wrong: str, said: str) -> None:
    with pytest.raises(BadTable, match=said):
        adjoining.read(written(tmp_path, wrong))


def test_first_days_are_read_whole(tmp_path: Path) -> None:
    listed = first_days.read(written(tmp_path, f'{HEAD}actions = ["One", "Two"]\n'))
    assert listed == first_days.FirstDays(
        code="ours-1",
        source="An invented map",
        in_force_from=date(2026, 1, 1),
        actions=("One", "Two"),
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("actions = []\n", "no list of what is to be done"),
        ("actions = 3\n", "no list of what is to be done"),
        ('actions = ["One", "One"]\n', "there twice"),
        ('actions = ["One", " "]\n', "words, of 200 letters at most"),
        ("", "actions is not there"),
    ],
)
def test_a_wrong_list_is_refused(tmp_path: Path, wrong: str, said: str) -> None:
    with pytest.raises(BadTable, match=said):
        first_days.read(written(tmp_path, HEAD + wrong))


def test_the_examples_are_read() -> None:
    assert adjoining.in_force().knows("Northmere Council")
    assert len(first_days.in_force().actions) == 7
