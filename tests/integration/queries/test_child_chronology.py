"""All that is recorded of a child, as each reader may see it, narrowed, and as it was known on a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.actions import sealing
from lantern.actions.chronologies import copy_entries, open_chronology, print_chronology
from lantern.actions.information import Information, record_information
from lantern.actions.missing import correct, record_return
from lantern.queries.child_chronology import A_PAGE, ChildChronology, Narrowing
from lantern.record.models import AuditEntry, Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.entries import EntryGroup
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role
from tests.factories.case_events import make_case_event
from tests.factories.letting_in import make_third_force
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> Night:
    return make_night()


def opened(night: Night, *, by: Actor | None = None, page: int = 1, now=NOW, **asked) -> ChildChronology:  # type: ignore[no-untyped-def]
    return open_chronology(
        reference=night.child.reference, asked=Narrowing(**asked), page=page, by=by or night.desk, now=now
    )


def kinds(page: ChildChronology) -> list[EventKind]:
    return [line.entry.kind for line in page.entries]


def with_a_story(night: Night) -> str:
    """A concern, a report, some information, and a wrong return that is taken back the next day."""
    make_case_event(child=night.child, recorded_at=at(days=-2), words="An older man waits outside.")
    reference = night.reported()
    said = Information(words="A bus driver saw her", obtained=When.moment(at(hours=1)), given_by="Driver")
    record_information(reference=reference, information=said, by=night.desk, now=at(hours=1))
    record_return(
        reference=reference,
        returned=When.moment(at(hours=3)),
        words="Back",
        seen_version=None,
        by=night.desk,
        now=at(hours=3),
    )
    withdraw(night, reference, EventKind.CHILD_RETURNED, now=at(hours=30))
    return reference


def withdraw(night: Night, reference: str, kind: EventKind, *, now: datetime) -> None:
    correct(
        reference=reference,
        event=event_of(reference, kind),
        reasons="It was her sister",
        seen_version=None,
        by=night.desk,
        now=now,
    )


def event_of(reference: str, kind: EventKind) -> int:
    with seen_as(SIMULATOR):
        return Event.objects.filter(episode__reference=reference, kind=kind.value).latest("pk").pk


def test_it_holds_the_case_and_every_episode_in_the_order_it_happened(night: Night) -> None:
    reference = with_a_story(night)

    page = opened(night, now=at(hours=31))

    assert [(line.entry.kind, line.episode, line.entry.is_struck) for line in page.entries] == [
        (EventKind.CONCERN_RECORDED, "", False),
        (EventKind.MISSING_REPORTED, reference, False),
        (EventKind.INFORMATION_RECEIVED, reference, False),
        (EventKind.CHILD_RETURNED, reference, True),
        (EventKind.ENTERED_IN_ERROR, reference, False),
    ]
    struck = page.entries[3]
    assert struck.correction is not None
    assert struck.correction.words == "It was her sister"
    assert (page.total, page.of, page.pages, page.case_is_hidden) == (5, 5, 1, False)


def test_as_it_was_known_before_the_correction_the_wrong_entry_stood(night: Night) -> None:
    with_a_story(night)
    day = day_of(at(hours=3))

    then = opened(night, now=at(hours=31), known_on=day)

    assert EventKind.ENTERED_IN_ERROR not in kinds(then)
    assert [line.entry.is_struck for line in then.entries] == [False] * 4
    assert then.known_at is not None


def test_what_was_known_on_a_day_stays_what_it_was_when_more_is_recorded(night: Night) -> None:
    reference = with_a_story(night)
    day = day_of(at(hours=3))
    before = opened(night, now=at(hours=31), known_on=day)

    withdraw(night, reference, EventKind.INFORMATION_RECEIVED, now=at(days=3))
    make_case_event(
        child=night.child, recorded_at=at(days=4), happened_on=day_of(at(days=-9)), words="Learnt late"
    )

    after = opened(night, now=at(days=5), known_on=day)
    assert after.entries == before.entries
    assert (after.total, after.known_at) == (before.total, before.known_at)


def test_it_is_narrowed_by_kind_by_episode_and_by_period(night: Night) -> None:
    reference = with_a_story(night)
    now = at(hours=31)

    assert kinds(opened(night, now=now, group=EntryGroup.CONCERN)) == [EventKind.CONCERN_RECORDED]
    assert len(opened(night, now=now, episode=reference).entries) == 4
    assert kinds(opened(night, now=now, until_on=day_of(at(days=-1)))) == [EventKind.CONCERN_RECORDED]
    assert len(opened(night, now=now, from_on=day_of(at(days=-1))).entries) == 4
    with pytest.raises(NotFound):
        opened(night, now=now, episode="AAAA-BBBB-CCCC")
    with pytest.raises(Refused, match="still to come"):
        opened(night, now=now, known_on=date(2099, 1, 1))


def test_who_reads_no_chronology_is_refused_and_the_refusal_is_audited(night: Night) -> None:
    with_a_story(night)
    interviewer = make_actor(role=Role.INTERVIEWER, organisation=night.authority)
    stranger = make_actor()

    for by in (night.carer, interviewer):
        with pytest.raises(NotPermitted):
            opened(night, by=by)
    with pytest.raises(NotFound):
        opened(night, by=stranger)
    opened(night, by=night.desk)

    entries = AuditEntry.objects.filter(action="chronologies.open_chronology").order_by("number")
    assert [(entry.outcome, entry.about) for entry in entries] == [
        ("refused", night.child.reference),
        ("refused", night.child.reference),
        ("refused", night.child.reference),
        ("done", night.child.reference),
    ]


def test_the_host_desk_reads_it_without_who_said_it(night: Night) -> None:
    with_a_story(night)

    page = opened(night, by=night.host_desk, now=at(hours=31))

    assert len(page.entries) == 5
    assert {line.entry.said_by for line in page.entries} == {""}
    assert not page.sees_protected


def test_who_was_let_into_one_episode_reads_that_episode_and_nothing_of_the_case() -> None:
    third = make_third_force()
    third.let_in()
    make_case_event(child=third.night.child, recorded_at=third.now - timedelta(days=2))

    page = open_chronology(
        reference=third.night.child.reference,
        asked=Narrowing(),
        page=1,
        by=third.officer,
        now=third.now + timedelta(minutes=1),
    )

    assert {line.episode for line in page.entries} == {third.reference}
    assert page.case_is_hidden


def test_what_is_sealed_stands_on_no_chronology(night: Night) -> None:
    reference = with_a_story(night)
    sealing.seal(
        reference=reference,
        event=event_of(reference, EventKind.INFORMATION_RECEIVED),
        reasons="Another girl",
        seen_version=None,
        by=night.desk,
        now=at(hours=32),
    )
    owner = make_actor(role=Role.INFORMATION_OWNER, organisation=night.authority)

    for by, seals in ((night.desk, 0), (owner, 1)):
        page = opened(night, by=by, now=at(hours=33))
        assert EventKind.INFORMATION_RECEIVED not in kinds(page)
        assert page.seals == seals


def test_a_long_one_comes_in_pages_and_whole_on_paper(night: Night) -> None:
    reference = night.reported()
    with seen_as(SIMULATOR):
        episode = Event.objects.get(episode__reference=reference).episode_id
        Event.objects.bulk_create(
            Event(
                episode_id=episode,
                kind=EventKind.INFORMATION_RECEIVED.value,
                happened_on=day_of(NOW),
                happened_at=NOW,
                recorded_at=NOW + timedelta(seconds=number),
                words=f"Entry {number}",
                by_name="Invented Worker",
                by_role=Role.DUTY_WORKER.value,
            )
            for number in range(A_PAGE + 10)
        )
    later = at(hours=1)

    first, last = opened(night, now=later), opened(night, page=99, now=later)
    whole = print_chronology(reference=night.child.reference, asked=Narrowing(), by=night.desk, now=later)

    assert (len(first.entries), first.pages, first.total) == (A_PAGE, 2, A_PAGE + 11)
    assert (len(last.entries), last.page) == (11, 2)
    assert whole.entries == first.entries + last.entries


def test_it_asks_the_database_as_often_for_many_entries_as_for_few(night: Night) -> None:
    with_a_story(night)
    opened(night, now=at(hours=31))
    with CaptureQueriesContext(connection) as few:
        opened(night, now=at(hours=31))
    for number in range(A_PAGE // 2):
        make_case_event(child=night.child, recorded_at=at(days=-3), words=f"Sign {number}")
    with CaptureQueriesContext(connection) as many:
        opened(night, now=at(hours=31))

    assert len(many) == len(few)


def test_one_entry_and_one_episode_can_be_copied(night: Night) -> None:
    reference = with_a_story(night)
    number = event_of(reference, EventKind.CHILD_RETURNED)
    child, now = night.child.reference, at(hours=31)

    one = copy_entries(reference=child, episode="", number=number, by=night.desk, now=now)
    whole = copy_entries(reference=child, episode=reference, number=None, by=night.desk, now=now)

    assert kinds(one) == [EventKind.CHILD_RETURNED]
    assert len(whole.entries) == 4
    with pytest.raises(NotFound):
        copy_entries(reference=child, episode="", number=number + 1000, by=night.desk, now=now)
