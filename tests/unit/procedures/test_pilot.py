"""Which authorities are in the pilot: a table that need not be there, and is refused where it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lantern.procedures import local_tables, pilot
from lantern.procedures.local_tables import BadTable

TABLE = 'source = "An invented list"\nin_force_from = 2026-01-01\nauthorities = ["Invented Council"]\n'


@pytest.fixture(autouse=True)
def example_again() -> Iterator[None]:
    yield
    local_tables.use(None)


def use(folder: Path, text: str) -> None:
    (folder / "pilot.toml").write_text(text, encoding="utf-8")
    local_tables.use(folder)


def test_without_a_table_nobody_knows(tmp_path: Path) -> None:
    local_tables.use(tmp_path)

    assert pilot.in_force() is None


def test_by_the_example_no_authority_is_in_it() -> None:
    local_tables.use(None)

    table = pilot.in_force()
    assert table is not None
    assert not table.has("Invented Council")


def test_an_authority_is_in_the_pilot_or_is_not(tmp_path: Path) -> None:
    use(tmp_path, TABLE)

    table = pilot.in_force()
    assert table is not None
    assert (table.has("Invented Council"), table.has("Another Council")) == (True, False)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            TABLE.replace('["Invented Council"]', '"Invented Council"'),
            "line 3: authorities is no list of names",
        ),
        (TABLE.replace("2026-01-01", '"soon"'), "line 2: in_force_from is no day, such as 2026-01-01"),
        (TABLE.replace('"An invented list"', '""'), "line 1: source must be words"),
        (TABLE.replace("source", "sauce"), 'line 1: "sauce" is not a word of this table'),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(tmp_path: Path, wrong: str, said: str) -> None:
    use(tmp_path, wrong)

    with pytest.raises(BadTable) as refused:
        pilot.in_force()
    assert str(refused.value) == f"pilot.toml, {said}. The table in force before stays in force."
