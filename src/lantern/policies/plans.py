"""The going-missing plan: when one may be written, what it must say, who holds it, and what changed between two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lantern.vocabulary.plans import LivesNow
from lantern.vocabulary.refusals import NotPermitted, Refused

# Where the child lives with nobody who is to hold the plan, and yet somewhere that a plan can be for.
_PLANNED_FOR = (LivesNow.FAMILY, LivesNow.OWN_PLACE)


@dataclass(frozen=True, kw_only=True)
class Lives:
    """Where the child is known to live. `ended`: the day the last placement or care did, where nothing began since."""

    has_placement: bool
    ended: date | None = None
    lives_now: LivesNow | None = None
    is_matched: bool = False


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said of one version by one placement. Nobody said anything is not this, but None."""

    holds_plan: bool
    holds_guidance: bool
    carer_briefed: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that two versions say differently; empty words where a version says nothing of it."""

    what: str
    before: str
    after: str


def why_not_planned(lives: Lives) -> str:
    """Say why no plan can be written for this child now; empty where one can."""
    if lives.is_matched:
        return "It is known now who this child is. Write the plan for the child they are."
    if lives.has_placement or lives.ended is None or lives.lives_now in _PLANNED_FOR:
        return ""
    return (
        "The child is not placed now: the last placement has ended, and where the child lives is not recorded. "
        "Record the new placement first, then write the plan for it."
    )


def check_may_be_planned(lives: Lives) -> None:
    """Refuse a plan for a child who lives nowhere that it could be for."""
    why = why_not_planned(lives)
    if why:
        raise Refused(f"{why} Nothing was recorded.")


def check_owner_and_review(*, owner: str, review_on: date, today: date) -> None:
    """Refuse a plan that nobody keeps, or that is to be looked at again on a day that is not to come."""
    if not owner.strip():
        raise Refused("Give the name of the person who keeps this plan true.", field="owner")
    if review_on <= today:
        raise Refused(
            "The day of the next review must be after today. Nothing was recorded. Choose a day to come.",
            field="review_on",
        )


def check_says_something(*, parts: Sequence[str], steps: Sequence[tuple[str, str]]) -> None:
    """Refuse a plan without a word, and a first action that nobody does."""
    for number, (what, who) in enumerate(steps, start=1):
        if not what.strip() or not who.strip():
            raise Refused(
                f"First action {number} must say what is done and who does it. Nothing was recorded.",
                field="steps",
            )
    if not any(part.strip() for part in parts) and not steps:
        raise Refused(
            "Nothing is written in this plan. Fill in what you know; leave out what nobody knows.",
            field="description",
        )


def check_photograph(*, is_there: bool, is_withdrawn: bool, taken_on: date | None, today: date) -> None:
    """Refuse a photograph that is not the child's or was withdrawn, and one taken on a day to come."""
    if taken_on is not None and not is_there:
        raise Refused("Choose the photograph that was taken on that day.", field="photograph")
    if is_withdrawn:
        raise Refused(
            "That photograph was withdrawn meanwhile, so nobody is shown it. Nothing was recorded. "
            "Choose another, or none.",
            field="photograph",
        )
    if taken_on is not None and taken_on > today:
        raise Refused("The photograph cannot have been taken on a day to come.", field="photograph_taken_on")


def is_review_due(*, review_on: date, today: date) -> bool:
    """Say whether the day of the review has passed."""
    return review_on < today


def is_held(said: Said | None) -> bool:
    """Say whether the placement holds all of it: the plan, the guidance, and a carer who was briefed."""
    return said is not None and said.holds_plan and said.holds_guidance and bool(said.carer_briefed)


def check_holding(*, said: Said, said_by: str, is_own: bool) -> None:
    """Refuse to record nothing, and another's word without the name of whose it is."""
    if not (said.holds_plan or said.holds_guidance or said.carer_briefed.strip()):
        raise Refused(
            "Tick what the placement holds, or name the carer who was briefed. Nothing was recorded: until "
            "somebody says so, it counts as not held.",
            field="holds_plan",
        )
    if not is_own and not said_by.strip():
        raise Refused("Give the name of the person at the placement who said so.", field="said_by")


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """Give what two versions say differently, in the order of the later one; what both say alike is left out."""
    names = [*after, *(name for name in before if name not in after)]
    told = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(Change(what=name, before=was, after=now) for name, was, now in told if was != now)


def check_police_may_see(*, is_missing: bool, is_frozen: bool) -> None:
    """Refuse the police a plan while the child is not reported missing to them: it is held for that alone."""
    if not is_missing and not is_frozen:
        raise NotPermitted(
            "The police see the plan while the child is reported missing to them, and afterwards the version that "
            "was in force then. This refusal has been recorded."
        )
