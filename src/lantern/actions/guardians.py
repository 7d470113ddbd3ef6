"""A guardian for a child: asked for, named, heard, challenged and answered, and gone. Each is an entry of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from lantern.accounts.models import Account
from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.policies import concerns as concern_policy
from lantern.policies import guardians as policy
from lantern.policies.missing import check_not_matched
from lantern.queries import guarded as seen
from lantern.queries.concern_events import GUARDIANS, of_kind, standing_of
from lantern.queries.missing import lock_child
from lantern.queries.seeing import require
from lantern.record.models import (
    Child,
    Event,
    GuardianAccess,
    GuardianAllocation,
    GuardianAnswer,
    GuardianAsked,
    GuardianChallenge,
    GuardianNote,
)
from lantern.record.texts import check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.concerns import ChallengeAbout, GuardianRole, GuardianSays
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission, Role

_SAYS_WHO = (EventKind.GUARDIAN_ALLOCATED, EventKind.GUARDIAN_LEFT)


@dataclass(frozen=True, kw_only=True)
class Named:
    """Who was named, of which service, in which role, and how to reach them at work.

    Of a guardian with an account here that is the account's own name and service: both may be left empty.
    """

    guardian_name: str
    service: str
    role: GuardianRole
    contact: str = ""
    account: int | None = None


@acts
def ask_for_guardian(
    *, child: str, happened: When, service: str, reference: str, words: str, by: Actor, now: datetime
) -> int:
    """Record that a service was asked for a guardian, in addition to any referral."""
    row = _taken(child, by=by)
    check_not_matched(is_matched=row.matched_to_id is not None)
    policy.check_service(service)
    detail = GuardianAsked(service=service.strip(), reference=reference.strip())
    event = events.append(
        child=row,
        kind=EventKind.GUARDIAN_REFERRED,
        happened=happened,
        words=words,
        detail=detail,
        by=by,
        now=now,
    )
    audit(action="guardians.ask_for_guardian", about=child, by=by, now=now)
    return event.pk


@acts
def allocate(*, child: str, happened: When, named: Named, words: str, by: Actor, now: datetime) -> int:
    """Record who was named as the child's guardian, one at a time; with an account, they see this child from now."""
    row = _taken(child, by=by)
    check_not_matched(is_matched=row.matched_to_id is not None)
    rows = standing_of(row)
    account = _account(named.account) if named.account else None
    if account is not None:
        policy.check_own_name(typed=named.guardian_name, name=account.name, field="guardian_name")
        policy.check_own_name(typed=named.service, name=account.organisation.name, field="service")
        named = replace(named, guardian_name=account.name, service=account.organisation.name)
    policy.check_service(named.service)
    policy.check_allocation(name=named.guardian_name, is_allocated=_now(rows) is not None)
    asked = of_kind(rows, EventKind.GUARDIAN_REFERRED)
    if asked:
        words_order = "A guardian cannot be named before one was asked for."
        policy.check_after(earlier=asked[0].happened_on, later=happened.on, words=words_order)
    detail = GuardianAllocation(
        guardian_name=named.guardian_name.strip(),
        service=named.service.strip(),
        role=named.role.value,
        contact=named.contact.strip(),
    )
    event = events.append(
        child=row,
        kind=EventKind.GUARDIAN_ALLOCATED,
        happened=happened,
        words=words,
        answers=asked[-1] if asked else None,
        detail=detail,
        more=[_access(account, by=by, now=now)] if account else [],
        by=by,
        now=now,
    )
    audit(action="guardians.allocate", about=child, by=by, now=now)
    return event.pk


@acts
def let_in(*, child: str, account: int, by: Actor, now: datetime) -> int:
    """Let the guardian whom the child has see this child from now on, by the account that they have by now."""
    row = _taken(child, by=by)
    held = _now(standing_of(row))
    policy.check_has_guardian(is_allocated=held is not None)
    assert held is not None
    if GuardianAccess.objects.filter(event=held).exists():
        raise Refused("This guardian sees the child already. Nothing was changed.", field="account")
    access = _access(_account(account), by=by, now=now)
    access.event = held
    check_fits(access)
    access.save(force_insert=True)
    audit(action="guardians.let_in", about=child, by=by, now=now)
    return held.pk


def _account(number: int) -> Account:
    """Give the account of somebody who guards children, and who can sign in; refuse any other."""
    found = Account.objects.filter(pk=number, role=Role.GUARDIAN.value, is_active=True)
    account = found.select_related("organisation").first()
    if account is None:
        raise Refused("There is no such guardian’s account now. Choose it from the list.", field="account")
    return account


def _access(account: Account, *, by: Actor, now: datetime) -> GuardianAccess:
    return GuardianAccess(account=account, by_name=by.name, by_account_id=by.account_id, recorded_at=now)


@acts
def note(
    *,
    child: str,
    happened: When,
    says: GuardianSays,
    decision: int | None,
    about: str,
    words: str,
    by: Actor,
    now: datetime,
) -> int:
    """Record a contact with the guardian, or the guardian's view on a decision."""
    row = _taken(child, needs=Permission.SPEAK_AS_GUARDIAN, by=by)
    rows = standing_of(row)
    _check_allocated(rows, happened)
    if not words.strip():
        raise Refused("Type what was said.", field="words")
    decided = next((each for each in rows if each.pk == decision), None) if decision else None
    if says is GuardianSays.VIEW and decided is None and not about.strip():
        raise Refused("Say on which decision this is the guardian’s view.", field="about")
    event = events.append(
        child=row,
        kind=EventKind.GUARDIAN_SAID,
        happened=happened,
        words=words,
        answers=decided if says is GuardianSays.VIEW else None,
        detail=GuardianNote(
            says=says.value, about=about.strip() if says is GuardianSays.VIEW and decided is None else ""
        ),
        by=by,
        now=now,
    )
    audit(action="guardians.note", about=child, by=by, now=now)
    return event.pk


@acts
def challenge(
    *, child: str, happened: When, about: ChallengeAbout, words: str, by: Actor, now: datetime
) -> int:
    """Record what the guardian challenges; it stands open until it is answered."""
    row = _taken(child, needs=Permission.SPEAK_AS_GUARDIAN, by=by)
    _check_allocated(standing_of(row), happened)
    if not words.strip():
        raise Refused("Type what the guardian challenges, and what they ask for.", field="words")
    event = events.append(
        child=row,
        kind=EventKind.GUARDIAN_CHALLENGED,
        happened=happened,
        words=words,
        detail=GuardianChallenge(about=about.value),
        by=by,
        now=now,
    )
    audit(action="guardians.challenge", about=child, by=by, now=now)
    return event.pk


@acts
def answer_challenge(
    *, child: str, challenge: int, happened: When, agreed: bool, words: str, by: Actor, now: datetime
) -> int:
    """Record what was answered to a challenge: what is done, or why not."""
    row = _taken(child, by=by)
    rows = standing_of(row)
    asked = _one(of_kind(rows, EventKind.GUARDIAN_CHALLENGED), challenge, "challenge")
    answers = of_kind(rows, EventKind.GUARDIAN_ANSWERED)
    policy.check_answered_once(is_answered=any(each.answers_id == asked.pk for each in answers))
    concern_policy.check_reasons(words)
    words_order = "A challenge cannot be answered before it was made."
    policy.check_after(earlier=asked.happened_on, later=happened.on, words=words_order)
    event = events.append(
        child=row,
        kind=EventKind.GUARDIAN_ANSWERED,
        happened=happened,
        words=words,
        answers=asked,
        detail=GuardianAnswer(agreed=agreed),
        by=by,
        now=now,
    )
    audit(action="guardians.answer_challenge", about=child, by=by, now=now)
    return event.pk


@acts
def leave(*, child: str, happened: When, words: str, by: Actor, now: datetime) -> int:
    """Record that the guardian has no more to do with the child, and why."""
    row = _taken(child, by=by)
    rows = standing_of(row)
    held = _now(rows)
    _check_allocated(rows, happened)
    concern_policy.check_reasons(words)
    event = events.append(
        child=row,
        kind=EventKind.GUARDIAN_LEFT,
        happened=happened,
        words=words,
        answers=held,
        by=by,
        now=now,
    )
    audit(action="guardians.leave", about=child, by=by, now=now)
    return event.pk


@acts
def open_guarded(*, by: Actor, now: datetime) -> tuple[seen.GuardedChild, ...]:
    """Open the list of children with a guardian. Reading it is audited."""
    found = seen.guarded(by=by, now=now)
    audit(action="guardians.open_guarded", about="", by=by, now=now)
    return found


def _taken(child: str, *, needs: Permission = Permission.KEEP_GUARDIAN, by: Actor) -> Child:
    row = lock_child(reference=child, by=by)
    require(permission=needs, row=row, by=by)
    return row


def check_guardian(child: Child, *, about: EventKind, is_again: bool) -> None:
    """Refuse a correction after which it would not be plain who the child's guardian is, and so who sees the child.

    `about` is what was corrected, and `is_again` says that it is to stand again.
    """
    policy.check_not_again(is_again=is_again and about in _SAYS_WHO)
    policy.check_one(allocated=len(_standing(standing_of(child, kinds=GUARDIANS))))


def _now(rows: list[Event]) -> Event | None:
    """Give the allocation that no leaving has ended."""
    return next(reversed(_standing(rows)), None)


def _standing(rows: list[Event]) -> list[Event]:
    left = {row.answers_id for row in of_kind(rows, EventKind.GUARDIAN_LEFT)}
    return [row for row in of_kind(rows, EventKind.GUARDIAN_ALLOCATED) if row.pk not in left]


def _check_allocated(rows: list[Event], happened: When) -> None:
    held = _now(rows)
    policy.check_has_guardian(is_allocated=held is not None)
    assert held is not None
    words = "This cannot be before the guardian was named."
    policy.check_after(earlier=held.happened_on, later=happened.on, words=words)


def _one(rows: list[Event], number: int, what: str) -> Event:
    found = next((row for row in rows if row.pk == number), None)
    if found is None:
        raise NotFound(f"There is no such {what} that stands. Open the page again.")
    return found
