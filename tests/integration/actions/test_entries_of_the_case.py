"""An entry of a child's case belongs to no missing episode: who reads it, and how a wrong one is withdrawn."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from lantern.actions import case
from lantern.policies.missing import AlreadyCorrected, MayNotFollow
from lantern.queries.case import entry
from lantern.queries.missing import episode_page
from lantern.record.models import AuditEntry, Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from tests.factories.missing import make_event
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db
CONCERN = EventKind.CONCERN_RECORDED


def concern(night: Night, *, by: Actor | None = None, **fields: object) -> Event:
    author = by or night.desk
    return make_event(
        child=night.child,
        kind=fields.pop("kind", CONCERN),
        words="A second telephone.",
        recorded_at=NOW,
        by_organisation_id=author.organisation_id,
        by_role=author.role.value,
        **fields,
    )


def withdrawn(night: Night, event: int, *, by: Actor | None = None) -> str:
    return case.withdraw(
        child=night.child.reference,
        event=event,
        reasons="It did not happen",
        by=by or night.desk,
        now=at(hours=1),
    )


def seen_by(night: Night, event: Event, by: Actor) -> bool:
    try:
        found = entry(child=night.child.reference, number=event.pk, by=by, now=at(hours=1))
    except NotFound:
        return False
    return found.entry.words == "A second telephone."


def test_an_entry_of_the_case_is_read_by_whoever_may_read_the_record() -> None:
    night, elsewhere = make_night(), make_night()
    event = concern(night)
    night.reported()

    assert {
        "desk": seen_by(night, event, night.desk),
        "police": seen_by(night, event, night.police),
        "carer": seen_by(night, event, night.carer),
        "desk of another authority": seen_by(night, event, elsewhere.desk),
    } == {"desk": True, "police": True, "carer": False, "desk of another authority": False}


def test_what_a_home_wrote_itself_it_reads_and_may_withdraw() -> None:
    night = make_night()
    event = concern(night, by=night.carer)

    assert seen_by(night, event, night.carer)
    withdrawn(night, event.pk, by=night.carer)

    assert entry(child=night.child.reference, number=event.pk, by=night.desk, now=at(hours=2)).entry.is_struck


def test_a_withdrawn_entry_stays_struck_with_the_reason_and_is_audited() -> None:
    night = make_night()
    event = concern(night)

    withdrawn(night, event.pk)

    with seen_as(SIMULATOR):
        correction = Event.objects.get(corrects=event)
    assert (correction.kind, correction.words, correction.child_id, correction.episode_id) == (
        "entered_in_error",
        "It did not happen",
        night.child.pk,
        None,
    )
    assert entry(child=night.child.reference, number=event.pk, by=night.desk, now=at(hours=2)).entry.is_struck
    assert AuditEntry.objects.filter(action="case.withdraw", about=night.child.reference).count() == 1


def test_a_withdrawal_withdrawn_lets_the_entry_stand_again() -> None:
    night = make_night()
    event = concern(night)
    withdrawn(night, event.pk)
    with seen_as(SIMULATOR):
        correction = Event.objects.get(corrects=event).pk

    withdrawn(night, correction)

    assert not entry(
        child=night.child.reference, number=event.pk, by=night.desk, now=at(hours=2)
    ).entry.is_struck


def test_a_struck_entry_is_not_withdrawn_twice() -> None:
    night = make_night()
    event = concern(night)
    withdrawn(night, event.pk)

    with pytest.raises(AlreadyCorrected):
        withdrawn(night, event.pk)


def test_what_another_entry_answers_is_withdrawn_after_its_answer() -> None:
    night = make_night()
    action = concern(night, kind=EventKind.ACTION_SET)
    answer = concern(night, kind=EventKind.ACTION_ANSWERED, answers=action)

    with pytest.raises(Refused, match="Withdraw the answer first"):
        withdrawn(night, action.pk)
    withdrawn(night, answer.pk)

    assert withdrawn(night, action.pk) == night.child.reference


def test_what_others_recorded_is_not_withdrawn_by_the_host_nor_by_a_stranger() -> None:
    night, elsewhere = make_night(), make_night()
    event = concern(night)

    with pytest.raises(NotPermitted):
        withdrawn(night, event.pk, by=make_actor(organisation=night.host))
    with pytest.raises(NotFound):
        withdrawn(night, event.pk, by=elsewhere.desk)


def test_an_entry_of_an_episode_is_no_entry_of_the_case() -> None:
    night = make_night()
    reference = night.reported()
    with seen_as(SIMULATOR):
        report = Event.objects.get(episode__reference=reference, kind="missing_reported").pk

    with pytest.raises(MayNotFollow):
        withdrawn(night, report)
    concern(night)
    assert CONCERN not in {
        line.kind for line in episode_page(reference=reference, by=night.desk, now=NOW).chronology
    }


@pytest.mark.parametrize("both", [True, False])
def test_an_event_is_of_one_of_the_two(both: bool) -> None:
    night = make_night()
    reference = night.reported()
    with seen_as(SIMULATOR):
        reported = Event.objects.select_related("episode").get(episode__reference=reference, answers=None)
    known = {
        "happened_on": reported.happened_on,
        "recorded_at": NOW,
        "by_name": "Invented",
        "by_role": "duty_worker",
    }
    event = Event(
        episode=reported.episode if both else None,
        child=night.child if both else None,
        kind=CONCERN.value,
        **known,
    )

    with (
        seen_as(SIMULATOR),
        transaction.atomic(),
        pytest.raises(IntegrityError, match="of_an_episode_or_of_a_child"),
        transaction.atomic(),
    ):
        event.save(force_insert=True)
