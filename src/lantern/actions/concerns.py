"""Signs of exploitation, the authority's own view, and a decision not to refer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.policies import concerns as policy
from lantern.policies.missing import check_not_matched
from lantern.queries import concerns as seen
from lantern.queries.missing import find_child, lock_child
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import Child, ConcernDetail, EventSource, NotReferredDetail, SignSeen, ViewDetail
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.concerns import AuthorityView
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.signs import VERSION, Certainty, HeardFrom


@dataclass(frozen=True, kw_only=True)
class Signs:
    """The signs of one occasion, each observed or suspected; who saw them, when, and on what evidence."""

    seen: tuple[tuple[str, Certainty], ...]
    happened: When
    heard_from: HeardFrom
    said_by: str = ""
    evidence: str = ""
    words: str = ""


@acts
def record_signs(*, child: str, signs: Signs, by: Actor, now: datetime) -> int:
    """Record signs of exploitation. Whoever may do so need not read what others recorded."""
    row = _taken(child, Permission.RECORD_CONCERN, by=by)
    policy.check_signs(seen=signs.seen, words=signs.words)
    policy.check_evidence(seen=signs.seen, evidence=signs.evidence)
    rows = [SignSeen(code=code, certainty=certainty.value) for code, certainty in signs.seen]
    with hand_on(child_id=row.pk):
        event = events.append(
            child=row,
            kind=EventKind.CONCERN_RECORDED,
            happened=signs.happened,
            words=signs.words,
            detail=ConcernDetail(
                version=VERSION, heard_from=signs.heard_from.value, evidence=signs.evidence.strip()
            ),
            more=rows,
            source=EventSource(said_by=signs.said_by.strip()) if signs.said_by.strip() else None,
            by=by,
            now=now,
        )
    audit(action="concerns.record_signs", about=child, by=by, now=now)
    return event.pk


@acts
def record_view(
    *, child: str, view: AuthorityView, happened: When, reasons: str, by: Actor, now: datetime
) -> int:
    """Record the authority's own view of trafficking, as a new entry beside the earlier ones."""
    row = _taken(child, Permission.DECIDE_CONCERN, by=by)
    policy.check_reasons(reasons)
    event = events.append(
        child=row,
        kind=EventKind.CONCERN_VIEWED,
        happened=happened,
        words=reasons,
        detail=ViewDetail(view=view.value),
        by=by,
        now=now,
    )
    audit(action="concerns.record_view", about=child, by=by, now=now)
    return event.pk


@acts
def record_no_referral(
    *,
    child: str,
    happened: When,
    decided_by: str,
    reasons: str,
    look_again_on: date,
    by: Actor,
    now: datetime,
) -> int:
    """Record that there is a concern and no referral, who decided so and why, and when somebody looks again."""
    row = _taken(child, Permission.DECIDE_CONCERN, by=by)
    policy.check_reasons(reasons)
    policy.check_look_again(on=look_again_on, today=day_of(now))
    event = events.append(
        child=row,
        kind=EventKind.NOT_REFERRED,
        happened=happened,
        words=reasons,
        detail=NotReferredDetail(decided_by=decided_by.strip() or by.name, look_again_on=look_again_on),
        by=by,
        now=now,
    )
    audit(action="concerns.record_no_referral", about=child, by=by, now=now)
    return event.pk


def _taken(child: str, permission: Permission, *, by: Actor) -> Child:
    """Take the child for somebody who may do this; once a child is matched, it is said of the known one."""
    row = lock_child(reference=child, by=by)
    require(permission=permission, row=row, by=by)
    check_not_matched(is_matched=row.matched_to_id is not None)
    return row


@acts
def open_concern(*, child: str, by: Actor, now: datetime) -> seen.ConcernPage:
    """Open what is recorded of trafficking about one child. Reading it is audited."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.SEE_RECORD, row=row, by=by)
    page = seen.page_of(row, by=by, now=now)
    audit(action="concerns.open_concern", about=child, by=by, now=now)
    return page


@acts
def open_not_referred(*, by: Actor, now: datetime) -> seen.NotReferredList:
    """Open the list of children with a concern and no referral. Reading it is audited."""
    found = seen.not_referred(by=by, now=now)
    audit(action="concerns.open_not_referred", about="", by=by, now=now)
    return found
