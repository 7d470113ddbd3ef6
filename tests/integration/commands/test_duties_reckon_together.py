"""Everything reckoned anew by several programs at once gives what one gives, and stops whole."""

from __future__ import annotations

import signal
from datetime import UTC, datetime, timedelta

import pytest

from lantern import commands
from lantern.actions.rebuilding import Rebuilt
from lantern.commands import _reckoning
from lantern.exchange.simulation import simulate
from lantern.queries.reckoned import Outcome, last_reckoned
from lantern.record.models import MissingEpisode, OwedDuty
from lantern.vocabulary.actors import SYSTEM
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.usefixtures("fresh_database")


def quiet(what: str, number: int) -> None:
    """Show no progress."""


def invented() -> int:
    """Invent thirty children and give how many of them have a missing episode, so that something is owed."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    simulate(children=30, years=1, seed=1, authorities=1, progress=quiet, now=now - timedelta(hours=1))
    with seen_as(SIMULATOR):
        return MissingEpisode.objects.values("child").distinct().count()


def owed() -> list[tuple[object, ...]]:
    with seen_as(SIMULATOR):
        rows = OwedDuty.objects.order_by("episode", "child", "code", "arises_from")
        return list(rows.values_list("episode", "child", "code", "arises_from", "due_at", "settled_as"))


def named(row: OwedDuty) -> str:
    return f"episode {row.episode_id}" if row.episode_id else f"case of child {row.child_id}"


def test_two_programs_find_and_mend_what_one_does(capsys: pytest.CaptureFixture[str]) -> None:
    children = invented()
    before = owed()
    with seen_as(SIMULATOR):
        gone = list(OwedDuty.objects.order_by("pk")[::3])
        OwedDuty.objects.filter(pk__in=[row.pk for row in gone]).delete()
    assert len(gone) > 2

    assert commands.main(["duties", "reckon", "--all", "--at-once", "2"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert sorted(said[:-1]) == sorted(
        f"{row.code}, {named(row)}, event {row.arises_from_id}: owed, and not stored" for row in gone
    )
    assert said[-1].startswith(f"{children} children reckoned in ")
    assert said[-1].endswith(f": {len(gone)} differ.")
    assert commands.main(["duties", "reckon", "--all", "--at-once", "2", "--mend"]) == 1
    assert owed() == before
    assert commands.main(["duties", "reckon", "--all", "--at-once", "2"]) == 0
    last = last_reckoned(by=SYSTEM, now=datetime.now(UTC))
    assert last is not None
    assert last.outcome is Outcome.NONE


def test_stopped_it_leaves_no_word_that_all_was_reckoned() -> None:
    invented()
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)

    def stopping(children: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilt(stopping)
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    assert last_reckoned(by=SYSTEM, now=datetime.now(UTC)) is None


def rebuilt(progress: _reckoning.Progress) -> Rebuilt:
    return _reckoning.rebuild(at_once=2, mends=False, under="", progress=progress, now=datetime.now(UTC))
