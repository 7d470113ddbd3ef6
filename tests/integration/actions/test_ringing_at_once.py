"""Two workers, and a worker beside a desk, at the same moment: real connections, real commits."""

from __future__ import annotations

import pytest

from lantern.actions import acknowledging, missing, ringing
from lantern.actions.acknowledging import holder_of
from lantern.record.models import Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from tests.factories.night import Night, at, make_night
from tests.factories.organisations import make_duty_shift
from tests.factories.sight import SIMULATOR, seen_as
from tests.integration.actions.test_at_one_moment import at_once

pytestmark = pytest.mark.usefixtures("fresh_database")


def tick() -> int:
    return ringing.ring_unanswered(by=SYSTEM, now=at(minutes=10))


def nights(many: int) -> list[Night]:
    made = [make_night() for _ in range(many)]
    for night in made:
        make_duty_shift(organisation=night.host, place=1)
        make_duty_shift(organisation=night.host, place=2)
        night.reported()
    return made


def test_two_workers_at_once_make_each_call_once_and_leave_none_out() -> None:
    nights(12)

    made = at_once([tick, tick, tick])
    made.append(tick())

    assert sum(made) == 24
    with seen_as(SIMULATOR):
        calls = list(Telling.objects.exclude(follows_up=None).values_list("follows_up", flat=True))
    assert len(calls) == len(set(calls)) == 24


def test_whoever_answers_or_changes_the_episode_while_calls_are_made_is_rung_no_more() -> None:
    for round_ in range(5):
        (night,) = nights(1)
        with seen_as(SIMULATOR):
            telling = Telling.objects.select_related("organisation", "episode").get(
                organisation=night.host, channel="email", about="missing"
            )

        def answer(night: Night = night, telling: Telling = telling) -> None:
            acknowledging.acknowledge(name="Jo", post="Manager", by=holder_of(telling), now=at(minutes=10))

        def back(night: Night = night, telling: Telling = telling) -> None:
            missing.record_return(
                reference=telling.episode.reference,
                returned=When.moment(at(minutes=9)),
                words="",
                seen_version=None,
                by=night.desk,
                now=at(minutes=10),
            )

        at_once([tick, answer if round_ % 2 else back, tick])

        with seen_as(SIMULATOR):
            waiting = Telling.objects.filter(organisation=night.host, about="missing", state="waiting")
            assert list(waiting.filter(channel="telephone")) == []
            assert not waiting.filter(answer_by__isnull=False).exists()
