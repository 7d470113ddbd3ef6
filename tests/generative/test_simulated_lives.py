from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.exchange.simulated_absences import Stay, times_gone
from lantern.exchange.simulated_lives import Home, Life, World, lives
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind

quickly = settings(deadline=None, database=None, max_examples=100)

AN_END = datetime(2026, 3, 31, 12, tzinfo=UTC)
HOME = Home(provider_id=2, area_authority_id=1, placement_code="K2")
ELSEWHERE = Home(provider_id=4, area_authority_id=3, placement_code="U4")


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Make an authority of a few children, over some years, whose story ends in any hour of the year."""
    return World(
        prefix="S1-1",
        children=draw(st.integers(1, 12)),
        years=draw(st.integers(1, 5)),
        until=AN_END + timedelta(hours=draw(st.integers(0, 366 * 24))),
        authority_id=1,
        own_homes=(HOME,),
        other_homes=draw(st.sampled_from([(), (ELSEWHERE,)])),
    )


@st.composite
def stays(draw: st.DrawFn) -> Stay:
    """Make a time in care of any length, from minutes to two years, of a child of any age."""
    until = AN_END
    began = until - timedelta(minutes=draw(st.integers(10, 2 * 365 * 24 * 60)))
    ended = draw(st.none() | st.just(began + (until - began) * draw(st.floats(0.01, 1.0))))
    middle = until - timedelta(days=365)
    last = ended or until
    years = [(max(began, middle - timedelta(days=365)), min(last, middle)), (max(began, middle), last)]
    return Stay(
        child="1",
        born_on=(began - timedelta(days=draw(st.integers(1, 18 * 365)))).date(),
        is_unaccompanied=draw(st.booleans()),
        began_at=began,
        ended_at=ended,
        years=tuple((first, end) for first, end in years if first < end),
        until=until,
    )


@quickly
@given(stays(), st.integers())
def test_times_gone_never_overlap_and_keep_within_care(stay: Stay, seed: int) -> None:
    times = list(times_gone(stay, Random(seed)))

    assert all(one.left < one.back for one in times)
    assert all(before.back + timedelta(hours=25) <= after.left for before, after in pairwise(times))
    assert all(stay.began_at <= one.left < (stay.ended_at or stay.until) for one in times)
    assert all(stay.ended_at is None or one.back <= stay.ended_at for one in times)


@quickly
@given(worlds(), st.integers())
def test_lives_hold_together_whatever_is_drawn(world: World, seed: int) -> None:
    for life in lives(world, Random(seed)):
        _care_is_in_order(life, world)
        _absences_are_in_order(life, world)


def _care_is_in_order(life: Life, world: World) -> None:
    rows = [care.row for care in life.care]
    assert life.child.born_on < rows[0].started_on <= world.until.date()
    assert all(row.ended_on is None or row.started_on < row.ended_on <= world.until.date() for row in rows)
    assert all(before.ended_on == after.started_on for before, after in pairwise(rows))
    assert all(
        rows[0].started_on < review.reviewed_on < (rows[-1].ended_on or world.until.date())
        for review in life.reviews
    )


def _absences_are_in_order(life: Life, world: World) -> None:
    first, last = life.care[0].row.started_on, life.care[-1].row.ended_on
    for before, after in pairwise(life.absences):
        assert before.ended_on is not None
        assert before.ended_on < after.started_on
    for absence in life.absences:
        times = [event.happened.earliest for event in absence.events]
        assert absence.events[0].kind is EventKind.MISSING_REPORTED
        assert times == sorted(times)
        assert times[-1] <= world.until
        assert max(first, day_of(world.first_at)) <= absence.started_on
        assert last is None or (absence.ended_on is not None and absence.ended_on <= last)
