"""Relatives and friends: decided on, checked, rung by a named worker, and never told by anything else."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from lantern.actions import private_people
from lantern.actions.private_people import Call, Person
from lantern.queries.involved import PersonLine
from lantern.queries.involved import private_people as people_page
from lantern.queries.missing import board, episode_page
from lantern.queries.values import Decided
from lantern.record.context import seen_as
from lantern.record.models import Event, PrivateCallDetail, PrivateDecision, PrivatePerson, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import CallOutcome, MayBeTold
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from tests.factories.involved import make_private_person
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db
AUNT = Person(name="Invented Aunt", is_to_the_child="aunt", telephone="01632 960444")


def add(night: Night, reference: str, person: Person = AUNT) -> str:
    return private_people.add_person(reference=reference, person=person, by=night.desk, now=at(minutes=1))


def decide(night: Night, reference: str, person: str, may: MayBeTold, *, by: Actor | None = None) -> str:
    return private_people.decide(
        reference=reference,
        person=person,
        may_be_told=may,
        reasons="The child asked for her.",
        by=by or night.desk,
        now=at(minutes=2),
    )


def ring(night: Night, reference: str, person: str, **words: Any) -> str:
    words.setdefault("outcome", CallOutcome.SPOKEN_TO)
    words.setdefault("checked_by", "Rang the number stored before")
    version = words.pop("seen_version", None)
    return private_people.record_call(
        reference=reference,
        person=person,
        call=Call(called=When.moment(at(minutes=3)), **words),
        seen_version=version,
        by=night.desk,
        now=at(minutes=4),
    )


def line(night: Night, reference: str) -> PersonLine:
    (found,) = people_page(reference=reference, by=night.desk, now=at(minutes=5)).people
    return found


def decided(night: Night, reference: str) -> Decided | None:
    return episode_page(reference=reference, by=night.desk, now=NOW).ladder.decided


def test_a_person_written_down_is_not_decided_on_and_shows_no_number() -> None:
    night = make_night()
    reference = night.reported()
    before = decided(night, reference)
    add(night, reference)

    found = line(night, reference)
    assert (found.name, found.decided, found.telephone) == ("Invented Aunt", MayBeTold.UNDECIDED, "")
    assert (before, decided(night, reference)) == (Decided(), Decided(undecided=1))
    assert not Decided().is_met


def test_the_number_is_shown_only_while_a_decision_says_yes() -> None:
    night = make_night()
    reference = night.reported()
    person = add(night, reference)
    shown = []
    for may in (MayBeTold.YES, MayBeTold.NO, MayBeTold.UNDECIDED):
        decide(night, reference, person, may)
        shown.append(line(night, reference).telephone)

    assert shown == ["01632 960444", "", ""]
    with seen_as(SIMULATOR):
        assert PrivateDecision.objects.count() == 3  # appended, never rewritten


def test_a_call_is_recorded_without_a_name_in_the_chronology() -> None:
    night = make_night()
    reference = night.reported()
    person = add(night, reference)
    decide(night, reference, person, MayBeTold.YES)

    ring(night, reference, person, said="She has not heard from the child.")

    with seen_as(SIMULATOR):
        event = Event.objects.get(kind=EventKind.PRIVATE_PERSON_RUNG.value)
        detail = PrivateCallDetail.objects.get(event=event)
    assert event.words == "Rang a relative or friend: spoken to."
    assert (detail.checked_by, detail.outcome, detail.said) == (
        "Rang the number stored before",
        "spoken_to",
        "She has not heard from the child.",
    )
    assert line(night, reference).calls == ((at(minutes=3), CallOutcome.SPOKEN_TO),)


@pytest.mark.parametrize("may", [None, MayBeTold.UNDECIDED, MayBeTold.NO])
def test_nobody_is_rung_on_whom_no_worker_decided_yes(may: MayBeTold | None) -> None:
    night = make_night()
    reference = night.reported()
    person = add(night, reference)
    if may is not None:
        decide(night, reference, person, may)

    with pytest.raises(Refused, match="Nobody has decided that this person may be told"):
        ring(night, reference, person)


def test_spoken_to_needs_how_it_was_checked_and_a_try_does_not() -> None:
    night = make_night()
    reference = night.reported()
    person = add(night, reference)
    decide(night, reference, person, MayBeTold.YES)

    with pytest.raises(Refused, match="Say how you checked"):
        ring(night, reference, person, checked_by="  ")
    ring(night, reference, person, outcome=CallOutcome.NO_ANSWER, checked_by="")
    ring(night, reference, person, outcome=CallOutcome.NOT_CHECKED, checked_by="")

    assert [outcome for _, outcome in line(night, reference).calls] == [
        CallOutcome.NOT_CHECKED,
        CallOutcome.NO_ANSWER,
    ]


def test_a_call_on_an_old_page_is_refused() -> None:
    night = make_night()
    reference = night.reported()
    person = add(night, reference)
    decide(night, reference, person, MayBeTold.YES)

    with pytest.raises(Stale):
        ring(night, reference, person, seen_version=1)


def test_nobody_is_to_be_told_decides_on_everybody() -> None:
    night = make_night()
    reference = night.reported()
    person = add(night, reference)
    decide(night, reference, person, MayBeTold.YES)

    private_people.tell_nobody(
        reference=reference, reasons="A court forbids it.", by=night.desk, now=at(minutes=3)
    )

    assert decided(night, reference) == Decided(must_not=1, nobody=True)
    page = people_page(reference=reference, by=night.desk, now=at(minutes=4))
    assert (page.nobody_because, page.nobody_by) == ("A court forbids it.", night.desk.name)
    add(night, reference, Person(name="Invented Friend", is_to_the_child="friend"))
    again = decided(night, reference)
    assert again is not None
    assert not again.is_met


def test_nobody_is_to_be_told_of_a_child_without_relatives_is_a_decision_too() -> None:
    night = make_night()
    reference = night.reported()

    private_people.tell_nobody(
        reference=reference, reasons="No relative is in this country.", by=night.desk, now=at(minutes=3)
    )

    found = decided(night, reference)
    assert found == Decided(nobody=True)
    assert found is not None
    assert found.is_met


def test_a_decision_needs_its_reason_and_a_person_a_name() -> None:
    night = make_night()
    reference = night.reported()
    person = add(night, reference)

    with pytest.raises(Refused, match="Type why"):
        private_people.decide(
            reference=reference,
            person=person,
            may_be_told=MayBeTold.NO,
            reasons=" ",
            by=night.desk,
            now=at(minutes=2),
        )
    with pytest.raises(Refused, match="Enter the person"):
        add(night, reference, Person(name=" ", is_to_the_child="aunt"))
    with pytest.raises(NotFound):
        decide(night, reference, "NO-SUCH", MayBeTold.YES)


def test_another_child_s_aunt_is_not_found_here() -> None:
    night = make_night()
    reference = night.reported()
    other = make_private_person()

    with pytest.raises(NotFound):
        decide(night, reference, other.reference, MayBeTold.YES)


def test_only_the_authority_that_looks_after_the_child_decides_or_sees_who_they_are() -> None:
    night = make_night()
    reference = night.reported()
    person = add(night, reference)

    for by in (night.carer, night.host_desk, night.police):
        with pytest.raises(NotPermitted):
            decide(night, reference, person, MayBeTold.YES, by=by)
        with pytest.raises(NotPermitted):
            people_page(reference=reference, by=by, now=NOW)
    # A host desk is shown nothing of it, not even how many; the force sees how it stands.
    (hosts,) = board(by=night.host_desk, now=NOW).rows
    (forces,) = board(by=night.police, now=NOW).rows
    assert (hosts.ladder.decided, forces.ladder.decided) == (None, Decided(undecided=1))


def test_no_path_leads_from_a_telling_to_a_private_person() -> None:
    """No column of a telling, of what it goes to or of how it is answered leads there, and nothing is sent."""
    reached, to_look_at = set(), {Telling}
    while to_look_at:
        model = to_look_at.pop()
        reached.add(model)
        # what a message is addressed by: the organisation and its team, and who is on duty there
        about = {"episode", "event", "child", "asked", "owed_step"}
        columns = [f for f in model._meta.get_fields() if isinstance(f, ForeignKey)]
        ends = {f.related_model for f in columns if f.name not in about}
        to_look_at |= ends - reached
    names = {model.__name__ for model in reached}
    assert names == {"Telling", "Organisation", "Team", "DutyShift"}
    leads_to = [
        (model.__name__, f.name)
        for model in apps.get_models()
        for f in model._meta.get_fields()
        if isinstance(f, ForeignKey) and f.related_model is PrivatePerson
    ]
    assert sorted((name, field) for name, field in leads_to if not name.endswith("History")) == [
        ("MatchMoved", "person"),
        ("PlanPerson", "person"),
        ("PrivateCallDetail", "person"),
        ("PrivateDecision", "person"),
    ]

    night = make_night()
    reference = night.reported()
    person = add(night, reference)
    with seen_as(SIMULATOR):
        before = Telling.objects.count()
    decide(night, reference, person, MayBeTold.YES)
    ring(night, reference, person)
    with seen_as(SIMULATOR):
        assert Telling.objects.count() == before
