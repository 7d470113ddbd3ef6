"""A child who is still missing stays so until somebody says that they are back, and is discussed anew meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from lantern.actions import counting, discussions, lateness, missing, notices, ringing
from lantern.actions.discussions import Discussion
from lantern.actions.still_missing import Review, review_search
from lantern.procedures import still_missing
from lantern.queries.discussions import Person
from lantern.queries.missing import board
from lantern.queries.work import What, Whose, work
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import HeldBy, Section47, TookPartFor
from lantern.vocabulary.missing import Stage
from tests.factories.night import Night, at, episode_of, make_night

pytestmark = pytest.mark.django_db


def silence(*, now: datetime) -> None:
    """Let all that runs by the clock run at this moment."""
    for telling in notices.overdue_tellings(by=SYSTEM, now=now):
        notices.deliver(telling_id=telling, by=SYSTEM, now=now)
    ringing.ring_unanswered(by=SYSTEM, now=now)
    lateness.let_late_become_missing(by=SYSTEM, now=now)
    counting.owe_for_away_unchecked(by=SYSTEM, now=now)
    counting.end_counts(by=SYSTEM, now=now)


def to_review(
    night: Night, *, by: Actor | None = None, now: datetime, whose: Whose = Whose.ORGANISATION
) -> list[Any]:
    lines = work(whose=whose, by=by or night.desk, now=now).lines
    return [(one.since, one.until, one.is_late) for one in lines if one.what is What.STILL_MISSING]


def discussed(night: Night, reference: str, *, held: When | None = None, now: datetime) -> None:
    people = (
        Person(name="A", post="Worker", organisation="Council", took_part_for=TookPartFor.SOCIAL_CARE),
        Person(name="B", post="Sergeant", organisation="Force", took_part_for=TookPartFor.POLICE),
        Person(name="C", post="Nurse", organisation="Trust", took_part_for=TookPartFor.HEALTH),
    )
    discussion = Discussion(
        held=held or When.moment(now),
        held_by=HeldBy.TELEPHONE,
        took_part=people,
        known="Nothing new.",
        decided="The hospitals are asked again.",
        section_47=Section47.NOT_MADE,
        section_47_because="None was needed.",
        next_review_on=day_of(now + timedelta(days=9)),
        episodes=(reference,),
    )
    discussions.record_discussion(child=night.child.reference, discussion=discussion, by=night.desk, now=now)


@pytest.mark.parametrize("days", [1, 30, 400, 4000])
def test_no_clock_finds_a_child_or_brings_them_back(days: int) -> None:
    night = make_night()
    reference = night.reported()
    for after in sorted({1, days}):
        silence(now=at(days=after))
    episode = episode_of(reference)
    assert (
        episode.stage,
        episode.returned_on,
        episode.located_on,
        episode.search_ended_at,
        episode.is_void,
    ) == (
        Stage.MISSING.value,
        None,
        None,
        None,
        False,
    )
    assert [row.head.reference for row in board(by=night.desk, now=at(days=days)).rows] == [reference]


def test_the_authority_is_asked_to_discuss_a_child_still_missing_and_nobody_else_is() -> None:
    night = make_night()
    night.reported()
    silence(now=at(days=2))
    assert to_review(night, now=at(hours=23)) == []
    line = (When.moment(at()), at(hours=24), True)
    assert to_review(night, now=at(days=2)) == [line]
    assert to_review(night, by=night.police, now=at(days=2)) == []
    assert to_review(night, by=night.host_desk, now=at(days=2)) == []


def test_a_discussion_of_this_time_missing_begins_the_interval_anew_and_a_return_ends_it() -> None:
    night = make_night()
    reference = night.reported()
    discussed(night, reference, now=at(hours=30))
    assert to_review(night, now=at(hours=50)) == []
    assert to_review(night, now=at(hours=55)) == [(When.moment(at(hours=30)), at(hours=54), True)]
    given = {"reference": reference, "words": "", "seen_version": None, "by": night.desk}
    missing.record_return(returned=When.moment(at(hours=56)), now=at(hours=56), **given)
    assert to_review(night, now=at(days=30)) == []


def reviewed(night: Night, reference: str, *, next_at: datetime, now: datetime) -> None:
    said = Review(done_since="Hospitals", decided="Ask the aunt", who="Ma Nager", next_review_at=next_at)
    review_search(reference=reference, review=said, seen_version=None, by=night.desk, now=now)


@pytest.mark.parametrize(
    "held", [When.moment(at(hours=29)), When(on=day_of(at(hours=30))), When(on=day_of(at(hours=2)))]
)
def test_a_discussion_typed_in_later_puts_off_no_review_that_a_person_promised(held: When) -> None:
    night = make_night()
    reference = night.reported()
    reviewed(night, reference, next_at=at(hours=40), now=at(hours=30))
    discussed(night, reference, held=held, now=at(hours=35))
    assert to_review(night, now=at(hours=39)) == []
    assert to_review(night, now=at(hours=41)) == [(When.moment(at(hours=35)), at(hours=40), True)]
    reviewed(night, reference, next_at=at(hours=60), now=at(hours=42))
    assert to_review(night, now=at(hours=61)) == [(When.moment(at(hours=42)), at(hours=60), True)]


@pytest.mark.parametrize("held", [When.moment(at(hours=34)), When(on=day_of(at(hours=50)))])
def test_a_discussion_held_after_the_review_takes_its_place(held: When) -> None:
    night = make_night()
    reference = night.reported()
    reviewed(night, reference, next_at=at(hours=40), now=at(hours=30))
    discussed(night, reference, held=held, now=at(hours=50))
    assert to_review(night, now=at(hours=74) - timedelta(minutes=1)) == []
    assert to_review(night, now=at(hours=74)) == [(When.moment(at(hours=50)), at(hours=74), True)]


def test_without_the_intervals_a_discussion_of_before_leaves_the_promised_review_due(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night = make_night()
    reference = night.reported()
    none = still_missing.Reviews(source="Nobody", every={})
    monkeypatch.setattr(still_missing, "in_force", lambda: none)
    reviewed(night, reference, next_at=at(hours=40), now=at(hours=30))
    discussed(night, reference, held=When.moment(at(hours=2)), now=at(hours=35))
    assert to_review(night, now=at(hours=41)) == [(When.moment(at(hours=35)), at(hours=40), True)]


def test_a_folder_without_the_intervals_asks_for_no_review(monkeypatch: pytest.MonkeyPatch) -> None:
    night = make_night()
    night.reported()
    none = still_missing.Reviews(source="Nobody", every={})
    monkeypatch.setattr(still_missing, "in_force", lambda: none)
    assert to_review(night, now=at(days=300)) == []
