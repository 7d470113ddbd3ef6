"""Record a strategy discussion, and to whom its minutes were given. Nothing is sent: a person hands it over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit, written_by_role
from lantern.actions.casework import note_referral
from lantern.policies import discussions as policy
from lantern.policies.missing import check_not_matched
from lantern.policies.times import check_not_future
from lantern.queries import discussions as seen
from lantern.queries.discussion_events import case_rows, discussion_of
from lantern.queries.discussions import Minutes, Person
from lantern.queries.missing import lock_child
from lantern.queries.seeing import episodes_visible_to, require
from lantern.record.models import (
    Child,
    DiscussionDetail,
    DiscussionEpisode,
    DiscussionPerson,
    Event,
    MinutesGiven,
    MinutesReceipt,
    MissingEpisode,
)
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import HeldBy, Route, Section47
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """Who spoke with whom, what is known, what was decided, and when it is looked at again."""

    held: When
    held_by: HeldBy
    took_part: tuple[Person, ...]
    known: str
    decided: str
    section_47: Section47
    section_47_because: str
    could_not: str = ""
    first_responder: str = ""
    next_review_on: date | None = None
    no_review_because: str = ""
    referral_accepted_on: date | None = None  # of the assessment that runs, or is decided here
    episodes: tuple[str, ...] = ()  # by reference


@acts
def record_discussion(*, child: str, discussion: Discussion, by: Actor, now: datetime) -> str:
    """Record a strategy discussion on the child's case; gives its number in the chronology."""
    row = lock_child(reference=child, by=by)
    require(permission=Permission.HOLD_DISCUSSION, row=row, by=by)
    check_not_matched(is_matched=row.matched_to_id is not None)
    about = _about(row, discussion.episodes, by=by)
    _check(discussion, about, now=now)
    event = events.append(
        child=row,
        kind=EventKind.STRATEGY_DISCUSSION_HELD,
        happened=discussion.held,
        words=discussion.known,
        detail=_detail(discussion),
        more=[*_people(discussion), *(DiscussionEpisode(episode=each) for each in about)],
        by=by,
        now=now,
    )
    if discussion.referral_accepted_on is not None:
        note_referral(row, accepted_on=discussion.referral_accepted_on, discussion=event, by=by, now=now)
    audit(action="discussions.record_discussion", about=child, by=by, now=now)
    return str(event.pk)


def _check(discussion: Discussion, about: list[MissingEpisode], *, now: datetime) -> None:
    check_not_future(
        happened=discussion.held, words="at which the discussion was held", field="held", now=now
    )
    policy.check_took_part(
        took_part=[each.took_part_for for each in discussion.took_part], could_not=discussion.could_not
    )
    policy.check_decided(
        known=discussion.known,
        decided=discussion.decided,
        section_47_because=discussion.section_47_because,
    )
    policy.check_review(
        held=discussion.held,
        next_review_on=discussion.next_review_on,
        no_review_because=discussion.no_review_because,
    )
    policy.check_referral(held=discussion.held, accepted_on=discussion.referral_accepted_on)
    policy.check_about(
        held=discussion.held, last_seen=[When(on=e.last_seen_on, at=e.last_seen_at) for e in about]
    )


def _about(child: Child, references: tuple[str, ...], *, by: Actor) -> list[MissingEpisode]:
    """Give the episodes of these references, which must be this child's own and stand."""
    wanted = set(references)
    found = list(episodes_visible_to(by).filter(child=child, is_void=False, reference__in=wanted))
    if {each.reference for each in found} != wanted:
        raise Refused(
            "One of the missing episodes is not this child's, or was withdrawn. Nothing was recorded. Choose again.",
            field="episodes",
        )
    return found


def _detail(discussion: Discussion) -> DiscussionDetail:
    return DiscussionDetail(
        held_by=discussion.held_by.value,
        could_not=discussion.could_not.strip(),
        decided=discussion.decided.strip(),
        first_responder=discussion.first_responder.strip(),
        section_47=discussion.section_47.value,
        section_47_because=discussion.section_47_because.strip(),
        next_review_on=discussion.next_review_on,
        no_review_because=discussion.no_review_because.strip(),
        referral_accepted_on=discussion.referral_accepted_on,
    )


def _people(discussion: Discussion) -> list[DiscussionPerson]:
    return [
        DiscussionPerson(
            name=each.name,
            post=each.post,
            organisation=each.organisation,
            took_part_for=each.took_part_for.value,
        )
        for each in discussion.took_part
    ]


@acts
def open_minutes(*, child: str, number: int, by: Actor, now: datetime) -> Minutes:
    """Open the minutes of a discussion: the reading is audited, refusals too."""
    page = seen.minutes(child=child, number=number, by=by, now=now)
    audit(action="discussions.open_minutes", about=child, by=by, now=now)
    return page


@acts
def print_minutes(*, child: str, number: int, by: Actor, now: datetime) -> Minutes:
    """Open the minutes to be made into a paper: that a copy was made is audited."""
    page = seen.minutes(child=child, number=number, by=by, now=now)
    audit(action="discussions.print_minutes", about=child, by=by, now=now)
    return page


@dataclass(frozen=True, kw_only=True)
class Handed:
    """To whom the minutes were given, by which route and when."""

    to: str
    organisation: str
    route: Route
    given: When


@acts
def record_given(*, child: str, number: int, handed: Handed, by: Actor, now: datetime) -> str:
    """Record that a person gave the minutes to somebody. Lantern sends them nowhere."""
    event = _discussion(child, number, by=by)
    if not handed.to.strip() or not handed.organisation.strip():
        raise Refused("Enter to whom they were given, and where that person works.", field="to")
    check_not_future(happened=handed.given, words="at which they were given", field="given", now=now)
    policy.check_given(held=When(on=event.happened_on, at=event.happened_at), given=handed.given)
    row = MinutesGiven(
        event=event,
        to=handed.to.strip(),
        organisation=handed.organisation.strip(),
        route=handed.route.value,
        given_on=handed.given.on,
        given_at=handed.given.at,
        **written_by_role(by=by, now=now),
    )
    check_fits(row)
    row.save(force_insert=True)
    audit(action="discussions.record_given", about=child, by=by, now=now)
    return child


@acts
def record_receipt(
    *, child: str, number: int, given: int, received_on: date, words: str, by: Actor, now: datetime
) -> str:
    """Record that somebody said they have the minutes: who said it, and how."""
    event = _discussion(child, number, by=by)
    handed = MinutesGiven.objects.filter(event=event, pk=given).first()
    if handed is None:
        raise NotFound("Nobody was given these minutes under that number. Open the minutes and look.")
    if MinutesReceipt.objects.filter(given=handed).exists():
        raise Refused("That they have the minutes is recorded already. Nothing was changed.")
    policy.check_received(given_on=handed.given_on, received_on=received_on, today=day_of(now), words=words)
    row = MinutesReceipt(
        event=event,
        given=handed,
        received_on=received_on,
        words=words.strip(),
        **written_by_role(by=by, now=now),
    )
    check_fits(row)
    row.save(force_insert=True)
    audit(action="discussions.record_receipt", about=child, by=by, now=now)
    return child


def _discussion(child: str, number: int, *, by: Actor) -> Event:
    row = lock_child(reference=child, by=by)
    require(permission=Permission.HOLD_DISCUSSION, row=row, by=by)
    return discussion_of(case_rows([row.pk]), number)
