"""Record what was done in a child's case: a visit, a review, who asked for one, and other steps. It tells nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.policies import casework as policy
from lantern.policies.missing import check_not_matched
from lantern.queries.casework_events import PLAN_OF, begun_by, has_accepted, has_child_asked, has_what_runs
from lantern.queries.missing import lock_child
from lantern.queries.placements import lives_since
from lantern.queries.seeing import require
from lantern.record.models import CaseStep, Child, Event, OfficerView, ReviewAsked, ReviewDetail, VisitMade
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.casework import Considered, PlanOf, Seen, VisitedAt, WhichReview
from lantern.vocabulary.changed import ReviewGround
from lantern.vocabulary.days import When, day_of, spoken_day
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import SURE
from lantern.vocabulary.particulars import Particular
from lantern.vocabulary.roles import Permission

# Who is named with each of these steps, and what is said of it: the words of a refusal where it is left out.
STEPS = {
    EventKind.CARE_PLAN_WRITTEN: ("Enter with whom it was agreed.", "Enter what was planned, in short."),
    EventKind.PLACEMENT_PLAN_SIGNED: (
        "Enter who signed it.",
        "Enter the child's wishes and feelings about it.",
    ),
    EventKind.REFERRAL_ACCEPTED: ("Enter who accepted it.", "Enter what the referral was about."),
    EventKind.ASSESSMENT_COMPLETED: ("Enter who completed it.", "Enter what it found, in short."),
    EventKind.CONFERENCE_HELD: ("Enter who chaired it.", "Enter what was decided."),
    EventKind.CONFERENCE_NOT_NEEDED: ("Enter who decided it.", "Enter why no conference is held."),
}


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A visit: on which day, by whom, where, and whether the child was seen, alone or why not."""

    on: date
    visitor: str
    visited_at: VisitedAt
    seen: Seen
    not_alone_because: str = ""
    is_settled: bool = (
        False  # past the first year of a placement that is intended to last until the child is 18
    )
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Review:
    """A review: which, who chaired it, what of Schedule 7 it considered, and what was decided."""

    on: date
    which: WhichReview
    chaired_by: str
    status_needs: Considered
    safety_considered: bool
    decided: str


@dataclass(frozen=True, kw_only=True)
class Asking:
    """That a review is asked for: by whom, on what ground, and why."""

    on: date
    ground: ReviewGround
    asked_by: str
    why: str


@dataclass(frozen=True, kw_only=True)
class View:
    """What the independent reviewing officer considered, whether they ask for a review, and why."""

    on: date
    officer: str
    asks: bool
    why: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """Another step of the case: which, who answers for it, what is to be said of it; of a plan, of what it is."""

    kind: EventKind
    on: date
    who: str
    words: str
    of: PlanOf = PlanOf.RUNNING


@acts
def record_visit(*, child: str, visit: Visit, by: Actor, now: datetime) -> str:
    """Record a visit to the child. What the child said is recorded as information, not here."""
    row = _taken(child, on=visit.on, by=by, now=now)
    policy.check_named(who=visit.visitor, field="visitor", asked="Enter who visited the child.")
    policy.check_seen(seen=visit.seen, not_alone_because=visit.not_alone_because)
    if visit.is_settled:
        policy.check_settled(began=lives_since(row, on=visit.on), on=visit.on)
    detail = VisitMade(
        visitor=visit.visitor.strip(),
        visited_at=visit.visited_at.value,
        seen=visit.seen.value,
        not_alone_because=visit.not_alone_because.strip(),
        is_settled=visit.is_settled,
    )
    return _said(row, EventKind.CHILD_VISITED, detail, on=visit.on, words=visit.words, by=by, now=now)


@acts
def record_review(*, child: str, review: Review, by: Actor, now: datetime) -> str:
    """Record a statutory review that was held."""
    row = _taken(child, on=review.on, by=by, now=now)
    policy.check_named(who=review.chaired_by, field="chaired_by", asked="Enter who chaired the review.")
    policy.check_words(words=review.decided, asked="Enter what was decided. If nothing was, say so.")
    detail = ReviewDetail(
        which=review.which.value,
        chaired_by=review.chaired_by.strip(),
        status_needs=review.status_needs.value,
        safety_considered=review.safety_considered,
    )
    return _said(row, EventKind.REVIEW_HELD, detail, on=review.on, words=review.decided, by=by, now=now)


@acts
def record_asking(*, child: str, asking: Asking, by: Actor, now: datetime) -> str:
    """Record that somebody asks for a review before it is due."""
    row = _taken(child, on=asking.on, by=by, now=now)
    policy.check_named(who=asking.asked_by, field="asked_by", asked="Enter who asks for it.")
    policy.check_words(words=asking.why, asked="Enter why it is asked for.")
    detail = ReviewAsked(ground=asking.ground.value, asked_by=asking.asked_by.strip())
    return _said(row, EventKind.REVIEW_ASKED, detail, on=asking.on, words=asking.why, by=by, now=now)


@acts
def record_view(*, child: str, view: View, by: Actor, now: datetime) -> str:
    """Record what the reviewing officer considered on being told of something, and whether they ask for a review."""
    return _viewed(child, view, EventKind.REVIEW_CONSIDERED, by=by, now=now)


@acts
def record_not_justified(*, child: str, view: View, by: Actor, now: datetime) -> str:
    """Record that the reviewing officer does not hold the review that the child asked for justified, and why."""
    return _viewed(child, view, EventKind.REVIEW_NOT_JUSTIFIED, by=by, now=now)


@acts
def record_step(*, child: str, step: Step, by: Actor, now: datetime) -> str:
    """Record another step of the case. A plan names the placement or the time in care whose plan it is.

    One for what is to begin names none yet: it is that of the first that begins.
    """
    row = _taken(child, on=step.on, by=by, now=now)
    asked_who, asked_words = STEPS[step.kind]
    policy.check_named(who=step.who, field="who", asked=asked_who)
    policy.check_words(words=step.words, asked=asked_words)
    plan_of = PLAN_OF.get(step.kind) if step.of is PlanOf.RUNNING else None
    begun = begun_by(row, says=plan_of) if plan_of is not None else None
    if plan_of is Particular.PLACEMENT_BEGAN:
        policy.check_placed(is_placed=has_what_runs(row, says=plan_of))
    detail = CaseStep(who=step.who.strip(), plan_of=step.of.value if step.kind in PLAN_OF else "")
    return _said(row, step.kind, detail, on=step.on, words=step.words, answers=begun, by=by, now=now)


def note_referral(row: Child, *, accepted_on: date, discussion: Event, by: Actor, now: datetime) -> None:
    """Say in the case that a referral was accepted, as a discussion names its day, unless it stands there already.

    It answers the discussion, which is then not withdrawn before it. Called in the transaction that records that.
    """
    if has_accepted(row, on=accepted_on):
        return
    held = spoken_day(discussion.happened_on)
    events.append(
        child=row,
        kind=EventKind.REFERRAL_ACCEPTED,
        happened=When(on=accepted_on),
        words=f"As the strategy discussion of {held} has it.",
        answers=discussion,
        by=by,
        now=now,
    )


def _viewed(child: str, view: View, kind: EventKind, *, by: Actor, now: datetime) -> str:
    row = _taken(child, on=view.on, by=by, now=now)
    policy.check_named(who=view.officer, field="officer", asked="Enter the reviewing officer’s name.")
    policy.check_words(words=view.why, asked="Enter what was considered, and why it was decided so.")
    if kind is EventKind.REVIEW_NOT_JUSTIFIED:
        policy.check_child_asked(has_asked=has_child_asked(row))
    detail = OfficerView(officer=view.officer.strip(), asks=view.asks)
    return _said(row, kind, detail, on=view.on, words=view.why, by=by, now=now)


def _taken(child: str, *, on: date, by: Actor, now: datetime) -> Child:
    row = lock_child(reference=child, by=by)
    require(permission=Permission.DECIDE_CONCERN, row=row, by=by)
    check_not_matched(is_matched=row.matched_to_id is not None)
    born_on = row.date_of_birth if row.date_of_birth_certainty in SURE else None
    policy.check_day(on=on, born_on=born_on, today=day_of(now))
    return row


def _said(
    row: Child,
    kind: EventKind,
    detail: models.Model,
    *,
    on: date,
    words: str,
    answers: Event | None = None,
    by: Actor,
    now: datetime,
) -> str:
    event = events.append(
        child=row,
        kind=kind,
        happened=When(on=on),
        words=words.strip(),
        detail=detail,
        answers=answers,
        by=by,
        now=now,
    )
    audit(action=f"casework.{kind.value}", about=row.reference, by=by, now=now)
    return str(event.pk)
