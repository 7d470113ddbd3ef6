from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lantern.returns.columns import COLUMNS, YEAR_NOTES, Table, table_of
from lantern.returns.rows import (
    CareEpisodeRow,
    Disposition,
    Faulty,
    HeaderRow,
    Line,
    MissingRow,
    ReviewRow,
    UnaccompaniedRow,
)
from lantern.vocabulary.missing import MissingKind, Sex
from tests.unit.returns.folder import (
    EPISODES,
    HEADER,
    REVIEWS,
    UASC,
    counts,
    faults,
    missing_file,
    read,
    told,
    write_return,
)

HEADER_NAMES = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODE_NAMES = EPISODES.splitlines()[0] + "\n"


def test_rows_of_each_table(tmp_path: Path) -> None:
    rows = [one.row for one in read(write_return(tmp_path)) if isinstance(one, Line)]

    assert rows == [
        HeaderRow(
            child="1",
            born_on=date(2010, 2, 1),
            sex=Sex.MALE,
            ethnic_code="WBRI",
            pupil_number="A1",
            is_mother=False,
        ),
        HeaderRow(child="2", born_on=date(2011, 4, 3), sex=Sex.FEMALE, ethnic_code="REFU"),
        UnaccompaniedRow(child="2", born_on=date(2011, 4, 3), ceased_on=date(2029, 4, 3)),
        CareEpisodeRow(
            child="1",
            started_on=date(2020, 4, 1),
            ended_on=date(2020, 6, 1),
            reason_new="S",
            legal_status="C2",
            category_of_need="N1",
            placement="U1",
            provider="PR1",
            reason_ceased="X1",
            reason_place_change="CARPL",
            home_postcode="AB1 2CD",
            placement_postcode="AB3 4EF",
            urn="1234567",
        ),
        CareEpisodeRow(
            child="1",
            started_on=date(2020, 6, 1),
            ended_on=None,
            reason_new="P",
            legal_status="C2",
            category_of_need="N1",
            placement="K1",
            provider="PR4",
            home_postcode="AB1 2CD",
            placement_postcode="AB5 6GH",
        ),
        MissingRow(
            child="1",
            born_on=date(2010, 2, 1),
            kind=MissingKind.MISSING,
            started_on=date(2020, 5, 1),
            ended_on=date(2020, 5, 3),
        ),
        MissingRow(
            child="1",
            born_on=date(2010, 2, 1),
            kind=MissingKind.AWAY_WITHOUT_AUTHORISATION,
            started_on=date(2020, 5, 3),
            ended_on=None,
        ),
        ReviewRow(child="1", born_on=date(2010, 2, 1), reviewed_on=date(2020, 4, 20), code="PN1"),
    ]


def test_fault_keeps_the_whole_line_as_written(tmp_path: Path) -> None:
    readings = read(write_return(tmp_path, missing=missing_file("1, 01/02/2010,M,31/02/2020,")))
    row = {"CHILD": "1", "DOB": " 01/02/2010", "MISSING": "M", "MIS_START": "31/02/2020", "MIS_END": ""}

    assert faults(readings) == [
        Faulty(
            file="missing.csv",
            line=2,
            column="DOB",
            value=" 01/02/2010",
            reason="The spaces around it were taken away.",
            disposition=Disposition.ALTERED,
            row=row,
        ),
        Faulty(
            file="missing.csv",
            line=2,
            column="MIS_START",
            value="31/02/2020",
            reason="There is no such day.",
            rule="1004",
            disposition=Disposition.REFUSED,
            row=row,
        ),
    ]
    assert counts(readings)["missing.csv"] == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1,01/02/2010,,01/05/2020,", ("MISSING", "565", "There is a day it started but no type, M or A.")),
        ("1,01/02/2010,M,,", ("MIS_START", "564", "There is a type but no day it started.")),
        ("1,01/02/2010,,,", ("MIS_START", "1004", "The line is there but no day it started.")),
        ("1,01/02/2010,X,01/05/2020,", ("MISSING", "1006", "This is not one of the codes of MISSING.")),
        ("1,01/02/2010,M,01/05/20,", ("MIS_START", "1004", "This is not a day written as dd/mm/yyyy.")),
        ("1,01/02/2010,M,2020-05-01,", ("MIS_START", "1004", "This is not a day written as dd/mm/yyyy.")),
        ("1,01/02/2010,M,01/05/0020,", ("MIS_START", "1004", "There is no such day.")),
        ("1,01/02/2010,M,01/05/2020,00/00/0000", ("MIS_END", "1005", "There is no such day.")),
        (
            "1,01/02/2010,M,01/05/2020,30/04/2020",
            ("MIS_END", "567", "The child came back before going missing."),
        ),
        (
            "1,01/02/2010,M,01/02/2010,",
            ("MIS_START", "586", "The child went missing on or before the day of birth."),
        ),
        ("1,01/02/2011,M,01/05/2020,", ("DOB", "INT13", "The Header says 01/02/2010.")),
        (
            "9,01/02/2010,M,01/05/2020,",
            ("CHILD", "INT04", "This child has no row in the Header that could be read."),
        ),
        (",01/02/2010,M,01/05/2020,", ("CHILD", "", "CHILD is empty.")),
        ("1,,M,01/05/2020,", ("DOB", "", "DOB is empty.")),
        ("1,01/02/2010,M,02/11/2025,", ("MIS_START", "", "This day is still to come.")),
        ("1,01/02/2010,M,01/11/2025,02/11/2025", ("MIS_END", "", "This day is still to come.")),
        (
            "٣,01/02/2010,M,01/05/2020,",
            ("CHILD", "INT04", "This child has no row in the Header that could be read."),
        ),
        ("1,01/02/2010,M,٠١/٠٥/٢٠٢٠,", ("MIS_START", "1004", "This is not a day written as dd/mm/yyyy.")),
    ],
)
def test_missing_line_is_refused_once_and_says_why(
    tmp_path: Path, line: str, expected: tuple[str, str, str]
) -> None:
    readings = read(write_return(tmp_path, missing=missing_file(line)))

    assert [(fault.column, fault.rule, fault.reason) for fault in faults(readings)] == [expected]
    assert counts(readings)["missing.csv"] == (0, 0, 1, 0)


def test_missing_end_without_type_and_start_names_both_rules(tmp_path: Path) -> None:
    readings = read(write_return(tmp_path, missing=missing_file("1,01/02/2010,,,03/05/2020")))

    assert [fault.rule for fault in faults(readings)] == ["1004", "566"]


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("1,01/02/2010,m,01/05/2020,", "MISSING", "Written in capitals. Kept as M."),
        ("1,1/2/2010,M,01/05/2020,", "DOB", "Read as 01/02/2010."),
        ("1,01/02/2010,M,01/05/2020 00:00:00,", "MIS_START", "Read as 01/05/2020."),
        (" 1 ,01/02/2010,M,01/05/2020,", "CHILD", "The spaces around it were taken away."),
    ],
)
def test_missing_line_is_kept_with_a_value_altered(
    tmp_path: Path, line: str, column: str, reason: str
) -> None:
    readings = read(write_return(tmp_path, missing=missing_file(line)))

    assert [(fault.column, fault.reason) for fault in faults(readings)] == [(column, reason)]
    assert counts(readings)["missing.csv"] == (0, 1, 0, 0)


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        (["M,01/05/2020,03/05/2020", "M,02/05/2020,04/05/2020"], {3: "574"}),
        (["M,02/05/2020,04/05/2020", "A,01/05/2020,03/05/2020"], {2: "574"}),
        (["M,01/05/2020,03/05/2020", "A,03/05/2020,04/05/2020"], {}),
        (["M,01/05/2020,01/05/2020", "M,01/05/2020,02/05/2020"], {}),
        (["M,01/05/2020,", "M,02/05/2020,03/05/2020"], {3: "574"}),
        (["M,01/05/2020,", "M,01/05/2020,"], {3: ""}),
        (["M,01/05/2020,01/05/2020", "M,01/05/2020,01/05/2020"], {3: ""}),
        (["M,01/05/2020,01/05/2020", "A,01/05/2020,01/05/2020"], {}),
        (
            ["M,01/05/2020,09/05/2020", "M,02/05/2020,03/05/2020", "M,05/05/2020,06/05/2020"],
            {3: "574", 4: "574"},
        ),
        (["M,01/05/2020,03/05/2020", "M,02/05/2020,09/05/2020", "M,04/05/2020,05/05/2020"], {3: "574"}),
    ],
)
def test_missing_periods_of_one_child_do_not_overlap(
    tmp_path: Path, lines: list[str], refused: dict[int, str]
) -> None:
    readings = read(write_return(tmp_path, missing=missing_file(*(f"1,01/02/2010,{line}" for line in lines))))

    assert {fault.line: fault.rule for fault in faults(readings)} == refused
    assert counts(readings)["missing.csv"] == (len(lines) - len(refused), 0, len(refused), 0)


def test_missing_periods_of_two_children_may_overlap(tmp_path: Path) -> None:
    lines = ("1,01/02/2010,M,01/05/2020,", "2,03/04/2011,M,01/05/2020,")

    assert told(read(write_return(tmp_path, missing=missing_file(*lines)))) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("01/04/2020,S,C2,N1,U1,PR1,,,,,,", "01/06/2020,S,C2,N1,U1,PR1,,,,,,", [("DECOM", "142")]),
        (
            "01/04/2020,S,C2,N1,U1,PR1,02/06/2020,X1,,,,",
            "01/06/2020,S,C2,N1,U1,PR1,,,,,,",
            [("DECOM", "501")],
        ),
        ("01/04/2020,S,C2,N1,U1,PR1,01/04/2020,X1,,,,", "01/04/2020,L,C1,N1,U1,PR1,,,,,,", [("DECOM", "")]),
        ("01/04/2020,S,C2,N1,U1,PR1,01/04/2020,X1,,,,", "01/04/2020,L,C1,N1,U3,PR1,,,,,,", []),
        ("01/04/2020,S,C2,N1,U1,PR1,,,,,,", "01/04/2020,S,C2,N1,U1,PR1,,,,,,", [("CHILD", "")]),
    ],
)
def test_care_episodes_of_one_child_do_not_overlap(
    tmp_path: Path, first: str, second: str, expected: list[tuple[str, str]]
) -> None:
    readings = read(write_return(tmp_path, episodes=f"{EPISODE_NAMES}1,{first}\n1,{second}\n"))

    assert [(fault.column, fault.rule) for fault in faults(readings)] == expected
    assert all(fault.line == 3 for fault in faults(readings))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1,01/04/2020,S,C2,N1,U1,PR1,31/03/2020,X1,,,,", [("DEC", "356", "refused")]),
        (
            "1,01/04/2020,Q,C9,N9,U9,PR1,,,,,,",
            [
                ("RNE", "143", "refused"),
                ("LS", "144", "refused"),
                ("CIN", "145", "refused"),
                ("PLACE", "146", "refused"),
            ],
        ),
        ("1,,S,C2,N1,U1,PR1,,,,,,", [("DECOM", "141", "refused")]),
        ("1,01/04/2020,S,C2,N1,U1,PR1,soon,,,,,", [("DEC", "147", "refused")]),
        (
            "1,01/04/2020,S,C2,N1,U1,PR9,,E99,BORED,,,",
            [
                ("PLACE_PROVIDER", "", "altered"),
                ("REC", "149", "altered"),
                ("REASON_PLACE_CHANGE", "", "altered"),
            ],
        ),
        ("1,01/04/2020,S,C2,N1,U1,PR1,,,,AB1 2CD and more,,", [("HOME_POST", "", "altered")]),
        ("1,01/04/2020,S,C2,N1,Z1,PR1,,E43,CUSTOD,,,", []),
    ],
)
def test_care_episode_line_by_itself(tmp_path: Path, line: str, expected: list[tuple[str, str, str]]) -> None:
    readings = read(write_return(tmp_path, episodes=f"{EPISODE_NAMES}{line}\n"))

    assert [(fault.column, fault.rule, fault.disposition.value) for fault in faults(readings)] == expected


@pytest.mark.parametrize(
    ("line", "expected", "sex"),
    [
        ("3,F,01/02/2010,WBRI,,,", [], Sex.FEMALE),
        ("3,U,01/02/2010,WBRI,,,", [], Sex.UNKNOWN),
        ("3,,01/02/2010,WBRI,,,", [("SEX", "101", "altered")], Sex.UNKNOWN),
        ("3,9,01/02/2010,WBRI,,,", [("SEX", "101", "altered")], Sex.UNKNOWN),
        (
            "3,2.0,01/02/2010,XXXX,,1.0,",
            [("SEX", "", "altered"), ("ETHNIC", "103", "altered"), ("MOTHER", "", "altered")],
            Sex.FEMALE,
        ),
        ("3,2,30/02/2010,WBRI,,,", [("DOB", "102", "refused")], None),
        ("1,1,01/02/2010,WBRI,A3,0,", [("CHILD", "", "refused")], None),
        ("3,2,01/02/2010,WBRI,A1,,", [("UPN", "", "altered")], Sex.FEMALE),
    ],
)
def test_header_line_by_itself(
    tmp_path: Path, line: str, expected: list[tuple[str, str, str]], sex: Sex | None
) -> None:
    readings = read(write_return(tmp_path, header=f"{HEADER}{line}\n"))
    last = [one for one in readings if isinstance(one, Line) and one.table is Table.HEADER][-1]

    assert [(fault.column, fault.rule, fault.disposition.value) for fault in faults(readings)] == expected
    assert (last.row.sex if isinstance(last.row, HeaderRow) else None) is sex


def test_unaccompanied_child_twice_sex_and_birth_held_against_the_header(tmp_path: Path) -> None:
    lines = ["1,2,01/02/2010,", "1,1,01/02/2010,01/02/2028", "2,2,03/04/2012,", "2,2,03/04/2011,soon"]
    readings = read(write_return(tmp_path, uasc="\n".join(["CHILD,SEX,DOB,DUC", *lines])))

    assert told(readings) == [
        ("uasc.csv", 2, "SEX", "2", "INT21", "altered"),
        ("uasc.csv", 3, "CHILD", "1", "INT36", "refused"),
        ("uasc.csv", 4, "DOB", "03/04/2012", "INT18", "refused"),
        ("uasc.csv", 5, "DUC", "soon", "104", "refused"),
    ]
    assert UASC.count("\n") == 2


def test_review_twice_with_a_wrong_code_and_still_to_come(tmp_path: Path) -> None:
    lines = (
        REVIEWS + "1,01/02/2010,20/04/2020,PN1\n1,01/02/2010,20/04/2020,PN9\n1,01/02/2010,20/04/2030,PN1\n"
    )
    readings = read(write_return(tmp_path, reviews=lines))

    assert told(readings) == [
        ("reviews.csv", 3, "CHILD", "1", "", "refused"),
        ("reviews.csv", 4, "REVIEW_CODE", "PN9", "", "refused"),
        ("reviews.csv", 5, "REVIEW", "20/04/2030", "", "refused"),
    ]


@pytest.mark.parametrize("table", list(Table))
def test_table_of_each_header(table: Table) -> None:
    assert table_of(COLUMNS[table]) is table


def test_year_notes_speak_of_codes_that_are_accepted() -> None:
    from_columns = {name for names in COLUMNS.values() for name in names}

    assert {note.column for note in YEAR_NOTES} <= from_columns
    assert all((note.from_year is None) is not (note.until_year is None) for note in YEAR_NOTES)
