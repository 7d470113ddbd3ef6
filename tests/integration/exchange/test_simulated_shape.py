from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from lantern.exchange import simulated_shape as shape
from lantern.exchange.published import PUBLISHED
from lantern.exchange.simulated_beside import MEASURES, lines_beside, sources_of
from lantern.exchange.simulated_lives import Home, Life, World, lives
from lantern.vocabulary.missing import MissingKind

UNTIL = datetime(2026, 3, 31, 12, tzinfo=UTC)
LOOKED_AFTER = 6_000
YEAR = timedelta(days=365)


@pytest.fixture(scope="module")
def last_year() -> list[tuple[Life, int]]:
    """Everyone in care in the last of two years, with how often she went missing in it."""
    world = World(
        prefix="S1-1",
        children=shape.lives_of(looked_after=LOOKED_AFTER, years=2),
        years=2,
        until=UNTIL,
        authority_id=1,
        own_homes=(Home(provider_id=2, area_authority_id=1, placement_code="K2"),),
        other_homes=(),
    )
    first = (UNTIL - YEAR).date()
    return [
        (life, sum(one.kind is MissingKind.MISSING and one.started_on > first for one in life.absences))
        for life in lives(world, Random("a fixed seed"))
        if life.care[-1].row.ended_on is None or life.care[-1].row.ended_on > first
    ]


def test_as_many_are_looked_after_in_a_year_as_were_asked_for(last_year: list[tuple[Life, int]]) -> None:
    assert len(last_year) == pytest.approx(LOOKED_AFTER, rel=0.03)


def test_one_in_nine_goes_missing_in_a_year(last_year: list[tuple[Life, int]]) -> None:
    share = sum(times > 0 for _, times in last_year) / len(last_year)

    assert share == pytest.approx(0.11, abs=0.012)


def test_those_who_go_missing_do_so_some_seven_times_and_few_many_times(
    last_year: list[tuple[Life, int]],
) -> None:
    times = sorted((times for _, times in last_year if times), reverse=True)

    assert sum(times) / len(times) == pytest.approx(6.8, abs=1.3)
    assert sum(each > 1 for each in times) / len(times) == pytest.approx(0.65, abs=0.06)
    assert (
        sum(times[: len(times) // 10]) / sum(times) > 0.4
    )  # a tenth of them, and near half of all incidents
    assert times[0] <= shape.MISSING_OFTEN.most


def test_nine_in_ten_absences_are_over_within_two_days() -> None:
    random = Random("a fixed seed")
    hours = [shape.hours_gone(random) for _ in range(20_000)]

    assert sum(each < 48 for each in hours) / len(hours) == pytest.approx(0.9, abs=0.01)
    assert sum(each > 30 * 24 for each in hours) / len(hours) == pytest.approx(0.003, abs=0.0015)
    # 86,900 incidents a year of this length on average are some 220 on any one day
    assert 86_900 * sum(hours) / len(hours) / 24 / 365 == pytest.approx(220, rel=0.1)


def test_unaccompanied_children_who_go_missing_do_so_soon_after_they_came(
    last_year: list[tuple[Life, int]],
) -> None:
    came = (UNTIL - YEAR).date()
    gone_after = [
        (next(one for one in life.absences if one.kind is MissingKind.MISSING).started_on - began).days
        for life, times in last_year
        if life.unaccompanied and times and (began := life.care[0].row.started_on) > came
    ]

    assert len(gone_after) > 10
    assert sum(days <= 3 for days in gone_after) / len(gone_after) > 0.5


def test_times_in_a_year_are_held_to_the_published_average_and_never_endless() -> None:
    random = Random("a fixed seed")
    times = Counter(shape.times_in_a_year(shape.AWAY_OFTEN, random) for _ in range(20_000))

    assert sum(each * count for each, count in times.items()) / 20_000 == pytest.approx(4.7, abs=0.5)
    assert min(times) == 1
    assert max(times) <= shape.AWAY_OFTEN.most


def test_sizes_of_authorities_add_up_and_are_unequal() -> None:
    sizes = shape.sizes_of_authorities(total=115_410, count=152)

    assert (sum(sizes), len(sizes)) == (115_410, 152)
    assert (100 < min(sizes) < 200, 2_500 < max(sizes) < 4_000) == (True, True)
    assert sizes == shape.sizes_of_authorities(total=115_410, count=152)
    assert sizes != sorted(sizes)


def test_every_published_figure_stands_beside_a_measure_once() -> None:
    named = [figure.measure for figure in PUBLISHED]

    assert len(named) == len(set(named))
    assert set(named) <= set(MEASURES)
    assert all(figure.source.address.startswith("https://") for figure in PUBLISHED)


def test_lines_beside_a_count_of_england_stands_beside_england_only() -> None:
    counted = dict.fromkeys(MEASURES, 7.0)
    small = {line.measure for line in lines_beside(counted, is_england=False) if line.published}
    england = {line.measure for line in lines_beside(counted, is_england=True) if line.published}

    assert england - small == {
        *("looked_after", "children_missing", "missing_incidents"),
        *("missing_now", "away_now"),
    }
    assert len(sources_of(lines_beside(counted, is_england=True))) == 6


def test_lines_beside_nothing_to_divide_by_says_none() -> None:
    lines = lines_beside(dict.fromkeys(MEASURES), is_england=False)

    assert {line.counted for line in lines} == {"none"}
