"""What a strategy discussion must say, and who may set, answer and pass on what somebody is to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from lantern.vocabulary.days import When
from lantern.vocabulary.discussions import Outcome, TookPartFor
from lantern.vocabulary.refusals import NotPermitted, Refused

# Who belongs to a strategy discussion: children's social care, the police, health, and others (Working Together,
# as restated by local procedures). One who was not there is accounted for in words.
ASKED_OF_ALL = (TookPartFor.SOCIAL_CARE, TookPartFor.POLICE, TookPartFor.HEALTH)
_WHO = {
    TookPartFor.SOCIAL_CARE: "children's social care",
    TookPartFor.POLICE: "the police",
    TookPartFor.HEALTH: "health",
}
FEWEST = 2


def not_there(took_part: Iterable[TookPartFor]) -> tuple[TookPartFor, ...]:
    """Give those of the three who belong to every strategy discussion and took no part in this one."""
    there = set(took_part)
    return tuple(each for each in ASKED_OF_ALL if each not in there)


def said_of(absent: Collection[TookPartFor]) -> str:
    """Name those who were not there: "the police and health"."""
    return " and ".join(_WHO[each] for each in absent)


def check_took_part(*, took_part: Collection[TookPartFor], could_not: str) -> None:
    """Refuse a discussion of one, and one without police or health of which nobody says why."""
    if len(took_part) < FEWEST:
        raise Refused(
            "Enter at least two people who took part: one person alone is no discussion. Nothing was recorded.",
            field="took_part",
        )
    absent = not_there(took_part)
    if absent and not could_not.strip():
        raise Refused(
            f"Nobody is entered for {said_of(absent)}. Nothing was recorded. Enter who took part for them, or why "
            "they could not and how they are heard.",
            field="could_not",
        )


def check_decided(*, known: str, decided: str, section_47_because: str) -> None:
    """Refuse a discussion that leaves open what is known, what was decided, or why there are enquiries or none."""
    if not known.strip():
        raise Refused("Enter what is known. Nothing was recorded.", field="known")
    if not decided.strip():
        raise Refused(
            "Enter what was decided. If nothing was, say so. Nothing was recorded.", field="decided"
        )
    if not section_47_because.strip():
        raise Refused(
            "Enter why section 47 enquiries are made, or why not. Nothing was recorded.",
            field="section_47_because",
        )


def check_review(*, held: When, next_review_on: date | None, no_review_because: str) -> None:
    """Refuse a review before the discussion, and none at all of which nobody says why."""
    if next_review_on is None and not no_review_because.strip():
        raise Refused(
            "Enter the day of the next review, or why there is none. Nothing was recorded.",
            field="next_review_on",
        )
    if next_review_on is not None and no_review_because.strip():
        raise Refused(
            "Enter the day of the next review or why there is none, not both. Nothing was recorded.",
            field="no_review_because",
        )
    if next_review_on is not None and next_review_on < held.on:
        raise Refused(
            "The next review would come before the discussion. Nothing was recorded. Check both days.",
            field="next_review_on",
        )


def check_referral(*, held: When, accepted_on: date | None) -> None:
    """Refuse a referral that was accepted after the discussion that speaks of its assessment."""
    if accepted_on is not None and accepted_on > held.on:
        raise Refused(
            "The referral would be accepted after this discussion, which speaks of its assessment. Nothing was "
            "recorded. Check both days.",
            field="referral_accepted_on",
        )


def check_about(*, held: When, last_seen: Iterable[When]) -> None:
    """Refuse a discussion of a missing episode that had not begun when people spoke."""
    if any(held.certainly_before(seen) for seen in last_seen):
        raise Refused(
            "The discussion would come before the child went missing. Nothing was recorded. Check when it was held, "
            "or leave that episode out.",
            field="held",
        )


def check_action(*, words: str, owner: str, due_on: date, set_on: date) -> None:
    """Refuse an action of which nobody knows what, who, or by when. It may be due on the day on which it was set."""
    if not words.strip():
        raise Refused("Enter what is to be done. Nothing was recorded.", field="words")
    if not owner.strip():
        raise Refused("Enter the post or the person who does it. Nothing was recorded.", field="owner")
    if due_on < set_on:
        raise Refused(
            "The action would be due before it was set. Nothing was recorded. Check the day.", field="due_on"
        )


def may_answer(*, is_open: bool, own: int | None, owner: int, holds_discussion: bool) -> bool:
    """Say whether somebody may answer: of the owner's organisation, or of the authority that keeps the case."""
    return is_open and (holds_discussion or (own is not None and own == owner))


def check_may_answer(*, is_open: bool, own: int | None, owner: int, holds_discussion: bool) -> None:
    """Refuse a second answer, and one by an organisation that does not own the action."""
    if not is_open:
        raise Refused(
            "What came of this is recorded already. Nothing was changed. Open the child's page and look."
        )
    if not may_answer(is_open=is_open, own=own, owner=owner, holds_discussion=holds_discussion):
        raise NotPermitted(
            "Another organisation is to do this, and answers for it. Nothing was recorded. Ring them. "
            "This refusal has been recorded."
        )


def check_answer(*, outcome: Outcome, words: str) -> None:
    """Refuse an answer that does not say what came of it, or why it was not done."""
    if words.strip():
        return
    if outcome is Outcome.DONE:
        raise Refused("Enter what was done and what came of it. Nothing was recorded.", field="words")
    raise Refused("Enter why. Nothing was recorded.", field="words")


def check_given(*, held: When, given: When) -> None:
    """Refuse minutes that were given before the discussion was held."""
    if given.certainly_before(held):
        raise Refused(
            "The minutes would be given before the discussion was held. Nothing was recorded. Check the time.",
            field="given",
        )


def check_received(*, given_on: date, received_on: date, today: date, words: str) -> None:
    """Refuse a receipt before the minutes were given or in the future, and one of which nobody knows who said so."""
    if received_on < given_on:
        raise Refused(
            "They would have received the minutes before they were given. Nothing was recorded. Check the day.",
            field="received_on",
        )
    if received_on > today:
        raise Refused("The day is still to come. Nothing was recorded. Check it.", field="received_on")
    if not words.strip():
        raise Refused(
            "Enter who said that they have the minutes, and how. Nothing was recorded.", field="words"
        )
