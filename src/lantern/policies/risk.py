"""The order of police risk levels, what is proposed to ask for, and who lowers a local floor. It sets no level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lantern.policies import access
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import Permission, Role

# Within one scheme only (RISK_SCHEME): levels of two schemes are never compared.
GRAVEST_LAST = (RiskLevel.VERY_LOW, RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH)


def urgency(level: RiskLevel | None, *, review_is_late: bool = False) -> int:
    """Give the place of a level from 1 (least urgent) to 5. Not assessed is the most urgent of all.

    It orders what a person at the police decided, and looks at nothing else: how often a child goes missing
    never lowers it. A level that was to be looked at again and was not is as none. "Do not mistake a lack of
    information as an indication that the person is safe and well" (College of Policing, Authorised Professional
    Practice, initial contact).
    """
    if level is None or review_is_late:
        return len(GRAVEST_LAST) + 1
    return GRAVEST_LAST.index(level) + 1


def is_below(level: RiskLevel, other: RiskLevel) -> bool:
    """Say whether a level is less grave than another of the same scheme."""
    return GRAVEST_LAST.index(level) < GRAVEST_LAST.index(other)


# What to ask for ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A level to ask the police for, with every reason for it. A person decides; the police set their own."""

    level: RiskLevel
    reasons: tuple[str, ...]


def gravest(asked: Iterable[tuple[RiskLevel, str]]) -> Asked:
    """Give the gravest of these levels, and the reasons of all that ask for it. There is always one at least."""
    said = list(asked)
    level = max((each for each, _ in said), key=GRAVEST_LAST.index)
    reasons = dict.fromkeys(why for each, why in said if each is level)
    return Asked(level=level, reasons=tuple(reasons))


def proposed(*, floor: Asked, earlier: Iterable[tuple[RiskLevel, str]]) -> Asked:
    """Give what is proposed to ask for in a new episode: the floor, or the gravest that the police ever set before.

    How many earlier episodes there were is not asked: one more can only leave the level or raise it.
    """
    return gravest([*((floor.level, why) for why in floor.reasons), *earlier])


def floor_that_stands(*, floor: Asked, lowered_to: RiskLevel | None, because: str) -> Asked:
    """Give the floor as the missing lead lowered it; a table that asks for less since needs no lowering."""
    if lowered_to is None or not is_below(lowered_to, floor.level):
        return floor
    return Asked(level=lowered_to, reasons=(because,))


def check_may_lower(*, role: Role, level: RiskLevel, floor: RiskLevel, reasons: str) -> None:
    """Refuse to lower a local floor to whoever is not the missing lead, without a reason, or to what is no less."""
    if not access.may(role=role, relation=None, permission=Permission.ANSWER_FOR_MISSING):
        raise NotPermitted(
            "Only the missing lead lowers a local floor. Nothing was changed. Ask them. This refusal has been recorded."
        )
    if not is_below(level, floor):
        raise Refused("That is not below the local floor. Nothing was changed.", field="level")
    if not reasons.strip():
        raise Refused("Enter why the floor is lowered. Nothing was changed.", field="reasons")


# What a level relied on, and a challenge of it -----------------------------------------------------------------------


def check_relied_on(*, assessed: When, relied_on: str, obtained: When | None, said_by: str) -> None:
    """Refuse information that was obtained after the level was set, and a source or a time of nothing."""
    if not relied_on.strip() and (obtained is not None or said_by.strip()):
        raise Refused(
            "Enter which information it was, or leave from whom and when empty. Nothing was recorded.",
            field="relied_on",
        )
    if obtained is not None and assessed.certainly_before(obtained):
        raise Refused(
            "The information would be obtained after the level was set. Nothing was recorded. Check both times.",
            field="obtained",
        )


def check_challenge(
    *, held: RiskLevel | None, asked: RiskLevel | None, reasons: str, put_to: str, waits: bool
) -> None:
    """Refuse to challenge what is not there, a second time while the first waits, or to ask for less."""
    if held is None:
        raise Refused(
            "The police have set no level yet, so there is none to challenge. Nothing was recorded. Ring them."
        )
    if waits:
        raise Refused(
            "A challenge waits for an answer already. Nothing was recorded. Ring the police, and record what they say."
        )
    if asked is not None and not is_below(held, asked):
        raise Refused(
            "A challenge asks for a graver level than the police hold. Nothing was recorded.",
            field="level_asked",
        )
    if not reasons.strip():
        raise Refused("Enter why you do not agree. Nothing was recorded.", field="reasons")
    if not put_to.strip():
        raise Refused("Enter to whom at the police it was put. Nothing was recorded.", field="put_to")


def check_answer(*, challenged: datetime, answered: When, officer: str, words: str) -> None:
    """Refuse an answer before the challenge, or one that does not say who gave it and why."""
    if answered.latest < challenged.replace(second=0, microsecond=0):  # a form knows minutes
        raise Refused(
            "The police would answer before they were challenged. Nothing was recorded. Check the time.",
            field="answered",
        )
    if not officer.strip():
        raise Refused("Enter which officer answered. Nothing was recorded.", field="officer")
    if not words.strip():
        raise Refused("Enter what the police answered. Nothing was recorded.", field="words")
