"""Strategy discussions of one child, their minutes and to whom these were given, and what somebody is to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from lantern.accounts.models import Organisation
from lantern.policies import access
from lantern.policies.discussions import may_answer, not_there
from lantern.procedures.assessment import Assessment
from lantern.procedures.conference import Conference
from lantern.queries.children import display_names
from lantern.queries.corrected import standing
from lantern.queries.discussion_days import assessment_of, conference_of
from lantern.queries.missing import find_child
from lantern.queries.seeing import episodes_visible_to, may, reads, require
from lantern.record.models import Child, DiscussionEpisode, Event, Involvement, MinutesGiven, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import HeldBy, Outcome, Route, Section47, SetIn, TookPartFor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission, Role

HELD = EventKind.STRATEGY_DISCUSSION_HELD.value
SET, ANSWERED = EventKind.ACTION_SET.value, EventKind.ACTION_ANSWERED.value
WITHDRAWN = EventKind.ENTERED_IN_ERROR.value
NO_DISCUSSION = "There is no such discussion of this child that you may see. Open the child's page and look."
NO_ACTION = "There is no such action of this child that you may see. Open the child's page and look."
MOST_EPISODES = 12  # offered to choose from, the newest first


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who took part."""

    name: str
    post: str
    organisation: str
    took_part_for: TookPartFor


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """That somebody said they have the minutes, and who wrote that down."""

    received_on: date
    words: str
    by_name: str


@dataclass(frozen=True, kw_only=True)
class Given:
    """To whom minutes were given, and whether that was acknowledged."""

    number: int
    to: str
    organisation: str
    route: Route
    given: When
    by_name: str
    receipt: Receipt | None = None


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    """Something somebody is to do. `outcome` is None while nobody has answered."""

    number: int
    child: str
    words: str
    owner: str
    organisation: str
    organisation_reference: str
    due_on: date
    set_at: datetime
    set_by: str
    set_in: SetIn
    arises_from: int | None
    outcome: Outcome | None = None
    result: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    may_answer: bool = False

    def is_late(self, today: date) -> bool:
        """Say whether the day is past and nobody has answered."""
        return self.outcome is None and self.due_on < today


@dataclass(frozen=True, kw_only=True)
class DiscussionLine:
    """One discussion in a list."""

    number: int
    held: When
    held_by: HeldBy
    decided: str
    section_47: Section47
    next_review_on: date | None
    conference: Conference | None
    assessment: Assessment | None


@dataclass(frozen=True, kw_only=True)
class About:
    """A missing episode that was discussed, or may be."""

    reference: str
    last_seen: When
    returned: When | None


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """One strategy discussion whole, as one reader may see it."""

    child: str
    name: str
    line: DiscussionLine
    known: str
    could_not: str
    absent: tuple[TookPartFor, ...]
    first_responder: str
    section_47_because: str
    no_review_because: str
    took_part: tuple[Person, ...]
    about: tuple[About, ...]
    actions: tuple[ActionLine, ...]
    given: tuple[Given, ...]
    recorded_at: datetime
    by_name: str
    by_role: str
    by_organisation: str
    may_hold: bool
    may_withdraw: bool
    as_of: datetime


@dataclass(frozen=True, kw_only=True)
class DiscussionsPage:
    """The discussions of one child, the newest first, and what is to be done: the open first, by their day."""

    child: str
    name: str
    discussions: tuple[DiscussionLine, ...]
    actions: tuple[ActionLine, ...]
    may_hold: bool
    as_of: datetime


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a form about a child offers: the organisations that may own an action, and the missing episodes."""

    child: str
    name: str
    organisations: tuple[tuple[str, str], ...]
    own: str  # the reader's own organisation, by reference
    episodes: tuple[About, ...]
    as_of: datetime


@reads
def discussions(*, child: str, by: Actor, now: datetime) -> DiscussionsPage:
    """Give the discussions and actions of a child whose record this reader may open."""
    row = _readable(child, by=by)
    rows = case_rows([row.pk])
    return DiscussionsPage(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        discussions=tuple(_line(each) for each in reversed(rows) if each.kind == HELD),
        actions=in_order(actions_of(rows, {row.pk: row}, by=by), today=day_of(now)),
        may_hold=may(permission=Permission.HOLD_DISCUSSION, row=row, by=by),
        as_of=now,
    )


@reads
def minutes(*, child: str, number: int, by: Actor, now: datetime) -> Minutes:
    """Give one discussion whole. To be called by the action that audits the opening."""
    row = _readable(child, by=by)
    rows = case_rows([row.pk])
    event = discussion_of(rows, number)
    arising = {each.number: each for each in actions_of(rows, {row.pk: row}, by=by)}
    return Minutes(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        line=_line(event),
        known=event.words,
        **_said(event),
        about=tuple(_about(each.episode) for each in _episodes_of(event)),
        actions=in_order(arising_from(number, arising), today=day_of(now)),
        given=tuple(_given(each) for each in _given_rows(event)),
        recorded_at=event.recorded_at,
        by_name=event.by_name,
        by_role=access.ROLE_TITLES[Role(event.by_role)],
        by_organisation=event.by_organisation.name if event.by_organisation else "",
        may_hold=may(permission=Permission.HOLD_DISCUSSION, row=row, by=by),
        may_withdraw=may(permission=Permission.CORRECT, row=row, by=by),
        as_of=now,
    )


@reads
def action(*, child: str, number: int, by: Actor, now: datetime) -> ActionLine:
    """Give one action of a child; raise NotFound where this reader may see none."""
    row = _readable(child, by=by)
    found = actions_of(case_rows([row.pk]), {row.pk: row}, by=by)
    line = next((each for each in found if each.number == number), None)
    if line is None:
        raise NotFound(NO_ACTION)
    return line


@reads
def choices(*, child: str, permission: Permission, by: Actor, now: datetime) -> Choices:
    """Give what a form about this child offers to somebody who may do this; refuse others."""
    row = find_child(reference=child, by=by)
    require(permission=permission, row=row, by=by)
    episodes = episodes_visible_to(by).filter(child=row, is_void=False).order_by("-last_seen_on", "-pk")
    owners = owners_of(row, by=by)
    return Choices(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        organisations=tuple((each.reference, each.name) for each in owners),
        own=next((each.reference for each in owners if each.pk == by.organisation_id), ""),
        episodes=tuple(_about(each) for each in episodes[:MOST_EPISODES]),
        as_of=now,
    )


def owners_of(child: Child, *, by: Actor) -> list[Organisation]:
    """Give the organisations that have to do with a child, the reader's own first: an action is one of theirs.

    The forces are those of the child's episodes and of the areas of its authorities, of whom one may be needed first.
    """
    visible = episodes_visible_to(by).filter(child=child, is_void=False).values("police_force_id")
    involved = Involvement.objects.filter(child=child, ended_at=None).values("organisation_id")
    authorities = [key for key in (child.responsible_authority_id, child.host_authority_id) if key]
    own = [key for key in (*authorities, child.placement_provider_id, by.organisation_id) if key]
    areas = Organisation.objects.filter(pk__in=authorities).values("police_force_id")
    rows = Organisation.objects.filter(
        Q(pk__in=own) | Q(pk__in=visible) | Q(pk__in=involved) | Q(pk__in=areas)
    )
    return sorted(rows, key=lambda row: (row.pk != by.organisation_id, row.name, row.pk))


# Reading the case ------------------------------------------------------------------------------------------------


def case_rows(children: Iterable[int]) -> list[Event]:
    """Give what stands of the discussions and actions of these children, in the order of recording, in one question."""
    rows = Event.objects.filter(child__in=list(children), kind__in=[HELD, SET, ANSWERED, WITHDRAWN])
    related = ("discussion", "action__organisation", "action_answer", "by_organisation")
    return standing(rows.select_related(*related).order_by("recorded_at", "pk"))


def discussion_of(rows: Iterable[Event], number: int) -> Event:
    """Give the discussion of this number among these rows; raise NotFound where there is none that stands."""
    event = next((each for each in rows if each.pk == number and each.kind == HELD), None)
    if event is None:
        raise NotFound(NO_DISCUSSION)
    return event


def actions_of(rows: Sequence[Event], children: dict[int, Child], *, by: Actor) -> list[ActionLine]:
    """Give the actions among these rows, each with what came of it last."""
    answers = {each.answers_id: each for each in rows if each.kind == ANSWERED}
    works = {key: may(permission=Permission.WORK_ACTION, row=row, by=by) for key, row in children.items()}
    holds = {key: may(permission=Permission.HOLD_DISCUSSION, row=row, by=by) for key, row in children.items()}
    return [
        action_line(
            each,
            answers.get(each.pk),
            child=children[each.child_id],
            works=works[each.child_id],
            holds=holds[each.child_id],
            by=by,
        )
        for each in rows
        if each.kind == SET and each.child_id in children
    ]


def action_line(
    row: Event, answer: Event | None, *, child: Child, works: bool, holds: bool, by: Actor
) -> ActionLine:
    """Give one action; `works` and `holds` say whether this reader may answer at all, and for every owner."""
    detail = row.action
    is_open = answer is None
    owner = detail.organisation_id
    return ActionLine(
        number=row.pk,
        child=child.reference,
        words=row.words,
        owner=detail.owner,
        organisation=detail.organisation.name,
        organisation_reference=detail.organisation.reference,
        due_on=detail.due_on,
        set_at=row.recorded_at,
        set_by=row.by_name,
        set_in=SetIn(detail.set_in),
        arises_from=detail.arises_from_id,
        outcome=Outcome(answer.action_answer.outcome) if answer else None,
        result=answer.words if answer else "",
        answered_at=answer.recorded_at if answer else None,
        answered_by=answer.by_name if answer else "",
        may_answer=works
        and may_answer(is_open=is_open, own=by.organisation_id, owner=owner, holds_discussion=holds),
    )


def in_order(lines: Iterable[ActionLine], *, today: date) -> tuple[ActionLine, ...]:
    """Give the open ones first, by their day; then what was answered, the newest first."""
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                line.outcome is not None,
                line.due_on if line.outcome is None else date.max,
                -(line.answered_at or line.set_at).timestamp() if line.outcome else 0.0,
                line.number,
            ),
        )
    )


def arising_from(number: int, lines: dict[int, ActionLine]) -> list[ActionLine]:
    """Give the actions that a discussion set, and those that came of passing one of them on."""
    found = []
    for line in lines.values():
        origin = line.arises_from
        while origin in lines:
            origin = lines[origin].arises_from
        if origin == number:
            found.append(line)
    return found


def _readable(child: str, *, by: Actor) -> Child:
    row = find_child(reference=child, by=by)
    require(permission=Permission.SEE_RECORD, row=row, by=by)
    return row


def _line(event: Event) -> DiscussionLine:
    said = event.discussion
    return DiscussionLine(
        number=event.pk,
        held=When(on=event.happened_on, at=event.happened_at),
        held_by=HeldBy(said.held_by),
        decided=said.decided,
        section_47=Section47(said.section_47),
        next_review_on=said.next_review_on,
        conference=conference_of(event),
        assessment=assessment_of(event),
    )


def _said(event: Event) -> dict[str, Any]:
    said = event.discussion
    people = tuple(
        Person(
            name=each.name,
            post=each.post,
            organisation=each.organisation,
            took_part_for=TookPartFor(each.took_part_for),
        )
        for each in event.took_part.order_by("pk")
    )
    return {
        "could_not": said.could_not,
        "absent": not_there(each.took_part_for for each in people),
        "first_responder": said.first_responder,
        "section_47_because": said.section_47_because,
        "no_review_because": said.no_review_because,
        "took_part": people,
    }


def _episodes_of(event: Event) -> Iterable[DiscussionEpisode]:
    """Give the episodes that were discussed and that this reader may see."""
    rows = DiscussionEpisode.objects.filter(event=event).select_related("episode")
    return rows.order_by("episode__last_seen_on", "episode_id")


def _about(episode: MissingEpisode) -> About:
    on = episode.returned_on
    return About(
        reference=episode.reference,
        last_seen=When(on=episode.last_seen_on, at=episode.last_seen_at),
        returned=When(on=on, at=episode.returned_at) if on else None,
    )


def _given_rows(event: Event) -> Iterable[MinutesGiven]:
    return MinutesGiven.objects.filter(event=event).select_related("receipt").order_by("given_on", "pk")


def _given(row: MinutesGiven) -> Given:
    receipt = getattr(row, "receipt", None)
    return Given(
        number=row.pk,
        to=row.to,
        organisation=row.organisation,
        route=Route(row.route),
        given=When(on=row.given_on, at=row.given_at),
        by_name=row.by_name,
        receipt=Receipt(received_on=receipt.received_on, words=receipt.words, by_name=receipt.by_name)
        if receipt
        else None,
    )
