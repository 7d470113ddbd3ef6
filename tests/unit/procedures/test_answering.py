from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from lantern.procedures import answering
from lantern.procedures.local_tables import BadTable
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.tellings import ARRIVALS, TellingAbout

GOOD = """
code = "ours"
title = "Ours"
source = "An invented protocol"
in_force_from = 2026-01-01
[minutes]
high = 5
medium = 15
low = 30
very_low = 45
[then]
minutes = 7
[back]
minutes = 90
then_minutes = 50
[arrived]
minutes = 6
then_minutes = 4
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "ours.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_table_is_read_whole(tmp_path: Path) -> None:
    assert answering.read(written(tmp_path, GOOD)) == answering.Answering(
        code="ours",
        source="An invented protocol",
        in_force_from=date(2026, 1, 1),
        first={
            RiskLevel.VERY_LOW: timedelta(minutes=45),
            RiskLevel.LOW: timedelta(minutes=30),
            RiskLevel.MEDIUM: timedelta(minutes=15),
            RiskLevel.HIGH: timedelta(minutes=5),
        },
        then=timedelta(minutes=7),
        back=timedelta(minutes=90),
        back_then=timedelta(minutes=50),
        arrived=timedelta(minutes=6),
        arrived_then=timedelta(minutes=4),
    )


@pytest.mark.parametrize(
    ("level", "minutes"),
    [(None, 5), (RiskLevel.HIGH, 5), (RiskLevel.MEDIUM, 15), (RiskLevel.LOW, 30), (RiskLevel.VERY_LOW, 45)],
)
def test_the_wait_is_the_level_s_and_while_there_is_none_the_shortest(
    level: RiskLevel | None, minutes: int, tmp_path: Path
) -> None:
    table = answering.read(written(tmp_path, GOOD))

    assert {about: table.wait(level, about=about) for about in TellingAbout} == {
        **dict.fromkeys(TellingAbout, timedelta(minutes=minutes)),
        **dict.fromkeys(
            (TellingAbout.RETURNED, TellingAbout.ASKED, TellingAbout.UNASKED), timedelta(minutes=90)
        ),
        **dict.fromkeys(ARRIVALS, timedelta(minutes=6)),
        TellingAbout.CHILD_SAID: timedelta(minutes=5),  # a child asks: no level makes that wait
    }


def test_the_next_person_is_rung_later_for_a_child_who_is_back(tmp_path: Path) -> None:
    table = answering.read(written(tmp_path, GOOD))

    assert {about: table.again(about=about) for about in TellingAbout} == {
        **dict.fromkeys(TellingAbout, timedelta(minutes=7)),
        **dict.fromkeys(
            (TellingAbout.RETURNED, TellingAbout.ASKED, TellingAbout.UNASKED), timedelta(minutes=50)
        ),
        **dict.fromkeys(ARRIVALS, timedelta(minutes=4)),
    }


def test_a_table_that_says_nothing_of_arrivals_has_its_shortest_minutes_hold_for_them(tmp_path: Path) -> None:
    table = answering.read(written(tmp_path, GOOD.partition("[arrived]")[0]))

    assert table.wait(None, about=TellingAbout.ARRIVED) == timedelta(minutes=5)
    assert table.again(about=TellingAbout.ARRIVED) == timedelta(minutes=7)


@pytest.mark.parametrize(
    ("old", "new"), [("minutes = 90", "minutes = 44"), ("then_minutes = 50", "then_minutes = 6")]
)
def test_a_table_that_rings_sooner_for_a_child_who_is_back_is_refused(
    old: str, new: str, tmp_path: Path
) -> None:
    with pytest.raises(BadTable, match=r"^ours\.toml, line 13: a child who is back is rung for sooner"):
        answering.read(written(tmp_path, GOOD.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("low = 30\n", ""),
        ("high = 5", "high = 0"),
        ("high = 5", "high = true"),
        ("high = 5", "high = 2.5"),
        ("high = 5", 'high = "5"'),
        ("minutes = 7", ""),
        ("then_minutes = 50", ""),
        ("minutes = 90", "minutes = 0"),
        ("[then]", "then]"),
        ('source = "An invented protocol"\n', ""),
    ],
)
def test_a_table_that_cannot_be_kept_to_is_refused_by_its_name(old: str, new: str, tmp_path: Path) -> None:
    with pytest.raises(BadTable, match=r"^ours\.toml, line \d+: "):
        answering.read(written(tmp_path, GOOD.replace(old, new)))


def test_the_table_that_comes_with_lantern_says_that_it_is_an_example() -> None:
    table = answering.in_force()

    assert table.source.startswith("Example")
    assert set(table.first) == set(RiskLevel)
