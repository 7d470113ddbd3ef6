"""When an appeal to the public is allowed, what its text may not say, and when each place must take it down."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lantern.vocabulary.days import When
from lantern.vocabulary.publicity import (
    FORBIDDEN,
    AppealState,
    DownBecause,
    OrderAskedBy,
    OrderGround,
    Signer,
)
from lantern.vocabulary.refusals import Refused

# Under which order or protection each may apply (Children Act 1989, section 50).
MAY_APPLY: Mapping[OrderAskedBy, frozenset[OrderGround]] = {
    OrderAskedBy.AUTHORITY: frozenset({OrderGround.CARE_ORDER, OrderGround.EMERGENCY_PROTECTION}),
    OrderAskedBy.DESIGNATED_OFFICER: frozenset({OrderGround.POLICE_PROTECTION}),
}
_APOSTROPHES = "'\u2018\u2019\u02bc`\u00b4"


@dataclass(frozen=True, kw_only=True)
class Signed:
    """One signature: for whom, by whom, and when it was withdrawn."""

    signer: Signer
    name: str
    at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AppealFacts:
    """What the rules ask of an appeal. `found` is when the child was found or came back, whichever was first."""

    proposed_at: datetime
    expires_at: datetime
    signatures: tuple[Signed, ...] = ()
    has_guardian: bool = False
    found: When | None = None
    is_struck: bool = False


# The text ----------------------------------------------------------------------------------------------------------


def words_found(text: str) -> tuple[str, ...]:
    """Give the words of this text that may not be published, each once, in the order of the list.

    Case, accents, apostrophes, hyphens and characters without width make no difference; words run together are
    found too. The list is in English.
    """
    tokens = _tokens(text)
    found = [said for words in FORBIDDEN.values() for word in words for said in [_said(word, tokens)] if said]
    return tuple(dict.fromkeys(found))


def _tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = [
        each for each in plain if unicodedata.category(each) not in {"Cf", "Mn"} and each not in _APOSTROPHES
    ]
    return "".join(each if each.isalnum() else " " for each in kept).split()


def _said(word: str, tokens: list[str]) -> str:
    """Give the tokens that say this word of the list; nothing where none do."""
    wanted, open_ended = word.removesuffix("*"), word.endswith("*")
    for size in {1, len(wanted.split())}:
        whole = wanted.split() if size > 1 else [wanted.replace(" ", "")]
        for start in range(len(tokens) - size + 1):
            said = tokens[start : start + size]
            ends = said[-1].startswith(whole[-1]) if open_ended else said[-1] == whole[-1]
            if said[:-1] == whole[:-1] and ends:
                return " ".join(said)
    return ""


def check_text(text: str) -> None:
    """Refuse a text that is empty, or that tells of care, placement, asylum or trafficking. Nobody may override it."""
    if not text.strip():
        raise Refused("Type the text of the appeal.", field="text")
    found = words_found(text)
    if found:
        listed = ", ".join(f"“{each}”" for each in found)
        raise Refused(
            f"The text must not say: {listed}. Nothing was recorded. It tells strangers that the child is in care, "
            "sought asylum or may have been trafficked. Change the text.",
            field="text",
        )


# Proposing and signing ---------------------------------------------------------------------------------------------


def check_proposal(
    *, channel: str, text: str, expires_at: datetime | None, child_view_words: str, now: datetime
) -> None:
    """Refuse an appeal without a channel, an expiry to come or the child's view, or with a text that may not be."""
    if not channel.strip():
        raise Refused("Say where the appeal is to be published.", field="channel")
    check_text(text)
    if expires_at is None:
        raise Refused("Say when the appeal expires. Every appeal does.", field="expires_at")
    if expires_at <= now:
        raise Refused(
            "The appeal must expire in the future. Nothing was recorded. Check the time.", field="expires_at"
        )
    if not child_view_words.strip():
        raise Refused(
            "Say what the child said, when and to whom; or why their view is not known.",
            field="child_view_words",
        )


def still_to_sign(appeal: AppealFacts) -> tuple[Signer, ...]:
    """Give those whose signature is wanting: the police, the authority, and the guardian of a child who has one."""
    signed = {each.signer for each in appeal.signatures if each.withdrawn_at is None}
    needed = [Signer.POLICE, Signer.AUTHORITY, *([Signer.GUARDIAN] if appeal.has_guardian else [])]
    return tuple(each for each in needed if each not in signed)


def state_of(appeal: AppealFacts, *, now: datetime) -> AppealState:
    """Say how it stands with an appeal that is not struck."""
    if appeal.found is not None:
        return AppealState.FOUND
    if any(each.withdrawn_at for each in appeal.signatures):
        return AppealState.STOPPED
    if appeal.expires_at <= now:
        return AppealState.EXPIRED
    return AppealState.WAITING if still_to_sign(appeal) else AppealState.ALLOWED


_NOT_OPEN = {
    AppealState.FOUND: "The child is recorded found.",
    AppealState.STOPPED: "A signature was withdrawn, and the appeal is stopped. Propose another.",
    AppealState.EXPIRED: "The appeal has expired. Propose another.",
}


def check_signature(
    appeal: AppealFacts, *, signer: Signer, name: str, post: str, at: datetime, now: datetime
) -> None:
    """Refuse a signature that names nobody, comes twice, is one person's for two, or comes too early or too late."""
    state = state_of(appeal, now=now)
    if state in _NOT_OPEN:
        raise Refused(f"{_NOT_OPEN[state]} Nothing was recorded.")
    if not name.strip():
        raise Refused("Enter the name of the person who signs.", field="name")
    if not post.strip():
        raise Refused("Enter the post of the person who signs.", field="post")
    if any(each.signer is signer for each in appeal.signatures):
        raise Refused("This signature is recorded already. Nothing was recorded.", field="signer")
    if any(_same(each.name, name) for each in appeal.signatures):
        raise Refused(
            "This person has signed for somebody else. Nothing was recorded. Each signature is another person’s.",
            field="name",
        )
    if signer is Signer.GUARDIAN and not appeal.has_guardian:
        raise Refused(
            "No guardian is recorded for this child. Nothing was recorded. Record first who was named as guardian.",
            field="signer",
        )
    check_order(
        earlier=appeal.proposed_at, later=at, words="An appeal cannot be signed before it was proposed."
    )


def check_order(*, earlier: datetime, later: datetime, words: str) -> None:
    """Refuse what happened before that which it answers; a moment is typed to the minute."""
    if later < earlier.replace(second=0, microsecond=0):
        raise Refused(f"{words} Nothing was recorded. Check the time.", field="happened")


def _same(one: str, other: str) -> bool:
    return _tokens(one) == _tokens(other)


# Publishing, and taking down ---------------------------------------------------------------------------------------


def was_allowed(appeal: AppealFacts, *, at: datetime) -> bool:
    """Say whether the appeal might be published at this moment: signed by all, not withdrawn, expired or found."""
    minute = at.replace(second=59, microsecond=999_999)
    in_time = all(each.at <= minute for each in appeal.signatures)
    stopped = any(each.withdrawn_at and each.withdrawn_at <= at for each in appeal.signatures)
    kept = {each.signer for each in appeal.signatures}
    wanting = {each for each in still_to_sign(appeal) if each not in kept}
    is_over = at >= appeal.expires_at or (appeal.found is not None and at >= appeal.found.latest)
    return not (appeal.is_struck or wanting or stopped or is_over) and in_time


def check_published(appeal: AppealFacts, *, place: str, by: str, is_unsigned: bool, at: datetime) -> None:
    """Refuse a place without its name or who published it, or one that was not allowed and is not said to be so."""
    if not place.strip():
        raise Refused("Say where it was published, so that it can be found and taken down.", field="place")
    if not by.strip():
        raise Refused("Enter who published it.", field="published_by")
    if not was_allowed(appeal, at=at) and not is_unsigned:
        raise Refused(
            "At that time the appeal was not allowed: not everybody had signed, or it was stopped, had expired, or "
            "the child was found. Nothing was recorded. If it was published all the same, tick that: it is to be "
            "taken down at once.",
            field="is_unsigned",
        )


def down_because(
    appeal: AppealFacts, *, published_at: datetime, is_unsigned: bool, now: datetime
) -> tuple[DownBecause, datetime] | None:
    """Say why a place is to be taken down, and since when it should have been; None while it may stand."""
    reasons = list(_reasons(appeal, published_at=published_at, is_unsigned=is_unsigned, now=now))
    if not reasons:
        return None
    since, _order, because = min(reasons)
    return because, max(since, published_at)


def _reasons(
    appeal: AppealFacts, *, published_at: datetime, is_unsigned: bool, now: datetime
) -> Iterable[tuple[datetime, int, DownBecause]]:
    if appeal.is_struck:
        yield published_at, 0, DownBecause.STRUCK
    if appeal.found is not None:
        yield appeal.found.earliest, 1, DownBecause.FOUND
    for each in appeal.signatures:
        if each.withdrawn_at is not None:
            yield each.withdrawn_at, 2, DownBecause.STOPPED
    if appeal.expires_at <= now:
        yield appeal.expires_at, 3, DownBecause.EXPIRED
    kept = {each.signer for each in appeal.signatures}
    if is_unsigned or any(each not in kept for each in still_to_sign(appeal)):
        yield published_at, 4, DownBecause.NOT_SIGNED


# A recovery order --------------------------------------------------------------------------------------------------


def check_may_apply(*, asked_by: OrderAskedBy, ground: OrderGround) -> None:
    """Refuse an application by whom section 50 of the Children Act 1989 does not name for this child."""
    if ground not in MAY_APPLY[asked_by]:
        raise Refused(
            "The authority applies for a child under a care order or an emergency protection order; the designated "
            "officer for a child in police protection. Nothing was recorded.",
            field="asked_by",
        )


def check_home_office_reference(number: str) -> None:
    """Refuse a reference that no search could find again, or that is longer than one can be."""
    if len(number) < 4:
        raise Refused(
            "Enter the reference as the Home Office gave it: at least 4 characters. Nothing was recorded.",
            field="number",
        )
    if len(number) > 100:
        raise Refused("A reference has at most 100 characters. Nothing was recorded.", field="number")
