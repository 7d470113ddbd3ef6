"""The going-missing plan: written as a whole new version, opened (which is recorded), and held by the placement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, check_version, written_by_post
from lantern.actions.photographs import OpenedPhotograph
from lantern.policies import plans as policy
from lantern.queries.ladder import newest_decisions
from lantern.queries.missing import find_child, lock_child
from lantern.queries.placements import current_of, lives_of
from lantern.queries.plan_versions import in_force_among, in_force_of, struck_of, versions_of
from lantern.queries.plans import PlanPage, Version, check_police_may_see, page_of
from lantern.queries.seeing import require
from lantern.record.context import hand_on
from lantern.record.models import (
    Child,
    GoingMissingPlan,
    Photograph,
    PlanHolding,
    PlanPerson,
    PlanStep,
    PrivatePerson,
    ReturnPlan,
)
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of, spoken_day
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.plans import PlanPart
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Step:
    """A first action agreed in advance, and who does it."""

    what: str
    who: str


@dataclass(frozen=True, kw_only=True)
class WrittenPlan:
    """A whole version as somebody wrote it. What the record knows already is not among it."""

    owner: str
    review_on: date
    parts: tuple[tuple[PlanPart, str], ...] = ()
    steps: tuple[Step, ...] = ()
    photograph: str = ""  # by reference
    photograph_taken_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a placement says it holds, who was briefed, and whose word that is where the authority types it."""

    holds_plan: bool
    holds_guidance: bool
    carer_briefed: str = ""
    said_by: str = ""


@acts
def write_plan(*, child: str, plan: WrittenPlan, seen_version: int | None, by: Actor, now: datetime) -> int:
    """Write a new version of a child's plan; gives its number. Nothing of the one before is changed.

    `seen_version` is the number of the version that was in force on the page; 0 where none was.
    """
    row = lock_child(reference=child, by=by)
    require(permission=Permission.WRITE_PLAN, row=row, by=by)
    versions = versions_of(row)
    before = in_force_among(versions, struck_of(row))
    check_version(held=before.number if before else 0, seen=seen_version)
    policy.check_may_be_planned(lives_of(row, now=now))
    _check(plan, now=now)
    last = versions[0].number if versions else 0  # the number of one that was withdrawn is not given again
    made = _version(row, plan, number=last + 1, by=by, now=now)
    events.append(
        child=row,
        kind=EventKind.PLAN_WRITTEN,
        happened=When.moment(now),
        words=f"Version {made.number}. To be reviewed by {spoken_day(plan.review_on)}.",
        detail=made,
        by=by,
        now=now,
    )
    _write_beside(made, plan)
    audit(action="plans.write_plan", about=child, by=by, now=now)
    return made.number


def _check(plan: WrittenPlan, *, now: datetime) -> None:
    policy.check_owner_and_review(owner=plan.owner, review_on=plan.review_on, today=day_of(now))
    policy.check_says_something(
        parts=[words for _, words in plan.parts], steps=[(step.what, step.who) for step in plan.steps]
    )


def _version(child: Child, plan: WrittenPlan, *, number: int, by: Actor, now: datetime) -> GoingMissingPlan:
    return GoingMissingPlan(
        child=child,
        number=number,
        owner=plan.owner.strip(),
        review_on=plan.review_on,
        photograph=_photograph(child, plan, now=now),
        photograph_taken_on=plan.photograph_taken_on,
        return_plan=ReturnPlan.objects.filter(child=child).order_by("-recorded_at", "-pk").first(),
        **{part.value: words.strip() for part, words in plan.parts},
        **written_by_post(by=by, now=now),
    )


def _photograph(child: Child, plan: WrittenPlan, *, now: datetime) -> Photograph | None:
    found = None
    if plan.photograph:
        rows = Photograph.objects.filter(child=child, reference=plan.photograph)
        found = rows.defer("content").first()
        if found is None:
            raise Refused(
                "There is no such photograph of this child. Choose one of the list.", field="photograph"
            )
    policy.check_photograph(
        is_there=found is not None,
        is_withdrawn=found is not None and found.withdrawn_at is not None,
        taken_on=plan.photograph_taken_on,
        today=day_of(now),
    )
    return found


def _write_beside(made: GoingMissingPlan, plan: WrittenPlan) -> None:
    """Write the first actions in their order, and who stands on the record with what is decided of them."""
    steps = [
        PlanStep(plan=made, place=place, what=step.what.strip(), who=step.who.strip())
        for place, step in enumerate(plan.steps, start=1)
    ]
    for step in steps:
        check_fits(step)
    PlanStep.objects.bulk_create(steps)
    people = list(PrivatePerson.objects.filter(child=made.child_id).order_by("pk"))
    newest = newest_decisions([person.pk for person in people])
    PlanPerson.objects.bulk_create(
        PlanPerson(plan=made, person=person, decision=newest.get(person.pk)) for person in people
    )


@acts
def open_plan(*, child: str, version: int | None = None, by: Actor, now: datetime) -> PlanPage:
    """Open a child's plan, the version in force or an earlier one. Reading it is an act: audited, refusals too."""
    page = page_of(_opened(child, version=version, by=by), number=version, by=by, now=now)
    audit(action="plans.open_plan", about=child, by=by, now=now)
    return page


@dataclass(frozen=True, kw_only=True)
class PrintedPlan:
    """A version as it is put on paper, with the photograph it names where that was not withdrawn."""

    page: PlanPage
    version: Version
    photograph: OpenedPhotograph | None


@acts
def print_plan(*, child: str, version: int, by: Actor, now: datetime) -> PrintedPlan:
    """Give one version of a plan to be put on paper: taking it away is an act of its own, and audited."""
    row = _opened(child, version=version, by=by)
    page = page_of(row, number=version, by=by, now=now)
    assert page.shown is not None
    picture = _picture(row, version)
    audit(action="plans.print_plan", about=child, by=by, now=now)
    return PrintedPlan(page=page, version=page.shown, photograph=picture)


@acts
def open_plan_photograph(*, child: str, version: int, by: Actor, now: datetime) -> OpenedPhotograph:
    """Give the photograph that a version names, to who may see the plan: the home that has the child too."""
    picture = _picture(_opened(child, version=version, by=by), version)
    if picture is None:
        raise NotFound("That version of the plan has no photograph, or it was withdrawn.")
    audit(action="plans.open_plan_photograph", about=child, by=by, now=now)
    return picture


def _picture(child: Child, version: int) -> OpenedPhotograph | None:
    """Give the photograph a version names; none where it was withdrawn since."""
    with hand_on(child_id=child.pk):
        plan = GoingMissingPlan.objects.filter(child=child, number=version).first()
        picture = plan.photograph if plan else None
    if picture is None or picture.withdrawn_at is not None:
        return None
    return OpenedPhotograph(content=bytes(picture.content), media_type=picture.media_type)


def _opened(reference: str, *, version: int | None, by: Actor) -> Child:
    row = find_child(reference=reference, by=by)
    require(permission=Permission.SEE_PLAN, row=row, by=by)
    check_police_may_see(row, version=version, by=by)
    return row


@acts
def hold_plan(*, child: str, version: int, held: Held, by: Actor, now: datetime) -> int:
    """Record that the placement holds a version and the guidance, and that a carer was briefed; gives the version.

    By the placement itself, or by the authority on the word of a named person there.
    """
    row = lock_child(reference=child, by=by)
    require(permission=Permission.HOLD_PLAN, row=row, by=by)
    provider = row.placement_provider
    with hand_on(child_id=row.pk):  # a home reads neither the chronology nor its own dated placement
        plan, placement = in_force_of(row), current_of(row)
        if plan is None or provider is None:
            raise Refused(
                "There is no plan in force, or the child lives in no home or service on record. Nothing was recorded."
            )
        check_version(held=plan.number, seen=version)
        said = policy.Said(
            holds_plan=held.holds_plan,
            holds_guidance=held.holds_guidance,
            carer_briefed=held.carer_briefed.strip(),
        )
        policy.check_holding(said=said, said_by=held.said_by, is_own=provider.pk == by.organisation_id)
        events.append(
            child=row,
            kind=EventKind.PLAN_HELD,
            happened=When.moment(now),
            words=_held_words(provider.name, plan.number, said),
            detail=PlanHolding(
                plan=plan,
                placement=placement,
                provider=provider,
                **vars(said),
                said_by=held.said_by.strip(),
                recorded_at=now,
            ),
            by=by,
            now=now,
        )
    audit(action="plans.hold_plan", about=child, by=by, now=now)
    return plan.number


def _held_words(provider: str, number: int, said: policy.Said) -> str:
    guidance = "holds the guidance" if said.holds_guidance else "does not hold the guidance yet"
    holds = f"holds version {number}" if said.holds_plan else f"does not hold version {number} yet"
    briefed = "a carer was briefed" if said.carer_briefed else "no carer was briefed yet"
    return f"{provider} {holds}, {guidance}; {briefed}."
