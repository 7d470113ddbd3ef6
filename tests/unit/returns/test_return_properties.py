"""What must hold for any bytes at all: nothing raises, no row is lost, and the counts add up."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.returns.columns import COLUMNS, Table
from lantern.returns.rows import Disposition, FileDone, FileFound, FileState, Line, Reading
from tests.unit.returns.folder import HEADER, read, write_return

cells = st.one_of(
    st.sampled_from(
        ["", "1", "2", "M", "A", " m", "01/05/2020", "03/05/2020", "31/02/2020", "01/02/2010", "U1"]
    ),
    st.sampled_from(["C2", "N1", "S", "PR1", "PN1", "1.0", "é", "\0", '"', "\x85", "x" * 300]),
    st.text(max_size=12),
)


def rows_of(table: Table) -> st.SearchStrategy[bytes]:
    width = len(COLUMNS[table])
    row = st.one_of(
        st.lists(cells, min_size=width, max_size=width),
        st.lists(cells, max_size=width + 2),
        st.just(list(COLUMNS[table])),
        st.builds(
            lambda start, end: ["1", "01/02/2010", "M", f"{start:02}/05/2020", f"{end:02}/05/2020"],
            st.integers(1, 31),
            st.integers(1, 31),
        ),
    )
    encoding = st.sampled_from(["utf-8", "cp1252"])
    ending = st.sampled_from(["\n", "\r\n", "\r"])
    return st.builds(
        lambda rows, encoding, ending: ending.join(",".join(row) for row in [COLUMNS[table], *rows]).encode(
            encoding, "ignore"
        ),
        st.lists(row, max_size=12),
        encoding,
        ending,
    )


def read_with(name: str, data: bytes) -> list[Reading]:
    with tempfile.TemporaryDirectory() as folder:
        return read(write_return(Path(folder), **{name: data}))


def check_nothing_is_lost(readings: list[Reading]) -> None:
    for done in (one for one in readings if isinstance(one, FileDone)):
        lines = [one for one in readings if isinstance(one, Line) and one.file == done.file]
        refused = [one for one in lines if one.is_refused]
        rows = [one for one in lines if one.row is not None]
        altered = [one for one in rows if one.is_altered]

        assert [one.line for one in lines] == list(range(2, len(lines) + 2))
        assert all(one.row is None for one in refused)
        assert all(fault.disposition is Disposition.ALTERED for one in rows for fault in one.faults)
        assert all(fault.row and fault.reason for one in refused for fault in one.faults)
        assert (done.clean, done.altered, done.refused, done.empty) == (
            len(rows) - len(altered),
            len(altered),
            len(refused),
            len(lines) - len(rows) - len(refused),
        )
        assert done.rows == done.clean + done.altered + done.refused


@given(data=st.binary(max_size=2_000))
@settings(max_examples=50, deadline=None)
def test_any_bytes_as_a_file_never_raise(data: bytes) -> None:
    readings = read_with("missing", data)

    assert sum(isinstance(one, FileFound) for one in readings) == 5
    check_nothing_is_lost(readings)


@given(data=st.binary(max_size=2_000))
@settings(max_examples=50, deadline=None)
def test_any_bytes_after_a_header_are_clean_or_reported(data: bytes) -> None:
    readings = read_with("header", HEADER.encode() + data)

    assert all(one.state is FileState.READ for one in readings if isinstance(one, FileFound))
    check_nothing_is_lost(readings)


@given(missing=rows_of(Table.MISSING), episodes=rows_of(Table.EPISODES))
@settings(max_examples=80, deadline=None)
def test_likely_rows_are_clean_or_reported(missing: bytes, episodes: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        readings = read(write_return(Path(folder), missing=missing, episodes=episodes))

    check_nothing_is_lost(readings)


@given(days=st.lists(st.tuples(st.integers(1, 20), st.integers(0, 10)), max_size=8))
@settings(max_examples=60, deadline=None)
def test_kept_periods_of_a_child_never_overlap(days: list[tuple[int, int]]) -> None:
    lines = [f"1,01/02/2010,M,{start:02}/05/2020,{start + length:02}/05/2020" for start, length in days]
    readings = read_with("missing", "\n".join([",".join(COLUMNS[Table.MISSING]), *lines]).encode())
    kept = sorted(
        (one.row.started_on, one.row.ended_on)
        for one in readings
        if isinstance(one, Line) and one.table is Table.MISSING and one.row
    )

    assert all(end <= next_start for (_, end), (next_start, _) in zip(kept, kept[1:], strict=False))
    check_nothing_is_lost(readings)
