"""What is done before Lantern serves, and what of it may fail without keeping anybody from the record."""

from __future__ import annotations

import sys

import pytest

from lantern.commands import _prepare
from lantern.commands._database import Database

GIVEN = Database(owner_url="", described="one that somebody else runs")  # it is never marked


def test_where_what_is_owed_cannot_be_reckoned_lantern_starts_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing = [sys.executable, "-c", "import sys; sys.exit('no calendar of 2099')"]
    monkeypatch.setattr(_prepare, "lantern", lambda *words: failing)
    _prepare._reckon(GIVEN)

    said = capsys.readouterr().out
    assert "`lantern duties reckon --all --if-changed` failed after" in said
    assert "no calendar of 2099" in said
    assert "Lantern starts all the same." in said


def test_what_came_of_the_reckoning_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_prepare, "lantern", lambda *words: [sys.executable, "-c", "print('3 differ')"])
    _prepare._reckon(GIVEN)

    assert capsys.readouterr().out.endswith("\n  3 differ\n")


def test_another_step_that_fails_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_prepare, "lantern", lambda *words: [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(_prepare.StepFailed, match="`lantern migrate --verbosity=0` failed"):
        _prepare._migrate(GIVEN)
