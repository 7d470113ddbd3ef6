"""A placement outside the area as the record has it: how far, who approved it, who was told, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.policies.out_of_area import AFTER_AN_EMERGENCY, needed
from lantern.procedures import adjoining
from lantern.procedures.calendar import ENGLAND_AND_WALES
from lantern.queries.children import born_on, display_names
from lantern.queries.corrected import standing
from lantern.queries.missing import find_child
from lantern.queries.placements import current_of
from lantern.queries.seeing import permissions_on, reads, require
from lantern.queries.working_days import calendars
from lantern.record.models import Child, Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import Route
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.out_of_area import Approver, CarePlanCopy, Distance, MustHear, NoticeTurn
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission

_DETAILS = (
    "by_organisation",
    "area_approval__provider",
    "area_approval__area",
    "area_notice__provider",
    "area_notice__area",
    "area_notice_turn",
    "area_notice_received__from_authority",
    "area_notice_received__provider",
)


@dataclass(frozen=True, kw_only=True)
class ApprovalLine:
    """One approval; `due_on` is the last day to tell and consult after an emergency."""

    number: int
    provider: str
    area: str
    distance: Distance
    approver: Approver
    approved_by: str
    approved: When
    is_emergency: bool
    consulted_on: date | None
    care_plan_given_on: date | None
    missing_risk: str
    due_on: date | None
    by_name: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class TurnLine:
    """To whom a notice was given by which route, or who acknowledged it."""

    number: int
    turn: NoticeTurn
    who: str
    route: Route | None
    happened: When


@dataclass(frozen=True, kw_only=True)
class NoticeLine:
    """One written notice: its contents, by when it is to be given, and what became of it."""

    number: int
    provider: str
    area: str
    begins_on: date
    needs: str
    why_suitable: str
    care_plan: CarePlanCopy
    is_emergency: bool
    due_on: date
    turns: tuple[TurnLine, ...]
    by_name: str
    recorded_at: datetime

    @property
    def given(self) -> TurnLine | None:
        """The first time it was given to somebody."""
        return next((each for each in self.turns if each.turn is NoticeTurn.GIVEN), None)

    @property
    def is_acknowledged(self) -> bool:
        return any(each.turn is NoticeTurn.ACKNOWLEDGED for each in self.turns)


@dataclass(frozen=True, kw_only=True)
class HearerLine:
    """Of one of those who must hear of a placement: told on a day, left out and why, or not said yet."""

    whom: MustHear
    told_on: date | None
    left_out_because: str


@dataclass(frozen=True, kw_only=True)
class ReceivedLine:
    """A notice that this host authority received on paper."""

    number: int
    from_authority: str
    provider: str
    received: When
    begins_on: date
    sent_by: str
    reach: str
    has_needs: bool
    has_why: bool
    has_care_plan: bool
    acknowledged_on: date | None
    by_name: str


@dataclass(frozen=True, kw_only=True)
class OutOfAreaPage:
    """All of it for one child. `distance` is of where the child lives now; None where the area is not on record."""

    child: str
    name: str
    authority: str
    lives_at: str
    lives_at_reference: str
    area: str
    distance: Distance | None
    is_in_table: bool  # whether the table of adjoining authorities knows the responsible one
    table: str  # its source
    needed: Approver | None
    is_approved: bool
    since: date | None
    hearers_by: date | None
    approvals: tuple[ApprovalLine, ...]
    notices: tuple[NoticeLine, ...]
    hearers: tuple[HearerLine, ...]
    received: tuple[ReceivedLine, ...]
    may_record: bool
    today: date


@dataclass(frozen=True, kw_only=True)
class NoticePaper:
    """One notice with what the paper says of the child beside it."""

    child: str
    name: str
    date_of_birth: date | None
    from_authority: str
    from_telephone: str
    notice: NoticeLine
    approval: ApprovalLine | None
    as_of: datetime


def events_of(child: Child) -> list[Event]:
    """Give what stands of placements outside the area, in the order of recording; read under the child's own rule."""
    told = Event.objects.filter(child=child, kind=EventKind.CARE_PLAN_RECORDED.value)
    rows = list(
        told.select_related(*_DETAILS).prefetch_related("placement_hearers").order_by("recorded_at", "pk")
    )
    struck = Event.objects.filter(child=child, corrects__in=rows) if rows else ()
    stand = {row.pk for row in standing([*rows, *struck])}
    return [row for row in rows if row.pk in stand]


def notice_of(child: Child, number: int) -> Event | None:
    """Give the notice of this number, where it stands."""
    rows = events_of(child)
    return next((row for row in rows if row.pk == number and hasattr(row, "area_notice")), None)


def turns_of(child: Child, notice: int, *, turn: NoticeTurn) -> list[Event]:
    """Give what became of a notice, of one kind."""
    return [row for row in _turns(events_of(child), notice) if row.area_notice_turn.turn == turn.value]


def _turns(rows: list[Event], notice: int) -> list[Event]:
    return [row for row in rows if row.answers_id == notice and hasattr(row, "area_notice_turn")]


@reads
def out_of_area(*, child: str, by: Actor, now: datetime) -> OutOfAreaPage:
    """Give what is recorded of a child's placements outside the area, to whoever may read the record."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.SEE_RECORD, row=row, by=by)
    rows, home, current = events_of(row), row.placement_provider, current_of(row)
    area = home.area_authority if home else None
    own, table = row.responsible_authority.name, adjoining.in_force()
    distance = table.distance(own=own, area=area.name) if area else None
    approvals = tuple(_approval(each) for each in rows if hasattr(each, "area_approval"))
    placed_at = {each.area_approval.provider_id for each in rows if hasattr(each, "area_approval")}
    return OutOfAreaPage(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        authority=own,
        lives_at=home.name if home else "",
        lives_at_reference=home.reference if home else "",
        area=area.name if area else "",
        distance=distance,
        is_in_table=table.knows(own),
        table=table.source,
        needed=needed(distance) if distance else None,
        is_approved=home is not None and home.pk in placed_at,
        since=current.from_on if current else None,
        hearers_by=_working_days_after(current.from_on) if current else None,
        approvals=approvals[::-1],
        notices=tuple(_notice(each, rows) for each in reversed(rows) if hasattr(each, "area_notice")),
        hearers=_hearers(rows, home.pk if home else None),
        received=tuple(_received(each) for each in reversed(rows) if hasattr(each, "area_notice_received")),
        may_record=Permission.DECIDE_CONCERN in permissions_on(row=row, by=by),
        today=day_of(now),
    )


@reads
def notice_paper(*, child: str, number: int, by: Actor, now: datetime) -> NoticePaper:
    """Give one notice as it is put on paper, to who may record it."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.DECIDE_CONCERN, row=row, by=by)
    rows = events_of(row)
    event = next((each for each in rows if each.pk == number and hasattr(each, "area_notice")), None)
    if event is None:
        raise NotFound("There is no such notice that stands. Open the page again.")
    approved = [
        each
        for each in rows
        if hasattr(each, "area_approval") and each.area_approval.provider_id == event.area_notice.provider_id
    ]
    authority = row.responsible_authority
    return NoticePaper(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        date_of_birth=born_on(row),
        from_authority=authority.name,
        from_telephone=authority.out_of_hours_telephone or authority.switchboard,
        notice=_notice(event, rows),
        approval=_approval(approved[-1]) if approved else None,
        as_of=now,
    )


def _working_days_after(on: date) -> date:
    return calendars()[ENGLAND_AND_WALES].working_day_after(on, AFTER_AN_EMERGENCY)


def _approval(row: Event) -> ApprovalLine:
    said = row.area_approval
    return ApprovalLine(
        number=row.pk,
        provider=said.provider.name,
        area=said.area.name,
        distance=Distance(said.distance),
        approver=Approver(said.approver),
        approved_by=said.approved_by,
        approved=When(on=row.happened_on, at=row.happened_at),
        is_emergency=said.is_emergency,
        consulted_on=said.consulted_on,
        care_plan_given_on=said.care_plan_given_on,
        missing_risk=said.missing_risk,
        due_on=_working_days_after(row.happened_on) if said.is_emergency else None,
        by_name=row.by_name,
        recorded_at=row.recorded_at,
    )


def _notice(row: Event, rows: list[Event]) -> NoticeLine:
    said = row.area_notice
    return NoticeLine(
        number=row.pk,
        provider=said.provider.name,
        area=said.area.name,
        begins_on=said.begins_on,
        needs=said.needs,
        why_suitable=said.why_suitable,
        care_plan=CarePlanCopy(said.care_plan),
        is_emergency=said.is_emergency,
        due_on=_working_days_after(said.begins_on) if said.is_emergency else said.begins_on,
        turns=tuple(
            TurnLine(
                number=each.pk,
                turn=NoticeTurn(each.area_notice_turn.turn),
                who=each.area_notice_turn.who,
                route=Route(each.area_notice_turn.route) if each.area_notice_turn.route else None,
                happened=When(on=each.happened_on, at=each.happened_at),
            )
            for each in _turns(rows, row.pk)
        ),
        by_name=row.by_name,
        recorded_at=row.recorded_at,
    )


def _hearers(rows: list[Event], home: int | None) -> tuple[HearerLine, ...]:
    """Give what was said last of each of those who must hear of the placement where the child lives now."""
    said = {
        each.whom: each for row in rows for each in row.placement_hearers.all() if each.provider_id == home
    }
    return tuple(
        HearerLine(
            whom=whom,
            told_on=said[whom].told_on if whom in said else None,
            left_out_because=said[whom].left_out_because if whom in said else "",
        )
        for whom in MustHear
    )


def _received(row: Event) -> ReceivedLine:
    said = row.area_notice_received
    return ReceivedLine(
        number=row.pk,
        from_authority=said.from_authority.name,
        provider=said.provider.name,
        received=When(on=row.happened_on, at=row.happened_at),
        begins_on=said.begins_on,
        sent_by=said.sent_by,
        reach=said.reach,
        has_needs=said.has_needs,
        has_why=said.has_why,
        has_care_plan=said.has_care_plan,
        acknowledged_on=said.acknowledged_on,
        by_name=row.by_name,
    )
