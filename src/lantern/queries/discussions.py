"""Strategy discussions of one child, their minutes and to whom these were given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lantern.policies import access
from lantern.policies.discussions import not_there
from lantern.procedures.assessment import Assessment
from lantern.procedures.conference import Conference
from lantern.queries.children import display_names
from lantern.queries.discussion_days import assessment_of, conference_of
from lantern.queries.discussion_events import HELD, case_rows, discussion_of, readable
from lantern.queries.missing import find_child
from lantern.queries.seeing import episodes_visible_to, may, reads, require
from lantern.queries.tasks import ActionLine, actions_of, arising_from, in_order, owners_of
from lantern.record.models import DiscussionEpisode, Event, MinutesGiven, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import HeldBy, Route, Section47, TookPartFor
from lantern.vocabulary.roles import Permission, Role

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
    row = readable(child, by=by)
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
    row = readable(child, by=by)
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
