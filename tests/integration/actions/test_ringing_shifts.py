"""Shifts that begin and end while nobody answers: no clock sleeps, and nobody off shift is asked for."""

from __future__ import annotations

import pytest

from lantern.actions import acknowledging, missing
from lantern.actions.acknowledging import holder_of
from lantern.queries.missing import episode_page
from lantern.vocabulary.days import When
from lantern.web import saying
from tests.factories.night import Night, at, make_night
from tests.factories.organisations import make_duty_shift
from tests.integration.actions.test_ringing import calls, clocks, last_call, message, on_rota, ring, tick

pytestmark = pytest.mark.django_db


def asked_now(night: Night, reference: str, *, minutes: float) -> list[str]:
    """Give whom the desk is asked to ring now at the host authority."""
    now = at(minutes=minutes)
    page = episode_page(reference=reference, by=night.desk, now=now)
    short = saying.told_in_short(page.tellings, page.head, now=now)
    return [call["words"] for call in short.calls if call["organisation"] == night.host.name]


def test_whoever_comes_on_duty_after_everybody_was_asked_is_rung() -> None:
    night = make_night()
    reference = night.reported()
    assert [tick(minutes=minutes) for minutes in (10, 20)] == [2, 0]
    on_rota(night.host, "Day Shift", from_at=at(minutes=22), until_at=at(hours=8))

    assert [tick(minutes=minutes) for minutes in (21, 30, 40)] == [0, 1, 0]

    assert calls(reference, night.host) == [("", "waiting"), ("Day Shift", "waiting")]


def test_after_a_shift_that_nobody_follows_the_organisation_s_own_number_is_asked_for() -> None:
    night = make_night()
    reference = night.reported()
    tick(minutes=10)
    make_duty_shift(organisation=night.host, name="Evening", from_at=at(minutes=12), until_at=at(minutes=25))
    tick(minutes=20)
    assert "Evening" in asked_now(night, reference, minutes=21)[0]

    tick(minutes=25)

    assert calls(reference, night.host) == [("", "waiting"), ("Evening", "withdrawn")]
    assert [night.host.name in words for words in asked_now(night, reference, minutes=26)] == [True]


def test_a_call_answered_by_somebody_whose_shift_has_just_ended_still_tells() -> None:
    night = make_night()
    on_rota(night.host, "Leaving Soon", until_at=at(minutes=14))
    reference = night.reported()
    tick(minutes=10)
    late = last_call(reference, night.host)
    tick(minutes=14)

    ring(night, reference, late, minutes=15)

    assert message(reference, night.host).state == "told"
    assert calls(reference, night.host) == [("Leaving Soon", "told"), ("", "withdrawn")]


def test_nobody_is_asked_for_on_and_on_once_the_child_is_back() -> None:
    night = make_night()
    reference = night.reported()
    missing.record_return(
        reference=reference,
        returned=When.moment(at(minutes=30)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(minutes=30),
    )
    assert [tick(minutes=minutes) for minutes in (149, 150, 210, 270)] == [0, 2, 0, 0]

    assert clocks(reference) == []


def strike(night: Night, reference: str, *, minutes: float) -> None:
    """Withdraw the entry that an organisation was told."""
    chronology = episode_page(reference=reference, by=night.desk, now=at(minutes=minutes)).chronology
    (number,) = [e.number for e in chronology if e.kind == "organisation_told" and not e.is_struck]
    missing.correct(
        reference=reference,
        event=number,
        reasons="It was the other organisation.",
        seen_version=None,
        by=night.desk,
        now=at(minutes=minutes),
    )


def test_a_call_struck_as_a_mistake_told_nobody_and_is_asked_for_again() -> None:
    night = make_night()
    on_rota(night.host, "First Invented", "Second Invented")
    reference = night.reported()
    tick(minutes=10)
    ring(night, reference, last_call(reference, night.host), minutes=12)
    assert asked_now(night, reference, minutes=13) == []

    strike(night, reference, minutes=14)

    assert night.host.name in asked_now(night, reference, minutes=14)[0]
    tick(minutes=15)
    assert "Second Invented" in asked_now(night, reference, minutes=15)[0]


def test_an_acknowledgement_struck_as_a_mistake_is_asked_for_again_and_another_s_stays() -> None:
    night = make_night()
    reference = night.reported()
    for who, minutes in ((night.host, 3), (night.authority, 4)):
        by = holder_of(message(reference, who))
        acknowledging.acknowledge(name="Jo", post="Manager", by=by, now=at(minutes=minutes))
    words = f"{night.host.name} acknowledged: Jo, Manager."
    chronology = episode_page(reference=reference, by=night.desk, now=at(minutes=5)).chronology
    (number,) = [entry.number for entry in chronology if entry.words == words]

    missing.correct(
        reference=reference, event=number, reasons="", seen_version=None, by=night.desk, now=at(minutes=6)
    )

    assert calls(reference, night.host) == [("", "waiting")]
    assert calls(reference, night.authority) == []


def test_a_struck_call_of_an_earlier_turn_asks_for_none_where_a_newer_message_stands() -> None:
    night = make_night()
    reference = night.reported()
    ring(night, reference, message(reference, night.host), minutes=5)
    missing.record_located(
        reference=reference,
        located=When.moment(at(minutes=20)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(minutes=20),
    )

    strike(night, reference, minutes=22)

    assert calls(reference, night.host) == []


def test_a_call_stands_on_the_ladder_where_its_message_did() -> None:
    night = make_night()
    reference = night.reported()
    tick(minutes=11)

    lines = episode_page(reference=reference, by=night.desk, now=at(minutes=12)).tellings
    asked = {line.reference: line.stage for line in lines if not line.follows_up}
    calls_now = [line for line in lines if line.follows_up]

    assert len(calls_now) == 2
    assert all(line.stage and line.stage == asked[line.follows_up] for line in calls_now)
