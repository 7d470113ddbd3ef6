"""The recipient's side of a notice: no account, a link, a code, and a name to acknowledge with.

Nothing here happens on a GET: a mail scanner that opens every link changes nothing.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from lantern.actions import events, notices
from lantern.actions.acting import acts, audit
from lantern.actions.missing import settle
from lantern.actions.notices import hash_of, keep_in_outbox
from lantern.actions.taking_turns import hold
from lantern.actions.told_whom import told_whom
from lantern.gateways import mail
from lantern.policies import access
from lantern.policies import acknowledging as policy
from lantern.queries.sharing import is_shut_out
from lantern.record.context import hand_on, read_as
from lantern.record.models import Acknowledgement, Child, MissingEpisode, NoticeCode, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission, Relation, Role
from lantern.vocabulary.tellings import AttemptOutcome, CodeStrength, TellingAbout, TellingState

_NO_SUCH_LINK = "This link is not one of ours, or it has been withdrawn. Ring the team that sent the notice."


@dataclass(frozen=True, kw_only=True)
class CodeAsked:
    """Where a code went, said so that a stranger learns nothing of the address."""

    strength: CodeStrength
    was_sent: bool


def ask_for_code(*, token: str, now: datetime) -> CodeAsked:
    """Send a code for a link: by the second channel where one is registered, else to the same mailbox.

    The code is written first and handed over outside the transaction, so that a slow mail server holds no lock.
    """
    message, strength = _make_code(token=token, by=SYSTEM, now=now)
    in_demonstration = settings.IS_DEMO and not settings.SMTP_URL
    sent = keep_in_outbox(message=message, by=SYSTEM, now=now) if in_demonstration else mail.send(message)
    return CodeAsked(strength=strength, was_sent=sent.outcome is not AttemptOutcome.REFUSED)


@acts
def _make_code(*, token: str, by: Actor, now: datetime) -> tuple[mail.Message, CodeStrength]:
    telling = _by_token(token)
    Telling.objects.select_for_update(of=("self",)).get(pk=telling.pk)  # one code at a time
    _check_link(telling, now=now)
    _check_may_send(telling, now=now)
    code = f"{secrets.randbelow(10**6):06d}"
    mailbox, strength = _where_to(telling)
    NoticeCode.objects.create(
        telling=telling,
        code_hash=hash_of(f"{telling.reference} {code}"),
        strength=strength.value,
        asked_at=now,
        expires_at=policy.code_ends_at(now),
    )
    audit(action="acknowledging.ask_for_code", about=telling.reference, by=by, now=now)
    return _code_message(telling, mailbox=mailbox, code=code), strength


def _check_may_send(telling: Telling, *, now: datetime) -> None:
    about = TellingAbout(telling.about)
    since = policy.codes_counted_since(about, made_at=telling.recorded_at, now=now)
    last = telling.codes.order_by("-asked_at").first()
    policy.check_may_send_code(
        codes_sent=telling.codes.filter(asked_at__gte=since).count(),
        last_sent_at=last.asked_at if last else None,
        by_the_day=about is TellingAbout.ASKED,
        now=now,
    )


def _where_to(telling: Telling) -> tuple[str, CodeStrength]:
    place = telling.team if telling.team and telling.team.email else telling.organisation
    if place.second_email and place.second_email != place.email:
        return place.second_email, CodeStrength.SECOND_CHANNEL
    return place.email, CodeStrength.SAME_MAILBOX


def _code_message(telling: Telling, *, mailbox: str, code: str) -> mail.Message:
    host = settings.MAIL_FROM.rpartition("@")[2] or "lantern"
    return mail.Message(
        message_id=f"<{telling.reference.lower()}.{secrets.token_hex(4)}@{host}>",
        recipient=mailbox,
        subject="Your code",
        body=(
            f"Your code is {code}\n\nIt holds for 10 minutes, for the notice about {telling.about_reference}.\n"
            "If nobody at your organisation asked for it, do nothing.\n"
        ),
    )


@acts
def enter_code(
    *, token: str, code: str, name: str = "", post: str = "", by: Actor, now: datetime
) -> Actor | str:
    """Try a code for a link; gives the actor that its holder now is, or the words that say why not.

    A wrong try is counted even though it is refused, so the refusal is given back and not raised. Whose link asks
    for an interview says with the code who they are: what they record by it is recorded in that name.
    """
    telling = _by_token(token)
    _check_link(telling, now=now)
    if telling.asked_id is not None:
        policy.check_named(name=name, post=post)
    latest = telling.codes.select_for_update().order_by("-asked_at").first()
    if latest is None:
        return "Ask for a code first."
    try:
        policy.check_code_may_be_tried(
            made_at=latest.asked_at, tries=latest.tries, used=latest.used_at is not None, now=now
        )
        latest.tries += 1
        offered = hash_of(f"{telling.reference} {''.join(code.split())}")
        right = hmac.compare_digest(latest.code_hash, offered)
        latest.used_at = now if right else None
        if right:
            latest.name, latest.job_title = name.strip()[:200], post.strip()[:200]
        latest.save(update_fields=["tries", "used_at", "name", "job_title"])
        policy.check_code_is_right(is_right=right, tries=latest.tries)
    except Refused as refused:
        audit(action="acknowledging.enter_code", about=telling.reference, by=by, now=now, outcome="refused")
        return refused.message
    audit(action="acknowledging.enter_code", about=telling.reference, by=by, now=now)
    return holder_of(telling, name=name, post=post)


def holder_of(telling: Telling, *, name: str = "", post: str = "") -> Actor:
    """Give the actor that the holder of this notice's link is, bound to this one notice.

    Who is asked for an interview is bound to that asking, and named: they record what came of it.
    """
    sees_name = access.may(
        role=Role.LINK_HOLDER, relation=Relation(telling.relation), permission=Permission.SEE_NAME
    )
    return Actor(
        role=Role.LINK_HOLDER,
        name=f"{name.strip()}, {post.strip()}"[:200] if telling.asked_id else telling.organisation.name,
        asked_id=telling.asked_id,
        organisation_id=telling.organisation_id,
        telling_id=telling.pk,
        episode_id=telling.episode_id,
        child_id=_child_of(telling) if sees_name else None,
    )


def _child_of(telling: Telling) -> int | None:
    return telling.episode.child_id if telling.episode is not None else telling.child_id


@acts
def acknowledge(*, name: str, post: str, by: Actor, now: datetime) -> str:
    """Record that a named person at the organisation has the notice; twice is once."""
    _take_first(by)
    telling = (
        Telling.objects.select_for_update(of=("self",))
        .select_related("episode", "organisation", "team")
        .filter(pk=by.telling_id or 0)
        .first()
    )
    if telling is None:
        raise NotFound(_NO_SUCH_LINK)
    if telling.state == TellingState.TOLD.value:
        return telling.reference
    _check_link(telling, now=now)
    policy.check_named(name=name, post=post)
    used = telling.codes.filter(used_at__isnull=False).order_by("-used_at").first()
    Acknowledgement.objects.create(
        telling=telling,
        name=name.strip()[:200],
        job_title=post.strip()[:200],
        strength=used.strength if used else "",
        acknowledged_at=now,
    )
    _mark_told(telling, now=now)
    _into_chronology(telling, name=name.strip(), post=post.strip(), by=by, now=now)
    audit(action="acknowledging.acknowledge", about=telling.reference, by=by, now=now)
    return telling.reference


def _take_first(by: Actor) -> None:
    """Take what a link is about before its telling, as every turn does: who rings or reckons is before it, or after.

    That is the episode; or, of something owed in a child's case, the child's own lock.
    """
    if by.episode_id is not None:
        MissingEpisode.objects.select_for_update(of=("self",)).filter(pk=by.episode_id).first()
    else:
        owed = Telling.objects.filter(pk=by.telling_id or 0, owed_step__isnull=False)
        hold(owed.values_list("child_id", flat=True))


def _mark_told(telling: Telling, *, now: datetime) -> None:
    if telling.owed_step_id is None or telling.child_id is None:
        notices.mark_told(telling, told_at=now)
        return
    with read_as(SYSTEM):  # whoever holds a link reads nothing of the case, nor what else was told of it
        notices.mark_told(telling, told_at=now)


def _into_chronology(telling: Telling, *, name: str, post: str, by: Actor, now: datetime) -> None:
    if telling.episode_id is None:
        into_the_case(telling, name=name, post=post, by=by, now=now)
        return
    episode = MissingEpisode.objects.select_for_update(of=("self",)).get(pk=telling.episode_id)
    with hand_on(episode_id=episode.pk):
        events.append(
            episode=episode,
            kind=EventKind.ORGANISATION_TOLD,
            happened=When.moment(now),
            words=f"{telling.organisation.name} acknowledged: {name}, {post}.",
            detail=told_whom(telling),
            by=by,
            now=now,
        )
        settle(episode=episode, moves_version=False, now=now)


def into_the_case(telling: Telling, *, name: str, post: str, by: Actor, now: datetime) -> None:
    """Say in a child's case that a named person has the notice: of an arrival, or of what is owed in the case."""
    with hand_on(child_id=telling.child_id):
        events.append(
            child=Child.objects.get(pk=telling.child_id or 0),
            kind=EventKind.ORGANISATION_TOLD,
            happened=When.moment(now),
            words=f"{telling.organisation.name} acknowledged: {name}, {post}.",
            detail=told_whom(telling),
            by=by,
            now=now,
        )


def _by_token(token: str) -> Telling:
    telling = (
        Telling.objects.select_related("organisation", "team", "episode")
        .filter(token_hash=hash_of(token))
        .first()
    )
    if telling is None:
        raise NotFound(_NO_SUCH_LINK)
    return telling


def _check_link(telling: Telling, *, now: datetime) -> None:
    policy.check_link(
        ends_at=policy.link_ends_at(telling.recorded_at, expires_at=telling.link_expires_at),
        withdrawn=telling.link_withdrawn_at is not None or is_shut_out(telling),
        now=now,
    )


def signed_for(by: Actor) -> timedelta:
    """Say how long this holder of a link stays known to the browser after giving the code."""
    return policy.SIGNED_FOR if by.asked_id is None else policy.SIGNED_FOR_ASKED
