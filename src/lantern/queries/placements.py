"""Where a child lives and has lived, as far as the record knows, and what ended when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.policies.placements import needs_approval
from lantern.policies.plans import Lives
from lantern.queries.children import display_names
from lantern.queries.corrected import standing
from lantern.queries.ended_at_once import AtOnceLine, ended_at_once
from lantern.queries.missing import find_child
from lantern.queries.seeing import episodes_visible_to, may, reads, require
from lantern.record.context import hand_on
from lantern.record.models import Child, Event, Placement, PlacementAddress
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.plans import LivesNow, PlacementTurn
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class PlacementLine:
    """One placement: where, from when until when, and the carer's name for a reader who may see it."""

    provider: str
    from_on: date
    until_on: date | None
    carer_name: str


@dataclass(frozen=True, kw_only=True)
class TurnLine:
    """That a placement began or ended, or that care ended, and why."""

    turn: PlacementTurn
    provider: str
    on_day: date
    reasons: str
    lives_now: LivesNow | None
    approved_by: str
    missing_risk: str
    begins_care: bool
    by_name: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class PlacementPage:
    """Where one child lives and has lived, for whoever records it."""

    child: str
    name: str
    lives_at: str
    lives_at_reference: str
    from_on: date | None
    host_authority: str
    placements: tuple[PlacementLine, ...]
    turns: tuple[TurnLine, ...]
    care_ended: date | None
    open_episode: str  # the reference, where the child is missing now
    needs_approval: bool  # to end care today
    version: int
    as_of: datetime
    at_once: tuple[AtOnceLine, ...]  # placements that had to end at once


def current_of(child: Child) -> Placement | None:
    """Give the placement that runs now; None where none is recorded. Read under the child's own rule."""
    rows = Placement.objects.filter(child=child, until_on=None, provider=child.placement_provider_id)
    return rows.select_related("provider").first()


def lives_since(child: Child, *, on: date) -> date | None:
    """Give since when the child had lived where they lived on a day; None where no placement is known."""
    then = Placement.objects.filter(child=child, from_on__lte=on).exclude(until_on__lt=on)
    return then.order_by("-from_on").values_list("from_on", flat=True).first()


def turns_of(child: Child) -> list[Event]:
    """Give what began and ended and still stands, in the order in which it was recorded."""
    rows = Event.objects.filter(child=child, kind=EventKind.CARE_PLAN_RECORDED.value)
    told = rows.filter(placement_turn__isnull=False).select_related("placement_turn__placement__provider")
    struck = Event.objects.filter(child=child, corrects__in=told)
    stand = {row.pk for row in standing([*told, *struck])}
    return [row for row in told.order_by("recorded_at", "pk") if row.pk in stand]


def lives_of(child: Child, *, now: datetime) -> Lives:
    """Say where the child is known to live. Called for a reader who was let see the child, whatever of it is theirs."""
    with hand_on(child_id=child.pk):
        turns = turns_of(child)
        was = Placement.objects.filter(child=child, until_on__isnull=False).order_by("-until_on").first()
    last = turns[-1].placement_turn if turns else None
    over = last is not None and last.turn != PlacementTurn.BEGAN.value
    has_placement = child.placement_provider_id is not None
    return Lives(
        has_placement=has_placement,
        ended=last.on_day if last and over else (was.until_on if was and not has_placement else None),
        lives_now=LivesNow(last.lives_now) if last and over else None,
        is_matched=child.matched_to_id is not None,
    )


def care_ended(turns: list[Event]) -> date | None:
    """Give the day on which care ended, where no placement began since."""
    last = turns[-1].placement_turn if turns else None
    return last.on_day if last and last.turn == PlacementTurn.CARE_ENDED.value else None


@reads
def placements(*, child: str, by: Actor, now: datetime) -> PlacementPage:
    """Give where a child lives and has lived, to the authority that looks after the child."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.DECIDE_CONCERN, row=row, by=by)
    current, turns = current_of(row), turns_of(row)
    missing = episodes_visible_to(by).filter(child=row, returned_on=None, is_void=False).first()
    return PlacementPage(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        lives_at=row.placement_provider.name if row.placement_provider else "",
        lives_at_reference=row.placement_provider.reference if row.placement_provider else "",
        from_on=current.from_on if current else None,
        host_authority=row.host_authority.name if row.host_authority else "",
        placements=_lines(row, by=by),
        turns=tuple(_turn(each) for each in reversed(turns)),
        care_ended=care_ended(turns),
        open_episode=missing.reference if missing else "",
        needs_approval=needs_approval(born=row.date_of_birth, ended_on=day_of(now)),
        version=row.version,
        as_of=now,
        at_once=ended_at_once(row),
    )


def _lines(child: Child, *, by: Actor) -> tuple[PlacementLine, ...]:
    rows = list(Placement.objects.filter(child=child).select_related("provider").order_by("-from_on", "-pk"))
    carers = {}
    if may(permission=Permission.SEE_PROTECTED, row=child, by=by):
        kept = PlacementAddress.objects.filter(placement__in=rows)
        carers = dict(kept.values_list("placement_id", "carer_name"))
    return tuple(
        PlacementLine(
            provider=row.provider.name,
            from_on=row.from_on,
            until_on=row.until_on,
            carer_name=carers.get(row.pk, ""),
        )
        for row in rows
    )


def _turn(row: Event) -> TurnLine:
    said = row.placement_turn
    return TurnLine(
        turn=PlacementTurn(said.turn),
        provider=said.placement.provider.name if said.placement else "",
        on_day=said.on_day,
        reasons=said.reasons,
        lives_now=LivesNow(said.lives_now) if said.lives_now else None,
        approved_by=said.approved_by,
        missing_risk=said.missing_risk,
        begins_care=bool(said.begins_care),
        by_name=row.by_name,
        recorded_at=row.recorded_at,
    )
