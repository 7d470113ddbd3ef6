from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from lantern import commands
from lantern.commands import import_ssda903
from tests.integration.exchange.record import authority
from tests.unit.returns.folder import MISSING, missing_file, write_return

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_import_command_says_what_came_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    authority()
    extra = (
        missing_file("1,01/02/2010,X,01/05/2020,")
        .replace("MIS_END\n", "MIS_END,NOTE\n")
        .replace("20,\n", "20,,\n")
    )
    write_return(tmp_path, missing=extra, uasc="CHILD,SEX\n")
    (tmp_path / "oc3.csv").write_text("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n")

    assert import_ssda903.run([str(tmp_path), "--authority", "testwick council"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "missing.csv: Ignored: column NOTE, not of the Missing table.",
        "oc3.csv: the OC3 table, which Lantern does not read yet.",
        "uasc.csv line 1 'CHILD,SEX' refused: "
        "The first line does not have the column names of any table of the return.",
        "missing.csv line 2 MISSING 'X' refused: This is not one of the codes of MISSING. (rule 1006)",
    ]
    assert "Children                                         2" in lines
    assert lines[-1] == "Refused rows are not lost: they wait to be corrected under Imports."


def test_import_command_of_a_clean_return_ends_with_whom_it_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    authority()
    import_ssda903.run([str(write_return(tmp_path)), "--authority", "Testwick Council"])

    assert capsys.readouterr().out.rstrip().endswith("Nobody was told.")


def test_import_command_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    authority()
    write_return(tmp_path, missing=MISSING.replace(",M,", ",m,"))
    import_ssda903.run([str(tmp_path), "--authority", "Testwick Council", "--json"])
    told = json.loads(capsys.readouterr().out)
    told.pop("run")
    told.pop("seconds")

    assert told == {
        "authority": "Testwick Council",
        "children": 2,
        "unaccompanied_children": 1,
        "care_episodes": 2,
        "reviews": 1,
        "missing_episodes": 1,
        "away_episodes": 1,
        "still_open": 1,
        "children_missing_or_away": 1,
        "children_with_more_than_one": 1,
        "by_duration": {
            "same day or one day": 0,
            "2 days": 1,
            "3 to 7 days": 0,
            "8 to 30 days": 0,
            "over 30 days": 0,
            "still open": 1,
        },
        "rows_refused": 0,
        "rows_altered": 1,
        "new_on_the_record": {"children": 2, "care_episodes": 2, "missing_and_away_episodes": 2},
        "files": [
            {"file": file, "table": table, "state": "read", "notes": []}
            for file, table in (
                ("episodes.csv", "Episodes"),
                ("header.csv", "Header"),
                ("missing.csv", "Missing"),
                ("reviews.csv", "Reviews"),
                ("uasc.csv", "UASC"),
            )
        ],
        "report": [
            {
                "file": "missing.csv",
                "line": 2,
                "column": "MISSING",
                "value": "m",
                "reason": "Written in capitals. Kept as M.",
                "rule": "",
                "disposition": "altered",
            }
        ],
    }


def test_import_command_writes_a_long_report_to_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    authority()
    folder = tmp_path / "the return"
    folder.mkdir()
    write_return(folder, missing=missing_file(*["1,01/02/2010,X,01/05/2020,"] * 30))
    report = tmp_path / "report.csv"
    asked = [str(folder), "--authority", "Testwick Council"]
    import_ssda903.run(asked)
    assert "... and 10 more. Add --report FILE to have them all in a CSV file." in capsys.readouterr().out
    import_ssda903.run([*asked, "--report", str(report)])

    assert f"... and 10 more. All are in {report}." in capsys.readouterr().out
    with report.open(newline="") as file:
        assert [row["line"] for row in csv.DictReader(file)] == [str(line) for line in range(2, 32)]


def test_import_command_shows_progress_on_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    authority()
    monkeypatch.setenv("FORCE_COLOR", "1")
    import_ssda903.run([str(write_return(tmp_path)), "--authority", "Testwick Council", "--json"])
    captured = capsys.readouterr()

    assert captured.err.startswith("\x1b[")
    assert json.loads(captured.out)["children"] == 2


def test_import_command_missing_folder_is_said_and_the_exit_code_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    authority()
    nowhere = tmp_path / "nowhere"

    assert commands.main(["import", "ssda903", str(nowhere), "--authority", "Testwick Council"]) == 1
    assert capsys.readouterr().err == f"There is no folder {nowhere}. Nothing was read.\n"
