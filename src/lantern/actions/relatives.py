"""Relatives and friends of a child who is not missing: written down, and decided on, before anybody is in a hurry."""

from __future__ import annotations

from datetime import datetime

from lantern.actions.acting import acts, audit
from lantern.actions.private_people import Person, append_decision, write_person
from lantern.policies import involved as policy
from lantern.policies.missing import check_not_matched
from lantern.queries.missing import find_child
from lantern.queries.seeing import require
from lantern.record.models import Child, PrivatePerson
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.involved import MayBeTold
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission


def _child(reference: str, *, by: Actor) -> Child:
    row = find_child(reference=reference, by=by)
    require(permission=Permission.TELL_PRIVATE_PERSON, row=row, by=by)
    return row


@acts
def add_relative(*, child: str, person: Person, by: Actor, now: datetime) -> str:
    """Write down a relative or friend of the child; nobody has decided on them yet. Gives their reference."""
    held = _child(child, by=by)
    check_not_matched(is_matched=held.matched_to_id is not None)
    row = write_person(child_id=held.pk, person=person, now=now)
    audit(action="relatives.add_relative", about=child, by=by, now=now)
    return row.reference


@acts
def decide_relative(
    *, child: str, person: str, may_be_told: MayBeTold, reasons: str, by: Actor, now: datetime
) -> str:
    """Decide whether a relative or friend may be told, with the reason; the newest decision holds."""
    row = _child(child, by=by)
    policy.check_decision(reasons=reasons)
    found = PrivatePerson.objects.filter(child=row, reference=person).first()
    if found is None:
        raise NotFound("There is no such person on this child's record. Open the page again.")
    append_decision(found, may_be_told, reasons, by=by, now=now)
    audit(action="relatives.decide_relative", about=child, by=by, now=now)
    return person
