"""The marks of what stands beside the chronology: late, away, let in, led, sealed, and who has to do with the child."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from lantern.accounts.models import Organisation
from lantern.actions import (
    enquiries,
    information,
    involved,
    lateness,
    leading,
    missing,
    photographs,
    private_people,
    sealing,
    sharing,
    tablets,
)
from lantern.policies.away import Away
from lantern.record.context import seen_as
from lantern.record.models import Event, Involvement
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.involved import CallOutcome, Capacity, MayBeTold
from lantern.vocabulary.missing import ClassifiedBy, MissingKind
from lantern.vocabulary.roles import OrganisationKind
from tests.factories.children import make_child
from tests.factories.marks import LATE_CHILD, MARKS, SEALED
from tests.factories.night import Night
from tests.factories.organisations import make_organisation, make_webhook_target
from tests.factories.pictures import picture
from tests.factories.sight import SIMULATOR

_PLAN = lateness.NewPlan(
    may_be_late=True, minutes=60, trafficking_concern=Answer.NO, words=MARKS["ReturnPlan.words"]
)


def named(by: Actor, column: str) -> Actor:
    """Give the same worker under the column's mark."""
    return replace(by, name=MARKS[column])


def newest(reference: str, kind: str) -> int:
    """Give the number of the last entry of a kind."""
    with seen_as(SIMULATOR):
        return Event.objects.filter(episode__reference=reference, kind=kind).latest("pk").pk


# About the child, before the night


def was_late(child: str, *, by: Actor, now: datetime) -> str:
    """Agree a plan, and record that the child is late by it; gives the lateness's reference."""
    lateness.agree_return_plan(child=child, plan=_PLAN, by=named(by, "ReturnPlan.by_name"), now=now)
    late = lateness.Late(
        expected_at=now - timedelta(minutes=30),
        last_seen_at=now - timedelta(hours=2),
        words=MARKS["Lateness.words"],
    )
    return lateness.record_late(child=child, late=late, by=named(by, "Lateness.by_name"), now=now)


def late_and_back(night: Night, *, by: Actor, now: datetime) -> None:
    """Let the child of the night be late once, and be back in time."""
    late = was_late(night.child.reference, by=by, now=now)
    ends = named(by, "Lateness.ended_by_name")
    lateness.record_back_late(reference=late, by=ends, now=now + timedelta(minutes=5))


def late_child(night: Night, *, by: Actor, now: datetime) -> dict[str, str]:
    """Make a second child of the same home, who is late now and of whom no force knows."""
    child = make_child(
        responsible_authority=night.authority,
        host_authority=night.host,
        placement_provider=night.home,
        name=LATE_CHILD,
        date_of_birth=date(2010, 11, 23),
    )
    return {"late_child": child.reference, "late": was_late(child.reference, by=by, now=now)}


def known_to(night: Night, *, by: Actor, now: datetime) -> dict[str, str]:
    """Store who has to do with the child, and photographs of them, one of which was withdrawn."""
    child, m = night.child.reference, MARKS
    guardian = make_organisation(kind=OrganisationKind.GUARDIAN_SERVICE, name="Guardian Service")
    post = involved.Post(
        capacity=Capacity.GUARDIAN, organisation=guardian.reference, person=m["Involvement.person"]
    )
    number = involved.involve(child=child, post=post, by=by, now=now)
    numbers = {name: m[f"Involvement.{name}"] for name in ("telephone", "telephone_by", "team_telephone")}
    with seen_as(SIMULATOR):  # a mark is no number that anybody could ring
        Involvement.objects.filter(pk=number).update(**numbers, telephone_at=now)
    adds = named(by, "Photograph.by_name")
    kept, wrong = (
        photographs.add_photograph(
            child=child, picture=picture(colour=colour), words=m["Photograph.words"], by=adds, now=now
        )
        for colour in ("navy", "maroon")
    )
    photographs.withdraw_photograph(
        reference=wrong,
        reasons=m["Photograph.withdrawn_because"],
        by=named(by, "Photograph.withdrawn_by"),
        now=now,
    )
    tablets.give_pin(
        home=night.home.reference,
        name=m["ShiftPin.name"],
        from_at=now,
        until_at=now + timedelta(hours=8),
        pin="2468",
        by=night.carer,
        now=now,
    )
    make_webhook_target(organisation=night.force, secret=m["WebhookTarget.secret"])
    return {"photograph": kept, "withdrawn": wrong, "involvement": str(number)}


# In an episode


def nobody_told(reference: str, *, by: Actor, now: datetime) -> str:
    """Write down a relative, and that nobody is to be told of this episode; gives the relative's reference."""
    m = MARKS
    person = private_people.Person(
        name=m["PrivatePerson.name"],
        is_to_the_child=m["PrivatePerson.is_to_the_child"],
        telephone=m["PrivatePerson.telephone"],
    )
    told = private_people.add_person(reference=reference, person=person, by=by, now=now)
    private_people.tell_nobody(
        reference=reference,
        reasons=m["NobodyTold.reasons"],
        by=named(by, "NobodyTold.by_name"),
        now=now,
    )
    return told


def relative_rung(reference: str, person: str, *, by: Actor, now: datetime) -> None:
    """Decide that the relative may be told of this episode after all, and ring them."""
    m = MARKS
    private_people.decide(
        reference=reference,
        person=person,
        may_be_told=MayBeTold.YES,
        reasons=m["PrivateDecision.reasons"],
        by=named(by, "PrivateDecision.by_name"),
        now=now,
    )
    call = private_people.Call(
        called=When.moment(now),
        outcome=CallOutcome.SPOKEN_TO,
        checked_by=m["PrivateCallDetail.checked_by"],
        said=m["PrivateCallDetail.said"],
    )
    private_people.record_call(
        reference=reference, person=person, call=call, seen_version=None, by=by, now=now
    )


def said_to_be_out(reference: str, *, by: Actor, now: datetime) -> None:
    """Record the authority's view that the child is out, with all that makes it sure."""
    m = MARKS
    missing.classify(
        reference=reference,
        kind=MissingKind.AWAY_WITHOUT_AUTHORISATION,
        classified_by=ClassifiedBy.AUTHORITY,
        reasons=m["Event.words"],
        away=Away(
            how_known=m["AwayDetail.how_known"],
            address_verified_by=m["AwayDetail.address_verified_by"],
            adults_verified_by=m["AwayDetail.adults_verified_by"],
            address=m["AwayPlace.address"],
            adults=m["AwayPlace.adults"],
            check_again_at=now + timedelta(hours=1),
        ),
        seen_version=None,
        by=by,
        now=now,
    )


def let_others_in(reference: str, *, by: Actor, now: datetime) -> dict[str, Organisation]:
    """Let a force and two authorities into the episode, and shut one authority out again."""
    let = {
        "force": make_organisation(kind=OrganisationKind.POLICE_FORCE, name="Third Force"),
        "authority": make_organisation(name="Third Council"),
        "shut_out": make_organisation(name="Shut Out Council"),
    }
    for one in let.values():
        sharing.let_in(
            reference=reference,
            organisation=one.reference,
            until=now + timedelta(days=5),
            reasons=MARKS["EpisodeAccess.reasons"],
            seen_version=None,
            by=named(by, "EpisodeAccess.by_name"),
            now=now,
        )
    sharing.end(
        reference=reference,
        organisation=let["shut_out"].reference,
        seen_version=None,
        by=named(by, "EpisodeAccess.ended_by_name"),
        now=now + timedelta(minutes=1),
    )
    return let


def asked_to_lead(night: Night, reference: str, *, by: Actor, now: datetime) -> str:
    """Ask the host to lead, which declines, and ask again; gives the number of what waits for an answer."""
    words = MARKS["Event.words"]
    asked = {"reference": reference, "words": words, "seen_version": None}
    leading.ask_to_lead(authority=night.host.reference, by=by, now=now, **asked)
    first = newest(reference, "lead_asked")
    later = now + timedelta(minutes=1)
    leading.answer_lead(asked=first, accepted=False, by=night.host_desk, now=later, **asked)
    leading.ask_to_lead(authority=night.host.reference, by=by, now=later, **asked)
    return str(newest(reference, "lead_asked"))


def of_another_child(reference: str, *, by: Actor, now: datetime) -> dict[str, str]:
    """Enter on this child what was said of another, and seal it with what answers it."""
    worker = replace(by, name=SEALED)
    told = information.Information(
        words=SEALED, obtained=When.moment(now), given_by=SEALED, given_by_role=SEALED, contact=SEALED
    )
    information.record_information(reference=reference, information=told, by=worker, now=now)
    heard = newest(reference, "information_received")
    asked = enquiries.Enquiry(words=SEALED, owner=SEALED, asked_of=SEALED, due_at=now + timedelta(hours=9))
    enquiries.set_enquiry(reference=reference, enquiry=asked, by=worker, now=now)
    enquiry = newest(reference, "enquiry_set")
    enquiries.answer_enquiry(
        reference=reference, enquiry=enquiry, result=SEALED, seen_version=None, by=worker, now=now
    )
    for wrong in (heard, enquiry):
        sealing.seal(
            reference=reference,
            event=wrong,
            reasons=MARKS["Seal.reasons"],
            seen_version=None,
            by=named(by, "Seal.by_name"),
            now=now + timedelta(minutes=1),
        )
    return {"sealed": str(heard), "sealed_enquiry": str(enquiry)}
