"""A child of whom every protected column holds a mark of its own, and a night that moves them all.

What the marks are, and who may read each, stands in `tests.factories.marks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from lantern.accounts.models import Account, Organisation
from lantern.actions import drafts, enquiries, information, interviews, missing, notices, police, ringing
from lantern.actions.said import Found, GivenAnswer
from lantern.record.context import seen_as
from lantern.record.models import Event, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import ClassifiedBy, LocatedState, MissingKind, NameKind, RiskLevel
from lantern.vocabulary.roles import Role
from tests.factories import (
    children,
    imports,
    marked_arrival,
    marked_back,
    marked_case,
    marked_casework,
    marked_concern,
    marked_feed,
    marked_places,
    marked_plan,
    marked_publicity,
    marked_service,
    matches,
)
from tests.factories import marked_after as after
from tests.factories import marked_beside as beside
from tests.factories.access import make_bundle
from tests.factories.marks import HOME, MARKS
from tests.factories.night import Night, make_night
from tests.factories.notices import make_telling
from tests.factories.organisations import make_account, make_organisation
from tests.factories.sight import SIMULATOR


@dataclass(frozen=True, kw_only=True)
class Marked:
    """The night, its two episodes, and whoever typed into the draft."""

    night: Night
    earlier: str  # is back; an interview was offered, an entry struck
    episode: str  # found, not yet back
    owner: Account
    stranger: Organisation  # was sent a notice, and stands in no relation
    let_in: dict[str, Organisation]  # into `episode`: a force, an authority, and one that was shut out again
    facts: dict[str, str]  # what the addresses are filled with


def make_marked(*, now: datetime) -> Marked:
    """Seed a mark into every column by factories and by the journeys themselves."""
    night = make_night(
        name=MARKS["ChildName.name"],
        date_of_birth=date(2009, 11, 23),
        nationality=MARKS["Child.nationality"],
        languages=MARKS["Child.languages"],
    )
    night.home.name = HOME
    night.home.save()
    owner = make_account(organisation=night.authority, name=MARKS["Event.by_name"])
    by = owner.as_actor()
    beside.late_and_back(
        night, by=by, now=now - timedelta(days=20)
    )  # before it is known that they came alone
    brought = _beside(night, now=now) | beside.known_to(night, by=by, now=now - timedelta(days=19))
    marked_plan.planned(night, by=by, now=now - timedelta(days=18))
    marked_arrival.arrived(night, by=by, now=now - timedelta(days=18))
    marked_casework.done(night, by=by, now=now - timedelta(days=18))
    brought |= beside.late_child(night, by=by, now=now - timedelta(minutes=1))
    brought |= marked_concern.referred(night, by=by, now=now - timedelta(days=18))
    earlier, service = _earlier_episode(night, by=by, now=now - timedelta(days=10))
    person = beside.nobody_told(earlier, by=by, now=now - timedelta(days=9))
    began = now - timedelta(hours=6)
    episode = _found_episode(night, by=by, now=began)
    beside.relative_rung(episode, person, by=by, now=began + timedelta(hours=4))
    stranger = make_organisation(name="Told Stranger")
    told = {"organisation": stranger, "relation": "told", "recorded_at": now}
    with seen_as(SIMULATOR):
        event = Event.objects.filter(episode__reference=episode).earliest("pk")
    make_telling(event=event, **told)
    later = began + timedelta(hours=4)
    brought |= beside.of_another_child(episode, by=by, now=later + timedelta(minutes=10))
    lead = beside.asked_to_lead(night, episode, by=by, now=later + timedelta(minutes=20))
    let_in = beside.let_others_in(episode, by=by, now=later + timedelta(minutes=30))
    brought |= {"service": service, "person": person, "lead": lead, "let_in": let_in["force"].reference}
    typed = {"words": MARKS["Draft.content"], "last_seen_where": MARKS["Draft.content"]}
    drafts.keep_draft(form="report", about=night.child.reference, content=typed, by=by, now=now)
    begun = {"typed": f"words={typed['words']}", "form": "InformationForm", "signed": by.name}
    drafts.keep_draft(form="information", about=f"{episode}?begun", content=begun, by=by, now=now)
    brought |= marked_case.discussed(night, by=by, now=later + timedelta(minutes=40))
    brought |= marked_case.challenged(episode, by=by, now=later + timedelta(minutes=50))
    brought |= marked_publicity.numbers_of(episode, by=by, now=later + timedelta(minutes=51))
    brought |= marked_places.numbers_of(episode, by=by, now=later + timedelta(minutes=51))
    facts = brought | _facts(night, earlier, episode, let_in["authority"])
    return Marked(
        night=night,
        earlier=earlier,
        episode=episode,
        owner=owner,
        stranger=stranger,
        let_in=let_in,
        facts=facts,
    )


def _beside(night: Night, *, now: datetime) -> dict[str, str]:
    """Make what no journey writes; give where the row of an import is found."""
    m, child = MARKS, night.child
    for kind in (NameKind.KNOWN_AS, NameKind.ORIGINAL_SCRIPT, NameKind.OTHER_SPELLING):
        children.make_child_name(child=child, name=m["ChildName.name"], kind=kind)
    children.make_child_identifier(child=child, value=m["ChildIdentifier.value"])
    said = children.RECORDED_AT
    matches.make_identification(child=child, name=m["Identification.name"], recorded_at=said, undone_at=said)
    children.make_unaccompanied_period(child=child)
    of_pair = marked_feed.fed(child)
    children.make_protected_contact(
        child=child,
        what=m["ProtectedContact.what"],
        name=m["ProtectedContact.name"],
        telephone=m["ProtectedContact.telephone"],
        address=m["ProtectedContact.address"],
    )
    children.make_care_episode_address(
        care_episode=children.make_care_episode(child=child, urn=m["CareEpisode.urn"]),
        home_postcode=m["CareEpisodeAddress.home_postcode"],
        placement_postcode=m["CareEpisodeAddress.placement_postcode"],
    )
    children.make_placement_address(
        placement=children.make_placement(child=child, provider=night.home),
        address=m["PlacementAddress.address"],
        carer_name=m["PlacementAddress.carer_name"],
        telephone=m["PlacementAddress.telephone"],
    )
    columns = {name: m[f"ImportRow.{name}"] for name in ("column", "reason", "value")}
    bundle = make_bundle(
        child=child,
        **{
            name: m[f"Bundle.{name}"]
            for name in ("recipient", "recipient_post", "route", "reasons", "decided_words")
        },
        state="refused",
        decided_by=make_account(role=Role.MISSING_LEAD),
        decided_by_role="missing_lead",
        decided_at=now,
    )
    run = imports.make_import_run(authority=night.authority)
    row = imports.make_import_row(run=run, row_text={"CHILD": m["ImportRow.row_text"]}, **columns)
    corrected = {"CHILD": m["ImportRow.corrected_text"]}
    settled = imports.make_import_row(
        run=run, row_text={"CHILD": "1"}, corrected_text=corrected, state="corrected"
    )
    of_pair |= {"corrected": f"/imports/{run.reference}/{settled.pk}"}
    return {"run": run.reference, "row": str(row.pk), "bundle": bundle.reference, **of_pair}


def _reported(night: Night, *, by: Actor, now: datetime) -> str:
    m = MARKS
    return night.reported(
        by=by,
        now=now,
        last_seen=When.moment(now - timedelta(hours=1)),
        said_by=m["EventSource.said_by"],
        said_by_role=m["EventSource.said_by_role"],
        contact=m["EventSource.contact"],
        last_seen_where=m["ReportDetail.last_seen_where"],
        wearing=m["ReportDetail.wearing"],
        why_worried=m["ReportDetail.why_worried"],
        done_to_trace=m["ReportDetail.done_to_trace"],
        caller_reasons=m["ReportDetail.caller_reasons"],
        words=m["Event.words"],
        answers=(GivenAnswer(question="hurt", answer=Answer.YES, words=m["CallAnswer.words"]),),
    )


def _found(now: datetime) -> Found:
    m = MARKS
    return Found(
        state=LocatedState.IN_HOSPITAL,
        safe_and_well=Answer.NO,
        owner=m["LocatedDetail.owner"],
        check_again_at=now + timedelta(days=1),
        said_by=m["EventSource.said_by"],
        contact=m["EventSource.contact"],
        place=m["LocatedPlace.place"],
        collected_by=m["LocatedPlace.collected_by"],
        to_address=m["LocatedPlace.to_address"],
        authorised_by=m["LocatedPlace.authorised_by"],
    )


def _earlier_episode(night: Night, *, by: Actor, now: datetime) -> tuple[str, str]:
    """Go through a whole episode: reported, back, wrongly back, back again, and an interview offered."""
    m, reference = MARKS, _reported(night, by=by, now=now)
    seen: dict[str, Any] = {"reference": reference, "seen_version": None, "by": by}
    back = {"returned": When.moment(now + timedelta(hours=2)), "words": m["Event.words"]}
    missing.record_return(**back, now=now + timedelta(hours=2), **seen)
    with seen_as(SIMULATOR):
        wrong = Event.objects.get(episode__reference=reference, kind="child_returned").pk
    missing.correct(event=wrong, reasons=m["Event.words"], now=now + timedelta(hours=3), **seen)
    missing.record_return(**back, now=now + timedelta(hours=4), **seen)
    offer = interviews.Offer(
        offered=When.moment(now + timedelta(hours=5)),
        offered_by=m["InterviewOfferDetail.offered_by"],
        language=m["InterviewOfferDetail.language"],
        words=m["Event.words"],
    )
    interviews.record_offer(reference=reference, offer=offer, by=by, now=now + timedelta(hours=5))
    service = marked_service.asked(reference, by=by, now=now + timedelta(hours=5))
    after.heard(reference, by=by, now=now + timedelta(hours=6))
    marked_back.changed(reference, by=by, now=now + timedelta(hours=9))
    return reference, service


def _found_episode(night: Night, *, by: Actor, now: datetime) -> str:
    """Go through a night as far as found and not yet back, with everything recorded that can be."""
    m, reference = MARKS, _reported(night, by=by, now=now)
    seen: dict[str, Any] = {"reference": reference, "seen_version": None, "by": by}
    then: dict[str, Any] = {"reference": reference, "by": by}
    called = When.moment(now + timedelta(minutes=10))
    call = police.PoliceCall(
        called=called,
        was_answered=True,
        log_number=m["PoliceCallDetail.log_number"],
        handler=m["PoliceCallDetail.handler"],
        words=m["Event.words"],
    )
    police.record_police_call(call=call, now=now + timedelta(minutes=11), **seen)
    risk = police.Risk(
        level=RiskLevel.HIGH, officer=m["RiskDetail.officer"], assessed=called, reasons=m["Event.words"]
    )
    police.record_risk(risk=risk, now=now + timedelta(minutes=12), **seen)
    beside.said_to_be_out(reference, by=by, now=now + timedelta(minutes=12))
    missing.classify(
        kind=MissingKind.MISSING,
        classified_by=ClassifiedBy.AUTHORITY,
        reasons=m["Event.words"],
        now=now + timedelta(minutes=13),
        **seen,
    )
    told = information.Information(
        words=m["Event.words"],
        obtained=called,
        given_by=m["EventSource.said_by"],
        given_by_role=m["EventSource.said_by_role"],
        contact=m["EventSource.contact"],
    )
    information.record_information(information=told, now=now + timedelta(minutes=14), **then)
    enquiry = enquiries.Enquiry(
        words=m["Event.words"],
        owner=m["EnquiryDetail.owner"],
        asked_of=m["EnquiryDetail.asked_of"],
        due_at=now + timedelta(minutes=30),
    )
    for minutes in (15, 16):
        enquiries.set_enquiry(enquiry=enquiry, now=now + timedelta(minutes=minutes), **then)
    with seen_as(SIMULATOR):
        first = Event.objects.filter(episode__reference=reference, kind="enquiry_set").earliest("pk").pk
    enquiries.answer_enquiry(enquiry=first, result=m["Event.words"], now=now + timedelta(minutes=17), **seen)
    marked_publicity.searched(reference, by=by, now=now + timedelta(minutes=18))
    marked_places.placed(reference, by=by, now=now + timedelta(minutes=18))
    ringing.ring_unanswered(by=SYSTEM, now=now + timedelta(hours=2))
    _answered_by_telephone(night, reference, by=by, now=now + timedelta(hours=2, minutes=1))
    located = When.moment(now + timedelta(hours=3))
    missing.record_located(
        located=located, words=m["Event.words"], found=_found(now), now=now + timedelta(hours=3), **seen
    )
    return reference


def _answered_by_telephone(night: Night, reference: str, *, by: Actor, now: datetime) -> None:
    with seen_as(SIMULATOR):
        calls = Telling.objects.filter(episode__reference=reference, organisation=night.authority)
        call = calls.exclude(follows_up=None).earliest("pk")
    said = ringing.Call(
        called=When.moment(now),
        was_answered=True,
        name=MARKS["Acknowledgement.name"],
        post=MARKS["Acknowledgement.job_title"],
        words=MARKS["Event.words"],
    )
    ringing.record_call(
        reference=reference, telling=call.reference, call=said, seen_version=None, by=by, now=now
    )


def _facts(night: Night, earlier: str, episode: str, let_in: Organisation) -> dict[str, str]:
    with seen_as(SIMULATOR):
        kinds = dict(Event.objects.filter(episode__reference=episode).values_list("kind", "pk"))
        set_on = Event.objects.filter(episode__reference=episode, kind="enquiry_set", seal=None)
        asked = set_on.latest("pk").pk
        waiting = Telling.objects.filter(episode__reference=episode).exclude(token_hash=None)
        calls = Telling.objects.filter(episode__reference=episode, organisation=night.host)
        call = calls.exclude(follows_up=None).earliest("pk")
        link, own, given = (
            waiting.filter(organisation=organisation).latest("pk")
            for organisation in (night.host, night.authority, let_in)
        )
    return {
        "episode": episode,
        "earlier": earlier,
        "child": night.child.reference,
        "home": night.home.reference,
        "authority": night.authority.reference,
        "event": str(kinds["missing_reported"]),
        "enquiry": str(asked),
        "telling": call.reference,
        "link": link.reference,
        "token": notices.token_for(link),
        "own_token": notices.token_for(own),
        "given_token": notices.token_for(given),
    }
