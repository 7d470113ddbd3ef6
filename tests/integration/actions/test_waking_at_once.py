"""A worker that tells what is owed in cases, beside whoever records something of them: real connections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from lantern.actions import acknowledging, interviews, missing, ringing_owed, transfers, waking
from lantern.actions.acknowledging import holder_of
from lantern.actions.ringing import Call
from lantern.actions.taking_turns import held_at_once
from lantern.actions.transfers import Answering, Asking
from lantern.record.models import OwedDuty, OwedStep, Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.discussions import Route
from tests.factories.cases import discuss
from tests.factories.night import Night, at, make_night
from tests.factories.organisations import make_organisation
from tests.factories.sight import SIMULATOR, seen_as
from tests.integration.actions.test_at_one_moment import at_once

pytestmark = pytest.mark.usefixtures("fresh_database")
DISCUSSION = "missing-discussed"


def tick(hours: float = 24) -> int:
    return waking.wake_what_is_due(by=SYSTEM, now=at(hours=hours))


def nights(many: int) -> list[Night]:
    made = [make_night() for _ in range(many)]
    for night in made:
        night.reported()
    with seen_as(SIMULATOR):
        OwedDuty.objects.filter(episode__isnull=False).update(wakes_at=None)
    return made


def calls() -> Counter[int]:
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(owed_step__step="overdue", channel="telephone")
        return Counter(rows.values_list("child", flat=True))


def test_three_workers_at_once_tell_each_once_and_leave_none_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waking, "AT_ONCE", 5)
    made = nights(12)

    done = at_once([tick, tick, tick])
    done.append(tick())

    assert sum(done) == 12
    assert calls() == Counter({night.child.pk: 1 for night in made})
    with seen_as(SIMULATOR):
        kept = OwedStep.objects.values_list("child", "step", "hours_before", "rung")
        assert (len(kept), len(set(kept))) == (24, 24)


def test_a_child_whose_case_is_reckoned_now_is_passed_over_and_not_waited_for(fresh_database: Any) -> None:
    first, second = nights(2)
    with psycopg.connect(fresh_database.owner_url) as other:
        other.execute("SELECT pg_advisory_xact_lock(33, %s)", [first.child.pk % 512])
        assert tick() == 1
        assert list(calls()) == [second.child.pk]
        other.rollback()
    assert tick() == 1
    assert set(calls().values()) == {1}


def test_a_lock_that_nobody_has_is_taken_and_one_that_another_has_is_not(fresh_database: Any) -> None:
    with psycopg.connect(fresh_database.owner_url) as other:
        other.execute("SELECT pg_advisory_xact_lock(33, 7)")
        with seen_as(SYSTEM):
            assert held_at_once([7, 8, 519, 520]) == {8, 520}
            assert held_at_once([]) == set()


def test_whoever_does_it_answers_or_rings_while_it_is_told_waits_for_nobody_for_ever() -> None:
    """Every action that takes the same child's lock, beside the worker: no deadlock, and nothing is left waiting."""
    for round_ in range(6):
        (night,) = nights(1)
        assert tick() == 1
        with seen_as(SIMULATOR):
            of_it = Telling.objects.filter(child=night.child).select_related("organisation", "episode")
            letter, call = of_it.get(channel="email"), of_it.get(channel="telephone")

        def answer(letter: Telling = letter) -> None:
            acknowledging.acknowledge(name="Jo", post="Manager", by=holder_of(letter), now=at(hours=26))

        def ring(night: Night = night, call: Telling = call) -> None:
            ringing_owed.record_call(
                child=night.child.reference,
                telling=call.reference,
                call=Call(called=When.moment(at(hours=25)), was_answered=True, name="Jo", post="Manager"),
                by=night.desk,
                now=at(hours=26),
            )

        def do(night: Night = night) -> None:
            discuss(night, held=When.moment(at(hours=25)), now=at(hours=26))

        def back(night: Night = night) -> None:
            missing.record_return(
                reference=reference_of(night),
                returned=When.moment(at(hours=25)),
                words="",
                seen_version=None,
                by=night.carer,
                now=at(hours=26),
            )

        at_once([lambda: tick(26), answer, ring, do if round_ % 2 else back, lambda: tick(26)])

        with seen_as(SIMULATOR):
            of_it = Telling.objects.filter(child=night.child)
            assert not of_it.filter(state="waiting", owed_step__step="overdue").exists()
            assert of_it.filter(state="told").exists()


def reference_of(night: Night) -> str:
    with seen_as(SIMULATOR):
        return str(night.child.missing_episodes.get().reference)


def test_a_hand_over_beside_an_entry_of_an_earlier_episode_and_the_worker_ends() -> None:
    """What is told anew takes the episodes before the child's lock, as who records something of them does."""
    for _ in range(4):
        (night,) = nights(1)
        reference = reference_of(night)
        missing.record_return(
            reference=reference,
            returned=When.moment(at(hours=1)),
            words="",
            seen_version=None,
            by=night.carer,
            now=at(hours=1),
        )
        hands_over = asked(night)

        def offered(night: Night = night, reference: str = reference) -> None:
            offer = interviews.Offer(offered=When.moment(at(hours=73)), offered_by="Ira Invented")
            interviews.record_offer(reference=reference, offer=offer, by=night.desk, now=at(hours=74))

        at_once([hands_over, offered, lambda: tick(74)])

        with seen_as(SIMULATOR):
            night.child.refresh_from_db()
        assert night.child.responsible_authority_id != night.authority.pk


def asked(night: Night) -> Callable[[], str]:
    """Ask another authority to take the child over; give how it accepts."""
    other = make_organisation()
    asking = Asking(to_authority=other.reference, missing_risk="None since.", trafficking_risk="None known.")
    transfers.ask(child=night.child.reference, asking=asking, by=night.desk, now=at(hours=73))
    answering = Answering(
        accepted=True, answered_by="Rec Invented", happened=When.moment(at(hours=74)), route=Route.PORTAL
    )
    return lambda: transfers.answer(
        child=night.child.reference, answering=answering, seen_version=None, by=night.desk, now=at(hours=74)
    )
