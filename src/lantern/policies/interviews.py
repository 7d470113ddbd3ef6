"""When a return interview counts as held, what is to be shared from it at once, and what may be said of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lantern.vocabulary.days import When, day_of, start_of
from lantern.vocabulary.interviews import Audience, Danger, NotPossible
from lantern.vocabulary.refusals import Refused

# Whoever must hear of a danger the same day, and who must hear of what is said about a carer or home.
OF_DANGER = (Audience.POLICE, Audience.SOCIAL_WORKER)
OF_A_CARER = (Audience.DESIGNATED_OFFICER,)
_SATURDAY = 5


class NotHeld(Refused):
    """What was typed does not make an interview that was held. `field` names what to put right."""


class NotShared(Refused):
    """What was typed does not say what was shared, with whom and why."""


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """What a child's disclosure of harm led to: what was handed over, to whom, and when. The questions stopped."""

    what: str
    to: str
    at: When | None


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """One thing shared from an interview, as far as the rules ask of it. `nothing_of_a_carer` is None unless asked."""

    audience: Audience
    what: str
    told: str
    against_wish: bool | None
    why_against: str
    child_told: bool | None
    why_not_told: str
    nothing_of_a_carer: bool = False


def is_before(one: When, other: When) -> bool:
    """Say whether one time was certainly over before the other: what is typed to the minute has its whole minute."""
    if one.at and other.at:
        return one.at < other.at.replace(second=0, microsecond=0)
    return one.certainly_before(other)


def check_held(*, held: When, limits_said: When | None, returns: Iterable[When]) -> None:
    """Refuse, with NotHeld, an interview before a return it answers, or one whose limits were not said first."""
    if limits_said is None:
        raise NotHeld(
            "An interview counts as held only where the child was first told what cannot be kept between the two of "
            "them. Nothing was recorded. Enter when that was said. If it was not said, record what the child told you "
            "as information received, and offer the interview again.",
            field="limits_said",
        )
    if is_before(held, limits_said):
        raise NotHeld(
            "The limits of confidence are said first, and this says that they came after the talk began. Nothing was "
            "recorded. Check both times.",
            field="limits_said",
        )
    for returned in returns:
        if is_before(held, returned):
            raise NotHeld(
                "The interview cannot have been held before the child was back. Nothing was recorded. Check the time, "
                "and which times missing it answers.",
                field="held",
            )
        if is_before(limits_said, returned):
            raise NotHeld(
                "The limits of confidence cannot have been said before the child was back. Nothing was recorded. "
                "Check the time.",
                field="limits_said",
            )


def check_offered(*, offered: When | None, returned: When, held: When, what: str) -> None:
    """Refuse an outcome of which no offer is recorded, or whose offer came before the return or after it.

    `held` is when the outcome was; `what` names it in a sentence, such as "the interview".
    """
    if offered is None:
        raise NotHeld(
            "No offer is recorded for a time missing that this answers. Nothing was recorded. Enter when it was "
            "offered to the child, and by whom.",
            field="offered",
        )
    if is_before(offered, returned):
        raise NotHeld(
            "It cannot have been offered before the child was back. Nothing was recorded. Check the time.",
            field="offered",
        )
    if is_before(held, offered):
        raise NotHeld(
            f"It cannot have been offered after {what}. Nothing was recorded. Check both times.",
            field="offered",
        )


def check_after_return(*, happened: When, returned: When, what: str, than: str = "back") -> None:
    """Refuse what is said to have been before the child was back. `what` begins the sentence, `than` ends it."""
    if is_before(happened, returned):
        raise NotHeld(
            f"{what} cannot have been before the child was {than}. Nothing was recorded. Check the time.",
            field="happened",
        )


def check_after_interview(*, happened: When, held: When, field: str) -> None:
    """Refuse what is said to have followed from an interview and came before it."""
    if is_before(happened, held):
        raise NotShared(
            "This cannot have been before the interview was held. Nothing was recorded. Check the time.",
            field=field,
        )


def check_disclosure(*, handed_over: HandedOver | None, held: When) -> None:
    """Refuse a disclosure of harm that says not what was handed over, to whom, and when (None: there was none)."""
    if handed_over is None:
        return
    for field, said, words in (
        ("handed_what", handed_over.what.strip(), "what was handed over"),
        ("handed_to", handed_over.to.strip(), "to whom it was handed over: a name, and where they work"),
        ("handed_at", handed_over.at, "when it was handed over"),
    ):
        if not said:
            raise NotHeld(f"The questions stop where a child tells of harm. Enter {words}.", field=field)
    if handed_over.at is not None and is_before(handed_over.at, held):
        raise NotHeld(
            "It cannot have been handed over before the child told it. Nothing was recorded. Check both times.",
            field="handed_at",
        )


def check_not_possible(*, reason: NotPossible, words: str, is_gone_again: bool) -> None:
    """Refuse "gone again" of a child who is not, and any other reason without words."""
    if reason is NotPossible.GONE_AGAIN and not is_gone_again:
        raise NotHeld(
            "This child is not recorded missing again since this return. Nothing was recorded. Report the child "
            "missing first, or choose another reason.",
            field="reason",
        )
    if reason is not NotPossible.GONE_AGAIN and not words.strip():
        raise NotHeld("Enter what was tried, and why it is not possible.", field="words")


def check_sharing(sharing: Sharing, *, about_a_carer: bool) -> None:
    """Refuse, with NotShared, sharing that leaves out what, whom, the child's wish, or whether the child was told."""
    if not sharing.what.strip():
        raise NotShared("Enter exactly what was shared.", field="what")
    if not sharing.told.strip():
        raise NotShared("Enter who was told: a name, and where they work.", field="told")
    if sharing.against_wish is None:
        raise NotShared("Say whether the child wished it kept back.", field="against_wish")
    if sharing.against_wish and not sharing.why_against.strip():
        raise NotShared("Enter why it was shared against the child's wish.", field="why_against")
    if sharing.child_told is None:
        raise NotShared("Say whether the child was told that it is shared.", field="child_told")
    if not sharing.child_told and not sharing.why_not_told.strip():
        raise NotShared("Enter why the child was not told, and who will tell them.", field="why_not_told")
    if sharing.audience is Audience.PLACEMENT and about_a_carer and not sharing.nothing_of_a_carer:
        raise NotShared(
            "The child said something about a carer or the home. That goes to the designated officer, and never to "
            "the placement. Nothing was recorded. Tick that nothing of it is in what you share, or share it with the "
            "designated officer.",
            field="nothing_of_a_carer",
        )


def dangers_of(*, tells_of: Iterable[Danger], disclosed: bool) -> frozenset[Danger]:
    """Give what the child's words tell of; a disclosure of harm is harm, whatever was ticked."""
    return frozenset({*tells_of, *([Danger.HARM] if disclosed else [])})


def owed_at_once(
    *, dangers: Collection[Danger], about_a_carer: bool, shared_with: Collection[Audience]
) -> tuple[Audience, ...]:
    """Give who must hear of it the same day and has not been told yet, by what stands recorded."""
    owed = (*(OF_DANGER if dangers else ()), *(OF_A_CARER if about_a_carer else ()))
    return tuple(audience for audience in owed if audience not in shared_with)


def weekends(*, since: datetime, until: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Give the Saturdays and Sundays, in London, of a span of elapsed hours (all in UTC): they count, and are hard."""
    found: list[tuple[datetime, datetime]] = []
    at = since
    while at < until:
        end = min(until, start_of(day_of(at) + timedelta(days=1)))
        if day_of(at).weekday() >= _SATURDAY:
            joined = bool(found) and found[-1][1] == at
            found[-1:] = [(found[-1][0], end)] if joined else [*found[-1:], (at, end)]
        at = end
    return tuple(found)


def hours_at_weekends(*, since: datetime, until: datetime) -> timedelta:
    """Give how much of a span of elapsed hours (both UTC) falls on Saturdays and Sundays in London."""
    return sum((end - begin for begin, end in weekends(since=since, until=until)), timedelta())
