"""What else is done to find a child: a charity is asked to text them, a recovery order, a warning notice.

Each is a dated fact that somebody reports. Nothing is sent from here, and nobody is asked by Lantern.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from lantern.actions.acting import acts, audit
from lantern.actions.search_entries import append, taken
from lantern.policies import publicity as policy
from lantern.queries.search_measures import measures_of
from lantern.record.models import (
    Event,
    MissingEpisode,
    RecoveryOrderDecided,
    RecoveryOrderSought,
    TextSafeAnswer,
    TextSafeAsked,
    WarningNotice,
    WarningNoticePerson,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.publicity import OrderAskedBy, OrderGround, OrderSays
from lantern.vocabulary.refusals import NotFound, Refused


@dataclass(frozen=True, kw_only=True)
class Application:
    """Who applied for a recovery order, to which court, and under which order the child is."""

    asked_by: OrderAskedBy
    ground: OrderGround
    applicant: str
    court: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Granted or refused; what the order says, and when it ends as it says."""

    is_granted: bool
    says: Collection[OrderSays] = ()
    reference: str = ""
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A warning notice: on whom, by which force, its reference, and when it ends as it says."""

    person: str
    force: str
    officer: str = ""
    reference: str = ""
    ends_on: date | None = None


@acts
def ask_text_safe(
    *,
    reference: str,
    asked_by: str,
    post: str,
    case_reference: str,
    happened: When,
    words: str,
    by: Actor,
    now: datetime,
) -> str:
    """Record that somebody asked the charity Missing People to text the child."""
    episode = taken(reference, EventKind.TEXTSAFE_ASKED, by=by)
    if not asked_by.strip():
        raise Refused("Enter who asked.", field="asked_by")
    detail = TextSafeAsked(
        asked_by=asked_by.strip(), asked_by_post=post.strip(), reference=case_reference.strip()
    )
    append(episode, EventKind.TEXTSAFE_ASKED, happened, (detail,), words=words, by=by, now=now)
    audit(action="search_measures.ask_text_safe", about=reference, by=by, now=now)
    return reference


@acts
def answer_text_safe(
    *,
    reference: str,
    asking: int,
    is_sent: bool,
    answered_by: str,
    happened: When,
    words: str,
    by: Actor,
    now: datetime,
) -> str:
    """Record what the charity answered; it tells nobody by itself when a child gets in touch with it."""
    episode = taken(reference, EventKind.TEXTSAFE_ANSWERED, by=by)
    asked = _waiting(
        episode,
        EventKind.TEXTSAFE_ASKED,
        asking,
        happened,
        words="The charity cannot have answered before it was asked.",
    )
    if not is_sent and not words.strip():
        raise Refused("Type why the charity does not text the child.", field="words")
    detail = TextSafeAnswer(is_sent=is_sent, answered_by=answered_by.strip())
    append(
        episode, EventKind.TEXTSAFE_ANSWERED, happened, (detail,), words=words, answers=asked, by=by, now=now
    )
    audit(action="search_measures.answer_text_safe", about=reference, by=by, now=now)
    return reference


@acts
def seek_order(
    *, reference: str, application: Application, happened: When, words: str, by: Actor, now: datetime
) -> str:
    """Record that a recovery order was applied for, by one who may (Children Act 1989, section 50)."""
    episode = taken(reference, EventKind.RECOVERY_ORDER_SOUGHT, by=by)
    policy.check_may_apply(asked_by=application.asked_by, ground=application.ground)
    if not application.applicant.strip():
        raise Refused("Enter who applied.", field="applicant")
    detail = RecoveryOrderSought(
        asked_by=application.asked_by.value,
        ground=application.ground.value,
        applicant=application.applicant.strip(),
        court=application.court.strip(),
    )
    append(episode, EventKind.RECOVERY_ORDER_SOUGHT, happened, (detail,), words=words, by=by, now=now)
    audit(action="search_measures.seek_order", about=reference, by=by, now=now)
    return reference


@acts
def decide_order(
    *,
    reference: str,
    application: int,
    decision: Decision,
    happened: When,
    words: str,
    by: Actor,
    now: datetime,
) -> str:
    """Record whether the court granted a recovery order, what it says, and when it ends."""
    episode = taken(reference, EventKind.RECOVERY_ORDER_DECIDED, by=by)
    sought = _waiting(
        episode,
        EventKind.RECOVERY_ORDER_SOUGHT,
        application,
        happened,
        words="The court cannot have decided before the application.",
    )
    _check_decision(decision, happened)
    detail = RecoveryOrderDecided(
        is_granted=decision.is_granted,
        reference=decision.reference.strip(),
        ends_on=decision.ends_on,
        **{f"says_{each.value}": each in decision.says for each in OrderSays},
    )
    kind = EventKind.RECOVERY_ORDER_DECIDED
    append(episode, kind, happened, (detail,), words=words, answers=sought, by=by, now=now)
    audit(action="search_measures.decide_order", about=reference, by=by, now=now)
    return reference


def _check_decision(decision: Decision, happened: When) -> None:
    if decision.is_granted and not decision.says:
        raise Refused("Tick what the order says.", field="says")
    if not decision.is_granted and (decision.says or decision.ends_on):
        raise Refused(
            "An order that was refused says nothing and has no end. Nothing was recorded. Untick what it says.",
            field="says",
        )
    _check_end(decision.ends_on, happened)


@acts
def record_notice(
    *, reference: str, notice: Notice, happened: When, words: str, by: Actor, now: datetime
) -> str:
    """Record that a Child Abduction Warning Notice was served on somebody."""
    episode = taken(reference, EventKind.WARNING_NOTICE_SERVED, by=by)
    if not notice.person.strip():
        raise Refused("Enter on whom the notice was served.", field="person")
    if not notice.force.strip():
        raise Refused("Enter which force served it.", field="force")
    _check_end(notice.ends_on, happened)
    detail = WarningNotice(
        force=notice.force.strip(),
        officer=notice.officer.strip(),
        reference=notice.reference.strip(),
        ends_on=notice.ends_on,
    )
    person = WarningNoticePerson(name=notice.person.strip())
    kind = EventKind.WARNING_NOTICE_SERVED
    append(episode, kind, happened, (detail, person), words=words, by=by, now=now)
    audit(action="search_measures.record_notice", about=reference, by=by, now=now)
    return reference


def _check_end(ends_on: date | None, happened: When) -> None:
    if ends_on is not None and ends_on < happened.on:
        raise Refused("It cannot end before it was made. Nothing was recorded. Check both.", field="ends_on")


def _waiting(episode: MissingEpisode, kind: EventKind, number: int, happened: When, *, words: str) -> Event:
    """Give what is to be answered, where it stands and nothing answered it yet; refuse an answer before it."""
    measures = measures_of(episode)
    asked = next((row for row in measures if row.kind == kind.value and row.pk == number), None)
    if asked is None:
        raise NotFound("There is no such record that stands. Nothing was recorded. Open the page again.")
    if any(row.answers_id == number for row in measures):
        raise Refused("This is answered already. Nothing was recorded. Look at what is recorded.")
    if happened.certainly_before(When(on=asked.happened_on, at=asked.happened_at)):
        raise Refused(f"{words} Nothing was recorded. Check the time.", field="happened")
    return asked
