"""Once it is known who a child is, nothing new is begun on the record that was given up, where nobody looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from lantern.actions import arrivals, care_plan, casework, concerns, guardians, referrals, relatives
from lantern.actions.arrivals import Age
from lantern.actions.care_plan import CareStatus, Wish
from lantern.actions.casework import Step, Visit
from lantern.actions.concerns import Signs
from lantern.actions.guardians import Named
from lantern.actions.private_people import Person
from lantern.actions.referrals import NewReferral
from lantern.record.models import Child, Event, PrivatePerson, WelfareForm
from lantern.vocabulary.arrivals import AgeBasis
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.casework import Seen, VisitedAt
from lantern.vocabulary.concerns import AuthorityView, GuardianRole
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.referrals import Decider
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.signs import HeardFrom
from tests.factories.children import make_child
from tests.factories.night import NOW, Night, make_night
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db
TODAY = day_of(NOW)
SENT = When.moment(NOW)


@pytest.fixture
def night(db: None) -> Night:
    night = make_night()
    known = make_child(responsible_authority=night.authority)
    with seen_as(SIMULATOR):
        Child.objects.filter(pk=night.child.pk).update(is_unidentified=True, matched_to=known)
    return night


def signs(child: str, night: Night) -> None:
    said = Signs(seen=(), happened=SENT, heard_from=HeardFrom.OWN, words="A second telephone.")
    concerns.record_signs(child=child, signs=said, by=night.desk, now=NOW)


def view(child: str, night: Night) -> None:
    concerns.record_view(
        child=child,
        view=AuthorityView.POTENTIAL_VICTIM,
        happened=SENT,
        reasons="She owes money.",
        by=night.desk,
        now=NOW,
    )


def no_referral(child: str, night: Night) -> None:
    concerns.record_no_referral(
        child=child,
        happened=SENT,
        decided_by="",
        reasons="She was at school.",
        look_again_on=date(2027, 1, 1),
        by=night.desk,
        now=NOW,
    )


def welfare_form(child: str, night: Night) -> None:
    referrals.record_welfare_form(child=child, sent=SENT, sent_to="The front door", by=night.desk, now=NOW)


def referral(child: str, night: Night) -> None:
    new = NewReferral(happened=SENT, decider=Decider.COMPETENT_AUTHORITY, answers=())
    referrals.refer(child=child, referral=new, by=night.desk, now=NOW)


def guardian_asked(child: str, night: Night) -> None:
    guardians.ask_for_guardian(
        child=child,
        happened=SENT,
        service="Invented Guardians",
        reference="",
        words="",
        by=night.desk,
        now=NOW,
    )


def guardian_named(child: str, night: Night) -> None:
    named = Named(guardian_name="Gil Invented", service="Invented Guardians", role=GuardianRole.DIRECT)
    guardians.allocate(child=child, happened=SENT, named=named, words="", by=night.desk, now=NOW)


def care_status(child: str, night: Night) -> None:
    status = CareStatus(
        trafficking=Answer.YES, unaccompanied=Answer.NO, basis="The plan says so.", in_care_plan_on=TODAY
    )
    care_plan.record_status(child=child, status=status, by=night.desk, now=NOW)


def wish(child: str, night: Night) -> None:
    said = Wish(
        trusts="Her teacher",
        is_to_the_child="Teacher",
        reach="",
        wants="To be rung first",
        said_on=TODAY,
        said_to="Wyn Workerly",
    )
    care_plan.record_wish(child=child, wish=said, by=night.desk, now=NOW)


def age(child: str, night: Night) -> None:
    said = Age(is_under_18=True, basis=AgeBasis.ASSESSMENT, source="Assessed by two workers", said_on=TODAY)
    arrivals.record_age(child=child, age=said, seen_version=None, by=night.desk, now=NOW)


def relative(child: str, night: Night) -> None:
    person = Person(name="Invented Aunt", is_to_the_child="Aunt")
    relatives.add_relative(child=child, person=person, by=night.desk, now=NOW)


def visited(child: str, night: Night) -> None:
    visit = Visit(on=TODAY, visitor="Sol Invented", visited_at=VisitedAt.PLACEMENT, seen=Seen.ALONE)
    casework.record_visit(child=child, visit=visit, by=night.desk, now=NOW)


def conference(child: str, night: Night) -> None:
    step = Step(kind=EventKind.CONFERENCE_HELD, on=TODAY, who="Kit Invented", words="A plan.")
    casework.record_step(child=child, step=step, by=night.desk, now=NOW)


@pytest.mark.parametrize(
    "begin",
    [
        signs,
        view,
        no_referral,
        welfare_form,
        referral,
        guardian_asked,
        guardian_named,
        care_status,
        wish,
        age,
        relative,
        visited,
        conference,
    ],
)
def test_nothing_is_begun_on_the_record_of_a_matched_child(
    begin: Callable[[str, Night], None], night: Night
) -> None:
    with pytest.raises(Refused, match="It is known now who this child is"):
        begin(night.child.reference, night)

    with seen_as(SIMULATOR):
        assert (Event.objects.filter(child=night.child).count(), WelfareForm.objects.count()) == (0, 0)
        assert PrivatePerson.objects.filter(child=night.child).count() == 0
