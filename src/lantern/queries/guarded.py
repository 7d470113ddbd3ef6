"""Children with a guardian: a guardian's own, or those of an authority, with what waits for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from lantern.accounts.models import Account
from lantern.policies import access
from lantern.queries.children import display_names
from lantern.queries.concern_events import GUARDIANS
from lantern.queries.corrected import standing
from lantern.queries.guardians import AllocationLine, ChallengeLine, guardian_of
from lantern.queries.missing import find_child
from lantern.queries.seeing import guarded_by, reads, require
from lantern.record.models import Child, Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission, Relation, Role

_DETAILS = ("guardian_asked", "guardian_allocation", "guardian_note", "guardian_challenge", "guardian_answer")


@dataclass(frozen=True, kw_only=True)
class GuardedChild:
    """A child who has a guardian, or whose last guardian's challenge nobody has answered."""

    child: str
    name: str
    guardian: AllocationLine | None
    unanswered: tuple[ChallengeLine, ...]  # the newest first


@reads
def guarded(*, by: Actor, now: datetime) -> tuple[GuardedChild, ...]:
    """Give a guardian the children whose guardian they are, and an authority its own; unanswered challenges first."""
    children = Child.objects.filter(_whose(by))
    kinds = [kind.value for kind in (*GUARDIANS, EventKind.ENTERED_IN_ERROR)]
    rows = Event.objects.filter(child__in=children, kind__in=kinds).select_related(
        "child", "by_organisation", *_DETAILS
    )
    by_child: dict[Child, list[Event]] = {}
    for row in standing(rows.order_by("recorded_at", "pk")):
        assert row.child is not None
        by_child.setdefault(row.child, []).append(row)
    names = display_names([child.pk for child in by_child])
    found = [_line(child, held, names[child.pk]) for child, held in by_child.items()]
    kept = [line for line in found if line.guardian is not None or line.unanswered]
    return tuple(sorted(kept, key=lambda line: (not line.unanswered, line.name, line.child)))


def _whose(by: Actor) -> Q:
    own = Relation.RESPONSIBLE in access.relations_that(role=by.role, permission=Permission.KEEP_GUARDIAN)
    if own and by.organisation_id is not None:
        return Q(responsible_authority=by.organisation_id)
    if access.MATRIX[by.role][Relation.ALLOCATED]:
        return Q(pk__in=list(guarded_by(by).values_list("event__child_id", flat=True)))
    raise NotFound("There is no such list for your role.")


def _line(child: Child, rows: list[Event], name: str) -> GuardedChild:
    rows = sorted(rows, key=lambda row: (row.happened_on, row.happened_at or row.recorded_at, row.pk))
    held = guardian_of(rows)
    return GuardedChild(
        child=child.reference,
        name=name,
        guardian=held.now,
        unanswered=tuple(line for line in held.challenges if line.answer is None),
    )


@reads
def accounts(*, child: str, by: Actor, now: datetime) -> tuple[tuple[int, str], ...]:
    """Give the accounts of guardians who can sign in, for a reader who may name a guardian of this child."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.KEEP_GUARDIAN, row=row, by=by)
    held = Account.objects.filter(role=Role.GUARDIAN.value, is_active=True).select_related("organisation")
    return tuple((one.pk, f"{one.name}, {one.organisation.name}") for one in held.order_by("name", "pk"))
