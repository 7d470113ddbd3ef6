"""A child arrives alone: registered by whoever meets them, the area told at once, and taken to be under 18."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from lantern.accounts.models import Organisation
from lantern.actions import acknowledging, arrivals, case, notices
from lantern.actions.arrivals import Age, Arrival
from lantern.actions.children import open_child
from lantern.actions.tasks import ToDo
from lantern.queries import arrivals as reading
from lantern.queries import links, tellings
from lantern.queries.children import find
from lantern.record.context import seen_as
from lantern.record.models import ArrivalPeople, AuditEntry, Child, ChildName, Event, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.arrivals import AgeBasis, AgeStanding
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import DateCertainty
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import OrganisationKind, Role
from lantern.vocabulary.tellings import TellingAbout, TellingState
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db
ARRIVED = When.moment(NOW - timedelta(hours=3))


@pytest.fixture
def night() -> Night:
    return make_night()


@pytest.fixture
def port() -> Organisation:
    return make_organisation(kind=OrganisationKind.IMMIGRATION, name="Nesmouth Port Desk")


@pytest.fixture
def officer(port: Organisation) -> Actor:
    return make_actor(role=Role.IMMIGRATION_OFFICER, organisation=port, name="Imre Officerly")


def register(night: Night, by: Actor, **said: Any) -> str:
    given: dict[str, Any] = {
        "place": "Nesmouth ferry port",
        "arrived": ARRIVED,
        "area": night.authority.reference,
        "name": "Selam Invented",
        "stated_age": 16,
        "language": "Tigrinya",
        "interpreter": Answer.YES,
        "interpreter_independent": Answer.NOT_KNOWN,
        "interpreter_name": "Interpreter 12",
        "route": "By lorry",
        "met_by": "A man in a white van asked for her",
        "is_now_at": "Waiting room 2",
    }
    return arrivals.register_arrival(arrival=Arrival(**given | said), by=by, now=NOW)


def child_of(reference: str) -> Child:
    with seen_as(SIMULATOR):
        return Child.objects.get(reference=reference)


def told_of(reference: str) -> list[Telling]:
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(child__reference=reference).select_related("organisation")
        return list(rows.order_by("pk"))


def test_officer_registers_and_the_area_looks_after_the_child_and_is_told(
    night: Night, officer: Actor
) -> None:
    reference = register(night, officer)

    child = child_of(reference)
    assert (child.responsible_authority_id, child.responsible_team_id) == (night.authority.pk, night.team.pk)
    telling = told_of(reference)[0]
    assert (telling.about, telling.episode_id, telling.organisation_id, telling.team_id) == (
        TellingAbout.ARRIVED.value,
        None,
        night.authority.pk,
        night.team.pk,
    )
    page = reading.arrival(child=reference, by=night.desk, now=at(minutes=1))
    assert (page.place, page.arrived, page.stated_age, page.registered_by) == (
        "Nesmouth ferry port",
        ARRIVED,
        16,
        "Imre Officerly, Nesmouth Port Desk",
    )
    assert page.people is not None
    assert page.people.met_by == "A man in a white van asked for her"
    assert [line.taken.standing for line in page.ages] == [AgeStanding.PRESUMED]


def test_message_holds_no_name_no_place_and_not_the_childs_reference(night: Night, officer: Actor) -> None:
    reference = register(night, officer)
    for telling in told_of(reference):
        notices.deliver(telling_id=telling.pk, by=SYSTEM, now=at(minutes=1))

    sent = " ".join(f"{each.subject} {each.body}" for each in tellings.outbox(by=SYSTEM, now=at(minutes=2)))
    assert "A child has arrived alone in your area" in sent
    assert [word for word in ("Selam", "Nesmouth", reference, "white van") if word in sent] == []


def test_officer_reads_nothing_of_the_child_afterwards(night: Night, officer: Actor) -> None:
    reference = register(night, officer)

    with pytest.raises(NotFound):
        reading.arrival(child=reference, by=officer, now=at(minutes=1))
    with pytest.raises(NotFound):
        open_child(reference=reference, by=officer, now=at(minutes=1))
    assert find(wanted="Selam", by=officer, now=at(minutes=1)) == ()
    with seen_as(officer):
        assert (Child.objects.count(), Event.objects.count(), ArrivalPeople.objects.count()) == (0, 0, 0)


def test_ports_own_list_says_who_answers_and_no_name(night: Night, officer: Actor) -> None:
    reference = register(night, officer)

    [line] = reading.arrivals(by=officer, now=at(minutes=1)).lines
    assert (line.child, line.name, line.place, line.authority, line.answered) == (
        reference,
        "",
        "Nesmouth ferry port",
        night.authority.name,
        None,
    )
    assert [each.child for each in reading.own_by_name(wanted="selam", by=officer, now=NOW)] == [reference]
    assert reading.own_by_name(wanted="nobody", by=officer, now=NOW) == ()
    stranger = make_actor(role=Role.IMMIGRATION_OFFICER)
    assert reading.arrivals(by=stranger, now=NOW).lines == ()
    assert reading.own_by_name(wanted="selam", by=stranger, now=NOW) == ()


def test_authority_registers_in_its_own_area_and_sees_the_name_on_its_list(night: Night) -> None:
    reference = register(night, night.desk, area="")

    assert child_of(reference).responsible_authority_id == night.authority.pk
    assert [(line.child, line.name) for line in reading.arrivals(by=night.desk, now=at(minutes=1)).lines] == [
        (reference, "Selam Invented")
    ]
    assert reading.arrivals(by=night.host_desk, now=at(minutes=1)).lines == ()


def test_desk_answers_and_the_port_sees_who(night: Night, officer: Actor) -> None:
    reference = register(night, officer)
    for _ in range(2):
        arrivals.acknowledge(child=reference, by=night.desk, now=at(minutes=4))

    [line] = reading.arrivals(by=officer, now=at(minutes=5)).lines
    assert line.answered is not None
    assert line.answered.answered_by == f"{night.desk.name}, Duty worker"
    with seen_as(night.desk):
        told = Event.objects.filter(child__reference=reference, kind=EventKind.ORGANISATION_TOLD.value)
        assert [row.words for row in told] == [
            f"{night.authority.name} acknowledged: {night.desk.name}, Duty worker."
        ]


def test_link_answers_without_an_account_and_names_nobody(night: Night, officer: Actor) -> None:
    reference = register(night, officer)
    telling = told_of(reference)[0]
    token = notices.token_for(telling)
    found = links.link(token_hash=notices.hash_of(token), by=SYSTEM, now=at(minutes=1))
    assert found is not None
    assert (found.about, found.episode, found.sender, found.opens) == (
        TellingAbout.ARRIVED,
        telling.reference,
        "Nesmouth Port Desk",
        True,
    )
    acknowledging.ask_for_code(token=token, now=at(minutes=1))
    code = tellings.outbox(by=SYSTEM, now=at(minutes=1))[0].body.split("Your code is ")[1][:6]
    holder = acknowledging.enter_code(token=token, code=code, by=SYSTEM, now=at(minutes=2))
    assert isinstance(holder, Actor)
    acknowledging.acknowledge(name="Jo Nightdemo", post="Night manager", by=holder, now=at(minutes=3))

    assert told_of(reference)[0].state == TellingState.TOLD.value
    [line] = reading.arrivals(by=officer, now=at(minutes=5)).lines
    assert line.answered is not None
    assert line.answered.answered_by == "Jo Nightdemo, Night manager"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"place": "  "}, "place"),
        ({"arrived": When.moment(at(hours=1))}, "arrived"),
        ({"stated_age": 26}, "stated_age"),
        ({"born_on": date(2030, 1, 1), "stated_age": None}, "born_on"),
        ({"born_on": date(2000, 1, 1)}, "born_on"),
        ({"interpreter_independent": None}, "interpreter_independent"),
        ({"language": ""}, "language"),
        ({"interpreter": Answer.NO}, "interpreter"),
        ({"area": "AAAA-AAAA-AAAA"}, "area"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    night: Night, officer: Actor, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        register(night, officer, **said)
    assert refused.value.field == field
    with seen_as(SIMULATOR):
        assert ChildName.objects.filter(name="Selam Invented").count() == 0


def test_a_home_and_the_police_register_nobody_and_the_refusal_is_kept(night: Night) -> None:
    for by in (night.carer, night.police):
        with pytest.raises(NotPermitted):
            register(night, by)
    with seen_as(SIMULATOR):
        refused = AuditEntry.objects.filter(action="arrivals.register_arrival", outcome="refused")
        assert refused.count() == 2


def test_pressing_twice_registers_one_child(night: Night, officer: Actor) -> None:
    arrival = Arrival(place="Port", arrived=ARRIVED, area=night.authority.reference)
    references = {
        arrivals.register_arrival(arrival=arrival, key="one-press", by=officer, now=NOW) for _ in range(2)
    }
    assert len(references) == 1
    assert child_of(references.pop()).is_unidentified


# How old the child is taken to be ------------------------------------------------------------------------------


def test_stated_as_an_adult_is_disputed_and_no_age_or_birthday_is_shown(night: Night, officer: Actor) -> None:
    reference = register(night, officer, stated_age=19, born_on=date(2006, 9, 1))

    assert child_of(reference).date_of_birth_certainty == DateCertainty.DISPUTED.value
    page = open_child(reference=reference, by=night.desk, now=at(minutes=1))
    assert (page.age, page.date_of_birth) == (None, None)
    assert page.age_taken is not None
    assert (page.age_taken.standing, page.age_taken.is_under_18) == (AgeStanding.PRESUMED, True)
    [found] = find(wanted="Selam", by=night.desk, now=at(minutes=1))
    assert (found.age, found.date_of_birth) == (None, None)


def determine(night: Night, reference: str, *, seen: int | None = None, **said: Any) -> None:
    given: dict[str, Any] = {
        "is_under_18": True,
        "basis": AgeBasis.ASSESSMENT,
        "source": "A. Assessor, social worker",
        "said_on": day_of(NOW),
        "born_on": date(2009, 1, 5),
    }
    age = Age(**given | said)
    arrivals.record_age(child=reference, age=age, seen_version=seen, by=night.desk, now=at(minutes=9))


def test_age_is_determined_with_its_source_and_withdrawn_it_is_presumed_again(
    night: Night, officer: Actor
) -> None:
    reference = register(night, officer, stated_age=19, born_on=date(2006, 9, 1))
    determine(night, reference, is_under_18=False, born_on=date(2006, 9, 1), basis=AgeBasis.DOCUMENT)

    page = open_child(reference=reference, by=night.desk, now=at(minutes=10))
    assert page.age_taken is not None
    assert (page.age_taken.is_under_18, page.age) == (False, 19)
    wrong = reading.arrival(child=reference, by=night.desk, now=at(minutes=10)).ages[-1].number
    case.withdraw(child=reference, event=wrong, reasons="Another child’s", by=night.desk, now=at(minutes=11))
    page = open_child(reference=reference, by=night.desk, now=at(minutes=12))
    assert page.age_taken is not None
    assert (page.age_taken.standing, page.age) == (AgeStanding.PRESUMED, None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"basis": AgeBasis.PRESUMPTION}, "basis"),
        ({"source": " "}, "source"),
        ({"said_on": date(2030, 1, 1)}, "said_on"),
        ({"born_on": date(2026, 3, 20)}, "born_on"),
        ({"is_under_18": False}, "born_on"),
    ],
)
def test_an_age_that_contradicts_itself_is_refused(
    night: Night, officer: Actor, said: dict[str, Any], field: str
) -> None:
    reference = register(night, officer)
    with pytest.raises(Refused) as refused:
        determine(night, reference, **said)
    assert refused.value.field == field


def test_an_age_from_a_stale_page_and_from_the_port_is_refused(night: Night, officer: Actor) -> None:
    reference = register(night, officer)
    with pytest.raises(Stale):
        determine(night, reference, seen=99)
    with pytest.raises(NotFound):
        arrivals.record_age(
            child=reference,
            age=Age(is_under_18=False, basis=AgeBasis.OTHER, source="Officer", said_on=day_of(NOW)),
            seen_version=None,
            by=officer,
            now=at(minutes=9),
        )


# The first days, and an arrival entered in error ------------------------------------------------------------------


def test_first_days_are_actions_with_an_owner_and_a_day(night: Night, officer: Actor) -> None:
    reference = register(night, officer)
    todo = ToDo(
        words="Photograph", organisation=night.authority.reference, owner="Sol", due_on=day_of(at(days=1))
    )
    arrivals.set_first_days(child=reference, todos=(todo,), by=night.desk, now=at(minutes=5))

    with seen_as(night.desk):
        rows = Event.objects.filter(child__reference=reference, kind=EventKind.ACTION_SET.value)
        assert [(row.words, row.action.owner) for row in rows] == [("Photograph", "Sol")]
    with pytest.raises(Refused):
        arrivals.set_first_days(child=reference, todos=(), by=night.desk, now=at(minutes=5))
    with pytest.raises(NotFound):
        arrivals.set_first_days(child=night.child.reference, todos=(todo,), by=night.desk, now=at(minutes=5))


def test_an_arrival_entered_in_error_stands_on_no_list(night: Night, officer: Actor) -> None:
    reference = register(night, officer)
    number = reading.arrival(child=reference, by=night.desk, now=NOW).number
    assert number is not None
    case.withdraw(child=reference, event=number, reasons="Twice", by=night.desk, now=at(minutes=5))

    assert reading.arrivals(by=officer, now=at(minutes=6)).lines == ()
    assert reading.arrival(child=reference, by=night.desk, now=at(minutes=6)).number is None
