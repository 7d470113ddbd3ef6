"""The `lantern` command finds its verbs, loads Django only for those that need it, and refuses in a sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lantern import commands
from lantern.commands import _running
from lantern.vocabulary.refusals import Refused


def lantern(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lantern", *words]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_overview_names_every_verb_as_it_is_typed() -> None:
    done = lantern()
    first_words = [line.split("  ")[1] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert done.returncode == 0
    assert [word.replace(" ", "_").replace("-", "_") for word in first_words] == commands.verbs()


def test_every_verb_says_what_it_does_in_one_line() -> None:
    lines = [line for line in lantern("--help").stdout.splitlines() if line.startswith("  ")]
    assert [line for line in lines if not line.rstrip().endswith(".") or len(line) > 130] == []


@pytest.mark.parametrize("verb", commands.verbs())
def test_every_verb_explains_itself_without_a_database(verb: str) -> None:
    done = lantern(*commands.typed(verb).split(), "--help")
    assert (done.returncode, done.stdout.startswith("usage: lantern"), done.stderr) == (0, True, "")


def test_unknown_verb_shows_what_there_is() -> None:
    done = lantern("conjure")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Lantern knows no 'conjure'.\n\nlantern VERB ...")


def test_file_with_an_underscore_is_no_verb() -> None:
    assert lantern("_steps").returncode == 2


@pytest.mark.parametrize(
    "words", [("database", "--help"), ("setup", "--help"), ("run", "--help"), ("assets", "--help")]
)
def test_verb_that_needs_no_django_does_not_load_it(words: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom lantern.commands import main\n"
        f"try:\n    main({list(words)!r})\nexcept SystemExit:\n    pass\n"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


def test_refusal_is_one_sentence_on_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANTERN_PORT", "eight thousand")
    done = lantern("run")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "LANTERN_PORT is 'eight thousand'. It must be a number from 1 to 65535.\n"


def test_data_folder_that_cannot_be_made_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LANTERN_HOME", str(tmp_path / "file" / "home"))
    done = lantern("setup")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"The data folder {tmp_path / 'file' / 'home'} cannot be used: Not a directory. "
        "Set LANTERN_HOME to another.\n"
    )


def test_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    with _running.held(home=tmp_path, address="http://127.0.0.1:8000"):
        found = _running.holder(home=tmp_path)
        assert found is not None
        assert found.address == "http://127.0.0.1:8000"
        with pytest.raises(Refused, match="already running from this folder at http://127.0.0.1:8000"):
            _running.held(home=tmp_path, address="another").__enter__()
    assert _running.holder(home=tmp_path) is None
    assert _running.holder(home=tmp_path / "nowhere") is None
