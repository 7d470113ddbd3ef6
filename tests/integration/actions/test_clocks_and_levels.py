"""Clocks that run when the police set a level follow it; the news that a child is back has a slower clock."""

from __future__ import annotations

from datetime import datetime

import pytest

from lantern.actions import missing, police, ringing
from lantern.procedures import answering
from lantern.queries.missing import episode_page
from lantern.record.models import Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import RiskLevel
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_duty_shift
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db
HIGH, MEDIUM, LOW = RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW


def set_risk(night: Night, reference: str, level: RiskLevel, *, minutes: float) -> None:
    risk = police.Risk(level=level, officer="PC 0000 Invented", assessed=When.moment(NOW))
    police.record_risk(
        reference=reference, risk=risk, seen_version=None, by=night.police, now=at(minutes=minutes)
    )


def strike(night: Night, reference: str, kind: str, *, minutes: float) -> None:
    now = at(minutes=minutes)
    entries = episode_page(reference=reference, by=night.desk, now=now).chronology
    number = [entry.number for entry in entries if entry.kind == kind and not entry.is_struck][-1]
    missing.correct(reference=reference, event=number, reasons="", seen_version=None, by=night.desk, now=now)


def clocks(reference: str) -> list[datetime]:
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(episode__reference=reference, answer_by__isnull=False)
        return sorted(rows.values_list("answer_by", flat=True))


def tick(**later: float) -> int:
    return ringing.ring_unanswered(by=SYSTEM, now=at(**later))


@pytest.mark.parametrize(
    ("levels", "minutes"),
    [
        ([HIGH], 10),  # the shortest ran already
        ([MEDIUM], 20),
        ([LOW], 40),
        ([LOW, MEDIUM], 20),
        ([LOW, HIGH], 10),
        ([MEDIUM, LOW], 40),
        ([LOW, LOW], 40),
    ],
)
def test_a_clock_that_runs_follows_each_level_that_is_set(levels: list[RiskLevel], minutes: int) -> None:
    night = make_night()
    reference = night.reported()
    for place, level in enumerate(levels, 1):
        set_risk(night, reference, level, minutes=place)

    assert clocks(reference) == [at(minutes=minutes)] * 2


def test_a_graver_level_that_comes_late_is_rung_for_at_once() -> None:
    night = make_night()
    reference = night.reported()
    set_risk(night, reference, LOW, minutes=1)
    assert tick(minutes=15) == 0
    set_risk(night, reference, HIGH, minutes=15)

    assert clocks(reference) == [at(minutes=10)] * 2
    assert tick(minutes=15) == 2


def test_a_clock_that_ran_out_stays_so_whatever_level_comes() -> None:
    night = make_night()
    reference = night.reported()
    set_risk(night, reference, LOW, minutes=10)

    assert clocks(reference) == [at(minutes=10)] * 2
    assert tick(minutes=10) == 2


def test_a_call_that_is_to_be_made_is_not_put_off() -> None:
    night = make_night()
    make_duty_shift(organisation=night.host)
    reference = night.reported()
    tick(minutes=10)
    before = clocks(reference)
    set_risk(night, reference, LOW, minutes=12)

    assert clocks(reference) == before


def test_a_level_struck_as_a_mistake_brings_the_shortest_clock_back() -> None:
    night = make_night()
    reference = night.reported()
    set_risk(night, reference, LOW, minutes=1)
    strike(night, reference, "risk_assessed", minutes=2)

    assert clocks(reference) == [at(minutes=10)] * 2


def test_a_graver_level_puts_no_clock_off_even_where_the_table_is_upside_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night = make_night()
    reference = night.reported()
    set_risk(night, reference, MEDIUM, minutes=1)
    table = answering.in_force()
    monkeypatch.setitem(table.first, HIGH, table.first[LOW])  # type: ignore[arg-type]
    set_risk(night, reference, HIGH, minutes=2)

    assert clocks(reference) == [at(minutes=20)] * 2


def come_back(night: Night, reference: str) -> None:
    missing.record_return(
        reference=reference,
        returned=When.moment(at(minutes=29)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(minutes=30),
    )


def test_the_news_that_a_child_is_back_is_rung_for_later_less_often_and_by_no_level() -> None:
    night = make_night()
    for place in (1, 2):
        make_duty_shift(organisation=night.host, place=place)
    reference = night.reported()
    set_risk(night, reference, HIGH, minutes=1)
    come_back(night, reference)
    assert clocks(reference) == [at(minutes=150)] * 2
    set_risk(night, reference, LOW, minutes=31)
    assert clocks(reference) == [at(minutes=150)] * 2

    assert (tick(minutes=149), tick(minutes=150)) == (0, 2)
    assert clocks(reference) == [at(minutes=210)] * 2
    assert (tick(minutes=209), tick(minutes=210)) == (0, 1)


def test_a_return_that_was_wrong_is_rung_for_by_the_clock_of_a_missing_child_again() -> None:
    night = make_night()
    reference = night.reported()
    come_back(night, reference)
    strike(night, reference, "child_returned", minutes=35)

    assert clocks(reference) == [at(minutes=45)] * 2
