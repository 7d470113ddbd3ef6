"""A notice on paper from an authority that does not use Lantern: a child lives in this area, and is known here now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.accounts.models import Organisation
from lantern.actions import events, readiness
from lantern.actions.acting import acts, audit
from lantern.actions.children import home_of, relate
from lantern.actions.unknown import add_names
from lantern.policies import access
from lantern.policies import out_of_area as policy
from lantern.policies.times import check_not_future
from lantern.queries.received_notices import placing_authorities
from lantern.record.models import AreaNoticeReceived, Child
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import DateCertainty, NameKind, Sex
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Permission, Relation


@dataclass(frozen=True, kw_only=True)
class Received:
    """What the notice says: which child, from whom, living where since when, and what came with it."""

    name: str
    from_authority: str  # by reference
    provider: str  # by reference
    received: When
    begins_on: date
    sent_by: str
    reach: str
    date_of_birth: date | None = None
    sex: Sex = Sex.UNKNOWN
    has_needs: bool = False
    has_why: bool = False
    has_care_plan: bool = False
    acknowledged_on: date | None = None


@acts
def receive_notice(*, notice: Received, by: Actor, now: datetime) -> str:
    """Put a child on the record of whom another authority told this one on paper; gives the child's reference.

    The placing authority looks after the child and the actor's own is the host: the child can be found, and reported
    missing, from this moment.
    """
    own = _host(by)
    readiness.require_ready()
    placing, home = _placing(notice.from_authority, by=by), _home(notice.provider, own=own)
    _check(notice, now=now)
    row = _written(notice, placing=placing, home=home, own=own, now=now)
    detail = AreaNoticeReceived(
        from_authority=placing,
        provider=home,
        begins_on=notice.begins_on,
        sent_by=notice.sent_by.strip(),
        reach=notice.reach.strip(),
        has_needs=notice.has_needs,
        has_why=notice.has_why,
        has_care_plan=notice.has_care_plan,
        acknowledged_on=notice.acknowledged_on,
    )
    events.append(
        child=row,
        kind=EventKind.CARE_PLAN_RECORDED,
        happened=notice.received,
        words=f"{own.name} received a written notice from {placing.name} of a placement at {home.name}.",
        detail=detail,
        by=by,
        now=now,
    )
    audit(action="received_notices.receive_notice", about=row.reference, by=by, now=now)
    return row.reference


def _host(by: Actor) -> Organisation:
    allowed = access.may(role=by.role, relation=Relation.HOST, permission=Permission.REGISTER_CHILD)
    kind = OrganisationKind.LOCAL_AUTHORITY.value
    own = Organisation.objects.filter(pk=by.organisation_id or 0, kind=kind).first()
    if not allowed or own is None:
        raise NotPermitted("Only a local authority records a notice of a child placed in its area.")
    return own


def _placing(reference: str, *, by: Actor) -> Organisation:
    found = next((each for each in placing_authorities(by) if each.reference == reference), None)
    if found is None:
        raise Refused(
            "Choose the authority that placed the child. One that uses Lantern records the placement itself: ring it. "
            "One that is not listed is added by an administrator.",
            field="from_authority",
        )
    return found


def _home(reference: str, *, own: Organisation) -> Organisation:
    home = home_of(reference)
    if home is None or home.area_authority_id != own.pk:
        raise Refused("Choose the home or service, one that stands in your own area.", field="provider")
    return home


def _check(notice: Received, *, now: datetime) -> None:
    if not notice.name.strip():
        raise Refused("Enter the child’s name.", field="name")
    if not notice.sent_by.strip():
        raise Refused("Enter who sent the notice, by name and post.", field="sent_by")
    if not notice.reach.strip():
        raise Refused(
            "Enter how that authority is reached, at night too: it is rung when the child is missing.",
            field="reach",
        )
    check_not_future(happened=notice.received, words="at which it was received", field="received", now=now)
    if notice.date_of_birth and notice.date_of_birth > day_of(now):
        raise Refused("The date of birth is in the future. Check the year.", field="date_of_birth")
    policy.check_received(
        begins_on=notice.begins_on,
        received_on=notice.received.on,
        acknowledged_on=notice.acknowledged_on,
        today=day_of(now),
    )


def _written(
    notice: Received, *, placing: Organisation, home: Organisation, own: Organisation, now: datetime
) -> Child:
    row = Child(
        date_of_birth=notice.date_of_birth,
        date_of_birth_certainty=DateCertainty.STATED.value,
        sex=notice.sex.value,
        responsible_authority=placing,
        host_authority=own,
        placement_provider=home,
        recorded_at=now,
    )
    check_fits(row)
    row.save(force_insert=True)
    add_names(row, (notice.name.strip(),), kind=NameKind.BIRTH, now=now)
    relate(row, provider=home, placed_on=notice.begins_on, now=now)
    return row
