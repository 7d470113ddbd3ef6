"""The going-missing plan as one reader may see it: the version in force, those before it, and who holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from lantern.accounts.models import Organisation
from lantern.policies import plans as policy
from lantern.queries.children import age_of, born_on, display_names
from lantern.queries.earlier import OnRecord, earlier_of
from lantern.queries.ladder import newest_decisions
from lantern.queries.lateness import PlanLine, plan_line
from lantern.queries.placements import current_of, lives_of
from lantern.queries.plan_versions import (
    Withdrawn,
    in_force_among,
    may_withdraw,
    struck_of,
    versions_of,
    withdrawn_of,
)
from lantern.queries.seeing import permissions_on, relations_to
from lantern.record.context import hand_on, read_as
from lantern.record.models import (
    Child,
    ChildWish,
    EpisodePlan,
    GoingMissingPlan,
    MissingEpisode,
    Photograph,
    PlanHolding,
    PrivateDecision,
    PrivatePerson,
    ReturnPlan,
)
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.involved import MayBeTold
from lantern.vocabulary.plans import PlanPart
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission, Relation


@dataclass(frozen=True, kw_only=True)
class PlanPhotograph:
    """The photograph a version names: when it was taken, and whether it was withdrawn since."""

    reference: str
    taken_on: date | None
    added_at: datetime
    width: int
    height: int
    is_withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class PlanRelative:
    """A relative or friend, and what is decided now; `decided_then` where that was otherwise when it was written."""

    name: str
    is_to_the_child: str
    has_parental_responsibility: bool | None
    decided: MayBeTold
    decided_then: MayBeTold | None = None
    is_new: bool = False  # recorded since the plan was written


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of the plan, whole."""

    number: int
    owner: str
    review_on: date
    is_review_due: bool
    parts: tuple[tuple[PlanPart, str], ...]
    steps: tuple[tuple[str, str], ...]  # what, who
    photograph: PlanPhotograph | None
    being_late: PlanLine | None  # as it was agreed when the version was written
    people: tuple[PlanRelative, ...]  # as decided when the version was written
    by_name: str
    by_organisation: str
    recorded_at: datetime
    event: int = 0  # the entry of the case that made it
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """That there is a version: its number, author, owner, and day of review."""

    number: int
    owner: str
    review_on: date
    by_name: str
    recorded_at: datetime
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Who is to hold the version in force, and what they said of it. `said` None: nobody said anything."""

    provider: str
    is_own: bool  # the reader's own organisation
    said: policy.Said | None
    said_by: str
    recorded_by: str
    recorded_at: datetime | None

    @property
    def is_held(self) -> bool:
        """Say whether the placement holds all of it."""
        return policy.is_held(self.said)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Whom the child trusts, and what the child wants from us."""

    trusts: str
    is_to_the_child: str
    reach: str
    wants: str
    said_on: date
    said_to: str
    by_name: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """A child's going-missing plan: one version shown, beside what the record says now."""

    child: str
    name: str
    age: int | None
    date_of_birth: date | None
    sex: str
    child_languages: str
    lives_at: str
    responsible_authority: str
    shown: Version | None
    versions: tuple[VersionLine, ...]  # the newest first
    holding: Holding | None  # None: the child lives with nobody who could hold it
    people_now: tuple[PlanRelative, ...]
    being_late_now: PlanLine | None
    earlier: OnRecord
    wish: Wish | None
    why_not: str  # why no version can be written now; empty where one can
    open_episode: str
    may: frozenset[Permission]
    as_of: datetime
    may_withdraw: bool = False  # the version that is shown

    @property
    def newest(self) -> int:
        """Give the number of the version in force; 0 where none was written, or each was withdrawn."""
        return next((line.number for line in self.versions if line.withdrawn is None), 0)

    @property
    def is_in_force(self) -> bool:
        """Say whether the version shown is the one in force."""
        return self.shown is not None and self.shown.number == self.newest


def page_of(child: Child, *, number: int | None, by: Actor, now: datetime) -> PlanPage:
    """Give the plan's page. Called by the action that audits the opening, for a reader who was let see it."""
    rows, struck = versions_of(child), struck_of(child)
    newest = in_force_among(rows, struck)
    shown = newest if number is None else next((row for row in rows if row.number == number), None)
    if number is not None and shown is None:
        raise NotFound("There is no such version of this child's plan. Open the plan again.")
    why_not = policy.why_not_planned(lives_of(child, now=now))
    with hand_on(child_id=child.pk):  # a home has the plan whole, and reads no more of the record by it
        version = version_of(shown, now=now) if shown else None
        may_strike = may_withdraw(shown, child=child, by=by) if shown else False
        people = people_now(child, since=shown)
        agreed = ReturnPlan.objects.filter(child=child).order_by("-recorded_at", "-pk").first()
        holding = holding_of(child, newest, by=by)
        wish = wish_of(child)
    missing = _open_episode(child)
    over = {row.pk: withdrawn_of(row, struck, child=child, by=by) for row in rows}
    return PlanPage(
        child=child.reference,
        name=display_names([child.pk])[child.pk],
        age=age_of(child, day_of(now)),
        date_of_birth=born_on(child),
        sex=child.sex,
        child_languages=child.languages,
        lives_at=child.placement_provider.name if child.placement_provider else "",
        responsible_authority=child.responsible_authority.name,
        shown=replace(version, withdrawn=over[shown.pk]) if version and shown else None,
        versions=tuple(_line(row, over[row.pk]) for row in rows),
        holding=holding,
        people_now=people,
        being_late_now=plan_line(agreed) if agreed else None,
        earlier=earlier_of(child, by=by),
        wish=wish,
        why_not=why_not,
        open_episode=missing.reference if missing else "",
        may=permissions_on(row=child, by=by),
        as_of=now,
        may_withdraw=may_strike and over[shown.pk] is None if shown else False,
    )


def _open_episode(child: Child) -> MissingEpisode | None:
    with read_as(SYSTEM):  # it may have been opened from a placement that this reader's is not
        return MissingEpisode.objects.filter(child=child, returned_on=None, is_void=False).first()


def check_police_may_see(child: Child, *, version: int | None, by: Actor) -> None:
    """Refuse a force the plan unless the child is missing from it now, or the version was frozen into its episode."""
    if relations_to(row=child, by=by) != frozenset({Relation.POLICE}):
        return
    own = MissingEpisode.objects.filter(child=child, police_force_id=by.organisation_id, is_void=False)
    frozen = EpisodePlan.objects.filter(episode__in=own, plan__number=version) if version else None
    policy.check_police_may_see(
        is_missing=own.filter(returned_on=None).exists(), is_frozen=frozen is not None and frozen.exists()
    )


def version_of(row: GoingMissingPlan, *, now: datetime) -> Version:
    """Give one version whole, as it was written."""
    return Version(
        number=row.number,
        owner=row.owner,
        review_on=row.review_on,
        is_review_due=policy.is_review_due(review_on=row.review_on, today=day_of(now)),
        parts=tuple((part, getattr(row, part.value)) for part in PlanPart),
        steps=steps_of(row),
        photograph=_photograph(row),
        being_late=plan_line(row.return_plan) if row.return_plan else None,
        people=_people_then(row),
        by_name=row.by_name,
        by_organisation=row.by_organisation.name if row.by_organisation else "",
        recorded_at=row.recorded_at,
        event=row.event_id,
    )


def steps_of(row: GoingMissingPlan) -> tuple[tuple[str, str], ...]:
    """Give the first actions of one version, in their order: what, and who does it."""
    return tuple((step.what, step.who) for step in row.steps.order_by("place"))


def _line(row: GoingMissingPlan, withdrawn: Withdrawn | None) -> VersionLine:
    return VersionLine(
        number=row.number,
        owner=row.owner,
        review_on=row.review_on,
        by_name=row.by_name,
        recorded_at=row.recorded_at,
        withdrawn=withdrawn,
    )


def _photograph(row: GoingMissingPlan) -> PlanPhotograph | None:
    if row.photograph_id is None:
        return None
    picture = Photograph.objects.defer("content").get(pk=row.photograph_id)
    return PlanPhotograph(
        reference=picture.reference,
        taken_on=row.photograph_taken_on,
        added_at=picture.recorded_at,
        width=picture.width,
        height=picture.height,
        is_withdrawn=picture.withdrawn_at is not None,
    )


# Relatives and friends: those on the record, pointed at and never written down again ------------------------------


def _people_then(row: GoingMissingPlan) -> tuple[PlanRelative, ...]:
    kept = row.people.select_related("person", "decision").order_by("person_id")
    return tuple(_relative(each.person, _decided(each.decision)) for each in kept)


def people_now(child: Child, *, since: GoingMissingPlan | None) -> tuple[PlanRelative, ...]:
    """Give every relative and friend on the record, those who must not be told first, and what changed since."""
    people = list(PrivatePerson.objects.filter(child=child).order_by("pk"))
    newest = newest_decisions([person.pk for person in people])
    kept = since.people.select_related("decision") if since else ()
    then = {each.person_id: _decided(each.decision) for each in kept}
    lines = [
        _relative(
            person,
            _decided(newest.get(person.pk)),
            then=then.get(person.pk),
            is_new=since is not None and person.pk not in then,
        )
        for person in people
    ]
    order = (MayBeTold.NO, MayBeTold.UNDECIDED, MayBeTold.YES)
    return tuple(sorted(lines, key=lambda line: order.index(line.decided)))


def _relative(
    person: PrivatePerson, decided: MayBeTold, *, then: MayBeTold | None = None, is_new: bool = False
) -> PlanRelative:
    return PlanRelative(
        name=person.name,
        is_to_the_child=person.is_to_the_child,
        has_parental_responsibility=person.has_parental_responsibility,
        decided=decided,
        decided_then=then if then is not decided else None,
        is_new=is_new,
    )


def _decided(row: PrivateDecision | None) -> MayBeTold:
    return MayBeTold(row.may_be_told) if row else MayBeTold.UNDECIDED


# Who holds it ------------------------------------------------------------------------------------------------------


def holding_of(child: Child, plan: GoingMissingPlan | None, *, by: Actor) -> Holding | None:
    """Say who is to hold the version in force and what they said of it; of another version or placement is nothing."""
    provider = child.placement_provider
    if plan is None or provider is None:
        return None
    said = _said_of(child, plan, provider)
    return Holding(
        provider=provider.name,
        is_own=provider.pk == by.organisation_id,
        said=policy.Said(
            holds_plan=said.holds_plan,
            holds_guidance=said.holds_guidance,
            carer_briefed=said.carer_briefed,
        )
        if said
        else None,
        said_by=said.said_by if said else "",
        recorded_by=said.event.by_name if said else "",
        recorded_at=said.recorded_at if said else None,
    )


def _said_of(child: Child, plan: GoingMissingPlan, provider: Organisation) -> PlanHolding | None:
    current = current_of(child)
    rows = PlanHolding.objects.filter(plan=plan, provider=provider, placement=current)
    rows = rows.exclude(event__in=struck_of(child)).select_related("event")
    return rows.order_by("-recorded_at", "-pk").first()


def wish_of(child: Child) -> Wish | None:
    """Give what the child said last; None where nobody wrote it down."""
    rows = list(ChildWish.objects.filter(child=child).order_by("-recorded_at", "-pk"))
    struck = struck_of(child) if rows else {}
    return next((wish_line(row) for row in rows if row.event_id not in struck), None)


def wish_line(row: ChildWish) -> Wish:
    """Give one time that the child said whom they trust and what they want."""
    names = ("trusts", "is_to_the_child", "reach", "wants", "said_on", "said_to", "by_name", "recorded_at")
    return Wish(**{name: getattr(row, name) for name in names})
