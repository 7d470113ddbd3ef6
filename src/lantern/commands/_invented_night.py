"""The demonstration's night: what has happened by the time somebody looks, each thing by the action that records it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from lantern.accounts.models import Account, Organisation
from lantern.actions import enquiries, information, lateness, missing, police, rota, several
from lantern.actions.enquiries import Enquiry
from lantern.actions.information import Information
from lantern.actions.lateness import NewPlan
from lantern.actions.missing import Found, Report
from lantern.actions.police import PoliceCall, Risk
from lantern.actions.rota import Shift
from lantern.actions.several import OwnFacts
from lantern.commands import _invented as invented
from lantern.commands import _invented_arrival, _invented_casework, _invented_discussion, _invented_search
from lantern.commands import _invented_concern as concern
from lantern.commands._invented_after import agreed, asked, handed, heard
from lantern.commands._invented_plan import planned
from lantern.queries import groups
from lantern.queries import missing as read
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.casework import Considered
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import LocatedState, MissingKind, RiskLevel
from lantern.vocabulary.roles import Role


def duty_worker(places: Mapping[str, Organisation], authority: str) -> Actor:
    """Give the duty worker of one of the invented authorities."""
    return _somebody(places, Role.DUTY_WORKER, authority)


def _somebody(places: Mapping[str, Organisation], role: Role, organisation: str) -> Actor:
    return Account.objects.get(role=role.value, organisation=places[organisation]).as_actor()


def tonight(references: Mapping[str, str], places: Mapping[str, Organisation], *, now: datetime) -> str:
    """Let the night happen: some are missing, two of them together; one is found, and one is back, whose link it gives.

    A service was asked to hear the one who is back, and a worker gave him a page.
    """
    by = duty_worker(places, invented.NORTHMERE)
    _on_duty(by=by, now=now)
    _may_be_late(references[invented.MINA], by=by, now=now - timedelta(days=1))
    at_the_home = _somebody(places, Role.CARER, invented.HOME)
    planned(references[invented.AMAL], by=by, carer=at_the_home, now=now - timedelta(days=1))
    _not_rung(references[invented.JUNIPER], by=by, now=now - timedelta(minutes=40))
    amal = _rung(references[invented.AMAL], by=by, now=now - timedelta(hours=5))
    _looked_for(amal, by=by, now=now - timedelta(hours=3))
    own, force = places[invented.NORTHMERE], places[invented.FORCE]
    amal_himself = references[invented.AMAL]
    _invented_discussion.discussed(
        amal_himself, amal, own=own, force=force, by=by, now=now - timedelta(hours=1)
    )
    _invented_search.placed(amal, by=by, now=now - timedelta(hours=2))
    _invented_search.sought(amal, by=by, now=now - timedelta(minutes=30))
    together = [references[invented.GWEN], references[invented.OTIS]]
    _went_together(*together, by=at_the_home, now=now - timedelta(minutes=70))
    _found(references[invented.KIT], by=by, now=now - timedelta(hours=7))
    back = _came_back(references[invented.BRAM], by=by, now=now - timedelta(hours=11))
    agreed({name: place.reference for name, place in places.items()}, by=by, now=now - timedelta(days=1))
    asked(back, service=places[invented.LISTENERS].reference, by=by, now=now - timedelta(minutes=50))
    guardian = _somebody(places, Role.GUARDIAN, "Beside You Guardians")
    concern.referred(references[invented.AMAL], guardian=guardian, by=by, now=now)
    port = _somebody(places, Role.IMMIGRATION_OFFICER, invented.PORT)
    _invented_arrival.arrived(own.reference, port=port, now=now - timedelta(minutes=25))
    home = places[invented.HOME].reference
    _invented_arrival.placed_outside(amal_himself, home, by=by, now=now - timedelta(hours=20))
    _in_the_case(references, by=by, now=now - timedelta(days=1))
    return handed(back, by=by, now=now - timedelta(minutes=15))


def _in_the_case(references: Mapping[str, str], *, by: Actor, now: datetime) -> None:
    """Some were visited and reviewed in time, one was not visited for long, and one asks for a review."""
    for name, weeks in ((invented.AMAL, 1), (invented.MINA, 5), (invented.OTIS, 8)):
        _invented_casework.visited(references[name], weeks_ago=weeks, by=by, now=now)
    for name, weeks, status in (
        (invented.MINA, 18, Considered.DOES_NOT_APPLY),
        (invented.AMAL, 2, Considered.CONSIDERED),
    ):
        _invented_casework.reviewed(references[name], weeks_ago=weeks, status=status, by=by, now=now)
    _invented_casework.asked_for(references[invented.BRAM], by=by, now=now)


def _on_duty(*, by: Actor, now: datetime) -> None:
    """Put two people on the rota from now, and one after them."""
    change = now + timedelta(hours=10)
    for name, post, telephone, place, from_at in (
        ("Nell Nightdemo", "Senior on call", "07700 900311", 1, now),
        ("Raj Rotademo", "Second on call", "07700 900312", 2, now),
        ("Mo Morningdemo", "Duty manager", "07700 900313", 1, change),
    ):
        shift = Shift(
            name=name,
            post=post,
            telephone=telephone,
            place=place,
            from_at=from_at,
            until_at=from_at + timedelta(hours=10),
        )
        rota.add_shift(shift=shift, by=by, now=now)


def _may_be_late(child: str, *, by: Actor, now: datetime) -> None:
    """One child's being late is waited out for half an hour, as was agreed with her."""
    plan = NewPlan(
        may_be_late=True,
        minutes=30,
        trafficking_concern=Answer.NO,
        words="Agreed with Mina and the home: the bus from town is often late. She rings if she misses it.",
    )
    lateness.agree_return_plan(child=child, plan=plan, by=by, now=now)


def _not_rung(child: str, *, by: Actor, now: datetime) -> None:
    missing.report_missing(
        child=child,
        report=Report(
            last_seen=When.moment(now - timedelta(hours=2, minutes=10)),
            noticed=When.moment(now - timedelta(minutes=30)),
            said_by="Cam Carerdemo",
            said_by_role="Carer on shift",
            contact="07700 900301",
            last_seen_where="The front room at Larkfield House",
            wearing="Green coat, white trainers",
            why_worried="Her telephone is off, and she took no coat money.",
            kind=MissingKind.MISSING,
        ),
        by=by,
        now=now,
    )


def _rung(child: str, *, by: Actor, now: datetime) -> str:
    reference = missing.report_missing(
        child=child,
        report=Report(
            last_seen=When.moment(now - timedelta(hours=3)),
            said_by="Night staff",
            said_by_role="Carer on shift",
            last_seen_where="Going up to his room at Larkfield House",
            wearing="Grey hooded top",
            why_worried="He arrived eleven days ago and was rung by somebody he would not name.",
            kind=MissingKind.MISSING,
        ),
        by=by,
        now=now,
    )
    called = now + timedelta(minutes=12)
    police.record_police_call(
        reference=reference,
        call=PoliceCall(
            called=When.moment(called),
            was_answered=True,
            log_number="DEMO-0417",
            handler="Handler 22",
            waited_minutes=9,
        ),
        seen_version=None,
        by=by,
        now=called + timedelta(minutes=4),
    )
    assessed = now + timedelta(hours=1)
    police.record_risk(
        reference=reference,
        risk=Risk(
            level=RiskLevel.HIGH,
            officer="Sergeant Demoton",
            assessed=When.moment(assessed),
            next_review_at=assessed + timedelta(hours=6),
            reasons="Recent arrival; possible contact by an exploiter.",
        ),
        seen_version=None,
        by=by,
        now=assessed + timedelta(minutes=2),
    )
    return reference


def _looked_for(reference: str, *, by: Actor, now: datetime) -> None:
    """One enquiry has its result, one is still open, and somebody rang in."""
    coaches = Enquiry(
        words="Ask the night coaches whether a boy of his description got on",
        owner="Dana Dutydemo",
        asked_of="The coach station at Nesmouth",
        due_at=now + timedelta(hours=1),
    )
    enquiries.set_enquiry(reference=reference, enquiry=coaches, by=by, now=now)
    (asked,) = read.episode_page(reference=reference, by=by, now=now).enquiries
    enquiries.answer_enquiry(
        reference=reference,
        enquiry=asked.number,
        result="Nobody like him on the 23:10 or the 00:40. They ring if he comes.",
        seen_version=None,
        by=by,
        now=now + timedelta(minutes=35),
    )
    friend = Enquiry(
        words="Ask the friend he plays football with",
        owner="Sergeant Demoton",
        asked_of="Ness and Wold Police",
        due_at=now + timedelta(hours=4),
    )
    enquiries.set_enquiry(reference=reference, enquiry=friend, by=by, now=now + timedelta(minutes=40))
    information.record_information(
        reference=reference,
        information=Information(
            words="Saw a boy in a grey top by the harbour wall, alone, walking fast.",
            obtained=When.moment(now + timedelta(hours=1)),
            given_by="Night porter",
            given_by_role="Harbour Hotel",
            contact="01632 960777",
        ),
        by=by,
        now=now + timedelta(hours=1, minutes=5),
    )


def _went_together(gwen: str, otis: str, *, by: Actor, now: datetime) -> None:
    """Two children of two authorities left one home together; the home rang the police once."""
    report = Report(
        last_seen=When.moment(now - timedelta(minutes=25)),
        noticed=When.moment(now - timedelta(minutes=10)),
        said_by=by.name,
        said_by_role="Carer on shift",
        contact="07700 900301",
        last_seen_where="The back garden at Larkfield House",
        why_worried="Both beds are empty and the side gate is open.",
        done_to_trace="House, garden and street searched; both telephones ring out.",
    )
    own = {
        gwen: OwnFacts(wearing="Yellow raincoat", why_worried="Both beds are empty; her inhaler is here."),
        otis: OwnFacts(wearing="Black tracksuit"),
    }
    first = several.report_several(children=[gwen, otis], report=report, own=own, by=by, now=now)
    rung = now + timedelta(minutes=20)
    gone = groups.together(reference=first, by=by, now=rung).seen
    several.record_call_for_several(
        log_numbers={one.head.reference: f"DEMO-042{place}" for place, one in enumerate(gone, 1)},
        call=PoliceCall(called=When.moment(rung), was_answered=True, handler="Handler 31", waited_minutes=4),
        by=by,
        now=rung + timedelta(minutes=2),
    )


def _found(child: str, *, by: Actor, now: datetime) -> None:
    """A child is found and not yet back, with somebody who sees to it and a time to look again."""
    reference = missing.report_missing(
        child=child,
        report=Report(
            last_seen=When.moment(now - timedelta(hours=1)),
            said_by="Foster carer",
            said_by_role="Carer",
            why_worried="Left after a telephone call, upset.",
            kind=MissingKind.MISSING,
        ),
        by=by,
        now=now,
    )
    rung = now + timedelta(minutes=15)
    police.record_police_call(
        reference=reference,
        call=PoliceCall(
            called=When.moment(rung), was_answered=True, log_number="DEMO-0409", handler="Handler 15"
        ),
        seen_version=None,
        by=by,
        now=rung,
    )
    assessed = now + timedelta(minutes=50)
    police.record_risk(
        reference=reference,
        risk=Risk(
            level=RiskLevel.MEDIUM,
            officer="Sergeant Demoton",
            assessed=When.moment(assessed),
            next_review_at=assessed + timedelta(hours=10),
            reasons="Out of character; no telephone.",
        ),
        seen_version=None,
        by=by,
        now=assessed,
    )
    _found_at_the_station(reference, by=by, now=now + timedelta(hours=6, minutes=20))


def _found_at_the_station(reference: str, *, by: Actor, now: datetime) -> None:
    missing.record_located(
        reference=reference,
        located=When.moment(now),
        words="Cold and tired, not hurt. Wants to come home.",
        found=Found(
            state=LocatedState.BEING_FETCHED,
            safe_and_well=Answer.YES,
            owner="Dana Dutydemo",
            check_again_at=now + timedelta(hours=1, minutes=10),
            said_by="PC Demoley",
            said_by_role="Ness and Wold Police",
            place="The waiting room at Nesmouth station",
            collected_by="The foster carer",
            to_address="The foster home",
            authorised_by="Lee Leaddemo",
        ),
        seen_version=None,
        by=by,
        now=now + timedelta(minutes=5),
    )


def _came_back(child: str, *, by: Actor, now: datetime) -> str:
    reference = missing.report_missing(
        child=child,
        report=Report(
            last_seen=When.moment(now - timedelta(hours=1)),
            said_by="Foster carer",
            said_by_role="Carer",
            why_worried="Not back from football.",
            kind=MissingKind.MISSING,
        ),
        by=by,
        now=now,
    )
    rung = now + timedelta(minutes=10)
    police.record_police_call(
        reference=reference,
        call=PoliceCall(
            called=When.moment(rung), was_answered=True, log_number="DEMO-0398", handler="Handler 7"
        ),
        seen_version=None,
        by=by,
        now=rung,
    )
    back = now + timedelta(hours=9)
    missing.record_return(
        reference=reference,
        returned=When.moment(back),
        words="Walked in by himself. Well, and asleep now.",
        seen_version=None,
        by=by,
        now=back + timedelta(minutes=5),
    )
    heard(reference, by=by, now=back)
    return reference
