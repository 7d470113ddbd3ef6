"""Found, gone again, and found elsewhere: what was said of the first place is not said of the second."""

from __future__ import annotations

import pytest

from lantern.actions import located, missing
from lantern.actions.said import Found
from lantern.queries.missing import episode_page
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.web import tonight
from tests.factories.night import Night, at, make_night

pytestmark = pytest.mark.django_db


def found(night: Night, reference: str, known: Found | None, *, minutes: float) -> None:
    missing.record_located(
        reference=reference,
        located=When.moment(at(minutes=minutes)),
        words="",
        found=known,
        seen_version=None,
        by=night.desk,
        now=at(minutes=minutes),
    )


def gone_again(night: Night, *, minutes: float) -> None:
    night.reported(now=at(minutes=minutes), last_seen=When.moment(at(minutes=minutes - 5)))


def look_again(night: Night, reference: str, known: Found, *, by: Actor, minutes: float) -> None:
    located.look_again(
        reference=reference, found=known, words="", seen_version=None, by=by, now=at(minutes=minutes)
    )


def test_where_a_child_was_found_before_is_not_where_they_are_found_now() -> None:
    night = make_night()
    reference = night.reported()
    found(night, reference, Found(place="An aunt\u2019s flat", owner="Jo Nightdemo"), minutes=20)
    gone_again(night, minutes=40)
    found(night, reference, Found(place="An invented hospital"), minutes=60)

    told = episode_page(reference=reference, by=night.desk, now=at(minutes=61)).found

    assert told is not None
    assert (told.owner, told.protected) == ("", (("Where", "An invented hospital"),))


def test_of_a_second_find_without_more_nothing_is_said() -> None:
    night = make_night()
    reference = night.reported()
    found(night, reference, Found(place="An aunt\u2019s flat", owner="Jo Nightdemo"), minutes=20)
    gone_again(night, minutes=40)
    found(night, reference, None, minutes=60)

    page = episode_page(reference=reference, by=night.desk, now=at(minutes=61))

    assert page.found is None
    steps = [(step.what, step.how) for step in tonight.first_steps(page, [])]
    assert steps == [
        ("Say who sees to the child, and when somebody looks again", "nobody is named who sees to it.")
    ]


def test_the_home_sees_no_gaps_where_it_may_not_read_and_leaves_the_owner_that_the_desk_named() -> None:
    night = make_night()
    reference = night.reported()
    found(night, reference, Found(owner="Jo Nightdemo", check_again_at=at(hours=2)), minutes=20)

    seen = episode_page(reference=reference, by=night.carer, now=at(minutes=21))
    assert (tonight.found_of(seen), tonight.first_steps(seen, [])) == (None, [])
    look_again(night, reference, Found(check_again_at=at(hours=3)), by=night.carer, minutes=30)

    told = episode_page(reference=reference, by=night.desk, now=at(minutes=31)).found
    assert told is not None
    assert (told.owner, told.check_again_at) == ("Jo Nightdemo", at(hours=3))
