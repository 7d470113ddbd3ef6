"""Which folder of a partnership is read: its own where it is understood, else the one that was understood before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantern.commands import _rules
from lantern.procedures import in_force, local_tables
from lantern.procedures.local_tables import BadTable


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "home"
    made.mkdir()
    monkeypatch.setenv("LANTERN_HOME", str(made))
    # Set, so that what the code under test writes there is undone as well.
    monkeypatch.setenv("LANTERN_TABLES_REFUSED", "")
    return made


@pytest.fixture
def own(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A partnership's own folder, named in the environment; afterwards the example is in force again."""
    folder = tmp_path / "ours"
    shutil.copytree(local_tables.EXAMPLE, folder)
    monkeypatch.setenv("LANTERN_LOCAL_TABLES", str(folder))
    yield folder
    local_tables.use(None)


def start() -> str:
    """Settle which folder is in force as a program does that begins, and has read nothing yet."""
    in_force.running.cache_clear()
    local_tables._read_once.cache_clear()
    said = _rules.settle()
    assert os.environ["LANTERN_TABLES_REFUSED"] == said  # every program that is started is told
    return said


def tables(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.toml")}


def in_force_in(home: Path) -> dict[str, bytes]:
    """Give what programs read: the copy in the data folder."""
    return tables(local_tables.kept(home=home))


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "answering.toml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def spoil(folder: Path) -> None:
    change(folder, "high = 10", "high = 0")


def test_a_folder_that_is_understood_is_copied_and_in_force_until_the_next_start(
    own: Path, home: Path
) -> None:
    assert start() == ""
    understood, mark = tables(own), _rules.mark()
    assert in_force_in(home) == understood

    change(own, "high = 10", "high = 5")
    assert (in_force_in(home), _rules.mark()) == (understood, mark)  # nobody started Lantern since
    assert start() == ""
    assert in_force_in(home) == tables(own)
    assert _rules.mark() != mark


def test_of_a_folder_that_is_refused_what_was_understood_before_stays_in_force(own: Path, home: Path) -> None:
    start()
    understood, mark = tables(own), _rules.mark()
    spoil(own)
    assert start().startswith("answering.toml, line ")
    assert (in_force_in(home), _rules.mark()) == (understood, mark)  # so nothing is reckoned anew

    change(own, "high = 0", "high = 10")
    (own / "duties" / "wrong.toml").write_text("no duty")
    assert start().startswith("wrong.toml, line 1: ")
    assert in_force_in(home) == understood

    (own / "duties" / "wrong.toml").unlink()
    assert start() == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [("adjoining.toml", "authority = [1]"), ("themes.toml", "theme = ['a']"), ("late.toml", "late = 1")],
)
def test_a_table_that_is_built_otherwise_is_refused_as_any_other(
    name: str, words: str, own: Path, home: Path
) -> None:
    start()
    (own / name).write_text(words)
    assert start().startswith(f"{name}, line 1: ")


def test_a_first_folder_that_is_refused_stops_the_start(own: Path, home: Path) -> None:
    spoil(own)
    with pytest.raises(BadTable, match="answering.toml, line"):
        start()
    assert not local_tables.kept(home=home).exists()


def test_a_folder_that_lacks_its_tables_is_refused_and_the_copy_stays(own: Path, home: Path) -> None:
    start()
    understood = tables(own)
    shutil.rmtree(own)
    assert "it cannot be read" in start()
    assert in_force_in(home) == understood


def test_where_the_copy_is_no_longer_understood_either_the_start_stops(own: Path, home: Path) -> None:
    start()
    spoil(own)
    assert start() != ""
    (local_tables.kept(home=home) / "protocol.toml").write_text("of another version")
    with pytest.raises(BadTable, match="answering.toml, line"):
        start()


def test_what_an_editor_left_behind_is_passed_over(own: Path, home: Path) -> None:
    before = tables(own)
    (own / ".#answering.toml").symlink_to(own / "nobody@nowhere")
    (own / "folder.toml").mkdir()
    assert start() == ""
    assert in_force_in(home) == before
    _rules.mark()


def test_a_start_that_was_cut_off_while_the_copy_was_put_in_place_loses_nothing(
    own: Path, home: Path
) -> None:
    start()
    understood, kept = tables(own), local_tables.kept(home=home)
    kept.rename(kept.with_name("rules-in-force.old"))
    spoil(own)
    assert start() != ""
    assert in_force_in(home) == understood


def test_a_folder_that_is_dropped_into_the_data_folder_is_read_as_a_named_one_is(
    own: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANTERN_LOCAL_TABLES")
    before = _rules.mark()
    dropped = Path(shutil.move(own, home / "partnership"))
    assert (start(), _rules.own_folder()) == ("", dropped)
    assert in_force_in(home) == tables(dropped)
    assert _rules.mark() != before


def test_where_no_folder_is_named_any_more_the_copy_stays_in_force_and_that_is_said(
    own: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start()
    monkeypatch.delenv("LANTERN_LOCAL_TABLES")
    assert "neither named in LANTERN_LOCAL_TABLES nor in the data folder any more" in start()
    assert in_force_in(home) == tables(own)

    shutil.rmtree(local_tables.kept(home=home))
    assert start() == ""  # back at the example, on purpose
