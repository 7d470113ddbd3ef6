from __future__ import annotations

import json
import signal
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import connection

from lantern.accounts.models import Account, Organisation
from lantern.commands import simulate as command
from lantern.exchange import simulated_shape as shape
from lantern.exchange import simulation
from lantern.exchange.simulated_beside import MEASURES
from lantern.exchange.simulated_lives import lives
from lantern.exchange.simulated_together import SIMULATOR
from lantern.exchange.simulation import Simulated, simulate, simulate_england
from lantern.queries import simulated as measures
from lantern.queries.seeing import seen_as
from lantern.record.models import Child, ChildIdentifier, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.children import make_child
from tests.factories.organisations import make_organisation

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def quiet(what: str, number: int) -> None:
    """Show no progress."""


def country(
    *, at_once: int = 1, years: int = 2, progress: Callable[[str, int], None] = quiet, seed: int = 1
) -> Simulated:
    return simulate_england(
        looked_after=150,
        authorities=3,
        years=years,
        seed=seed,
        at_once=at_once,
        progress=progress,
        now=NOW,
    )


@pytest.mark.database
@pytest.mark.django_db
def test_simulate_england_twice_passes_over_what_is_there() -> None:
    first, again = country(), country()

    assert (first.new["children"], first.were_there, len(first.authorities)) == (192, 0, 3)
    assert (again.new, again.were_there, again.shape) == ({}, 3, first.shape)


@pytest.mark.database
@pytest.mark.django_db
def test_simulate_england_stopped_goes_on_where_it_was() -> None:
    def stopping(what: str, number: int) -> None:
        if number == 1 and "written" in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        country(progress=stopping)
    rest = country()

    assert rest.were_there == 1
    with seen_as(SIMULATOR):
        assert Child.objects.count() == 192


@pytest.mark.database
@pytest.mark.django_db
def test_simulate_england_with_a_seed_used_for_other_years_is_refused() -> None:
    country()
    with pytest.raises(Refused, match="another number of years"):
        country(years=3)


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(("years", "at_once"), [(0, 1), (1, 0)])
def test_simulate_england_less_than_can_be(years: int, at_once: int) -> None:
    with pytest.raises(Refused):
        country(years=years, at_once=at_once)


# Several programs at once: they commit, so each test has a database of its own


@pytest.mark.usefixtures("fresh_database")
def test_simulate_england_by_two_programs_gives_the_same_as_by_one() -> None:
    done = country(at_once=2)
    again = country(at_once=2)

    assert (done.new["children"], done.clashes, again.new, again.were_there) == (192, 0, {}, 3)
    with seen_as(SIMULATOR):
        by_two = sorted(ChildIdentifier.objects.values_list("value", "child__date_of_birth"))
        episodes = sorted(MissingEpisode.objects.values_list("child__date_of_birth", "last_seen_at"))
    sizes = shape.sizes_of_authorities(total=192, count=3)
    tasks = simulation._tasks(sizes, letter="E", years=2, seed=1, now=NOW)
    invented = [life for task in tasks for life in lives(task.world, Random(task.drawn_from))]
    assert by_two == sorted((life.child.number, life.child.born_on) for life in invented)
    assert episodes == sorted(
        (life.child.born_on, one.events[0].last_seen.at)  # type: ignore[union-attr]
        for life in invented
        for one in life.absences
    )


@pytest.mark.usefixtures("fresh_database")
def test_simulate_england_stopped_among_programs_leaves_whole_authorities_only() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)

    def stopping(what: str, number: int) -> None:
        if "written" in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        country(at_once=2, progress=stopping)
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    rest = country(at_once=2)

    assert rest.were_there >= 1
    with seen_as(SIMULATOR):
        assert Child.objects.count() == 192


# The printed shape


def counted_otherwise() -> dict[str, float]:
    """Count the same in Python, child by child, from the rows."""
    first, last = NOW.date() - timedelta(days=365), NOW.date()
    incidents: Counter[int] = Counter()
    away: Counter[int] = Counter()
    days: list[int | None] = []
    in_care: set[int] = set()
    with seen_as(SIMULATOR):
        for child in Child.objects.prefetch_related("care_episodes", "missing_episodes"):
            if any(_within(e.began_on, e.ended_on, first, last) for e in child.care_episodes.all()):
                in_care.add(child.pk)
            for episode in child.missing_episodes.all():
                assert episode.last_seen_at is not None
                if episode.last_seen_at <= NOW - timedelta(days=365):
                    continue
                (incidents if episode.authority_kind == "M" else away)[child.pk] += 1
                if episode.authority_kind == "M":
                    gone = episode.returned_on and (episode.returned_on - episode.last_seen_on).days
                    days.append(gone)
    return {
        "looked_after": len(in_care),
        "children_missing": len(incidents),
        "percent_missing": 100 * len(incidents) / len(in_care),
        "missing_incidents": sum(incidents.values()),
        "missing_each": sum(incidents.values()) / len(incidents),
        "percent_more_than_once": 100 * sum(n > 1 for n in incidents.values()) / len(incidents),
        "most_of_one_child": max(incidents.values()),
        "percent_two_days": 100 * sum(d is not None and d <= 2 for d in days) / len(days),
        "children_away": len(away),
        "away_incidents": sum(away.values()),
    }


def _within(began: date, ended: date | None, first: date, last: date) -> bool:
    return began <= last and (ended is None or ended > first)


@pytest.mark.database
@pytest.mark.django_db
def test_shape_is_what_the_rows_say() -> None:
    made = simulate(children=400, years=2, seed=3, authorities=2, progress=quiet, now=NOW)
    otherwise = counted_otherwise()

    assert {name: made.shape[name] for name in otherwise} == pytest.approx(otherwise)
    assert set(made.shape) == set(MEASURES)
    assert sum(made.shape[name] or 0 for name in MEASURES if name.startswith("percent_incidents_")) == 100


@pytest.mark.database
@pytest.mark.django_db
def test_shape_of_nobody_divides_by_nothing() -> None:
    counted = measures.shape(authorities=[], until=NOW, by=SIMULATOR, now=NOW)

    assert {name for name, value in counted.items() if value is None} == {
        name for name in MEASURES if name.startswith("percent_") or name.endswith("_each")
    }


@pytest.mark.database
@pytest.mark.django_db
def test_shape_is_for_the_simulator_alone() -> None:
    desk = Actor(role=Role.DUTY_WORKER, name="x", organisation_id=1)
    with pytest.raises(NotPermitted):
        measures.shape(authorities=[], until=NOW, by=desk, now=NOW)


@pytest.mark.database
@pytest.mark.django_db
def test_simulate_command_prints_the_counted_beside_the_published(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["--children", "300", "--years", "1", "--seed", "7", "--until", "2026-03-31T12:00"]
    assert command.run(asked) == 0
    words = capsys.readouterr().out
    command.run([*asked, "--json"])
    said = json.loads(capsys.readouterr().out)
    with connection.cursor() as cursor, seen_as(SIMULATOR):
        cursor.execute(
            "SELECT count(*), count(DISTINCT child_id) FROM record_missingepisode WHERE authority_kind = 'M'"
        )
        incidents, children = cursor.fetchone()

    assert (said["shape"]["missing_incidents"], said["shape"]["children_missing"]) == (incidents, children)
    assert f"Missing incidents                        {incidents:>9,}   -" in words
    each = f"{incidents / children:.2f}"
    assert f"Incidents of each who went missing       {each:>9}   6.8, 2025 [2]" in words
    assert said["published"]["missing_each"]["figure"] == "6.8"
    assert "missing_incidents" not in said["published"]  # a count of England stands beside England only
    assert "Published, and not shown here:" in words


@pytest.mark.database
@pytest.mark.django_db
def test_simulate_command_for_england(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def small(**asked: object) -> Simulated:
        return country(years=asked["years"], seed=asked["seed"])  # type: ignore[arg-type]

    monkeypatch.setattr(command, "simulate_england", small)
    asked = ["--england", "--years", "2", "--until", "2026-03-31T12:00"]
    command.run(asked)
    first = capsys.readouterr().out
    command.run(asked)
    again = capsys.readouterr().out

    assert "115,410, 2025 [1]" in first
    assert "3 authorities were there already" in again


@pytest.mark.parametrize(("asked", "words"), [(["--england"], "goes on with the next"), ([], "Stopped.")])
def test_simulate_command_stopped_says_what_stands(
    asked: list[str], words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(**asked: object) -> Simulated:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "simulate_england", stopped)
    monkeypatch.setattr(command, "simulate", stopped)

    assert command.run(asked) == 130
    assert words in capsys.readouterr().out


# Never beside children who may be real


@pytest.mark.database
@pytest.mark.django_db
def test_simulate_beside_a_child_of_another_authority_is_refused() -> None:
    make_child()
    before = Organisation.objects.count()
    with pytest.raises(Refused, match="may be real"):
        country()

    assert Organisation.objects.count() == before


@pytest.mark.database
@pytest.mark.django_db
def test_simulate_beside_the_demonstrations_children_is_done_and_beside_imported_ones_is_not() -> None:
    child = make_child()
    authority = child.responsible_authority
    Account.objects.create(
        email="desk@example.invalid",
        name="Desk Demo",
        role=Role.DUTY_WORKER.value,
        organisation=authority,
        is_demo=True,
    )
    assert country().new["children"] == 192

    with seen_as(SIMULATOR):
        ChildIdentifier.objects.create(child=child, kind="ssda903", value="101", issued_by=authority)
    with pytest.raises(Refused, match="came from a return"):
        country()
    assert make_organisation(kind=OrganisationKind.LOCAL_AUTHORITY).pk  # nothing is left broken
