"""Which folder the local tables are read from, and that what is wrong in one is said by file, line and reason."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lantern.procedures import (
    adjoining,
    answering,
    first_days,
    floors,
    local_tables,
    telling,
    themes,
    waiting,
)
from lantern.procedures.local_tables import BadTable

STANDS = "The table in force before stays in force."


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of one's own, begun as a copy of the example; afterwards the example is in force again."""
    made = tmp_path / "ours"
    shutil.copytree(local_tables.EXAMPLE, made)
    yield made
    local_tables.use(None)


def change(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(folder: Path, name: str, words: str) -> int:
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return next(place for place, line in enumerate(lines, 1) if line.startswith(words))


def test_tables_of_another_folder_are_in_force_and_without_one_the_example_s(folder: Path) -> None:
    before = (answering.in_force(), telling.in_force(), waiting.in_force())
    change(folder, "answering.toml", "low = 40", "low = 35")
    change(folder, "late.toml", "youngest = 14", "youngest = 15")
    change(folder, "telling.toml", 'title = "Police"', 'title = "Police, by telephone"')

    local_tables.use(folder)
    step = telling.in_force().step("police")
    assert (min(answering.in_force().first.values()), waiting.in_force().youngest) == (
        timedelta(minutes=10),
        15,
    )
    assert step is not None
    assert step.title == "Police, by telephone"
    local_tables.use(None)
    assert (answering.in_force(), telling.in_force(), waiting.in_force()) == before


@pytest.mark.parametrize(
    ("name", "old", "new", "at", "reason"),
    [
        ("answering.toml", "high = 10", "high = 0", "high", "high is 0, not a whole number above nought"),
        ("answering.toml", "low = 40\n", "", "[minutes]", "low is not there under [minutes]"),
        ("answering.toml", "[back]", "[home]", "[home]", '"home" is not a word of this table'),
        ("answering.toml", "[back]\n", "[back]\nlow = 3\n", "low = 3", '"low" is not a word of this table'),
        (
            "late.toml",
            "[away]\nyoungest",
            "[away]\nyongest",  # it may be left out, and nobody would be told that it was
            "yongest",
            '"yongest" is not a word of this table; did you mean "youngest"?',
        ),
        (
            "late.toml",
            "in_force_from =",
            "inforce_from =",
            "inforce_from",
            '"inforce_from" is not a word of this table; did you mean "in_force_from"?',
        ),
        (
            "late.toml",
            "hours = 24",
            'hours = "a day"',
            "hours",
            "hours is 'a day', not a whole number above nought",
        ),
        (
            "telling.toml",
            'by = ["telephone"]',
            'by = ["pigeon"]',
            "[[stage]]",
            "'pigeon' is not a valid Channel",
        ),
        (
            "telling.toml",
            "in_force_from = 2026-01-01",
            "in_force_from = 2026",
            "in_force_from",
            "in_force_from is 2026, not a day",
        ),
        (
            "telling.toml",
            'title = "Who is told',
            'colour = 1\ntitle = "Who is told',
            "colour",
            "colour is not a word of this table",
        ),
    ],
)
def test_what_is_wrong_is_said_by_file_line_and_reason(
    name: str, old: str, new: str, at: str, reason: str, folder: Path
) -> None:
    change(folder, name, old, new)
    line = line_of(folder, name, at)
    if at == "[[stage]]":  # the second stage's, and not the first's
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        line = [place for place, words in enumerate(lines, 1) if words == "[[stage]]"][1]
    local_tables.use(folder)

    with pytest.raises(BadTable) as refused:
        {"answering.toml": answering, "telling.toml": telling, "late.toml": waiting}[name].in_force()
    stop = "" if reason.endswith("?") else "."
    assert refused.value.message == f"{name}, line {line}: {reason}{stop} {STANDS}"


def test_a_line_that_is_no_toml_is_named(folder: Path) -> None:
    change(folder, "late.toml", "[away]", "away]")
    local_tables.use(folder)

    with pytest.raises(BadTable, match=rf"^late\.toml, line {line_of(folder, 'late.toml', 'away]')}: "):
        waiting.in_force()


def test_a_folder_without_one_of_the_tables_is_refused_by_its_name(folder: Path) -> None:
    (folder / "telling.toml").unlink()
    local_tables.use(folder)

    with pytest.raises(BadTable) as refused:
        telling.in_force()
    assert refused.value.message == (
        f"telling.toml: it cannot be read in {folder}. Copy the example's folder whole, then change it."
    )


def test_no_program_starts_with_a_table_that_it_cannot_keep_to(folder: Path) -> None:
    change(folder, "late.toml", "youngest = 14", "youngest = 0")
    environment = {**os.environ, "LANTERN_LOCAL_TABLES": str(folder)}

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "lantern", "check-settings"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    line = line_of(folder, "late.toml", "youngest")
    assert (done.returncode, done.stderr) == (
        1,
        f"late.toml, line {line}: youngest is 0, not a whole number above nought. {STANDS}\n",
    )


@pytest.mark.parametrize("said", ["5", "true"])
def test_stages_that_are_no_list_are_refused_in_words(said: str, folder: Path) -> None:
    file = folder / "telling.toml"
    words = file.read_text(encoding="utf-8")
    file.write_text(words.partition("[[stage]]")[0] + f"stage = {said}\n", encoding="utf-8")

    with pytest.raises(BadTable, match="stage is no list of stages"):
        telling.read(file)


@pytest.mark.parametrize(
    ("name", "table", "words", "said"),
    [
        ("risk.toml", floors, "[still_missing]\nhihg = 24\n", '"hihg" is not a word of this table'),
        (
            "risk.toml",
            floors,
            "[young]\nyear = 13\n",
            '"year" is not a word of this table; did you mean "years"?',
        ),
        (
            "first_days.toml",
            first_days,
            "action = []\n",
            '"action" is not a word of this table; did you mean "actions"?',
        ),
        (
            "adjoining.toml",
            adjoining,
            '[[authority]]\nname = "A"\n[[authority]]\nnear = []\n',
            '"near" is not a word',
        ),
        ("themes.toml", themes, '[[theme]]\ncode = "a"\n[[theme]]\nkind = "b"\n', '"kind" is not a word'),
    ],
)
def test_a_mistyped_word_is_refused_at_its_line_in_every_table(
    name: str, table: Any, words: str, said: str, folder: Path
) -> None:
    (folder / name).write_text(words, encoding="utf-8")
    local_tables.use(folder)

    with pytest.raises(BadTable) as refused:
        table.in_force()
    line = len(words.splitlines())
    assert refused.value.message.startswith(f"{name}, line {line}: {said}")
