from __future__ import annotations

from pathlib import Path

import pytest

from lantern.returns.columns import Table
from lantern.returns.folders import NoReturnHere
from lantern.returns.reading import read_folder
from lantern.returns.rows import FileFound, FileState, Line
from tests.unit.returns.folder import (
    EPISODES,
    HEADER,
    MISSING,
    TODAY,
    UASC,
    counts,
    found,
    missing_file,
    read,
    told,
    write_return,
)

CLEAN = {
    "header.csv": (2, 0, 0, 0),
    "uasc.csv": (1, 0, 0, 0),
    "episodes.csv": (2, 0, 0, 0),
    "missing.csv": (2, 0, 0, 0),
    "reviews.csv": (1, 0, 0, 0),
}


def test_read_folder_small_return_is_all_clean(tmp_path: Path) -> None:
    readings = read(write_return(tmp_path))

    assert counts(readings) == CLEAN
    assert told(readings) == []


def test_read_folder_whatever_the_files_are_called(tmp_path: Path) -> None:
    write_return(tmp_path)
    (tmp_path / "missing.csv").rename(tmp_path / "Absences 2020.CSV")

    assert counts(read(tmp_path))["Absences 2020.CSV"] == (2, 0, 0, 0)


def test_read_folder_twice_gives_the_same_order(tmp_path: Path) -> None:
    write_return(tmp_path)

    assert read(tmp_path) == read(tmp_path)


def test_read_folder_path_with_spaces(tmp_path: Path) -> None:
    folder = tmp_path / "the 903 of 2020 é"
    folder.mkdir()

    assert counts(read(write_return(folder))) == CLEAN


def test_read_folder_with_byte_order_mark_and_windows_line_endings(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + MISSING.replace("\n", "\r\n").encode()

    assert counts(read(write_return(tmp_path, missing=data))) == CLEAN


def test_read_folder_with_old_line_endings_and_no_last_one(tmp_path: Path) -> None:
    data = MISSING.strip().replace("\n", "\r").encode()

    assert counts(read(write_return(tmp_path, missing=data))) == CLEAN


def test_read_folder_absent(tmp_path: Path) -> None:
    with pytest.raises(NoReturnHere) as refusal:
        read_folder(tmp_path / "nowhere", today=TODAY)

    assert refusal.value.message == f"There is no folder {tmp_path / 'nowhere'}. Nothing was read."


def test_read_folder_that_is_a_file(tmp_path: Path) -> None:
    file = write_return(tmp_path) / "missing.csv"

    with pytest.raises(NoReturnHere) as refusal:
        read_folder(file, today=TODAY)

    assert refusal.value.message == (
        f"{file} is a file. Give the folder that holds the CSV files. Nothing was read."
    )


def test_read_folder_without_a_csv_file(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")

    with pytest.raises(NoReturnHere) as refusal:
        read_folder(tmp_path, today=TODAY)

    assert refusal.value.message == f"There is no CSV file in {tmp_path}. Nothing was read."


def test_read_folder_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: Path) -> object:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "iterdir", refusing)  # root may open every folder, so the refusal is made here
    with pytest.raises(NoReturnHere) as refusal:
        read_folder(tmp_path, today=TODAY)

    assert refusal.value.message == f"The folder {tmp_path} may not be opened from here. Nothing was read."


def test_read_folder_extra_column_is_ignored_and_said_once(tmp_path: Path) -> None:
    extra = (
        MISSING.replace("MIS_END\n", "MIS_END,WORKER\n")
        .replace("/05/2020\n", "/05/2020,A\n")
        .replace("20,\n", "20,,B\n")
    )
    readings = read(write_return(tmp_path, missing=extra))

    assert found(readings)["missing.csv"].notes == ("Ignored: column WORKER, not of the Missing table.",)
    assert counts(readings) == CLEAN


def test_read_folder_columns_in_another_order_and_small_letters(tmp_path: Path) -> None:
    data = "mis_end, mis_start,Missing,DOB,CHILD\n03/05/2020,01/05/2020,M,01/02/2010,1\n"

    assert counts(read(write_return(tmp_path, missing=data)))["missing.csv"] == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("CHILD,DOB,MISSING,MIS_START\n1,,,\n", "As a Missing table it lacks MIS_END."),
        ("CHILD,DOB,MISSING,BEGAN,ENDED\n", "As a Missing table it lacks MIS_START, MIS_END."),
        ("CHILD,DOB,MISSING,MIS_START,MIS_END,DOB\n", "There is more than one column DOB."),
        ("NAME,AGE\nx,1\n", "The first line does not have the column names of any table of the return."),
        (
            "1,01/02/2010,M,01/05/2020,\n",
            "The first line does not have the column names of any table of the return.",
        ),
        (
            "CHILD;DOB;MISSING;MIS_START;MIS_END\n",
            "The first line does not have the column names of any table of the return."
            " The columns are parted by semicolons; commas are needed.",
        ),
        ("", "The file is empty."),
        ("\n\n", "The first line is empty; the column names belong there."),
        (b"\xff\xfeC\x00H\x00", "The file is written as UTF-16. Save it as CSV UTF-8."),
    ],
)
def test_read_folder_refuses_one_file_and_reads_the_others(
    tmp_path: Path, data: str | bytes, reason: str
) -> None:
    readings = read(write_return(tmp_path, missing=data))
    file = found(readings)["missing.csv"]

    assert (file.state, file.fault and file.fault.reason) == (FileState.REFUSED, reason)
    assert counts(readings) == {name: count for name, count in CLEAN.items() if name != "missing.csv"}


def test_read_folder_second_file_of_one_table_is_refused(tmp_path: Path) -> None:
    write_return(tmp_path)
    (tmp_path / "missing (2).csv").write_text(missing_file("2,03/04/2011,M,01/05/2020,"))
    file = found(read(tmp_path))["missing.csv"]

    assert file.state is FileState.REFUSED
    assert file.fault
    assert file.fault.reason == "missing (2).csv is read as the Missing table. Put one file of each here."


def test_read_folder_other_tables_and_files_are_named_not_read(tmp_path: Path) -> None:
    write_return(tmp_path)
    (tmp_path / "notes.txt").write_text("nothing")
    (tmp_path / "oc3.csv").write_text("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n1,01/02/2010,YES,F1,K1\n")
    (tmp_path / "more.csv").mkdir()
    files = found(read(tmp_path))

    assert {name: (files[name].state, files[name].table) for name in files if name not in CLEAN} == {
        "notes.txt": (FileState.NOT_A_TABLE, None),
        "oc3.csv": (FileState.NOT_READ_YET, Table.OC3),
    }


def test_read_folder_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_return(tmp_path)
    opens = Path.open

    def refusing(path: Path, *args: object, **kwargs: object) -> object:
        if path.name == "missing.csv":
            raise PermissionError(path)
        return opens(path, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", refusing)  # root may open every file, so the refusal is made here
    file = found(read(tmp_path))["missing.csv"]

    assert file.fault
    assert (file.state, file.fault.reason) == (FileState.REFUSED, "The file could not be opened.")


def test_read_folder_without_header_keeps_every_row_for_correction(tmp_path: Path) -> None:
    readings = read(write_return(tmp_path, header=None, reviews=None))

    assert counts(readings) == {
        "uasc.csv": (0, 0, 1, 0),
        "episodes.csv": (0, 0, 2, 0),
        "missing.csv": (0, 0, 2, 0),
    }
    assert told(readings) == [
        ("uasc.csv", 2, "CHILD", "2", "INT09", "refused"),
        ("episodes.csv", 2, "CHILD", "1", "", "refused"),
        ("episodes.csv", 3, "CHILD", "1", "", "refused"),
        ("missing.csv", 2, "CHILD", "1", "INT04", "refused"),
        ("missing.csv", 3, "CHILD", "1", "INT04", "refused"),
    ]


def test_read_folder_windows_bytes_are_read_and_said(tmp_path: Path) -> None:
    header = HEADER.replace("AB", "").encode().replace(b"A1", b"A1\xe9").replace(b"WBRI", b"WBRI")
    readings = read(write_return(tmp_path, header=header))

    assert told(readings) == [("header.csv", 2, "UPN", "A1é", "", "altered")]
    assert counts(readings)["header.csv"] == (1, 1, 0, 0)


def test_read_folder_bytes_of_no_encoding_do_not_stop_it(tmp_path: Path) -> None:
    header = HEADER.encode().replace(b"A1", b"A\x81\xe9")
    readings = read(write_return(tmp_path, header=header))

    assert counts(readings)["header.csv"] == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("1,01/02/2010,M,01/05/2020", "(line)", "The line has 4 cells; the columns are 5."),
        ("1,01/02/2010,M,01/05/2020,,late", "(cell 6)", "The line has 6 cells; the columns are 5."),
        ('1,01/02/2010,"M,01/05/2020,', "(line)", "The quotation marks do not match."),
        ("1,01/02/2010,M\0,01/05/2020,", "MISSING", "There is a character here that cannot be printed."),
        (
            "1,01/02/2010,M,01/05/2020," + "9" * 101,
            "MIS_END",
            "This is 101 characters long; no MIS_END is longer than 100.",
        ),
        (
            "1,01/02/2010,M,01/05/2020," + "9" * 200_000,
            "(line)",
            "The line is longer than 100000 bytes. Only its beginning is kept here.",
        ),
    ],
)
def test_read_folder_misshapen_line_is_kept_and_the_next_is_read(
    tmp_path: Path, line: str, column: str, reason: str
) -> None:
    good = "1,01/02/2010,A,01/07/2020,"
    readings = read(write_return(tmp_path, missing=missing_file(line, good)))
    lines = [one for one in readings if isinstance(one, Line) and one.table is Table.MISSING]

    assert [(one.line, one.is_refused) for one in lines] == [(2, True), (3, False)]
    assert [(fault.column, fault.reason) for fault in lines[0].faults] == [(column, reason)]
    assert "1" in "".join(lines[0].faults[0].row.values())
    assert counts(readings)["missing.csv"] == (1, 0, 1, 0)


def test_read_folder_empty_cells_after_the_last_column_are_left_out(tmp_path: Path) -> None:
    readings = read(write_return(tmp_path, missing=missing_file("1,01/02/2010,M,01/05/2020,,,")))

    assert told(readings) == [("missing.csv", 2, "(cell 6)", "", "", "altered")]


def test_read_folder_empty_lines_and_the_header_again_are_no_rows(tmp_path: Path) -> None:
    data = missing_file("", ",,,,", "CHILD,DOB,MISSING,MIS_START,MIS_END", "1,01/02/2010,M,01/05/2020,")
    readings = read(write_return(tmp_path, missing=data))

    assert counts(readings)["missing.csv"] == (1, 0, 0, 3)
    assert told(readings) == [("missing.csv", 4, "(line)", "", "", "altered")]


def test_read_folder_a_million_column_names(tmp_path: Path) -> None:
    data = MISSING.replace("MIS_END\n", "MIS_END" + ",X" * 100_000 + "\n")
    file = found(read(write_return(tmp_path, missing=data)))["missing.csv"]

    assert file.state is FileState.REFUSED


def test_file_found_tells_size_for_progress(tmp_path: Path) -> None:
    sizes = {one.file: one.size for one in read(write_return(tmp_path)) if isinstance(one, FileFound)}

    assert (sizes["episodes.csv"], sizes["uasc.csv"]) == (len(EPISODES), len(UASC))
