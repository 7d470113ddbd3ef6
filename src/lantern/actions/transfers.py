"""A child is handed over to another authority, with the risk; it looks after the child once it accepted in writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.accounts.models import Organisation, Team
from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.arrivals import tell_new_authority
from lantern.actions.children import host_of
from lantern.actions.reckoning import note
from lantern.actions.telling_anew import tell_anew
from lantern.policies import transfers as policy
from lantern.policies.missing import check_not_matched
from lantern.policies.times import check_not_future
from lantern.queries.missing import lock_child
from lantern.queries.seeing import require
from lantern.queries.transfers import asked_of, is_missing, waiting
from lantern.record.context import hand_on
from lantern.record.models import Child, ResponsibilityPeriod, TransferAnswer, TransferAsked
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import Route
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import OrganisationKind, Permission


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Which authority is asked to take the child over, and what it is told of the risk."""

    to_authority: str  # by reference
    missing_risk: str
    trafficking_risk: str


@dataclass(frozen=True, kw_only=True)
class Answering:
    """What the other authority answered in writing: yes or no, who, when, by which route, and why."""

    accepted: bool
    answered_by: str
    happened: When
    route: Route
    words: str = ""


@acts
def ask(*, child: str, asking: Asking, by: Actor, now: datetime) -> str:
    """Record that another authority is asked to take a child over, with the risk. Lantern sends it nowhere."""
    row = _taken(child, by=by)
    kind = OrganisationKind.LOCAL_AUTHORITY.value
    others = Organisation.objects.filter(kind=kind).exclude(pk=row.responsible_authority_id)
    other = others.filter(reference=asking.to_authority).first()
    if other is None:
        raise Refused("Choose the authority that is to take the child over.", field="to_authority")
    policy.check_asked(
        missing_risk=asking.missing_risk,
        trafficking_risk=asking.trafficking_risk,
        is_open=waiting(asked_of(row)) is not None,
        is_missing=is_missing(row),
    )
    event = events.append(
        child=row,
        kind=EventKind.CARE_PLAN_RECORDED,
        happened=When.moment(now),
        words=f"{other.name} was asked to take the child over.",
        detail=TransferAsked(
            to_authority=other,
            missing_risk=asking.missing_risk.strip(),
            trafficking_risk=asking.trafficking_risk.strip(),
        ),
        by=by,
        now=now,
    )
    audit(action="transfers.ask", about=child, by=by, now=now)
    return str(event.pk)


@acts
def answer(*, child: str, answering: Answering, seen_version: int | None, by: Actor, now: datetime) -> str:
    """Record what the other authority answered in writing. Where it accepted, it looks after the child from now on.

    Whoever records this then reads the child no more, unless the child still lives in their area.
    """
    row = _taken(child, by=by)
    check_version(held=row.version, seen=seen_version)
    asked = waiting(asked_of(row))
    if asked is None:
        raise Refused("No authority is asked that has not answered. Open the page again.")
    check_not_future(happened=answering.happened, words="of the answer", field="happened", now=now)
    policy.check_answer(
        answered_by=answering.answered_by,
        words=answering.words,
        accepted=answering.accepted,
        asked_on=asked.happened_on,
        answered_on=answering.happened.on,
        is_missing=is_missing(row),
    )
    other = asked.transfer_asked.to_authority
    done = "accepted in writing to take" if answering.accepted else "does not take"
    events.append(
        child=row,
        kind=EventKind.CARE_PLAN_RECORDED,
        happened=answering.happened,
        words=" ".join(filter(None, (f"{other.name} {done} the child over.", answering.words.strip()))),
        answers=asked,
        detail=TransferAnswer(
            accepted=answering.accepted,
            answered_by=answering.answered_by.strip(),
            route=answering.route.value,
        ),
        by=by,
        now=now,
    )
    if answering.accepted:
        with hand_on(child_id=row.pk):
            _hand_over(row, other, now=now)
            tell_new_authority(row, now=now)
        tell_anew(row.pk, now=now)
    audit(action="transfers.answer", about=child, by=by, now=now)
    return child


def _taken(reference: str, *, by: Actor) -> Child:
    row = lock_child(reference=reference, by=by)
    require(permission=Permission.DECIDE_CONCERN, row=row, by=by)
    check_not_matched(is_matched=row.matched_to_id is not None)
    return row


def _hand_over(child: Child, other: Organisation, *, now: datetime) -> None:
    """Move the access key and the dated rows behind it: who looks after the child, and in whose area they live."""
    today = day_of(now)
    host = host_of(child.placement_provider, authority=other.pk)
    keys = {ResponsibilityPeriod.RESPONSIBLE: other.pk, ResponsibilityPeriod.HOST: host}
    for relation, key in keys.items():
        running = ResponsibilityPeriod.objects.filter(child=child, relation=relation, until_on=None).first()
        if running is not None and running.organisation_id == key:
            continue
        if running is not None:
            running.until_on = max(today, running.from_on)
            running.save(update_fields=["until_on"])
        if key is not None:
            ResponsibilityPeriod.objects.create(
                child=child, relation=relation, organisation_id=key, from_on=today, recorded_at=now
            )
    child.responsible_authority, child.host_authority_id = other, host
    child.responsible_team = Team.objects.filter(organisation=other).order_by("pk").first()
    child.version += 1
    child.save(update_fields=["responsible_authority", "responsible_team", "host_authority", "version"])
    note(child.pk, whole=True, now=now)
