"""The pages of examples say what the tables say, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.duties import pages
from tests.duties.scenario import Scenario


def test_kept_pages_say_what_the_tables_say() -> None:
    kept = {name: (pages.FOLDER / name).read_text(encoding="utf-8") for name in pages.pages()}

    assert kept == pages.pages(), "Write them anew with: make docs"
    there = {path.name for path in (pages.FOLDER / "duties" / "examples").glob("*.md")}
    assert there == {Path(name).name for name in kept}


def test_one_scenario_in_words() -> None:
    said = pages._one(
        Scenario(
            given="Back in the night, and 18 since",
            when=[
                "2026-11-20 02:10 child_returned episode=2",
                "2026-11-21 return_interview_offered answers=1",
                "2026-11-22 09:00 entered_in_error corrects=2",
            ],
            facts=["date_of_birth=2008-11-23 until=2026-12-01", "is_unaccompanied=true since=2026-01-01"],
            now="2026-11-23 09:00",
            owed=["1: running, due 2026-11-23 02:10", "2: excused by turned_18", "3: met_late by 4"],
        )
    )

    assert said.splitlines() == [
        "## Back in the night, and 18 since",
        "",
        "| | When | What is recorded |",
        "|---|---|---|",
        "| 1 | Friday 20 November 2026, 02:10 | the child is back, in absence 2 |",
        "| 2 | Saturday 21 November 2026, time not known | an independent return interview is offered, answers 1 |",
        "| 3 | Sunday 22 November 2026, 09:00 | a record is withdrawn, of 2 |",
        "",
        "Known: the date of birth: Sunday 23 November 2008, until Tuesday 1 December 2026; "
        "whether the child is unaccompanied: yes, from Thursday 1 January 2026.",
        "",
        "Asked on Monday 23 November 2026, 09:00, this is owed: **from 1: owed, and the time is running, due Monday "
        "23 November 2026, 02:10; from 2: ended without being met: the child turns 18, and the age is not only "
        "presumed; from 3: met, but late by 4**.",
    ]


def test_stale_pages_are_found_and_written_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    number = len(pages.pages())
    folder = ["--folder", str(tmp_path)]
    assert pages.main([*folder, "--check"]) == 1
    assert pages.main(folder) == 0
    (tmp_path / "duties" / "examples" / "gone.md").write_text("a duty that is no more")
    assert pages.main([*folder, "--check"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{number} pages of examples, {number} stale.",
        f"{number} pages of examples, {number} written anew.",
        f"{number} pages of examples, 1 stale.",
    ]
