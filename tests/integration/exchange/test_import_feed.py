"""A nightly feed: what goes in, what is refused and why, and that nothing a person wrote is written over."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from lantern.actions import feed as writing
from lantern.exchange.feed_mapping import BadMapping, mapping_called
from lantern.exchange.feed_reading import NoFeedHere
from lantern.record import models as record
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.missing import NameKind
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import Role
from tests.factories.children import make_child, make_child_identifier
from tests.factories.sight import SIMULATOR, seen_as
from tests.integration.exchange.feeds import NIGHT, authority, correct, fed, record_now, rewrite, sample

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NONE = dict.fromkeys(("children", "legal_status", "parental_responsibility"), 0) | dict.fromkeys(
    ("placements", "workers", "telephones"), 0
)
BY_HAND = "A person changed this in Lantern since the feed brought it, or recorded it before"
TORN = "The cells of this line do not fit the first line: a quotation mark or a comma is missing or too many"
ALL = {
    "children": 2,
    "legal_status": 2,
    "parental_responsibility": 2,
    "placements": 3,
    "workers": 4,
    "telephones": 2,
}


@pytest.fixture
def own() -> Any:
    return authority()


@pytest.fixture
def lcs(own: Any, tmp_path: Path) -> Path:
    return sample(tmp_path)


def faults(imported: Any) -> list[tuple[str, int, str, str]]:
    return [(f.file, f.line, f.column, f.reason.split(".")[0]) for f in imported.fed.faults]


def changed_by_hand(number: str, model: Any, **fields: Any) -> None:
    with seen_as(SIMULATOR):
        model.objects.filter(child__identifiers__value=number).update(**fields)


def child_of(number: str) -> record.Child:
    with seen_as(SIMULATOR):
        return record.Child.objects.get(identifiers__value=number)


# What goes in ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lcs", "mosaic", "eclipse"])
def test_each_sample_goes_in_whole(own: Any, tmp_path: Path, name: str) -> None:
    imported = fed(sample(tmp_path, name))

    assert faults(imported) == []
    assert imported.fed.counts == {
        "lines_read": ALL,
        "new": ALL,
        "changed": NONE,
        "as_it_was": NONE,
        "begins_on_a_later_day": 0,
        "rows_refused": 0,
        "corrected_here_and_sent_again": 0,
    }
    first = record_now()["900101"]
    words = [row[1] for row in first["Event"]]
    assert words == ["Lives at Sample House since Friday 30 August 2024."] or len(words) == 1
    del first["Event"]
    assert first == {
        "child": (date(2010, 6, 1), "F", "WBRI", "British", "English", "Sample House", "Hostwick Council"),
        "ChildName": [("birth", "Testa Feedwell"), ("known_as", "Tess")],
        "ChildIdentifier": [("ssda903", "900101"), ("upn", "Z900000000001")],
        "LegalStatusPeriod": [("C2", date(2024, 1, 5), None)],
        "PrivatePerson": [("Invented Mother Feedwell", "mother", "01632 960301", True)],
        "Placement": [
            ("First Invented Foster Service", date(2024, 1, 5), date(2024, 8, 30), None, None),
            ("Sample House", date(2024, 8, 30), None, "1 Invented Street, Testwick", "Invented Carer"),
        ],
        "Involvement": [
            ("reviewing_officer", "Ivo Inventedofficer", None, None, "+44 (0)1632 960312 ext 4", ""),
            (
                "social_worker",
                "Ida Inventedworker",
                "Children in Care",
                None,
                "01632 960311",
                "01632 960310",
            ),
        ],
        "ProtectedContact": [("Child's own", "", "07700 900301")],
        "ResponsibilityPeriod": [
            ("host", "Hostwick Council", date(2024, 8, 30), None),
            ("responsible", "Testwick Council", date(2026, 3, 14), None),
        ],
    }


def test_the_same_files_twice_change_nothing(lcs: Path) -> None:
    fed(lcs)
    before = record_now()

    again = fed(lcs, now=NIGHT + timedelta(days=1))

    assert (again.fed.changes, again.fed.counts["as_it_was"]) == ((), ALL)
    assert record_now() == before


def test_a_try_says_what_would_change_and_changes_nothing(lcs: Path) -> None:
    tried = fed(lcs, is_tried=True)

    assert record_now() == {}
    assert not record.ImportRun.objects.exists()
    assert (tried.fed.run, tried.fed.counts["new"]) == ("", ALL)
    assert tried.fed.changes[0] == writing.Change(
        table=writing.FeedTable.CHILDREN, file="children.csv", line=2, outcome=writing.Outcome.NEW
    )
    assert record.AuditEntry.objects.latest("number").action == "feed.try_feed"


def test_what_the_main_system_changes_is_changed_and_the_name_of_before_still_finds_the_child(
    lcs: Path,
) -> None:
    fed(lcs)
    correct(lcs / "children.csv", 2, Surname="Newname", Nationality="Irish")
    correct(lcs / "relationships.csv", 2, Telephone="01632 960399")
    correct(lcs / "involvements.csv", 2, Worker="Una Inventednext")
    correct(lcs / "legal_status.csv", 2, End_Date="01/03/2026")

    imported = fed(lcs)
    now = record_now()["900101"]

    assert faults(imported) == []
    assert [(c.file, c.line, c.columns) for c in imported.fed.changes] == [
        ("children.csv", 2, ("Surname", "Nationality")),
        ("legal_status.csv", 2, ("End Date",)),
        ("relationships.csv", 2, ("Telephone",)),
        ("involvements.csv", 2, ("Worker",)),
    ]
    assert now["ChildName"] == [
        ("birth", "Testa Newname"),
        ("known_as", "Tess"),
        ("other_spelling", "Testa Feedwell"),
    ]
    assert now["child"][3] == "Irish"
    assert now["PrivatePerson"][0][2] == "01632 960399"
    assert ("social_worker", "Una Inventednext", "Children in Care") in [
        row[:3] for row in now["Involvement"]
    ]


def test_a_row_that_is_no_longer_sent_stays(lcs: Path) -> None:
    fed(lcs)
    before = record_now()
    for file in lcs.iterdir():
        rewrite(file, lambda rows: rows[:1])

    fed(lcs)

    assert record_now() == before


def test_a_child_known_only_from_the_statutory_return_gets_a_name(lcs: Path, own: Any) -> None:
    child = make_child(
        responsible_authority=own,
        name="Child 900102 (no name in the return)",
        date_of_birth=date(2009, 11, 23),
    )
    with seen_as(SIMULATOR):
        record.ChildName.objects.filter(child=child).update(kind=NameKind.KNOWN_AS.value)
    make_child_identifier(child=child, kind="ssda903", value="900102")

    assert faults(fed(lcs)) == []
    assert record_now()["900102"]["ChildName"] == [
        ("birth", "Kibrom Samplefed"),
        ("known_as", "Kibrom Samplefed"),
    ]
    assert fed(lcs).fed.changes == ()


def test_a_move_ends_the_placement_before_and_is_an_entry_of_the_case(lcs: Path) -> None:
    fed(lcs)
    correct(lcs / "placements.csv", 3, Placement_End="10/03/2026")
    rewrite(
        lcs / "placements.csv",
        lambda rows: [
            *rows,
            rows[0] | {"Placement Start": "10/03/2026", "Placement End": "", "Reason for Change": "Closer"},
        ],
    )

    imported = fed(lcs)
    now = record_now()["900101"]

    assert faults(imported) == []
    assert now["child"][5:] == ("First Invented Foster Service", None)
    assert [row[:3] for row in now["Placement"]] == [
        ("First Invented Foster Service", date(2024, 1, 5), date(2024, 8, 30)),
        ("First Invented Foster Service", date(2026, 3, 10), None),
        ("Sample House", date(2024, 8, 30), date(2026, 3, 10)),
    ]
    assert len(now["Event"]) == 3


def test_a_worker_who_leaves_is_ended_and_may_come_back(lcs: Path) -> None:
    fed(lcs)
    correct(lcs / "involvements.csv", 2, End_Date="01/03/2026")
    fed(lcs)
    left = record_now()["900101"]["Involvement"]
    fed(lcs)
    assert record_now()["900101"]["Involvement"] == left
    correct(lcs / "involvements.csv", 2, End_Date="")
    back = fed(lcs)

    assert [row[3] for row in left if row[0] == "social_worker"] == [NIGHT]
    assert faults(back) == []
    workers = record_now()["900101"]["Involvement"]
    assert [row[3] for row in workers if row[0] == "social_worker"] == [None, NIGHT] or len(workers) == 3


def test_what_begins_later_waits_for_its_day(lcs: Path) -> None:
    correct(lcs / "placements.csv", 3, Placement_Start="15/03/2026")

    waiting = fed(lcs)
    then = fed(lcs, now=NIGHT + timedelta(days=1))

    assert (faults(waiting), waiting.fed.counts["begins_on_a_later_day"]) == ([], 1)
    assert (then.fed.counts["new"]["placements"], record_now()["900101"]["child"][5]) == (1, "Sample House")


# What a person wrote -----------------------------------------------------------------------------------------


def test_what_a_person_changed_since_is_not_written_over_and_it_is_said(lcs: Path) -> None:
    fed(lcs)
    changed_by_hand("900101", record.PrivatePerson, telephone="01632 960777")
    changed_by_hand("900101", record.LegalStatusPeriod, until_on=date(2026, 1, 1))
    with seen_as(SIMULATOR):
        record.Child.objects.filter(identifiers__value="900101").update(nationality="Irish")
    before = record_now()
    correct(lcs / "legal_status.csv", 2, End_Date="01/03/2026")

    imported = fed(lcs)

    assert faults(imported) == [
        ("children.csv", 2, "Nationality", BY_HAND),
        ("legal_status.csv", 2, "End Date", BY_HAND),
        ("relationships.csv", 2, "Telephone", BY_HAND),
    ]  # fmt: skip
    assert record_now() == before


def test_what_a_person_took_out_or_ended_is_not_put_back(lcs: Path) -> None:
    fed(lcs)
    changed_by_hand("900101", record.Involvement, ended_at=NIGHT)
    with seen_as(SIMULATOR):
        record.Child.objects.filter(identifiers__value="900101").update(languages="")
    before = record_now()

    imported = fed(lcs)

    assert [fault[:3] for fault in faults(imported)] == [
        ("children.csv", 2, "First Language"),
        ("involvements.csv", 2, "Worker"),
        ("involvements.csv", 3, "Worker"),
    ]
    assert record_now() == before


def test_a_worker_whom_a_person_typed_is_not_ended_by_the_feed_and_it_is_said(lcs: Path) -> None:
    fed(lcs)
    with seen_as(SIMULATOR):  # as where a person put the refused line right, and the feed brought none of it
        record.FedThing.objects.filter(table="workers", child__identifiers__value="900101").delete()
    before = record_now()
    correct(lcs / "involvements.csv", 2, End_Date="01/03/2026")

    assert faults(fed(lcs)) == [("involvements.csv", 2, "End Date", BY_HAND)]
    assert faults(fed(lcs)) == [("involvements.csv", 2, "End Date", BY_HAND)]
    assert record_now() == before
    with seen_as(SIMULATOR):
        theirs = record.Involvement.objects.filter(child__identifiers__value="900101")
        theirs.filter(capacity="social_worker").update(person="Una Inventednext")
    assert faults(fed(lcs)) == []  # somebody else is it by now


def test_a_placement_that_a_person_recorded_is_not_contradicted(lcs: Path) -> None:
    fed(lcs)
    changed_by_hand("900102", record.Placement, from_on=date(2025, 9, 3))

    imported = fed(lcs)

    assert faults(imported) == [("placements.csv", 4, "Provider Name", BY_HAND)]


def test_a_placement_at_a_time_when_the_record_has_another_is_refused(lcs: Path, own: Any) -> None:
    fed(lcs)
    with seen_as(SIMULATOR):
        record.FedThing.objects.filter(table="placements").update(said={})
        record.Placement.objects.filter(from_on=date(2024, 1, 5)).update(from_on=date(2024, 1, 3))
        record.Placement.objects.filter(child__identifiers__value="900102").update(from_on=date(2025, 9, 3))
    before = record_now()

    elsewhere = "The record has this child living elsewhere at that time"
    assert faults(fed(lcs)) == [
        ("placements.csv", 2, "Placement Start", elsewhere),
        ("placements.csv", 4, "Placement Start", elsewhere),
    ]
    assert record_now() == before


# What is refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "cells", "column", "reason"),
    [
        (
            "children.csv",
            {"Date of Birth": "31/02/2010"},
            "Date of Birth",
            "This is not a day as this mapping",
        ),
        (
            "children.csv",
            {"Date of Birth": "01/01/2030"},
            "Date of Birth",
            "This day of birth is still to come",
        ),
        ("children.csv", {"Surname": ""}, "Surname", "This cell is empty and is needed"),
        ("children.csv", {"Sex": "X?"}, "Sex", "This is not a word for the sex"),
        ("legal_status.csv", {"End Date": "01/01/2023"}, "End Date", "This ends before it begins"),
        ("legal_status.csv", {"Child ID": "1"}, "Child ID", "No child is on the record by this number"),
        (
            "relationships.csv",
            {"Parental Responsibility": "maybe"},
            "Parental Responsibility",
            "This is neither yes",
        ),
        (
            "placements.csv",
            {"Provider Name": "Nowhere"},
            "Provider Name",
            "There is no home or service of this",
        ),
        ("involvements.csv", {"Role": "Gardener"}, "Role", "The mapping does not say what this role is"),
        ("involvements.csv", {"Team": "No Team"}, "Team", "The authority has no team of this name"),
        ("contacts.csv", {"Number": "0" * 41}, "Number", "This is longer than 40 characters"),
    ],
)
def test_a_line_that_does_not_go_in_says_where_why_and_what_to_do(
    lcs: Path, file: str, cells: dict[str, str], column: str, reason: str
) -> None:
    rewrite(lcs / file, lambda rows: [rows[0] | cells, *rows[1:]])

    imported = fed(lcs)
    found = next(fault for fault in imported.fed.faults if fault.file == file)

    assert (found.line, found.column, found.reason[: len(reason)]) == (2, column, reason)
    assert found.reason.count(".") >= 2 or found.reason.count(",") >= 1  # what to do stands there too
    row = record.ImportRow
    with seen_as(SIMULATOR):
        assert row.objects.count() == 0  # the simulator sees no import
    with seen_as(
        Actor(role=Role.IMPORTER, name="x", organisation_id=child_of("900102").responsible_authority_id)
    ):
        kept = row.objects.get(file=file, line=2)
    assert (kept.column, kept.state, kept.row_text[column]) == (column, row.OPEN, cells[column])


def test_lines_that_contradict_each_other_are_refused_both(lcs: Path) -> None:
    rewrite(lcs / "children.csv", lambda rows: [*rows, rows[1] | {"Surname": "Otherwise"}])
    rewrite(
        lcs / "placements.csv",
        lambda rows: [rows[0] | {"Placement End": ""}, *rows[1:]],
    )

    assert [fault[:2] for fault in faults(fed(lcs))] == [
        ("children.csv", 3),
        ("children.csv", 4),
        ("contacts.csv", 3),
        ("involvements.csv", 4),
        ("involvements.csv", 5),
        ("legal_status.csv", 3),
        ("placements.csv", 2),
        ("placements.csv", 3),
        ("placements.csv", 4),
        ("relationships.csv", 3),
    ]


def test_a_pupil_number_of_another_child_makes_no_second_record(lcs: Path, own: Any) -> None:
    child = make_child(responsible_authority=own)
    make_child_identifier(child=child, kind="upn", value="Z900000000001")

    found = next(f for f in fed(lcs).fed.faults if f.file == "children.csv")

    assert (found.line, found.column) == (2, "UPN")
    assert "900101" not in record_now()


def test_a_child_whom_another_authority_now_looks_after_is_not_taken_back(lcs: Path, own: Any) -> None:
    theirs = make_child()
    make_child_identifier(child=theirs, kind="ssda903", value="900101", issued_by=own)

    found = next(f for f in fed(lcs).fed.faults if f.file == "children.csv")

    assert (found.line, found.column, found.reason[:28]) == (2, "Child ID", "The record holds this number")


def test_a_refusal_waits_once_and_is_over_when_the_line_goes_in(lcs: Path, own: Any) -> None:
    correct(lcs / "relationships.csv", 2, Parental_Responsibility="maybe")
    first, second = fed(lcs), fed(lcs)
    importer = Actor(role=Role.IMPORTER, name="x", organisation_id=own.pk)

    with seen_as(importer):
        (kept,) = record.ImportRow.objects.select_related("run")
    assert (kept.state, kept.run.reference) == (record.ImportRow.OPEN, second.fed.run)
    correct(lcs / "relationships.csv", 2, Parental_Responsibility="Yes")
    fed(lcs)
    with seen_as(importer):
        (kept,) = record.ImportRow.objects.all()
    assert (kept.state, kept.settled_by) == (record.ImportRow.CORRECTED, "Nightly feed (lcs)")
    correct(lcs / "relationships.csv", 2, Parental_Responsibility="maybe")
    fed(lcs)
    with seen_as(importer):
        (kept,) = record.ImportRow.objects.all()
    assert (kept.state, kept.settled_at) == (record.ImportRow.OPEN, None)
    assert first.fed.run != second.fed.run


def test_a_refusal_waits_on_where_its_file_was_not_sent(lcs: Path, own: Any) -> None:
    correct(lcs / "relationships.csv", 2, Parental_Responsibility="maybe")
    fed(lcs)
    (lcs / "relationships.csv").unlink()
    fed(lcs)

    with seen_as(Actor(role=Role.IMPORTER, name="x", organisation_id=own.pk)):
        assert [row.state for row in record.ImportRow.objects.all()] == [record.ImportRow.OPEN]


def test_a_file_without_a_needed_column_and_a_torn_line_are_refused(lcs: Path) -> None:
    (lcs / "contacts.csv").write_text("Child ID,Number\n900101,07700 900301\n")
    with (lcs / "legal_status.csv").open("a") as file:
        file.write('900101,"C2,05/01/2024,\n')

    assert faults(fed(lcs)) == [
        ("contacts.csv", 1, "", "The first line has no column Contact Type"),
        ("legal_status.csv", 4, "", TORN),
    ]  # fmt: skip


# Mappings and who may ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = 'x'", "It has no [children] table"),
        ("nonsense = 1", "'nonsense' is no table of a feed"),
        ("[children]\nfiles = ['a.csv']\n[children.columns]\nage = 'Age'", "names a column 'age'"),
        ("[children]\nfiles = ['a.csv']\n[children.columns]\npers_person_id = 'A'", "lacks pers_forename"),
        ("[children", "it cannot be read"),
    ],
)
def test_a_mapping_that_is_not_understood_says_why(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "own.toml").write_text(text)

    with pytest.raises(BadMapping) as refused:
        mapping_called(str(tmp_path / "own.toml"))
    assert said in refused.value.message


def test_a_mapping_or_folder_that_is_not_there_is_refused(own: Any, tmp_path: Path) -> None:
    with pytest.raises(BadMapping, match="Give one of eclipse, lcs, mosaic"):
        mapping_called("../lcs")
    with pytest.raises(NoFeedHere, match="None of the files"):
        fed(tmp_path, mapping="lcs")
    with pytest.raises(NoFeedHere, match="There is no folder"):
        fed(tmp_path / "none", mapping="lcs")


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.MISSING_LEAD, Role.IMPORTER])
def test_only_an_import_of_that_authority_writes(own: Any, role: Role) -> None:
    with pytest.raises(NotPermitted):
        writing.write_feed(
            authority_id=own.pk,
            form="feed lcs",
            number_kind="ssda903",
            mapping={},
            lines=[],
            is_tried=False,
            progress=lambda what, count: None,
            by=Actor(role=role, name="Somebody", organisation_id=own.pk + 1),
            now=NIGHT,
        )
