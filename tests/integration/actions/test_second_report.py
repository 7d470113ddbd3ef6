from __future__ import annotations

import pytest

from lantern.actions import children, missing
from lantern.queries.missing import board, episode_page
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, Event, Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import MissingKind, Stage
from lantern.vocabulary.refusals import Refused
from tests.factories.children import make_child
from tests.factories.night import Night, at, made_sure, make_night

pytestmark = pytest.mark.django_db


def withdraw(night: Night, reference: str, kind: str, *, hours: float) -> None:
    page = episode_page(reference=reference, by=night.desk, now=at(hours=hours))
    entry = next(e for e in page.chronology if e.kind == kind and not e.is_struck)
    missing.correct(
        reference=reference,
        event=entry.number,
        reasons="typed twice",
        seen_version=None,
        by=night.desk,
        now=at(hours=hours),
    )


def found(night: Night, reference: str) -> None:
    """Record at the first hour that the child is found."""
    missing.record_located(
        reference=reference,
        located=When.moment(at(hours=1)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(hours=1),
    )


def on_board(night: Night, *, hours: float) -> list[str]:
    return [row.head.reference for row in board(by=night.desk, now=at(hours=hours)).rows]


def test_child_stays_on_the_board_while_a_second_callers_report_stands() -> None:
    night = make_night()
    reference = night.reported()
    night.reported(by=night.carer, now=at(hours=1))

    with pytest.raises(Refused, match="Somebody else reported this child missing too"):
        withdraw(night, reference, "missing_reported", hours=2)
    assert on_board(night, hours=2) == [reference]

    withdraw(night, reference, "report_joined", hours=3)
    withdraw(night, reference, "missing_reported", hours=4)
    assert on_board(night, hours=4) == []


def test_classification_said_with_a_second_report_is_kept() -> None:
    night = make_night()
    reference = night.reported()

    night.reported(kind=MissingKind.AWAY_WITHOUT_AUTHORISATION, away=made_sure(), now=at(hours=1))

    head = episode_page(reference=reference, by=night.desk, now=at(hours=1)).head
    assert head.authority_kind is MissingKind.AWAY_WITHOUT_AUTHORISATION


def test_force_no_longer_sees_a_child_whose_report_was_a_mistake() -> None:
    night = make_night()
    reference = night.reported()
    assert children.open_child(reference=night.child.reference, by=night.police, now=at(hours=1)).name

    withdraw(night, reference, "missing_reported", hours=2)

    with pytest.raises(Refused, match="nothing by that reference"):
        children.open_child(reference=night.child.reference, by=night.police, now=at(hours=3))


def test_board_puts_the_call_nobody_made_first() -> None:
    night = make_night()
    out = night.reported(kind=MissingKind.AWAY_WITHOUT_AUTHORISATION, away=made_sure())
    other = make_child(responsible_authority=night.authority, responsible_team=night.team)
    not_rung = missing.report_missing(
        child=other.reference,
        report=missing.Report(last_seen=When.moment(at(hours=-1)), kind=MissingKind.MISSING),
        by=night.desk,
        now=at(hours=1),
    )

    assert on_board(night, hours=2) == [not_rung, out]


def test_opening_an_episode_is_audited() -> None:
    night = make_night()
    reference = night.reported()

    children.open_episode(reference=reference, by=night.carer, now=at(hours=1))

    last = AuditEntry.objects.order_by("-number").first()
    assert last is not None
    assert (last.action, last.about, last.role, last.outcome) == (
        "children.open_episode",
        reference,
        "carer",
        "done",
    )
    assert (
        Event.objects.filter(episode__reference=reference).exists() is False
    )  # a connection that said nothing


def test_child_found_and_gone_again_is_missing_again_and_everyone_is_told() -> None:
    night = make_night()
    reference = night.reported()
    found(night, reference)
    with seen_as(SYSTEM):
        before = list(Telling.objects.values_list("pk", flat=True))

    night.reported(last_seen=When.moment(at(hours=2)), by=night.carer, now=at(hours=3))

    page = episode_page(reference=reference, by=night.desk, now=at(hours=3))
    assert page.head.stage is Stage.MISSING
    with seen_as(SYSTEM):
        again = Telling.objects.exclude(pk__in=before)
        assert sorted((t.about, t.relation, t.state) for t in again) == [
            ("missing", "host", "waiting"),
            ("missing", "placement", "waiting"),
            ("missing", "police", "waiting"),
            ("missing", "responsible", "waiting"),
        ]


def test_late_caller_who_speaks_of_the_same_absence_leaves_a_found_child_found() -> None:
    night = make_night()
    reference = night.reported()
    found(night, reference)

    night.reported(last_seen=When.moment(at(hours=-3)), by=night.carer, now=at(hours=2))

    assert episode_page(reference=reference, by=night.desk, now=at(hours=3)).head.stage is Stage.LOCATED


def test_report_joined_to_an_episode_that_told_nobody_tells_everyone() -> None:
    night = make_night()
    reference = night.reported()
    with seen_as(SYSTEM):
        Telling.objects.all().delete()  # as an imported period, which tells nobody

    night.reported(by=night.carer, now=at(hours=1))

    page = episode_page(reference=reference, by=night.desk, now=at(hours=1))
    assert sorted((line.organisation, line.state.value) for line in page.tellings) == sorted(
        (each.name, "waiting") for each in (night.force, night.home, night.authority, night.host)
    )


def test_nothing_is_added_to_a_report_that_was_a_mistake() -> None:
    night = make_night()
    reference = night.reported()
    withdraw(night, reference, "missing_reported", hours=1)

    with pytest.raises(Refused, match="withdrawn as a mistake"):
        missing.record_return(
            reference=reference,
            returned=When.moment(at(hours=2)),
            words="",
            seen_version=None,
            by=night.desk,
            now=at(hours=2),
        )
