from __future__ import annotations

from pathlib import Path

import pytest

from lantern.procedures import known, protocol
from lantern.procedures.known import Row, Why
from lantern.procedures.local_tables import BadTable

DUTIES = protocol.example()
ROW = """\
[[row]]
row = "1"
what = "Something asked"
read = "text seen"
why = "no_event_yet"

[[row]]
row = "2"
what = "Interview offered"
read = "text seen (2nd)"
duties = ["return-interview-72h"]
says = "Whole."
"""


def read(tmp_path: Path, text: str) -> tuple[Row, ...]:
    file = tmp_path / "known.toml"
    file.write_text(text, encoding="utf-8")
    return known.rows(DUTIES, file=file)


def test_rows_are_read_whole(tmp_path: Path) -> None:
    assert read(tmp_path, ROW) == (
        Row(row="1", what="Something asked", read="text seen", why=Why.NO_EVENT_YET),
        Row(
            row="2",
            what="Interview offered",
            read="text seen (2nd)",
            duties=("return-interview-72h",),
            says="Whole.",
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('row = "2"', 'row = "1"', "line 8: row 1 is there twice"),
        ('"text seen (2nd)"', '"skimmed"', 'line 10: "skimmed" is no mark'),
        ("return-interview-72h", "offer-made", 'line 11: there is no duty "offer-made"'),
        (
            '"text seen (2nd)"',
            '"unverified"',
            'line 11: "return-interview-72h" is a national duty, and this row is "unverified"',
        ),
        (
            '"text seen (2nd)"',
            '"text seen (local)"',
            'line 11: "return-interview-72h" is a national duty, and this row is "text seen (local)"',
        ),
        ("no_event_yet", "too_hard", 'line 5: "too_hard" is no reason; it may be: ' + ", ".join(Why)),
        ('why = "no_event_yet"', "", "line 2: row 1 says neither its duties nor why there are none"),
        ("says =", "adds =", 'line 12: "adds" is not a word a row knows'),
        ('what = "Interview offered"', "", "line 7: what is not there"),
    ],
)
def test_a_row_that_says_too_little_or_too_much_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(BadTable) as refused:
        read(tmp_path, ROW.replace(old, new, 1))

    assert refused.value.message == f"known.toml, {said}. The table in force before stays in force."


def test_every_duty_that_comes_with_lantern_is_that_of_a_row_whose_source_was_read_so() -> None:
    marks = {duty.code: set[str]() for duty in DUTIES}
    for row in known.rows(DUTIES):
        for code in row.duties:
            marks[code].add(row.read)

    national = [duty for duty in DUTIES if not duty.source_read.is_local]
    assert [duty.code for duty in DUTIES if not marks[duty.code]] == []
    assert [duty.code for duty in national if duty.source_read not in marks[duty.code]] == []


def test_every_reason_has_its_words_and_the_page_shows_each_row() -> None:
    rows = known.rows(DUTIES)
    page = known.page(rows, DUTIES)

    assert set(known.WHY_WORDS) == set(Why)
    assert [line.split(" | ")[0] for line in page.splitlines() if line.startswith("| ")][1:] == [
        f"| {row.row}" for row in rows
    ]
    assert (
        "| 67 | Return interview offered in 72 hours | text seen (2nd) | [Independent return interview offered]"
        in page
    )
    assert (
        "| 31c | Reviewing officer told of every absence | text seen (local) | [Reviewing officer told of the "
        "missing episode](duties/local/reviewing-officer-told.md) (example" in page
    )
