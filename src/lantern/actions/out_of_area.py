"""A placement outside the area: approved, notified to the host authority on paper, and told to whoever must hear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lantern.accounts.models import Organisation
from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.actions.children import home_of
from lantern.policies import out_of_area as policy
from lantern.policies.missing import check_not_matched
from lantern.policies.out_of_area import Hearing
from lantern.policies.times import check_not_future
from lantern.procedures import adjoining
from lantern.queries import out_of_area as reading
from lantern.queries.missing import lock_child
from lantern.queries.out_of_area import NoticePaper
from lantern.queries.seeing import require
from lantern.record.models import AreaApproval, AreaNotice, AreaNoticeTurn, Child, Event, PlacementHearer
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of, spoken_day
from lantern.vocabulary.discussions import Route
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.out_of_area import Approver, CarePlanCopy, Distance, MustHear, NoticeTurn
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Approval:
    """Who approved which placement outside the area, when, and how the risk of going missing was weighed."""

    provider: str
    approved: When
    approver: Approver
    approved_by: str
    missing_risk: str
    is_emergency: bool = False
    consulted_on: date | None = None
    care_plan_given_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Notice:
    """The contents of the written notice to the authority in whose area the home stands."""

    provider: str
    begins_on: date
    needs: str
    why_suitable: str
    care_plan: CarePlanCopy
    is_emergency: bool = False


@acts
def approve(*, child: str, approval: Approval, by: Actor, now: datetime) -> str:
    """Record who approved that a child is placed outside the area (regulation 11, SI 2010/959); gives its number."""
    row = _taken(child, by=by)
    provider, area, distance = _where(row, approval.provider)
    check_not_future(happened=approval.approved, words="of the approval", field="happened", now=now)
    policy.check_approval(
        distance=distance,
        approver=approval.approver,
        approved_by=approval.approved_by,
        missing_risk=approval.missing_risk,
        is_emergency=approval.is_emergency,
        consulted_on=approval.consulted_on,
        care_plan_given_on=approval.care_plan_given_on,
        today=day_of(now),
    )
    detail = AreaApproval(
        provider=provider,
        area=area,
        distance=distance.value,
        approver=approval.approver.value,
        approved_by=approval.approved_by.strip(),
        is_emergency=approval.is_emergency,
        consulted_on=approval.consulted_on,
        care_plan_given_on=approval.care_plan_given_on,
        missing_risk=approval.missing_risk.strip(),
    )
    words = f"A placement outside the area was approved: {provider.name}, in the area of {area.name}."
    event = _say(row, detail, happened=approval.approved, words=words, by=by, now=now)
    audit(action="out_of_area.approve", about=child, by=by, now=now)
    return str(event.pk)


@acts
def write_notice(*, child: str, notice: Notice, by: Actor, now: datetime) -> str:
    """Write the notice to the host authority (regulation 13(4)); a person hands it over. Gives its number."""
    row = _taken(child, by=by)
    provider, area, distance = _where(row, notice.provider)
    if distance is Distance.OWN:
        raise Refused(
            "This home stands in your own area: there is no host authority to tell.", field="provider"
        )
    policy.check_notice(needs=notice.needs, why_suitable=notice.why_suitable)
    detail = AreaNotice(
        provider=provider,
        area=area,
        begins_on=notice.begins_on,
        needs=notice.needs.strip(),
        why_suitable=notice.why_suitable.strip(),
        care_plan=notice.care_plan.value,
        is_emergency=notice.is_emergency,
    )
    words = f"Written notice to {area.name} of a placement at {provider.name} from {spoken_day(notice.begins_on)}."
    event = _say(row, detail, happened=When.moment(now), words=words, by=by, now=now)
    audit(action="out_of_area.write_notice", about=child, by=by, now=now)
    return str(event.pk)


@acts
def print_notice(*, child: str, number: int, by: Actor, now: datetime) -> NoticePaper:
    """Open a notice to be made into a paper: that a copy was made is audited."""
    page = reading.notice_paper(child=child, number=number, by=by, now=now)
    audit(action="out_of_area.print_notice", about=child, by=by, now=now)
    return page


@acts
def give_notice(
    *, child: str, number: int, who: str, route: Route, happened: When, by: Actor, now: datetime
) -> str:
    """Record to whom at the host authority the notice was given, by which approved route, and when."""
    row, notice = _notice(child, number, by=by)
    if not who.strip():
        raise Refused("Enter to whom it was given, by name and post.", field="who")
    check_not_future(happened=happened, words="at which it was given", field="happened", now=now)
    words = "A notice cannot be given before it was written."
    policy.check_follows(before=notice.happened_on, after=happened.on, words=words)
    detail = AreaNoticeTurn(turn=NoticeTurn.GIVEN.value, who=who.strip(), route=route.value)
    said = f"The notice was given to {notice.area_notice.area.name}."
    event = _say(row, detail, happened=happened, words=said, answers=notice, by=by, now=now)
    audit(action="out_of_area.give_notice", about=child, by=by, now=now)
    return str(event.pk)


@acts
def acknowledge_notice(*, child: str, number: int, who: str, happened: When, by: Actor, now: datetime) -> str:
    """Record that somebody at the host authority said that they have the notice."""
    row, notice = _notice(child, number, by=by)
    given = reading.turns_of(row, notice.pk, turn=NoticeTurn.GIVEN)
    if not given:
        raise Refused(
            "Nobody was given this notice on record, so nobody can have it. Record first to whom it was given."
        )
    if not who.strip():
        raise Refused("Enter who said that they have it, by name and post.", field="who")
    check_not_future(happened=happened, words="at which it was acknowledged", field="happened", now=now)
    words = "A notice cannot be acknowledged before it was given."
    policy.check_follows(before=min(each.happened_on for each in given), after=happened.on, words=words)
    detail = AreaNoticeTurn(turn=NoticeTurn.ACKNOWLEDGED.value, who=who.strip())
    said = f"{notice.area_notice.area.name} acknowledged the notice."
    event = _say(row, detail, happened=happened, words=said, answers=notice, by=by, now=now)
    audit(action="out_of_area.acknowledge_notice", about=child, by=by, now=now)
    return str(event.pk)


@acts
def record_hearers(
    *, child: str, provider: str, hearers: Mapping[MustHear, Hearing], by: Actor, now: datetime
) -> str:
    """Record who was told in writing of a placement, and who was left out and why (regulation 13(1) to (3))."""
    row = _taken(child, by=by)
    home = _home(provider)
    policy.check_hearers(hearers, today=day_of(now))
    event = events.append(
        child=row,
        kind=EventKind.CARE_PLAN_RECORDED,
        happened=When.moment(now),
        words=f"Who was told in writing of the placement at {home.name}.",
        more=[
            PlacementHearer(
                provider=home,
                whom=whom.value,
                told_on=said.told_on,
                left_out_because=said.left_out_because.strip(),
            )
            for whom, said in hearers.items()
        ],
        by=by,
        now=now,
    )
    audit(action="out_of_area.record_hearers", about=child, by=by, now=now)
    return str(event.pk)


def _taken(reference: str, *, by: Actor) -> Child:
    row = lock_child(reference=reference, by=by)
    require(permission=Permission.DECIDE_CONCERN, row=row, by=by)
    check_not_matched(is_matched=row.matched_to_id is not None)
    return row


def _home(reference: str) -> Organisation:
    home = home_of(reference)
    if home is None:
        raise Refused("Choose the home or service. Nothing was recorded.", field="provider")
    return home


def _where(child: Child, reference: str) -> tuple[Organisation, Organisation, Distance]:
    """Give the home, the authority of its area, and how far that is by the table in force."""
    home = _home(reference)
    area = home.area_authority
    if area is None:
        raise Refused(
            "The record does not say in whose area this home stands. Ask an administrator to set it, then record this.",
            field="provider",
        )
    distance = adjoining.in_force().distance(own=child.responsible_authority.name, area=area.name)
    return home, area, distance


def _notice(reference: str, number: int, *, by: Actor) -> tuple[Child, Event]:
    row = _taken(reference, by=by)
    notice = reading.notice_of(row, number)
    if notice is None:
        raise NotFound("There is no such notice that stands. Open the page again.")
    return row, notice


def _say(
    child: Child,
    detail: AreaApproval | AreaNotice | AreaNoticeTurn,
    *,
    happened: When,
    words: str,
    answers: Event | None = None,
    by: Actor,
    now: datetime,
) -> Event:
    return events.append(
        child=child,
        kind=EventKind.CARE_PLAN_RECORDED,
        happened=happened,
        words=words,
        answers=answers,
        detail=detail,
        by=by,
        now=now,
    )
