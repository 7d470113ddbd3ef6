"""A child of whom every protected column holds a mark of its own, and a night that moves them all.

A mark is a word that stands nowhere else, so that whoever finds it knows which column it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from lantern.accounts.models import Account, Organisation
from lantern.actions import drafts, enquiries, information, interviews, missing, notices, police, ringing
from lantern.actions.said import Found, GivenAnswer
from lantern.record.context import seen_as
from lantern.record.models import Event, Telling
from lantern.record.personal import SCRUB
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import ClassifiedBy, LocatedState, MissingKind, NameKind, RiskLevel
from lantern.vocabulary.roles import Permission, Role
from tests.factories import children, imports
from tests.factories.night import Night, make_night
from tests.factories.notices import make_telling
from tests.factories.organisations import make_account, make_organisation
from tests.factories.sight import SIMULATOR

SHORTEST = 10  # a mark's length: what holds fewer characters is a code, and is not marked
NOBODY = None  # its owner alone, whoever else they are

# What somebody must be allowed, for this child, to read the column on any page.
NEEDS: dict[str, Permission | None] = {
    "Acknowledgement.name": Permission.SEE_EPISODE,
    "Acknowledgement.job_title": Permission.SEE_EPISODE,
    "Child.nationality": Permission.SEE_NAME,
    "Child.languages": Permission.SEE_NAME,
    "ChildIdentifier.value": Permission.SEE_NAME,
    "ChildName.name": Permission.SEE_NAME,
    "Event.by_name": Permission.SEE_NAME,  # who recorded a child missing already is said to who may find the child
    "CallAnswer.words": Permission.SEE_RECORD,
    "CareEpisode.urn": Permission.SEE_RECORD,
    "EnquiryDetail.asked_of": Permission.SEE_RECORD,
    "EnquiryDetail.owner": Permission.SEE_RECORD,
    "Event.words": Permission.SEE_RECORD,
    "InterviewOfferDetail.language": Permission.SEE_RECORD,
    "InterviewOfferDetail.offered_by": Permission.SEE_RECORD,
    "LocatedDetail.owner": Permission.SEE_RECORD,
    "PoliceCallDetail.handler": Permission.SEE_RECORD,
    "PoliceCallDetail.log_number": Permission.SEE_RECORD,
    "ReportDetail.done_to_trace": Permission.SEE_RECORD,
    "ReportDetail.last_seen_where": Permission.SEE_RECORD,
    "ReportDetail.wearing": Permission.SEE_RECORD,
    "ReportDetail.why_worried": Permission.SEE_RECORD,
    "RiskDetail.officer": Permission.SEE_RECORD,
    "CareEpisodeAddress.home_postcode": Permission.SEE_PROTECTED,
    "CareEpisodeAddress.placement_postcode": Permission.SEE_PROTECTED,
    "EventSource.contact": Permission.SEE_PROTECTED,
    "EventSource.said_by": Permission.SEE_PROTECTED,
    "EventSource.said_by_role": Permission.SEE_PROTECTED,
    "LocatedPlace.authorised_by": Permission.SEE_PROTECTED,
    "LocatedPlace.collected_by": Permission.SEE_PROTECTED,
    "LocatedPlace.place": Permission.SEE_PROTECTED,
    "LocatedPlace.to_address": Permission.SEE_PROTECTED,
    "PlacementAddress.address": Permission.SEE_PROTECTED,
    "PlacementAddress.carer_name": Permission.SEE_PROTECTED,
    "PlacementAddress.telephone": Permission.SEE_PROTECTED,
    "ProtectedContact.address": Permission.SEE_PROTECTED,
    "ProtectedContact.name": Permission.SEE_PROTECTED,
    "ProtectedContact.telephone": Permission.SEE_PROTECTED,
    "ProtectedContact.what": Permission.SEE_PROTECTED,
    "ImportRow.column": Permission.SEE_IMPORTS,
    "ImportRow.reason": Permission.SEE_IMPORTS,
    "ImportRow.row_text": Permission.SEE_IMPORTS,
    "ImportRow.value": Permission.SEE_IMPORTS,
    "Draft.content": NOBODY,
}
NOT_MARKED: dict[str, str] = {
    **dict.fromkeys(
        ("Account.password", "Account.email", "Account.name"), "of who signs in, not of the child"
    ),
    **dict.fromkeys(
        ("ContactPerson.name", "ContactPerson.job_title", "ContactPerson.work_telephone")
        + ("ContactPerson.work_email", "DutyShift.name", "DutyShift.post", "DutyShift.telephone"),
        "of people on duty, not of the child",
    ),
    **dict.fromkeys(("NoticeCode.code_hash", "Proof.code_hash", "Telling.token_hash"), "a hash"),
    **dict.fromkeys(("Proof.address", "Proof.answered_by"), "of the set-up, not of the child"),
    **dict.fromkeys(("DemoMessage.recipient", "DemoMessage.body"), "a message, which is read as one here"),
    **dict.fromkeys(("ImportRun.by_name", "ImportRow.settled_by"), "of who brought a file, not of the child"),
    "ImportRow.settled_reason": "typed by who corrects the row; seen with the row",
    "CallAnswer.question": "the short name of a question",
    "ChildIdentifier.kind": "what sort of number it is",
    "ChildName.search_key": "made from the name",
}
MARKS = {column: f"Zq{place:02d}Marked" for place, column in enumerate(NEEDS)}
HOME = "Zq99Marked"  # a small home is as good as a name


def text_columns() -> Iterator[tuple[str, models.Field[Any, Any]]]:
    """Give every column that is declared personal and can hold free text."""
    for model in (one for one in apps.get_models() if one.__name__ in SCRUB):
        for name in SCRUB[model.__name__].split():
            column = model._meta.get_field(name)
            holds_words = isinstance(column, models.CharField | models.TextField | models.JSONField)
            is_text = holds_words and not column.choices
            if is_text and (column.max_length or SHORTEST) >= SHORTEST:
                yield f"{model.__name__}.{name}", column


def is_planted(column: str, owner: Actor) -> bool:
    """Say whether a row holds the column's mark."""
    model_name, name = column.split(".")
    model = next(one for one in apps.get_models() if one.__name__ == model_name)
    by = {
        "Draft": owner,
        "ImportRow": Actor(role=Role.IMPORTER, name="x", organisation_id=owner.organisation_id),
    }
    with seen_as(by.get(model_name, SIMULATOR)):
        rows = model._default_manager.annotate(as_text=Cast(name, models.TextField()))
        return rows.filter(as_text__contains=MARKS[column]).exists()


@dataclass(frozen=True, kw_only=True)
class Marked:
    """The night, its two episodes, and whoever typed into the draft."""

    night: Night
    earlier: str  # is back; an interview was offered, an entry struck
    episode: str  # found, not yet back
    owner: Account
    stranger: Organisation  # was sent a notice, and stands in no relation
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
    brought = _beside(night)
    owner = make_account(organisation=night.authority, name=MARKS["Event.by_name"])
    by = owner.as_actor()
    earlier = _earlier_episode(night, by=by, now=now - timedelta(days=10))
    episode = _found_episode(night, by=by, now=now - timedelta(hours=6))
    stranger = make_organisation(name="Told Stranger")
    told = {"organisation": stranger, "relation": "told", "recorded_at": now}
    with seen_as(SIMULATOR):
        event = Event.objects.filter(episode__reference=episode).earliest("pk")
    make_telling(event=event, **told)
    typed = {"words": MARKS["Draft.content"], "last_seen_where": MARKS["Draft.content"]}
    drafts.keep_draft(form="report", about=night.child.reference, content=typed, by=by, now=now)
    facts = brought | _facts(night, earlier, episode)
    return Marked(night=night, earlier=earlier, episode=episode, owner=owner, stranger=stranger, facts=facts)


def _beside(night: Night) -> dict[str, str]:
    """Make what no journey writes; give where the row of an import is found."""
    m, child = MARKS, night.child
    for kind in (NameKind.KNOWN_AS, NameKind.ORIGINAL_SCRIPT, NameKind.OTHER_SPELLING):
        children.make_child_name(child=child, name=m["ChildName.name"], kind=kind)
    children.make_child_identifier(child=child, value=m["ChildIdentifier.value"])
    children.make_unaccompanied_period(child=child)
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
    run = imports.make_import_run(authority=night.authority)
    row = imports.make_import_row(run=run, row_text={"CHILD": m["ImportRow.row_text"]}, **columns)
    return {"run": run.reference, "row": str(row.pk)}


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


def _earlier_episode(night: Night, *, by: Actor, now: datetime) -> str:
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
    return reference


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
    enquiries.answer_enquiry(enquiry=first, result=m["Event.words"], now=now + timedelta(minutes=17), **then)
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


def _facts(night: Night, earlier: str, episode: str) -> dict[str, str]:
    with seen_as(SIMULATOR):
        kinds = dict(Event.objects.filter(episode__reference=episode).values_list("kind", "pk"))
        waiting = Telling.objects.filter(episode__reference=episode).exclude(token_hash=None)
        calls = Telling.objects.filter(episode__reference=episode, organisation=night.host)
        call = calls.exclude(follows_up=None).earliest("pk")
        link, own = (
            waiting.get(relation="host", about="located"),
            waiting.get(relation="responsible", about="located"),
        )
    return {
        "episode": episode,
        "earlier": earlier,
        "child": night.child.reference,
        "home": night.home.reference,
        "authority": night.authority.reference,
        "event": str(kinds["missing_reported"]),
        "enquiry": str(kinds["enquiry_set"]),
        "telling": call.reference,
        "link": link.reference,
        "token": notices.token_for(link),
        "own_token": notices.token_for(own),
    }
