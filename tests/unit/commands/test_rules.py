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
from lantern.procedures.sheet import BadDuty


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A partnership's own folder, named in the environment; afterwards the example is in force again."""
    folder = tmp_path / "ours"
    shutil.copytree(local_tables.EXAMPLE, folder)
    # Set and taken away again, so that what the code under test writes there is undone as well.
    for name in ("LANTERN_LOCAL_TABLES", "LANTERN_TABLES_REFUSED"):
        monkeypatch.setenv(name, str(folder))
    yield folder
    local_tables.use(None)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home"
    made.mkdir()
    return made


def start(home: Path) -> str:
    """Settle the folder as a program does that begins, and has read nothing yet."""
    in_force.running.cache_clear()
    local_tables._read_once.cache_clear()
    return _rules.settle(home=home)


def read_from() -> tuple[str, str | None]:
    """Give which folder other programs are told to read, and why another is not."""
    return os.environ["LANTERN_LOCAL_TABLES"], os.environ.get("LANTERN_TABLES_REFUSED")


def spoil(own: Path) -> None:
    file = own / "answering.toml"
    file.write_text(file.read_text().replace("high = 10", "high = 0", 1))


def test_a_folder_that_is_understood_is_read_where_it_stands_and_kept(own: Path, home: Path) -> None:
    assert start(home) == ""
    assert read_from() == (str(own), None)
    kept = {path.relative_to(home / "rules-in-force") for path in (home / "rules-in-force").rglob("*.toml")}
    assert kept == {path.relative_to(own) for path in own.rglob("*.toml")}


def test_of_a_folder_that_is_refused_what_was_understood_before_stays_in_force(own: Path, home: Path) -> None:
    start(home)
    understood, kept = _rules.mark(), str(home / "rules-in-force")
    spoil(own)

    said = start(home)
    assert said.startswith("answering.toml, line ")
    assert read_from() == (kept, said)
    assert _rules.mark() == understood  # so nothing is reckoned anew

    os.environ["LANTERN_LOCAL_TABLES"] = str(own)  # the next start
    (own / "answering.toml").write_text((local_tables.EXAMPLE / "answering.toml").read_text())
    (own / "duties" / "wrong.toml").write_text("no duty")
    assert start(home).startswith("wrong.toml, line 1: ")
    assert read_from()[0] == kept
    assert not (home / "rules-in-force" / "duties" / "wrong.toml").exists()

    os.environ["LANTERN_LOCAL_TABLES"] = str(own)
    (own / "duties" / "wrong.toml").unlink()
    assert start(home) == ""
    assert read_from() == (str(own), None)


def test_a_first_folder_that_is_refused_stops_the_start(own: Path, home: Path) -> None:
    spoil(own)
    with pytest.raises(BadTable, match="answering.toml, line"):
        start(home)


def test_a_folder_that_is_not_there_is_refused_and_the_kept_one_read(own: Path, home: Path) -> None:
    start(home)
    shutil.rmtree(own)
    assert "it cannot be read" in start(home)


def test_where_the_kept_folder_is_no_longer_understood_the_start_stops(own: Path, home: Path) -> None:
    start(home)
    (home / "rules-in-force" / "protocol.toml").write_text("of another version")
    spoil(own)
    with pytest.raises(BadTable):
        start(home)


def test_a_folder_that_is_dropped_into_the_data_folder_is_read_and_kept_as_a_named_one_is(
    own: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANTERN_HOME", str(home))
    monkeypatch.delenv("LANTERN_LOCAL_TABLES")
    before = _rules.mark()
    dropped = Path(shutil.move(own, home / "partnership"))
    assert (start(home), _rules.own_folder()) == ("", dropped)
    understood = _rules.mark()
    assert understood != before

    spoil(dropped)
    assert start(home).startswith("answering.toml, line ")
    assert read_from()[0] == str(home / "rules-in-force")
    assert _rules.mark() == understood


def test_what_was_kept_of_a_folder_that_is_no_longer_named_is_not_read_again(
    own: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(home)
    monkeypatch.delenv("LANTERN_LOCAL_TABLES")
    assert start(home) == ""

    monkeypatch.setenv("LANTERN_LOCAL_TABLES", str(own))
    (own / "protocol.toml").write_text("wrong")
    with pytest.raises(BadDuty):
        start(home)
