"""An appeal to the public: proposed, signed by each who must, published, stopped, and taken down.

Lantern publishes nothing itself: a person does, and says where.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.actions.acting import acts, audit
from lantern.actions.search_entries import append, taken
from lantern.policies import publicity as policy
from lantern.queries.publicity import AppealLine, PlaceLine, SignatureLine, appeals_of
from lantern.record.models import Appeal, AppealDown, AppealPlace, AppealSignature, Event, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.publicity import AppealState, ChildView, Signer
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What is to be published, where, until when, and the child's own view of it."""

    channel: str
    text: str
    expires_at: datetime | None
    child_view: ChildView
    child_view_words: str
    words: str = ""


@acts
def propose(*, reference: str, proposed: Proposed, by: Actor, now: datetime) -> str:
    """Propose an appeal: its text may not tell of care, placement, asylum or trafficking, and it expires."""
    episode = taken(reference, EventKind.PUBLICITY_PROPOSED, by=by)
    policy.check_proposal(
        channel=proposed.channel,
        text=proposed.text,
        expires_at=proposed.expires_at,
        child_view_words=proposed.child_view_words,
        now=now,
    )
    assert proposed.expires_at is not None  # checked above
    detail = Appeal(
        channel=proposed.channel.strip(),
        text=proposed.text.strip(),
        expires_at=proposed.expires_at,
        child_view=proposed.child_view.value,
        child_view_words=proposed.child_view_words.strip(),
    )
    append(
        episode,
        EventKind.PUBLICITY_PROPOSED,
        When.moment(now),
        [detail],
        words=proposed.words,
        by=by,
        now=now,
    )
    audit(action="publicity.propose", about=reference, by=by, now=now)
    return reference


@acts
def sign(
    *,
    reference: str,
    appeal: int,
    signer: Signer,
    name: str,
    post: str,
    happened: When,
    words: str,
    by: Actor,
    now: datetime,
) -> str:
    """Record that the police, the authority or the guardian agree. A force records its own signature alone."""
    episode = taken(reference, EventKind.PUBLICITY_SIGNED, by=by)
    _check_own(signer, by=by)
    line = _open(_appeal(episode, appeal, by=by, now=now))
    policy.check_signature(line.facts, signer=signer, name=name, post=post, at=_at(happened), now=now)
    detail = AppealSignature(signer=signer.value, name=name.strip(), post=post.strip())
    answers = _event(line.number)
    append(
        episode, EventKind.PUBLICITY_SIGNED, happened, [detail], words=words, answers=answers, by=by, now=now
    )
    audit(action="publicity.sign", about=reference, by=by, now=now)
    return reference


@acts
def withdraw_signature(
    *, reference: str, signature: int, happened: When, words: str, by: Actor, now: datetime
) -> str:
    """Record that a signature is withdrawn, and why: the appeal is stopped, and every place is to be taken down."""
    episode = taken(reference, EventKind.PUBLICITY_STOPPED, by=by)
    held = _signature(appeals_of([episode], by=by, now=now)[episode.pk], signature)
    _check_own(held.signer, by=by)
    if held.withdrawn_at is not None:
        raise Refused("This signature is withdrawn already. Nothing was recorded.")
    if not words.strip():
        raise Refused("Type why the signature is withdrawn.", field="words")
    policy.check_order(
        earlier=held.at, later=_at(happened), words="A signature cannot be withdrawn before it was given."
    )
    append(
        episode,
        EventKind.PUBLICITY_STOPPED,
        happened,
        (),
        words=words,
        answers=_event(signature),
        by=by,
        now=now,
    )
    audit(action="publicity.withdraw_signature", about=reference, by=by, now=now)
    return reference


@acts
def publish(
    *,
    reference: str,
    appeal: int,
    place: str,
    published_by: str,
    is_unsigned: bool,
    happened: When,
    words: str,
    by: Actor,
    now: datetime,
) -> str:
    """Record one place where an appeal was published; where it was not allowed, it is to be taken down at once."""
    episode = taken(reference, EventKind.PUBLICITY_PLACED, by=by)
    line = _appeal(episode, appeal, by=by, now=now)
    at = _at(happened)
    policy.check_published(line.facts, place=place, by=published_by, is_unsigned=is_unsigned, at=at)
    words_order = "It cannot have been published before it was proposed."
    policy.check_order(earlier=line.proposed_at, later=at, words=words_order)
    detail = AppealPlace(
        place=place.strip(),
        published_by=published_by.strip(),
        is_unsigned=not policy.was_allowed(line.facts, at=at),
    )
    answers = _event(line.number)
    append(
        episode, EventKind.PUBLICITY_PLACED, happened, [detail], words=words, answers=answers, by=by, now=now
    )
    audit(action="publicity.publish", about=reference, by=by, now=now)
    return reference


@acts
def take_down(
    *, reference: str, place: int, confirmed_by: str, happened: When, words: str, by: Actor, now: datetime
) -> str:
    """Record that somebody made sure that a place no longer shows the appeal, and how; a struck report's too."""
    episode = taken(reference, EventKind.PUBLICITY_TAKEN_DOWN, may_be_struck=True, by=by)
    held = _place(appeals_of([episode], by=by, now=now)[episode.pk], place)
    if held.down_at is not None:
        raise Refused("This place is recorded as taken down already. Nothing was recorded.")
    if not confirmed_by.strip():
        raise Refused("Enter who made sure that it is gone.", field="confirmed_by")
    if not words.strip():
        raise Refused("Type how they made sure: for example, looked at the page again.", field="words")
    policy.check_order(
        earlier=held.published_at,
        later=_at(happened),
        words="It cannot have been taken down before it was published.",
    )
    append(
        episode,
        EventKind.PUBLICITY_TAKEN_DOWN,
        happened,
        [AppealDown(confirmed_by=confirmed_by.strip())],
        words=words,
        answers=_event(place),
        by=by,
        now=now,
    )
    audit(action="publicity.take_down", about=reference, by=by, now=now)
    return reference


def _check_own(signer: Signer, *, by: Actor) -> None:
    if by.role is Role.POLICE_DESK and signer is not Signer.POLICE:
        raise NotPermitted(
            "The police record their own signature alone. Ask the authority to record what it agrees to, and what "
            "the guardian does. This refusal has been recorded."
        )


def _appeal(episode: MissingEpisode, number: int, *, by: Actor, now: datetime) -> AppealLine:
    lines = appeals_of([episode], by=by, now=now)[episode.pk]
    found = next((line for line in lines if line.number == number), None)
    if found is None:
        raise NotFound("There is no such appeal on this episode. Nothing was recorded. Open the page again.")
    return found


def _open(line: AppealLine) -> AppealLine:
    if line.is_struck:
        raise Refused("This appeal is struck. Nothing was recorded. Propose another.")
    if line.state is AppealState.ALLOWED:
        raise Refused("Everybody who must sign has signed. Nothing was recorded.")
    return line


def _signature(appeals: tuple[AppealLine, ...], number: int) -> SignatureLine:
    found = next((one for line in appeals for one in line.signatures if one.number == number), None)
    if found is None:
        raise NotFound("There is no such signature that stands. Nothing was recorded. Open the page again.")
    return found


def _place(appeals: tuple[AppealLine, ...], number: int) -> PlaceLine:
    found = next((one for line in appeals for one in line.places if one.number == number), None)
    if found is None:
        raise NotFound("There is no such place that stands. Nothing was recorded. Open the page again.")
    return found


def _event(number: int) -> Event:
    return Event.objects.get(pk=number)


def _at(happened: When) -> datetime:
    """Give the moment; a day alone starts and ends no clock."""
    if happened.at is None:
        raise Refused("Enter the time too: what is to be taken down is counted from it.", field="happened")
    return happened.at
