"""What an operator reads who brings a nightly feed in, and what the missing lead finds in the browser after it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from django.test import Client

from lantern import commands
from lantern.commands import import_feed
from lantern.vocabulary.roles import Role
from tests.factories.organisations import make_account
from tests.integration.exchange.feeds import authority, correct, sample
from tests.integration.web.reading import words

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FOR = ["--mapping", "lcs", "--authority", "testwick council"]


def test_a_try_is_printed_without_a_value_of_a_child(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    authority()
    folder = sample(tmp_path)
    (folder / "contacts.csv").write_text("Child ID,Contact Type,Number\n900101,Own,07700 900301\n")

    assert import_feed.run([str(folder), *FOR, "--dry-run"]) == 0
    printed = capsys.readouterr().out
    lines = printed.splitlines()

    assert lines[:2] == [
        "contacts.csv: It has no column Contact Name, which is left as it is.",
        "children.csv line 2, children: new",
    ]
    assert "legal_status.csv line 2, legal status: new: Legal Status" in lines
    assert "Children                           2         2         0         0" in lines
    assert lines[-1].endswith("Nothing was changed, and nothing is kept.")
    assert "Feedwell" not in printed


def test_an_import_says_what_was_refused_and_where_it_waits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = authority()
    folder = sample(tmp_path)
    correct(folder / "placements.csv", 3, Provider_Name="Nowhere House")
    report = tmp_path / "report.csv"

    assert import_feed.run([str(folder), *FOR, "--report", str(report)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("placements.csv line 3 Provider Name refused: There is no home or service")
    assert lines[-2].startswith("Imported for Testwick Council in ")
    assert lines[-1] == "Refused lines are not lost: they wait under Imports, each with what to do."
    with report.open() as file:
        assert [(row["line"], row["value"]) for row in csv.DictReader(file)] == [("3", "Nowhere House")]

    browser = Client()
    lead = make_account(role=Role.MISSING_LEAD, organisation=own)
    browser.force_login(lead, backend="django.contrib.auth.backends.ModelBackend")
    listed = words(browser.get("/imports"))
    assert "Nightly feed (lcs)" in listed
    assert "1 to correct" in listed
    run = browser.get("/imports").context["rows"][0][0]["href"]
    assert "Have an administrator add it under Set up" in words(browser.get(run))
    row = browser.get(run).context["rows"][0][0]["href"]
    page = words(browser.get(row))
    assert "Correct it in the main system as well, or instead: the next feed brings the row again" in page
    assert "Correct the row and try again" in page
    administrator = make_account(role=Role.ADMINISTRATOR, organisation=own)
    browser.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get(row).status_code == 403  # it is a child's data


def test_an_import_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    authority()
    import_feed.run([str(sample(tmp_path)), *FOR, "--json"])
    told = json.loads(capsys.readouterr().out)

    assert (told["new"]["children"], told["rows_refused"], told["report"]) == (2, 0, [])
    assert told["changes"][0] == {
        "table": "children",
        "file": "children.csv",
        "line": 2,
        "outcome": "new",
        "columns": [],
    }


def test_a_mapping_that_is_not_there_ends_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    authority()
    words_typed = ["import", "feed", str(tmp_path), "--mapping", "paper", "--authority", "x"]
    assert commands.main(words_typed) == 1
    assert "There is no mapping called 'paper'" in capsys.readouterr().err
