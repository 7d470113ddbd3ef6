"""Late, shared and sealed, and who has to do with a child, as bare rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from lantern.accounts.models import Organisation
from lantern.record.models import (
    AwayDetail,
    AwayPlace,
    Child,
    CountDetail,
    EpisodeAccess,
    Event,
    Involvement,
    Lateness,
    LeadDetail,
    MissingEpisode,
    NobodyTold,
    Photograph,
    PrivateCallDetail,
    PrivateDecision,
    PrivatePerson,
    ReturnPlan,
    Seal,
    ToldWhom,
)
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import CallOutcome, Capacity, CountEnds, MayBeTold
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.children import make_child
from tests.factories.missing import RECORDED_AT, SEEN, make_event, make_missing_episode
from tests.factories.organisations import make_organisation
from tests.factories.sight import invented


def _signed(fields: dict[str, Any]) -> dict[str, Any]:
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("by_role", Role.DUTY_WORKER.value)
    fields.setdefault("recorded_at", RECORDED_AT)
    return fields


@invented
def make_return_plan(*, child: Child | None = None, **fields: Any) -> ReturnPlan:
    """Make a plan by which the child may be an hour late."""
    child = child or make_child()
    fields.setdefault("may_be_late", True)
    fields.setdefault("minutes", 60)
    fields.setdefault("trafficking_concern", Answer.NO.value)
    fields.setdefault("by_organisation", child.responsible_authority)
    return ReturnPlan.objects.create(child=child, **_signed(fields))


@invented
def make_lateness(*, child: Child | None = None, **fields: Any) -> Lateness:
    child = child or make_child()
    fields["plan"] = fields.get("plan") or make_return_plan(child=child)
    fields.setdefault("last_seen_at", SEEN - timedelta(hours=4))
    fields.setdefault("expected_at", SEEN)
    fields.setdefault("trigger_at", fields["expected_at"] + timedelta(hours=1))
    return Lateness.objects.create(child=child, **_signed(fields))


@invented
def make_away_detail(*, event: Event | None = None, **fields: Any) -> AwayDetail:
    fields.setdefault("how_known", "Rang from the address")
    fields.setdefault("address_verified_by", "Invented Worker")
    fields.setdefault("adults_verified_by", "Invented Worker")
    return AwayDetail.objects.create(event=event or make_event(kind=EventKind.CLASSIFIED), **fields)


@invented
def make_away_place(*, event: Event | None = None, **fields: Any) -> AwayPlace:
    fields.setdefault("address", "1 Invented Street")
    fields.setdefault("adults", "Invented Aunt")
    return AwayPlace.objects.create(event=event or make_event(kind=EventKind.CLASSIFIED), **fields)


@invented
def make_lead_detail(*, event: Event | None = None, **fields: Any) -> LeadDetail:
    event = event or make_event(kind=EventKind.LEAD_ASKED)
    fields.setdefault("authority", event.episode.responsible_authority)
    return LeadDetail.objects.create(event=event, **fields)


@invented
def make_count_detail(*, event: Event | None = None, **fields: Any) -> CountDetail:
    fields.setdefault("until_on", day_of(RECORDED_AT))
    fields.setdefault("because", CountEnds.EIGHTEEN.value)
    return CountDetail.objects.create(event=event or make_event(kind=EventKind.COUNT_ENDED), **fields)


@invented
def make_involvement(
    *, child: Child | None = None, organisation: Organisation | None = None, **fields: Any
) -> Involvement:
    organisation = organisation or make_organisation(kind=OrganisationKind.GUARDIAN_SERVICE)
    fields.setdefault("capacity", Capacity.GUARDIAN.value)
    fields.setdefault("recorded_at", RECORDED_AT)
    return Involvement.objects.create(child=child or make_child(), organisation=organisation, **fields)


@invented
def make_private_person(*, child: Child | None = None, **fields: Any) -> PrivatePerson:
    fields.setdefault("name", "Invented Aunt")
    fields.setdefault("is_to_the_child", "aunt")
    fields.setdefault("telephone", "01632 960444")
    fields.setdefault("recorded_at", RECORDED_AT)
    return PrivatePerson.objects.create(child=child or make_child(), **fields)


@invented
def make_private_decision(*, person: PrivatePerson | None = None, **fields: Any) -> PrivateDecision:
    fields.setdefault("may_be_told", MayBeTold.YES.value)
    fields.setdefault("reasons", "The child is in touch with her.")
    return PrivateDecision.objects.create(person=person or make_private_person(), **_signed(fields))


@invented
def make_nobody_told(*, episode: MissingEpisode | None = None, **fields: Any) -> NobodyTold:
    fields.setdefault("reasons", "The child asked for nobody to be told.")
    return NobodyTold.objects.create(episode=episode or make_missing_episode(), **_signed(fields))


@invented
def make_private_call_detail(
    *, event: Event | None = None, person: PrivatePerson | None = None, **fields: Any
) -> PrivateCallDetail:
    event = event or make_event(kind=EventKind.PRIVATE_PERSON_RUNG)
    person = person or make_private_person(child=event.episode.child)
    fields.setdefault("checked_by", "Rang the number stored before")
    fields.setdefault("outcome", CallOutcome.SPOKEN_TO.value)
    return PrivateCallDetail.objects.create(event=event, person=person, **fields)


@invented
def make_photograph(*, child: Child | None = None, **fields: Any) -> Photograph:
    fields.setdefault("content", b"not a picture")
    fields.setdefault("media_type", "image/jpeg")
    fields.setdefault("width", 600)
    fields.setdefault("height", 800)
    fields.setdefault("digest", "0" * 64)
    return Photograph.objects.create(child=child or make_child(), **_signed(fields))


@invented
def make_episode_access(
    *, episode: MissingEpisode | None = None, organisation: Organisation | None = None, **fields: Any
) -> EpisodeAccess:
    """Let an organisation into an episode from yesterday until tomorrow, by the clock on the wall."""
    fields.setdefault("from_at", datetime.now(UTC) - timedelta(days=1))
    fields.setdefault("until_at", datetime.now(UTC) + timedelta(days=1))
    fields.setdefault("reasons", "Found in their area.")
    fields.setdefault("by_name", "Invented Worker")
    fields.setdefault("recorded_at", RECORDED_AT)
    organisation = organisation or make_organisation(kind=OrganisationKind.POLICE_FORCE)
    episode = episode or make_missing_episode()
    return EpisodeAccess.objects.create(episode=episode, organisation=organisation, **fields)


@invented
def make_seal(*, event: Event | None = None, **fields: Any) -> Seal:
    fields.setdefault("reasons", "Entered on the wrong child.")
    return Seal.objects.create(event=event or make_event(), **_signed(fields))


@invented
def make_told_whom(*, event: Event | None = None, **fields: Any) -> ToldWhom:
    fields.setdefault("home_office", True)
    fields.setdefault("reviewing_officer", False)
    event = event or make_event(kind=EventKind.ORGANISATION_TOLD)
    return ToldWhom.objects.create(event=event, **fields)
