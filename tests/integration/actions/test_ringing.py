"""Nobody answered: who is rung, when, in which order, and what ends it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import transaction

from lantern.accounts.models import DutyShift, Organisation
from lantern.actions import acknowledging, missing, police, ringing
from lantern.actions.acknowledging import holder_of
from lantern.record.models import Acknowledgement, Event, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from tests.factories.night import NOW, Night, at, episode_of, make_night
from tests.factories.organisations import make_duty_shift, make_team
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


def tick(**later: float) -> int:
    """Ask so long after NOW which messages and calls nobody answered."""
    return ringing.ring_unanswered(by=SYSTEM, now=at(**later))


def on_rota(organisation: Organisation, *names: str, **fields: Any) -> list[DutyShift]:
    """Put these people on duty, rung in this order."""
    return [
        make_duty_shift(organisation=organisation, name=name, place=place, **fields)
        for place, name in enumerate(names, 1)
    ]


def calls(reference: str, organisation: Organisation) -> list[tuple[str, str]]:
    """Give whom the calls to one organisation ask for, and how far each has come; nobody's name is its own number."""
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(
            episode__reference=reference, organisation=organisation, follows_up__isnull=False
        ).order_by("pk")
        return [
            (row.on_duty.name if row.on_duty else "", row.state) for row in rows.select_related("on_duty")
        ]


def clocks(reference: str) -> list[datetime]:
    """Give every clock of the episode that still runs."""
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(episode__reference=reference, answer_by__isnull=False)
        return sorted(rows.values_list("answer_by", flat=True))


def message(reference: str, organisation: Organisation) -> Telling:
    """Give the newest message to an organisation."""
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(
            episode__reference=reference, organisation=organisation, follows_up=None
        )
        return rows.select_related("organisation", "episode").order_by("-pk")[0]


def last_call(reference: str, organisation: Organisation) -> Telling:
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(episode__reference=reference, organisation=organisation)
        return rows.exclude(follows_up=None).order_by("-pk")[0]


def set_risk(night: Night, reference: str, level: RiskLevel) -> None:
    risk = police.Risk(level=level, officer="PC 0000 Invented", assessed=When.moment(NOW))
    police.record_risk(reference=reference, risk=risk, seen_version=None, by=night.desk, now=NOW)


def located(night: Night, reference: str, *, minutes: float) -> None:
    moment = at(minutes=minutes)
    missing.record_located(
        reference=reference,
        located=When.moment(moment),
        words="",
        seen_version=None,
        by=night.desk,
        now=moment,
    )


def ring(
    night: Night, reference: str, telling: Telling, *, minutes: float, by: Actor | None = None, **said: Any
) -> str:
    said.setdefault("was_answered", True)
    if said["was_answered"]:
        said = {"name": "Jo Nightdemo", "post": "Night manager", **said}
    said.setdefault("called", When.moment(at(minutes=minutes)))
    return ringing.record_call(
        reference=reference,
        telling=telling.reference,
        call=ringing.Call(**said),
        seen_version=None,
        by=by or night.desk,
        now=at(minutes=minutes),
    )


# The clock -----------------------------------------------------------------------------------------------------


def test_while_no_level_is_known_the_shortest_clock_runs_for_each_message_and_none_for_the_police() -> None:
    reference = make_night().reported()

    assert clocks(reference) == [at(minutes=10)] * 2
    assert (tick(minutes=9, seconds=59), tick(minutes=10)) == (0, 2)


@pytest.mark.parametrize(
    ("level", "minutes"),
    [(RiskLevel.HIGH, 10), (RiskLevel.MEDIUM, 20), (RiskLevel.LOW, 40), (RiskLevel.VERY_LOW, 60)],
)
def test_the_next_turn_runs_on_the_clock_of_the_level(level: RiskLevel, minutes: int) -> None:
    night = make_night()
    reference = night.reported()
    set_risk(night, reference, level)
    located(night, reference, minutes=30)

    assert clocks(reference) == [at(minutes=30 + minutes)] * 2


def test_police_are_never_asked_for_by_this_clock() -> None:
    night = make_night()
    on_rota(night.force, "Invented Sergeant")
    reference = night.reported()
    tick(hours=1)

    assert calls(reference, night.force) == []


# Whom -----------------------------------------------------------------------------------------------------------


def test_the_next_on_duty_is_rung_then_the_next_then_the_organisation_once() -> None:
    night = make_night()
    on_rota(night.host, "First Invented", "Second Invented")
    reference = night.reported()

    made = [tick(minutes=minutes) for minutes in (10, 20, 30, 40, 50, 60)]

    # The authority has nobody on the rota: its own number once, and that is all.
    assert made == [2, 1, 1, 0, 0, 0]
    assert calls(reference, night.host) == [
        ("First Invented", "waiting"),
        ("Second Invented", "waiting"),
        ("", "waiting"),
    ]
    assert calls(reference, night.authority) == [("", "waiting")]


def test_nobody_off_shift_is_rung_and_a_clock_ends_with_its_shift() -> None:
    night = make_night()
    on_rota(night.host, "Gone Home", until_at=at(minutes=5))
    on_rota(night.host, "Leaving Soon", until_at=at(minutes=14))
    on_rota(night.host, "Comes Later", from_at=at(minutes=14))
    reference = night.reported()

    tick(minutes=10)
    assert calls(reference, night.host) == [("Leaving Soon", "waiting")]
    assert last_call(reference, night.host).answer_by == at(minutes=14)
    tick(minutes=14)
    assert calls(reference, night.host)[1:] == [("Comes Later", "waiting")]


def test_a_team_s_own_shift_is_rung_before_another_team_s() -> None:
    night = make_night()
    other = make_team(organisation=night.authority)
    on_rota(night.authority, "Of Another Team", team=other)
    on_rota(night.authority, "Of The Team", team=night.team)
    reference = night.reported()
    tick(minutes=10)

    assert calls(reference, night.authority) == [("Of The Team", "waiting")]


def test_where_no_one_of_the_team_is_on_duty_the_organisation_s_other_shift_is_rung() -> None:
    night = make_night()
    on_rota(night.authority, "Of Another Team", team=make_team(organisation=night.authority))
    reference = night.reported()
    tick(minutes=10)

    assert calls(reference, night.authority) == [("Of Another Team", "waiting")]


# What may go wrong ----------------------------------------------------------------------------------------------


def test_after_an_hour_off_all_that_is_due_is_asked_once() -> None:
    night = make_night()
    on_rota(night.host, "First Invented", "Second Invented")
    reference = night.reported()

    assert [tick(hours=1), tick(hours=1), tick(hours=1, minutes=9)] == [2, 0, 0]
    assert calls(reference, night.host) == [("First Invented", "waiting")]
    assert tick(hours=1, minutes=10) == 1


def test_one_episode_that_fails_keeps_no_other_from_being_rung_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = make_night(), make_night()
    first, second = bad.reported(), good.reported()
    real, stuck = ringing.on_duty, episode_of(first).pk

    def fails_for_one(telling: Telling, *, now: datetime) -> list[DutyShift]:
        if telling.episode_id == stuck:
            raise ZeroDivisionError
        return real(telling, now=now)

    monkeypatch.setattr(ringing, "on_duty", fails_for_one)

    assert tick(minutes=10) == 2
    assert (calls(first, bad.host), calls(second, good.host)) == ([], [("", "waiting")])
    assert clocks(first) == [at(minutes=10)] * 2  # its turn comes again
    assert [record.message for record in caplog.records] == [
        f"the unanswered of episode {stuck} were not made calls"
    ]


@transaction.atomic
def tick_and_die(**later: float) -> None:
    assert tick(**later) == 2
    raise KeyboardInterrupt


def test_killed_before_the_commit_the_call_is_made_the_next_time_and_once() -> None:
    night = make_night()
    on_rota(night.host, "First Invented")
    reference = night.reported()

    with pytest.raises(KeyboardInterrupt):
        tick_and_die(minutes=10)
    assert calls(reference, night.host) == []
    assert [tick(minutes=11), tick(minutes=11)] == [2, 0]
    assert calls(reference, night.host) == [("First Invented", "waiting")]


# What ends it ----------------------------------------------------------------------------------------------------


def test_an_acknowledgement_ends_the_thread_and_withdraws_its_calls() -> None:
    night = make_night()
    on_rota(night.host, "First Invented", "Second Invented")
    reference = night.reported()
    tick(minutes=10)
    by = holder_of(message(reference, night.host))

    acknowledging.acknowledge(name="Jo Nightdemo", post="Night manager", by=by, now=at(minutes=12))
    tick(hours=5)

    assert message(reference, night.host).state == "told"
    assert calls(reference, night.host) == [("First Invented", "withdrawn")]
    assert message(reference, night.host).answer_by is last_call(reference, night.host).answer_by is None


def test_an_answered_call_tells_the_message_it_follows_and_is_written_down() -> None:
    night = make_night()
    on_rota(night.host, "First Invented", "Second Invented")
    reference = night.reported()
    tick(minutes=10)
    tick(minutes=20)
    late = last_call(reference, night.host)

    ring(night, reference, late, minutes=22, words="They send somebody.")
    tick(hours=5)

    first = message(reference, night.host)
    assert (first.state, first.told_at, first.next_attempt_at) == ("told", at(minutes=22), None)
    assert calls(reference, night.host) == [("First Invented", "withdrawn"), ("Second Invented", "told")]
    with seen_as(SIMULATOR):
        said = Acknowledgement.objects.get()
        assert (said.telling_id, said.name, said.job_title, said.acknowledged_at) == (
            late.pk,
            "Jo Nightdemo",
            "Night manager",
            at(minutes=22),
        )
        event = Event.objects.get(kind="organisation_told")
    name = night.host.name
    assert event.words == f"Rang {name}: spoke to Jo Nightdemo, Night manager. They send somebody."
    assert event.happened_at == at(minutes=22)


def test_no_answer_is_a_recorded_try_and_the_next_person_is_rung_at_once() -> None:
    night = make_night()
    on_rota(night.host, "First Invented", "Second Invented")
    reference = night.reported()
    tick(minutes=10)

    ring(
        night, reference, last_call(reference, night.host), minutes=12, was_answered=False, words="Rang out."
    )
    assert tick(minutes=12) == 1

    assert calls(reference, night.host) == [("First Invented", "waiting"), ("Second Invented", "waiting")]
    with seen_as(SIMULATOR):
        event = Event.objects.get(kind="organisation_call_tried")
        assert Acknowledgement.objects.count() == 0
    assert event.words == f"Rang {night.host.name}: nobody answered. Rang out."
    assert message(reference, night.host).state == "waiting"


def test_a_new_turn_withdraws_the_calls_of_the_old_and_starts_its_own_clock() -> None:
    night = make_night()
    on_rota(night.host, "First Invented", "Second Invented")
    reference = night.reported()
    tick(minutes=10)
    located(night, reference, minutes=15)

    assert calls(reference, night.host) == [("First Invented", "withdrawn")]
    assert clocks(reference) == [at(minutes=25)] * 2
    tick(minutes=25)
    assert calls(reference, night.host) == [("First Invented", "withdrawn"), ("First Invented", "waiting")]


# Refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "field"), [({"name": " "}, "name"), ({"post": ""}, "post")])
def test_nobody_is_told_without_a_name_and_a_role(said: dict[str, str], field: str) -> None:
    night = make_night()
    reference = night.reported()
    tick(minutes=10)

    with pytest.raises(Refused) as refused:
        ring(night, reference, last_call(reference, night.host), minutes=12, **said)
    assert refused.value.field == field
    assert calls(reference, night.host) == [("", "waiting")]


def test_a_call_made_before_a_turn_cannot_have_told_it() -> None:
    night = make_night()
    reference = night.reported()
    located(night, reference, minutes=15)
    tick(minutes=25)

    with pytest.raises(Refused) as refused:
        ring(
            night,
            reference,
            last_call(reference, night.host),
            minutes=26,
            called=When.moment(at(minutes=14)),
        )
    assert refused.value.field == "happened"


def test_the_call_to_the_police_is_not_recorded_here() -> None:
    night = make_night()
    reference = night.reported()

    with pytest.raises(NotFound):
        ring(night, reference, message(reference, night.force), minutes=1)


def test_who_may_not_ring_records_no_call() -> None:
    night = make_night()
    reference = night.reported()
    tick(minutes=10)

    with pytest.raises(NotPermitted):
        ring(night, reference, last_call(reference, night.host), minutes=11, by=night.carer)


def test_a_call_typed_on_a_page_that_is_no_longer_true_is_shown_again() -> None:
    night = make_night()
    reference = night.reported()
    telling = message(reference, night.host)

    with pytest.raises(Stale):
        ringing.record_call(
            reference=reference,
            telling=telling.reference,
            call=ringing.Call(called=When.moment(NOW), was_answered=False),
            seen_version=episode_of(reference).version + 1,
            by=night.desk,
            now=NOW,
        )


def test_a_call_after_somebody_acknowledged_is_kept_and_changes_nothing() -> None:
    night = make_night()
    reference = night.reported()
    telling = message(reference, night.host)
    acknowledging.acknowledge(name="Jo", post="Manager", by=holder_of(telling), now=at(minutes=3))

    ring(night, reference, telling, minutes=5, was_answered=False)

    now = message(reference, night.host)
    assert (now.state, now.told_at, now.answer_by) == ("told", at(minutes=3), None)
