"""What is owed in a case follows the child: to another child's case, to another authority; and what wakes nobody."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.actions import reckoning, transfers, unknown, waking
from lantern.actions.alarms import New
from lantern.actions.matching import match_child
from lantern.actions.transfers import Answering, Asking
from lantern.actions.unknown import UnknownChild
from lantern.actions.unmatching import undo_match
from lantern.procedures import local_tables
from lantern.record.models import ChildMatch, MissingEpisode, OwedDuty, Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.discussions import Route
from lantern.vocabulary.events import EventKind
from tests.factories.case_events import make_case_event
from tests.factories.cases import refer
from tests.factories.missing import make_owed_duty
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_organisation, make_team
from tests.factories.sight import SIMULATOR, invented, seen_as

pytestmark = pytest.mark.django_db
DISCUSSION = "missing-discussed"
PANEL = "nrm-pilot-panel"


@pytest.fixture(autouse=True)
def nobody_knows_of_the_pilot(tmp_path: Path) -> Iterator[None]:
    """Use the example without its table of the pilot: then a panel may have to decide within 45 days."""
    folder = shutil.copytree(local_tables.EXAMPLE, tmp_path / "nobody_knows")
    (folder / "pilot.toml").unlink()
    local_tables.use(folder)
    yield
    local_tables.use(None)


def tick(**later: float) -> int:
    return waking.wake_what_is_due(by=SYSTEM, now=at(**later))


@invented
def hush_episodes() -> None:
    OwedDuty.objects.filter(episode__isnull=False).update(wakes_at=None)


@invented
def told(child: int) -> list[tuple[int, str, str, int]]:
    rows = Telling.objects.filter(child=child).order_by("pk")
    return list(rows.values_list("organisation", "channel", "state", "owed_step__turn"))


# To another child ----------------------------------------------------------------------------------------------


def test_a_match_tells_of_it_anew_in_the_case_of_the_child_it_is_and_undone_in_the_first() -> None:
    night = make_night()
    episode = unknown.report_unknown(
        child=UnknownChild(name="Selam", age=15, place="3 Invented Quay"),
        report=night.report(),
        picture=None,
        by=night.desk,
        now=NOW,
    )
    with seen_as(SIMULATOR):
        first = MissingEpisode.objects.select_related("child").get(reference=episode).child
    hush_episodes()
    tick(hours=24)
    own = night.authority.pk
    assert told(first.pk) == [(own, "email", "waiting", 0), (own, "telephone", "waiting", 0)]

    match_child(
        reference=first.reference,
        known=night.child.reference,
        reasons="Her key worker knew her",
        seen_version=1,
        by=night.desk,
        now=at(hours=25),
    )
    hush_episodes()
    tick(hours=25, minutes=1)
    assert told(first.pk) == [(own, "email", "withdrawn", 0), (own, "telephone", "withdrawn", 0)]
    assert told(night.child.pk) == [(own, "email", "waiting", 0), (own, "telephone", "waiting", 0)]

    with seen_as(SIMULATOR):
        match = ChildMatch.objects.get()
    undo_match(
        reference=match.reference,
        reasons="It is another",
        seen_version=None,
        by=night.desk,
        now=at(hours=25.5),
    )
    hush_episodes()
    tick(hours=25, minutes=31)
    assert {state for _, _, state, _ in told(night.child.pk)} == {"withdrawn"}
    assert told(first.pk)[2:] == [(own, "email", "waiting", 1), (own, "telephone", "waiting", 1)]


# To another authority -------------------------------------------------------------------------------------------


def handed_over(night: Night, **later: float) -> int:
    """Hand the child over to another authority; give its key."""
    other = make_organisation()
    make_team(organisation=other)
    transfers.ask(
        child=night.child.reference,
        asking=Asking(to_authority=other.reference, missing_risk="None since.", trafficking_risk="Referred."),
        by=night.desk,
        now=at(**later),
    )
    transfers.answer(
        child=night.child.reference,
        answering=Answering(
            accepted=True,
            answered_by="Rec Invented",
            happened=When.moment(at(**later)),
            route=Route.PORTAL,
            words="",
        ),
        seen_version=None,
        by=night.desk,
        now=at(**later),
    )
    return other.pk


def test_a_hand_over_tells_the_other_authority_and_closes_what_the_first_was_sent() -> None:
    night = make_night()
    refer(night)
    tick(days=28)
    own = night.authority.pk
    assert told(night.child.pk) == [(own, "email", "waiting", 0)]

    other = handed_over(night, days=29)
    tick(days=29, minutes=1)
    assert told(night.child.pk) == [(own, "email", "withdrawn", 0), (other, "email", "waiting", 1)]
    with seen_as(SIMULATOR):
        closed = Telling.objects.filter(child=night.child, link_withdrawn_at__isnull=False)
        assert list(closed.values_list("organisation", flat=True)) == [own]


def test_what_nobody_was_told_of_yet_keeps_its_clock_at_a_hand_over() -> None:
    night = make_night()
    refer(night)
    other = handed_over(night, days=1)
    assert tick(days=1, minutes=1) == 0
    tick(days=28)
    assert told(night.child.pk) == [(other, "email", "waiting", 0)]


# What wakes nobody, and what does ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wakes", "later", "woken"),
    [(New.NONE, 1, 0), (New.NONE, 100, 0), (New.TO_COME, 1, 1), (New.TO_COME, 100, 0), (New.EVERY, 100, 1)],
)
def test_an_import_wakes_nobody_and_the_nightly_reckoning_of_what_is_still_to_come_alone(
    wakes: New, later: int, woken: int
) -> None:
    night = make_night()
    night.reported()
    hush_episodes()
    with seen_as(SIMULATOR):
        OwedDuty.objects.filter(child=night.child).delete()
    reckoning.reckon_children([night.child.pk], whole=False, wakes=wakes, now=at(hours=later))
    with seen_as(SIMULATOR):
        assert OwedDuty.objects.filter(code=DISCUSSION).count() == 1
    tick(days=9)
    assert len(told(night.child.pk)) == woken * 3


def test_reckoning_it_all_again_sets_no_alarm_for_what_was_overdue_and_told_to_nobody() -> None:
    night = make_night()
    night.reported()
    with seen_as(SIMULATOR):
        OwedDuty.objects.update(wakes_at=None)
    assert reckoning.differences_of([night.child.pk], mends=True, now=at(hours=48)) == []
    with seen_as(SIMULATOR):
        assert not OwedDuty.objects.filter(wakes_at__isnull=False).exists()


def test_the_release_asks_of_what_is_still_to_come_in_a_case_and_wakes_nobody_of_the_past() -> None:
    """What is said in the migration is true: an alarm that is set too early does no harm, and no warning is lost."""
    night, now = make_night(), datetime.now(UTC)
    with seen_as(SIMULATOR):
        arises_from = make_case_event(child=night.child, kind=EventKind.NRM_REFERRED)
        for code, hours, own, settled in (
            ("overdue", -1, None, ""),
            ("overdue-by-its-source", 9, -1, ""),
            ("done", 9, None, "met"),
            ("without-a-number", None, None, ""),
            (DISCUSSION, 9, None, ""),
            ("soon", 9, 5, ""),
        ):
            make_owed_duty(
                arises_from=arises_from,
                child=night.child,
                code=code,
                owed_by="responsible_authority",
                due_at=hours and now + timedelta(hours=hours),
                source_due_at=own and now + timedelta(hours=own),
                settled_as=settled,
            )
        migration = importlib.import_module("lantern.record.migrations.0046_waking_in_a_case")
        with connection.cursor() as cursor:
            cursor.execute(migration.STILL_TO_COME)
        woken = OwedDuty.objects.filter(wakes_at__isnull=False)
        assert sorted(woken.values_list("code", flat=True)) == [DISCUSSION, "soon"]
    waking.wake_what_is_due(by=SYSTEM, now=now + timedelta(minutes=1))
    assert told(night.child.pk) == []
    waking.wake_what_is_due(by=SYSTEM, now=now + timedelta(hours=4))
    assert told(night.child.pk) == [(night.authority.pk, "email", "waiting", 0)]  # the discussion's warning


def test_how_many_statements_a_batch_takes_does_not_grow_with_its_duties() -> None:
    def asked_for(many: int) -> int:
        for _ in range(many):
            make_night().reported()
        hush_episodes()
        with CaptureQueriesContext(connection) as asked:
            assert tick(hours=24) == many
        return len(asked)

    assert asked_for(1) == asked_for(7)
