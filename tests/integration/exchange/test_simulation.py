from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import pairwise
from random import Random

import pytest
from django.test import override_settings

from lantern.accounts.models import Organisation
from lantern.actions import bulk, bulk_places, duties, events
from lantern.commands import simulate as command
from lantern.exchange import simulated_places as places
from lantern.exchange.simulated_lives import Home, Life, World, lives
from lantern.exchange.simulation import Simulated, simulate
from lantern.queries.seeing import seen_as
from lantern.record.models import Child, ChildName, Event, MissingEpisode, OwedDuty, Placement, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import Role

NOW = datetime(2025, 11, 1, 12, tzinfo=UTC)
SIMULATOR = Actor(role=Role.SIMULATOR, name="Simulator")
WORLD = World(
    prefix="S1-1",
    children=300,
    years=3,
    until=NOW,
    authority_id=1,
    own_homes=(Home(provider_id=2, area_authority_id=1, placement_code="K2"),),
    other_homes=(Home(provider_id=4, area_authority_id=3, placement_code="U4"),),
)


def quiet(what: str, number: int) -> None:
    """Show no progress."""


def invented(seed: str = "1") -> list[Life]:
    return list(lives(WORLD, Random(seed)))


def made(seed: int = 1) -> Simulated:
    return simulate(children=60, years=2, seed=seed, authorities=2, progress=quiet, now=NOW)


def test_lives_same_seed_gives_the_same_children_and_another_does_not() -> None:
    assert invented() == invented()
    assert invented() != invented("2")


def test_lives_care_follows_on_and_ends_for_some() -> None:
    ends = set()
    for life in invented():
        rows = [care.row for care in life.care]
        assert all(before.ended_on == after.started_on for before, after in pairwise(rows))
        assert life.child.born_on < rows[0].started_on <= NOW.date()
        assert (rows[-1].ended_on is None) == (life.child.placement_provider_id is not None)
        ends.add(rows[-1].ended_on is None)
    assert ends == {True, False}


def test_lives_absences_come_one_after_another_and_their_events_in_order() -> None:
    absences = [life.absences for life in invented()]
    for story in absences:
        assert all(
            before.ended_on and before.ended_on < after.started_on for before, after in pairwise(story)
        )
    for absence in (one for story in absences for one in story):
        times = [event.happened.at for event in absence.events]
        assert times == sorted(times)  # type: ignore[type-var]
        assert all(at is not None and at <= NOW for at in times)
    assert sum(len(story) for story in absences) > 100


def test_lives_place_some_children_in_anothers_area() -> None:
    hosts = {life.child.host_authority_id for life in invented()}

    assert hosts == {None, 3}


def test_place_names_are_enough_and_each_once() -> None:
    names = [place.name for place in places.places_of(places.place_names(places.MOST_AUTHORITIES))]

    assert len(names) == len(set(names)) == 152 * 4 + 38
    assert all(name.endswith("(invented)") for name in names)


@pytest.mark.database
@pytest.mark.django_db
def test_simulate_writes_several_authorities_with_host_placements() -> None:
    done = made()
    with seen_as(SIMULATOR):
        hosted = Child.objects.exclude(host_authority=None)
        assert done.new["children"] == Child.objects.count() == 60
        assert set(Child.objects.values_list("responsible_authority__name", flat=True)) == set(
            done.authorities
        )
        assert hosted.count() > 0
        assert all(child.host_authority_id != child.responsible_authority_id for child in hosted)
        assert Placement.objects.count() == Child.objects.exclude(placement_provider=None).count() > 20
        assert MissingEpisode.objects.count() == done.new["missing_and_away_episodes"] > 0
        assert ChildName.objects.filter(kind="birth").count() == 60
        assert Telling.objects.count() == 0
        assert OwedDuty.objects.exists()
        assert not OwedDuty.objects.filter(wakes_at__isnull=False).exists()
    assert done.clashes == 0


@pytest.mark.database
@pytest.mark.django_db
def test_simulate_twice_changes_nothing_and_another_seed_adds() -> None:
    first = made()
    again = made()
    more = made(seed=2)

    assert (again.new, again.clashes) == (dict.fromkeys(first.new, 0), 0)
    assert more.new["children"] == 60


@pytest.mark.database
@pytest.mark.django_db
def test_simulate_rows_are_the_fold_of_their_events_and_backdated() -> None:
    made()
    with seen_as(SIMULATOR):
        for episode in MissingEpisode.objects.all():
            state = events.state_of(episode=episode)
            columns = events.columns_of(state)
            owed = duties.reckoned(episode=episode, state=state, now=NOW)
            stored = OwedDuty.objects.filter(episode=episode)

            assert {name: getattr(episode, name) for name in columns} == columns
            assert {(row.code, row.arises_from_id, row.due_at, row.settled_by_id) for row in stored} == {
                (each.duty_code, each.arises_from, each.due_at, each.met_by_event) for each in owed
            }
        assert all(event.recorded_at == event.happened_at for event in Event.objects.all())


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(("children", "years", "authorities"), [(0, 1, None), (1, 0, None), (1, 1, 153)])
def test_simulate_more_or_less_than_can_be(children: int, years: int, authorities: int | None) -> None:
    with pytest.raises(Refused):
        simulate(children=children, years=years, seed=1, authorities=authorities, progress=quiet, now=NOW)


@pytest.mark.database
@pytest.mark.django_db
@override_settings(IS_DEMO=False)
def test_simulate_in_a_live_installation_is_refused() -> None:
    with pytest.raises(Refused):
        made()
    with pytest.raises(Refused):
        bulk.write_invented(authority_id=1, items=[], progress=quiet, by=SIMULATOR, now=NOW)

    assert Organisation.objects.filter(name__contains="invented").count() == 0


@pytest.mark.database
@pytest.mark.django_db
def test_inventing_is_for_the_simulator_alone() -> None:
    desk = Actor(role=Role.DUTY_WORKER, name="x", organisation_id=1)
    with pytest.raises(NotPermitted):
        bulk_places.lay_out(places=[], by=desk, now=NOW)
    with pytest.raises(NotPermitted):
        bulk.write_invented(authority_id=1, items=[], progress=quiet, by=desk, now=NOW)


@pytest.mark.database
@pytest.mark.django_db
def test_simulate_command_in_words_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--children", "20", "--years", "1", "--seed", "7", "--until", "2025-11-01T12:00"]
    assert command.run(asked) == 0
    words = capsys.readouterr().out
    assert command.run([*asked, "--json"]) == 0
    counts = json.loads(capsys.readouterr().out)

    assert words.startswith("3 invented authorities, in ")
    assert "Children                                20" in words
    assert (counts["children"], counts["clashes"], len(counts["authorities"])) == (0, 0, 3)


@pytest.mark.database
@pytest.mark.django_db
def test_simulate_command_at_a_later_time_leaves_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--children", "60", "--years", "1", "--seed", "7", "--until"]
    command.run([*asked, "2025-11-01T12:00"])
    capsys.readouterr()
    command.run([*asked, "2025-12-01T12:00"])  # a month later all lives are other ones

    assert "rows stood there in another form already" in capsys.readouterr().out
