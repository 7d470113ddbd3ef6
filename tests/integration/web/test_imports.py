from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Organisation
from lantern.record.context import seen_as
from lantern.record.models import ImportRow, ImportRun
from lantern.vocabulary.roles import Role
from tests.factories.imports import importer, make_import_row, make_import_run
from tests.factories.organisations import make_organisation
from tests.integration.web.reading import errors, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Organisation:
    return make_organisation(name="Testmere Council")


@pytest.fixture
def run(authority: Organisation) -> ImportRun:
    return make_import_run(authority=authority, summary={"children": 1234, "by_duration": {"2 days": 3}})


@pytest.fixture
def lead(signed_in: Callable[..., Client], authority: Organisation) -> Client:
    return signed_in(Role.MISSING_LEAD, organisation=authority, name="Lee Testlead")


def kept(run: ImportRun, **fields: Any) -> ImportRow:
    fields.setdefault("row_text", {"CHILD": "A1", "MIS_START": "31/02/2025"})
    return make_import_row(run=run, **fields)


def stored(row: ImportRow) -> ImportRow:
    with seen_as(importer(row.authority)):
        return ImportRow.objects.get(pk=row.pk)


def test_runs_are_listed_with_how_many_rows_wait(lead: Client, run: ImportRun) -> None:
    kept(run)
    kept(run, state=ImportRow.SET_ASIDE)

    assert words(lead.get("/imports")).endswith(
        f"5 January 2026 {run.reference} 903 return Testmere Council Operator 2 1 to correct"
    )


def test_rows_stand_with_file_line_column_value_reason_and_rule(lead: Client, run: ImportRun) -> None:
    kept(run, line=7, column="MIS_START", value="31/02/2025", reason="There is no such day.", rule="NoD")
    kept(run, line=9, disposition="altered", reason="Cut to 300 characters.")
    page = words(lead.get(f"/imports/{run.reference}"))

    assert "Missing.csv, line 7 MIS_START 31/02/2025 There is no such day. NoD Refused" in page
    assert "Missing.csv, line 9 The whole row Nothing Cut to 300 characters. None Altered" in page
    assert "Children 1,234 By duration: 2 days 3" in page


def test_states_are_told_apart(lead: Client, run: ImportRun) -> None:
    kept(run, line=7)
    kept(run, line=8, state=ImportRow.SET_ASIDE)
    page = words(lead.get(f"/imports/{run.reference}?state=set_aside"))

    assert "To correct (1) Corrected (0) Set aside (1)" in page
    assert ("line 8" in page, "line 7" in page) == (True, False)


@pytest.mark.parametrize(
    ("asked", "first"), [("1", 1), ("2", 51), ("99", 101), ("x", 1), ("-1", 1), ("9" * 30, 1)]
)
def test_fifty_rows_stand_on_a_page(lead: Client, run: ImportRun, asked: str, first: int) -> None:
    for line in range(1, 121):
        kept(run, line=line)
    page = words(lead.get(f"/imports/{run.reference}?page={asked}"))
    lines = [number for number in range(1, 121) if f"line {number} " in page]

    assert lines == list(range(first, min(first + 50, 121)))


def test_row_is_shown_whole(lead: Client, run: ImportRun) -> None:
    row = kept(run, column="MIS_START", value="31/02/2025", reason="There is no such day.")
    page = words(lead.get(f"/imports/{run.reference}/{row.pk}"))

    assert "MIS_START : There is no such day. There stood: 31/02/2025" in page
    assert "The row is not in the record." in page


def test_row_is_set_aside_with_a_reason_and_stays_readable(lead: Client, run: ImportRun) -> None:
    row = kept(run)
    path = f"/imports/{run.reference}/{row.pk}"
    without = errors(lead.post(path, {"set_aside": "yes", "reason": " "}))
    done = lead.post(path, {"set_aside": "yes", "reason": "Sent twice by the home."})
    again = errors(lead.post(path, {"set_aside": "yes", "reason": "Another reason."}))
    now = stored(row)

    assert (without, done.status_code, done.headers["Location"]) == (
        ["Enter why this row is set aside"],
        302,
        f"/imports/{run.reference}",
    )
    assert again == ["This row was settled already, by Lee Testlead. Nothing was changed."]
    assert (now.state, now.settled_by, now.settled_reason) == (
        "set_aside",
        "Lee Testlead",
        "Sent twice by the home.",
    )
    assert "Set aside by Lee Testlead" in words(lead.get(path))


def test_same_form_pressed_twice_sets_aside_once(lead: Client, run: ImportRun) -> None:
    row = kept(run)
    typed = {"set_aside": "yes", "reason": "Sent twice.", "key": "one-key"}
    statuses = [lead.post(f"/imports/{run.reference}/{row.pk}", typed).status_code for _ in range(2)]

    assert statuses == [302, 302]


def test_another_authoritys_import_is_not_there(signed_in: Callable[..., Client], run: ImportRun) -> None:
    row = kept(run)
    other = signed_in(Role.MISSING_LEAD)
    paths = [f"/imports/{run.reference}", f"/imports/{run.reference}/{row.pk}"]

    assert [other.get(path).status_code for path in paths] == [404, 404]
    assert run.reference not in words(other.get("/imports"))
    assert other.post(paths[1], {"set_aside": "yes", "reason": "Not mine."}).status_code == 404
    assert stored(row).state == "open"


def test_row_of_another_run_is_not_reached_through_this_one(
    lead: Client, run: ImportRun, authority: Any
) -> None:
    row = kept(make_import_run(authority=authority))

    assert lead.get(f"/imports/{run.reference}/{row.pk}").status_code == 404


def test_desk_sees_no_imports(signed_in: Callable[..., Client], authority: Organisation) -> None:
    assert signed_in(Role.DUTY_WORKER, organisation=authority).get("/imports").status_code == 403
