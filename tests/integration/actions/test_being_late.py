"""A late child: when being late may be waited out, what the clock does, and who ends it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from lantern.actions import lateness, missing
from lantern.queries.missing import board, episode_page
from lantern.record.models import AuditEntry, Lateness, MissingEpisode, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role
from tests.factories.children import make_unaccompanied_period
from tests.factories.missing import make_missing_episode
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor
from tests.factories.sight import invented

pytestmark = pytest.mark.django_db
EXPECTED = at(minutes=-10)
LATE = lateness.Late(expected_at=EXPECTED, last_seen_at=at(hours=-4), words="Went to the park")


def agreed(night: Night, **fields: Any) -> None:
    given = {"may_be_late": True, "minutes": 60, "trafficking_concern": Answer.NO, **fields}
    plan = lateness.NewPlan(**given)
    lateness.agree_return_plan(child=night.child.reference, plan=plan, by=night.desk, now=at(days=-1))


def recorded(
    night: Night, *, by: Actor | None = None, now: datetime = NOW, late: lateness.Late = LATE
) -> str:
    return lateness.record_late(child=night.child.reference, late=late, by=by or night.carer, now=now)


@invented
def row_of(reference: str) -> Lateness:
    return Lateness.objects.select_related("episode").get(reference=reference)


@invented
def episodes() -> list[str]:
    return list(MissingEpisode.objects.order_by("pk").values_list("reference", flat=True))


def tick(**later: float) -> int:
    return lateness.let_late_become_missing(by=SYSTEM, now=at(**later))


def test_carer_records_late_and_nothing_is_an_episode_yet() -> None:
    night = make_night()
    agreed(night)

    row = row_of(recorded(night))

    assert (row.state, row.trigger_at, row.by_name, row.episode) == (
        "late",
        EXPECTED + timedelta(hours=1),
        night.carer.name,
        None,
    )
    assert episodes() == []


def test_until_the_agreed_time_nothing_happens_and_then_the_child_is_reported_by_lantern() -> None:
    night = make_night()
    agreed(night)
    reference = recorded(night)

    assert (tick(minutes=49), tick(minutes=50), tick(minutes=51)) == (0, 1, 0)

    row = row_of(reference)
    assert row.episode is not None
    assert (row.state, row.ended_at, row.ended_by_name) == ("missing", at(minutes=50), "Lantern")
    page = episode_page(reference=row.episode.reference, by=night.desk, now=at(hours=1))
    assert page.head.last_seen == When.moment(at(hours=-4))
    assert (page.chronology[0].by_name, page.chronology[0].words) == (
        "Lantern",
        "Reported by Lantern itself: the child was late, and nobody recorded them back by the time agreed in "
        f"their plan. Recorded late by {night.carer.name}. Went to the park",
    )
    assert [line.organisation for line in page.tellings] == [
        night.force.name,
        night.home.name,
        night.authority.name,
        night.host.name,
    ]


def test_back_before_the_agreed_time_stops_the_clock() -> None:
    night = make_night()
    agreed(night)
    reference = recorded(night)

    lateness.record_back_late(reference=reference, by=night.host_desk, now=at(minutes=20))

    assert tick(hours=5) == 0
    row = row_of(reference)
    assert (row.state, row.ended_by_name, episodes()) == ("back", night.host_desk.name, [])
    lateness.record_back_late(reference=reference, by=night.carer, now=at(minutes=21))  # pressed twice
    assert row_of(reference).ended_by_name == night.host_desk.name


def test_back_is_refused_once_the_child_is_missing() -> None:
    night = make_night()
    agreed(night)
    reference = recorded(night)
    tick(hours=2)

    with pytest.raises(Refused, match="recorded missing by now"):
        lateness.record_back_late(reference=reference, by=night.carer, now=at(hours=3))


def test_report_by_hand_ends_being_late_and_is_linked() -> None:
    night = make_night()
    agreed(night)
    reference = recorded(night)

    episode = night.reported(by=night.carer, now=at(minutes=5))

    row = row_of(reference)
    assert row.episode is not None
    assert (row.state, row.episode.reference, row.ended_by_name) == ("missing", episode, night.carer.name)
    assert (tick(hours=2), episodes()) == (0, [episode])


def test_after_an_outage_every_late_child_is_reported_once() -> None:
    nights = [make_night() for _ in range(3)]
    for night in nights:
        agreed(night)
        recorded(night)

    assert (tick(hours=9), tick(hours=9)) == (3, 0)
    assert [board(by=night.desk, now=at(hours=9)).total for night in nights] == [1, 1, 1]


def test_an_absence_that_ended_meanwhile_is_not_overlapped() -> None:
    night = make_night()
    agreed(night)
    reference = recorded(night)
    make_missing_episode(
        child=night.child, last_seen=When.moment(at(hours=-5)), returned=When.moment(at(minutes=-5))
    )

    assert tick(hours=2) == 1

    row = row_of(reference)
    assert row.episode is not None
    assert row.episode.last_seen_at == at(minutes=-5)


@pytest.mark.parametrize(
    ("child", "plan", "words"),
    [
        ({}, None, "has agreed nothing about being late"),
        ({}, {"may_be_late": False}, "is not waited out"),
        ({"date_of_birth": None}, {}, "Nobody knows how old the child is"),
        ({"date_of_birth": date(2014, 6, 1)}, {}, "under 14"),
    ],
)
def test_where_late_may_not_be_waited_out_the_carer_is_told_to_report(
    child: dict[str, Any], plan: dict[str, Any] | None, words: str
) -> None:
    night = make_night(**child)
    if plan is not None:
        agreed(night, **plan)

    with pytest.raises(Refused, match=words):
        recorded(night)


def test_unaccompanied_child_is_never_only_late() -> None:
    night = make_night()
    agreed(night)
    make_unaccompanied_period(child=night.child)

    with pytest.raises(Refused, match="unaccompanied"):
        recorded(night)


@pytest.mark.parametrize("concern", [Answer.YES, Answer.NOT_KNOWN])
def test_a_concern_or_no_answer_lets_no_plan_wait(concern: Answer) -> None:
    with pytest.raises(Refused, match="no concern about trafficking") as refused:
        agreed(make_night(), trafficking_concern=concern)

    assert refused.value.field == "trafficking_concern"


@pytest.mark.parametrize("minutes", [None, 0, 121])
def test_plan_waits_no_longer_than_the_local_table(minutes: int | None) -> None:
    with pytest.raises(Refused, match="from 1 to 120"):
        agreed(make_night(), minutes=minutes)


def test_the_newest_plan_stands() -> None:
    night = make_night()
    agreed(night)
    lateness.agree_return_plan(
        child=night.child.reference, plan=lateness.NewPlan(may_be_late=False), by=night.desk, now=NOW
    )

    with pytest.raises(Refused, match="is not waited out"):
        recorded(night, now=at(minutes=1))


def test_missing_child_is_not_recorded_late() -> None:
    night = make_night()
    agreed(night)
    night.reported()

    with pytest.raises(Refused, match="already recorded missing"):
        recorded(night)


def test_late_twice_is_late_once() -> None:
    night = make_night()
    agreed(night)
    recorded(night)

    with pytest.raises(Refused, match="late already"):
        recorded(night, by=night.desk)


def test_times_that_make_the_child_not_late_or_missing_are_refused() -> None:
    night = make_night()
    agreed(night)
    refused = []
    for expected, seen in ((at(hours=1), -4), (at(hours=-2), -4), (EXPECTED, 0)):
        late = lateness.Late(expected_at=expected, last_seen_at=at(hours=seen))
        with pytest.raises(Refused) as why:
            recorded(night, late=late)
        refused.append(why.value.field)

    assert refused == ["expected", "expected", "last_seen"]


def test_only_the_authority_agrees_and_only_home_and_desks_record() -> None:
    night = make_night()
    with pytest.raises(NotPermitted):
        lateness.agree_return_plan(
            child=night.child.reference,
            plan=lateness.NewPlan(may_be_late=False),
            by=night.host_desk,
            now=NOW,
        )
    agreed(night)
    interviewer = make_actor(role=Role.INTERVIEWER, organisation=night.authority)
    with pytest.raises(NotPermitted):
        recorded(night, by=interviewer)
    with pytest.raises(NotFound):
        recorded(night, by=make_night().carer)
    reference = recorded(night)
    with pytest.raises(NotFound):
        lateness.record_back_late(reference=reference, by=make_night().carer, now=NOW)


def test_each_of_these_is_audited() -> None:
    night = make_night()
    agreed(night)
    reference = recorded(night)
    lateness.record_back_late(reference=reference, by=night.carer, now=at(minutes=1))

    done = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(done)[-3:] == [
        "lateness.agree_return_plan",
        "lateness.record_late",
        "lateness.record_back_late",
    ]


def test_one_wrong_return_taken_back_joins_the_same_episode_without_a_clash() -> None:
    night = make_night()
    agreed(night)
    recorded(night)
    tick(hours=1)
    (episode,) = episodes()
    missing.record_return(
        reference=episode,
        returned=When.moment(at(hours=2)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(hours=2),
    )
    again = lateness.Late(expected_at=at(hours=3), last_seen_at=at(hours=2))
    second = recorded(night, late=again, now=at(hours=3))
    page = episode_page(reference=episode, by=night.desk, now=at(hours=3))
    wrong = next(entry.number for entry in page.chronology if entry.kind.value == "child_returned")
    missing.correct(
        reference=episode, event=wrong, reasons="Not so", seen_version=None, by=night.desk, now=at(hours=3)
    )

    assert tick(hours=5) == 1
    assert (row_of(second).state, row_of(second).episode, episodes()) == ("missing", None, [episode])


def test_nobody_is_told_twice_by_the_clock() -> None:
    night = make_night()
    agreed(night)
    recorded(night)
    tick(hours=1)
    tick(hours=2)

    assert told() == 4  # the police and the home by telephone, two authorities in writing


@invented
def told() -> int:
    return Telling.objects.count()
