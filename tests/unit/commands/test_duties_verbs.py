"""`lantern duties check` and `lantern duties explain`: no database, no Django."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lantern import commands
from lantern.commands import duties_explain
from lantern.procedures import loading, local_tables

STORY = """{
  "events": [
    {"id": 1, "episode": 1, "kind": "missing_reported", "at": "2026-11-20T22:00:00Z"},
    {"id": 2, "episode": 1, "kind": "child_returned", "at": "2026-11-21T19:30:00Z"}
  ],
  "facts": [
    {"name": "distance", "value": "own"},
    {"name": "placed_with", "value": "childrens_home"},
    {"name": "is_unaccompanied", "value": false}
  ]
}
"""
AT = ["--at", "2026-11-22T09:00:00Z"]


def story(tmp_path: Path, text: str = STORY) -> list[str]:
    file = tmp_path / "story.json"
    file.write_text(text, encoding="utf-8")
    return ["--history", str(file)]


def test_check_finds_nothing_wrong_with_what_comes_with_lantern(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["duties", "check"]) == 0
    [done] = capsys.readouterr().out.splitlines()
    assert done.startswith("Nothing is wrong in ")


def test_check_reads_the_folder_that_the_environment_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = shutil.copytree(local_tables.EXAMPLE, tmp_path / "own folder")
    (own / "protocol.toml").write_text('code = "own"\n[[shorter]]\n', encoding="utf-8")
    monkeypatch.setenv("LANTERN_LOCAL_TABLES", str(own))

    assert commands.main(["duties", "check"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "protocol.toml, line 1: in_force_from is not there",
        "protocol.toml, line 1: source is not there",
        "protocol.toml, line 1: title is not there",
        "3 wrong. Nothing of it is used: the duties in force before stay in force.",
    ]


def test_check_says_every_problem_of_a_partnership_s_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = shutil.copytree(local_tables.EXAMPLE, tmp_path / "own")
    plan = own / "duties" / "repeat-missing-plan.toml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("repeat-missing-discussed", "nothing"), encoding="utf-8"
    )
    protocol = own / "protocol.toml"
    protocol.write_text(
        protocol.read_text(encoding="utf-8").replace("hours = 24", "fortnights = 1"), encoding="utf-8"
    )

    assert commands.main(["duties", "check", str(own)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        'duties/repeat-missing-plan.toml, line 8: there is no duty "nothing" to follow',
        "protocol.toml, line 11: within is no length, such as { hours = 24 }",
        "2 wrong. Nothing of it is used: the duties in force before stay in force.",
    ]


def test_check_of_a_folder_of_duties_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shutil.copytree(loading.ENGLAND, tmp_path / "law")
    assert commands.main(["duties", "check", str(folder)]) == 0

    (folder / "risk-known.toml").write_text("code =\n", encoding="utf-8")
    capsys.readouterr()
    assert commands.main(["duties", "check", str(folder)]) == 1
    assert (
        capsys.readouterr().out.splitlines()[0]
        == "risk-known.toml, line 1: Invalid value (at line 1, column 7)"
    )


def test_check_of_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["duties", "check", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().out.splitlines()[0] == "., line 1: there is no such folder of duties"


def test_explain_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["duties", "explain", *story(tmp_path), *AT, "--format", "json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["notes"] == []
    assert [(each["duty"], each["standing"], each["until"]) for each in said["owed"]] == [
        ("missing-meeting-held", "excused", None),
        ("plan-keeps-safe", "running", None),
        ("police-reported", "excused", None),
        ("prevention-interview", "running", None),
        ("return-interview-72h", "running", "2026-11-24T19:30:00Z"),
    ]


def test_explain_as_text_with_a_partnership_s_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["duties", "explain", *story(tmp_path), *AT, "--local", str(local_tables.EXAMPLE)]

    assert commands.main(asked) == 0
    titles = [
        line
        for line in capsys.readouterr().out.splitlines()
        if line.endswith("Owed, and the time is running")
    ]
    codes = [line.split("(")[1].split(")")[0] for line in titles]
    assert codes == [
        "authority-told-missing",
        "plan-keeps-safe",
        "reviewing-officer-told",
        "authority-told-found",
        "police-told-found",
        "prevention-interview",
        "return-interview-72h",
    ]


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("tomorrow", '"tomorrow" is no moment. Write it so: 2026-11-22T09:00:00Z'),
        (
            "2026-11-22T09:00:00",
            '"2026-11-22T09:00:00" does not say its time zone. Write it so: 2026-11-22T09:00:00Z',
        ),
    ],
)
def test_explain_refuses_a_time_that_is_no_moment(
    tmp_path: Path, at: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["duties", "explain", *story(tmp_path), "--at", at]) == 1
    assert capsys.readouterr().err == f"{reason}\n"


def test_explain_refuses_a_history_with_every_line_and_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = STORY.replace("child_returned", "vanished").replace("2026-11-20", "2027-11-20")

    assert commands.main(["duties", "explain", *story(tmp_path, wrong), *AT]) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first == "story.json, line 3: event 1 is of the future: Saturday 20 November 2027, 22:00"
    assert second.startswith(
        'story.json, line 4: "vanished" is not known here; "kind" may be: missing_reported, '
    )


def test_explain_refuses_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["duties", "explain", "--history", str(tmp_path / "none.json"), *AT]) == 1
    assert capsys.readouterr().err.startswith("none.json cannot be read: ")


@pytest.mark.parametrize("verb", ["check", "explain"])
def test_neither_verb_loads_django(verb: str, tmp_path: Path) -> None:
    words = ["duties", verb] if verb == "check" else ["duties", verb, *story(tmp_path), *AT]
    code = (
        "import sys\nfrom lantern.commands import main\n"
        f"done = main({words!r})\nsys.exit(done or 'django' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_page_of_the_form_names_every_key_of_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    duties_explain.run([*story(tmp_path), *AT, "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    page = (Path(__file__).parents[3] / "docs" / "explaining-duties.md").read_text(encoding="utf-8")

    assert [key for key in (*said, *(f".{key}" for key in said["owed"][0])) if f"`{key}" not in page] == []
