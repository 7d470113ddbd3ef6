"""Two people at once: real connections, real commits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from lantern.actions import children, missing, police
from lantern.actions.acting import audit
from lantern.policies.missing import AlreadyCorrected, MayNotFollow
from lantern.record.models import AuditEntry, ClaimedKey, Event, MissingEpisode, OwedDuty, Telling
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.refusals import Refused
from tests.factories.chain import broken_links
from tests.factories.night import NOW, Night, at, episode_of, make_night
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.usefixtures("fresh_database")


def at_once(doings: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do things at the same moment, each on a connection of its own; give what came of each, refusals too."""
    barrier = threading.Barrier(len(doings))

    def do(doing: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=20)
            return doing()
        except Refused as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as people:
        return list(people.map(do, doings))


def kinds(reference: str) -> list[str]:
    with seen_as(SIMULATOR):
        rows = Event.objects.filter(episode__reference=reference).order_by("pk")
        return list(rows.values_list("kind", flat=True))


def test_two_reports_at_once_are_one_episode_and_a_joined_report() -> None:
    night = make_night()

    first, second = at_once([lambda: night.reported(by=night.desk), lambda: night.reported(by=night.carer)])

    assert first == second
    assert kinds(first) == ["missing_reported", "report_joined"]
    with seen_as(SIMULATOR):
        assert (MissingEpisode.objects.count(), Telling.objects.count()) == (1, 4)
    assert ProcrastinateJob.objects.count() == 1  # the two letters of the one report


def test_the_same_press_twice_at_once_is_one_report() -> None:
    night = make_night()

    def press() -> str:
        return missing.report_missing(
            child=night.child.reference,
            report=night.report(),
            by=night.desk,
            now=NOW,
            key="one-press",  # type: ignore[call-arg]
        )

    answers = at_once([press] * 4)

    assert set(answers) == {episode_of(answers[0]).reference}
    assert kinds(answers[0]) == ["missing_reported"]
    assert ClaimedKey.objects.get().answer == answers[0]


def test_two_returns_at_once_are_one_return() -> None:
    night = make_night()
    reference = night.reported()
    answers = at_once([lambda: _back(night, recorded=1)] * 2)

    assert sorted(answers, key=str) == sorted([MayNotFollow, reference], key=str)
    assert kinds(reference) == ["missing_reported", "child_returned"]


def test_two_corrections_of_one_record_at_once_are_one() -> None:
    night = make_night()
    reference = night.reported()
    with seen_as(SIMULATOR):
        number = Event.objects.get().pk

    def correct() -> str:
        return missing.correct(
            reference=reference, event=number, reasons="", seen_version=None, by=night.desk, now=at(hours=1)
        )

    assert sorted(at_once([correct, correct]), key=str) == sorted([AlreadyCorrected, reference], key=str)
    assert kinds(reference) == ["missing_reported", "entered_in_error"]


def test_a_report_joined_while_the_child_comes_back_leaves_row_and_events_agreeing() -> None:
    for _ in range(3):
        night = make_night()
        reference = night.reported()
        joined, _ = at_once(
            [lambda night=night: night.reported(now=at(hours=2)), lambda n=night: _back(n, recorded=2)]
        )

        row = episode_of(reference)
        assert row.stage == "returned"
        assert joined in (reference, Refused)  # joined before the child was back, or refused as overlapping
        assert row.version == len(kinds(reference)) + 1


def _back(night: Night, *, recorded: float) -> str:
    """Record, so many hours on, that the child was back at the first hour."""
    with seen_as(SIMULATOR):
        reference = MissingEpisode.objects.get(child=night.child).reference
    return missing.record_return(
        reference=reference,
        returned=When.moment(at(hours=1)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(hours=recorded),
    )


def test_many_hands_on_one_episode_leave_row_projection_and_chain_whole() -> None:
    night = make_night()
    reference = night.reported()

    def assess(hours: int) -> str:
        risk = police.Risk(
            level=list(RiskLevel)[hours % 4], officer="PC 0000", assessed=When.moment(at(hours=hours))
        )
        return police.record_risk(
            reference=reference, risk=risk, seen_version=None, by=night.police, now=at(hours=12)
        )

    at_once([lambda hours=hours: assess(hours) for hours in range(8)])

    row = episode_of(reference)
    assert (row.risk_level, row.risk_set_at, row.version) == ("high", at(hours=7), 10)
    with seen_as(SIMULATOR):
        assert OwedDuty.objects.filter(code="risk-reviewed").count() == 8
    assert broken_links(AuditEntry.objects.all()) == []


def test_eight_who_write_the_audit_at_once_break_no_link() -> None:
    night = make_night()

    def open_and_be_refused() -> None:
        for _ in range(5):
            children.open_child(reference=night.child.reference, by=night.desk, now=NOW)
            with pytest.raises(Refused):
                children.open_child(reference="AAAA-BBBB-CCCC", by=night.desk, now=NOW)
            audit(action="tests.write", about="", by=night.desk, now=NOW)

    at_once([open_and_be_refused] * 8)

    entries = list(AuditEntry.objects.order_by("number"))
    assert [entry.number for entry in entries] == list(range(1, 8 * 15 + 1))
    assert broken_links(entries) == []
