"""What is recorded of trafficking about one child, and which children have a concern and no referral."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lantern.policies import access
from lantern.queries import guardians, referrals
from lantern.queries.children import display_names
from lantern.queries.concern_events import SIGNS, Said, of_kind, said_of, standing_of
from lantern.queries.corrected import standing
from lantern.queries.given_up import given_up_to
from lantern.queries.guardians import GuardianNow
from lantern.queries.missing import find_child
from lantern.queries.referrals import Referral, WelfareSent
from lantern.queries.seeing import may, permissions_on, reads, require
from lantern.record.context import read_as
from lantern.record.models import Child, Event, EventSource
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.concerns import AuthorityView
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission, Relation
from lantern.vocabulary.signs import Certainty, HeardFrom


@dataclass(frozen=True, kw_only=True)
class SignsLine:
    """One record of signs: what was seen or suspected, from whom, and on what evidence."""

    said: Said
    version: str
    heard_from: HeardFrom
    said_by: str  # empty to a reader who may not read who said what
    evidence: str
    seen: tuple[tuple[str, Certainty], ...]


@dataclass(frozen=True, kw_only=True)
class ViewLine:
    """The authority's own view, as it was on one day."""

    said: Said
    view: AuthorityView


@dataclass(frozen=True, kw_only=True)
class NotReferredLine:
    """That nobody is referred, who decided so, and when somebody looks again."""

    said: Said
    decided_by: str
    look_again_on: date
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class ConcernPage:
    """All of it, the newest first of each; `may` is what this reader may do."""

    child: str
    name: str
    signs: tuple[SignsLine, ...]
    views: tuple[ViewLine, ...]
    not_referred: tuple[NotReferredLine, ...]
    welfare: WelfareSent | None  # sent, and no referral followed yet
    series: tuple[Referral, ...]  # the first referral first
    guardian: GuardianNow
    may: frozenset[Permission]


def page_of(child: Child, *, by: Actor, now: datetime) -> ConcernPage:
    """Give what is recorded about one child. Called by the action that audits the opening."""
    rows = standing_of(child)
    return ConcernPage(
        child=child.reference,
        name=display_names([child.pk])[child.pk],
        signs=_signs(of_kind(rows, EventKind.CONCERN_RECORDED), child, by=by),
        views=tuple(
            ViewLine(said=said_of(row), view=AuthorityView(row.view.view))
            for row in reversed(of_kind(rows, EventKind.CONCERN_VIEWED))
        ),
        not_referred=tuple(
            _not_referred(row, now=now) for row in reversed(of_kind(rows, EventKind.NOT_REFERRED))
        ),
        welfare=referrals.welfare_of(child, rows),
        series=referrals.series_of(rows),
        guardian=guardians.guardian_of(rows),
        may=permissions_on(row=child, by=by),
    )


def _signs(rows: list[Event], child: Child, *, by: Actor) -> tuple[SignsLine, ...]:
    sources = {}
    if may(permission=Permission.SEE_PROTECTED, row=child, by=by):
        sources = {one.event_id: one.said_by for one in EventSource.objects.filter(event__in=rows)}
    return tuple(
        SignsLine(
            said=said_of(row),
            version=row.concern.version,
            heard_from=HeardFrom(row.concern.heard_from),
            said_by=sources.get(row.pk, ""),
            evidence=row.concern.evidence,
            seen=tuple((one.code, Certainty(one.certainty)) for one in row.signs_seen.all()),
        )
        for row in reversed(rows)
    )


def _not_referred(row: Event, *, now: datetime) -> NotReferredLine:
    again = row.not_referred.look_again_on
    return NotReferredLine(
        said=said_of(row),
        decided_by=row.not_referred.decided_by,
        look_again_on=again,
        is_overdue=again <= day_of(now),
    )


# Concern, no referral, and why ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class NotReferredChild:
    """A child with a concern and no referral since: the day of the newest concern, and why, where it was said."""

    child: str
    name: str
    concern_on: date
    view: AuthorityView | None
    why: NotReferredLine | None  # None: nobody has said why


@dataclass(frozen=True, kw_only=True)
class NotReferredList:
    """Those of whom nobody has said why, and those of whom somebody has; the longest waiting first."""

    unsaid: tuple[NotReferredChild, ...]
    said: tuple[NotReferredChild, ...]


@reads
def not_referred(*, by: Actor, now: datetime) -> NotReferredList:
    """Give the children of this reader's authority with a concern and no referral since.

    What was recorded before anybody knew who a child was counts as the known child's.
    """
    own = Relation.RESPONSIBLE in access.relations_that(role=by.role, permission=Permission.DECIDE_CONCERN)
    if not own or by.organisation_id is None:
        raise NotFound("There is no such list for your role.")
    kinds = [*SIGNS, EventKind.NRM_REFERRED, EventKind.ENTERED_IN_ERROR]
    rows = Event.objects.filter(kind__in=[kind.value for kind in kinds]).select_related(
        "view", "not_referred", "by_organisation"
    )
    held = list(rows.filter(child__responsible_authority=by.organisation_id, child__matched_to=None))
    earlier = given_up_to(by.organisation_id)
    if earlier:
        with read_as(SYSTEM):  # the record of then may be another authority's
            held += rows.filter(child__in=earlier)
    held.sort(key=lambda row: (row.recorded_at, row.pk))
    by_child: dict[int, list[Event]] = {}
    for row in standing(held):
        assert row.child_id is not None
        by_child.setdefault(earlier.get(row.child_id, row.child_id), []).append(row)
    names, children = display_names(by_child), Child.objects.in_bulk(by_child)
    found = [
        line
        for key, said in by_child.items()
        if (line := _unreferred(said, child=children[key].reference, name=names[key], now=now)) is not None
    ]
    found.sort(key=lambda line: (line.concern_on, line.name))
    return NotReferredList(
        unsaid=tuple(line for line in found if line.why is None),
        said=tuple(line for line in found if line.why is not None),
    )


def _unreferred(rows: Iterable[Event], *, child: str, name: str, now: datetime) -> NotReferredChild | None:
    """Give the line of one child; None where a referral followed the newest concern, or there is no concern."""
    newest: dict[str, Event] = {row.kind: row for row in sorted(rows, key=lambda r: (r.happened_on, r.pk))}
    concerns = [
        newest[kind.value]
        for kind in (EventKind.CONCERN_RECORDED, EventKind.CONCERN_VIEWED)
        if kind.value in newest
    ]
    why = newest.get(EventKind.NOT_REFERRED.value)
    last = max((row.happened_on for row in [*concerns, *([why] if why else [])]), default=None)
    if last is None or _is_referred(newest):
        return None
    told = max((row.happened_on for row in concerns), default=last)
    view = newest.get(EventKind.CONCERN_VIEWED.value)
    # What was decided before the newest concern does not answer it.
    answers = why is not None and why.happened_on >= told
    return NotReferredChild(
        child=child,
        name=name,
        concern_on=told,
        view=AuthorityView(view.view.view) if view else None,
        why=_not_referred(why, now=now) if why and answers else None,
    )


def _is_referred(newest: Mapping[str, Event]) -> bool:
    """Say whether a referral followed the newest signs. A view that came after it asks for no other referral."""
    referred = newest.get(EventKind.NRM_REFERRED.value)
    asking = [newest.get(kind.value) for kind in (EventKind.CONCERN_RECORDED, EventKind.NOT_REFERRED)]
    return referred is not None and all(
        row is None or row.happened_on <= referred.happened_on for row in asking
    )


# Beside the forms ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class CaseHead:
    """Whose form this is, what the reader may do, and whom a reader who may not refer is to ask."""

    child: str
    name: str
    may: frozenset[Permission]
    ask: tuple[tuple[str, str], ...]  # first responder organisations that know the child, with their numbers


@reads
def case_head(*, child: str, permission: Permission, by: Actor, now: datetime) -> CaseHead:
    """Give whose form it is to a reader who may do this; raise NotFound or NotPermitted to others."""
    row = find_child(reference=child, by=by)
    require(permission=permission, row=row, by=by)
    authority, host = row.responsible_authority, row.host_authority
    forces = [each.police_force for each in (host, authority) if each is not None and each.police_force]
    asked = dict.fromkeys([authority, *forces[:1]])
    return CaseHead(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        may=permissions_on(row=row, by=by),
        ask=tuple((each.name, each.out_of_hours_telephone or each.switchboard) for each in asked),
    )
