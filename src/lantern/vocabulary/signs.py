"""Signs that a child may be exploited or trafficked: one grouped, versioned list of prompts for a person.

A sign carries no weight and nothing adds signs up: few signs are no reason to look away, because children are
unlikely to tell. Words of a published list that lay something at the child's door are kept as `printed`, and are
never shown without what they mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Certainty(StrEnum):
    """Whether somebody saw or heard the sign, or only thinks that it may be there."""

    OBSERVED = "observed"
    SUSPECTED = "suspected"


class HeardFrom(StrEnum):
    """Where a sign comes from."""

    OWN = "own"  # the person who records it saw or heard it
    CHILD = "child"
    CARER = "carer"
    POLICE = "police"
    SOCIAL_WORKER = "social_worker"
    SCHOOL = "school"
    HEALTH = "health"
    INTERVIEW = "interview"
    GUARDIAN = "guardian"
    OTHER = "other"


class SignGroup(StrEnum):
    """The groups in which the signs are asked."""

    TOLD = "told"
    DEBT_AND_THREATS = "debt_and_threats"
    EXPLOITATION = "exploitation"
    MOVEMENT = "movement"
    ADULTS = "adults"
    HEALTH_AND_FEELINGS = "health_and_feelings"
    DAILY_LIFE = "daily_life"


class SignSource(StrEnum):
    """Where a sign was read."""

    MATRIX = (
        "matrix"  # risk assessment matrix for children who may have been trafficked, Home Office and DCSF
    )
    PARTNERSHIP = "partnership"  # signs specific to child victims, Sefton safeguarding partnership
    STOP_THE_TRAFFIK = "stop_the_traffik"  # signs around children
    PRACTICE = (
        "practice"  # Lantern's own, from what practitioners ask for; in no published list that was read
    )


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One sign: its code in the record, its group, plain words, and where it was read.

    `printed` is what the source prints where that blames a child; `means` is what a reader is told with it.
    """

    code: str
    group: SignGroup
    words: str
    source: SignSource
    printed: str = ""
    means: str = ""


# The version that is asked from now; what was recorded keeps the one it was asked from.
VERSION = "signs-2026-1"
_T, _D, _E = SignGroup.TOLD, SignGroup.DEBT_AND_THREATS, SignGroup.EXPLOITATION
_M, _A = SignGroup.MOVEMENT, SignGroup.ADULTS
_H, _L = SignGroup.HEALTH_AND_FEELINGS, SignGroup.DAILY_LIFE
_MATRIX, _OWN = SignSource.MATRIX, SignSource.PRACTICE
_SEFTON, _STOP = SignSource.PARTNERSHIP, SignSource.STOP_THE_TRAFFIK


def _sign(
    code: str, group: SignGroup, words: str, source: SignSource, printed: str = "", means: str = ""
) -> Sign:
    return Sign(code=code, group=group, words=words, source=source, printed=printed, means=means)


SIGNS: tuple[Sign, ...] = (
    _sign(
        "says_exploited",
        _T,
        "Says that somebody exploited them: sexually, by crime, work, a household, forced marriage, adoption or drugs",
        _MATRIX,
    ),
    _sign(
        "story_like_others",
        _T,
        "Tells the same story as other children, as if somebody had told them what to say",
        _MATRIX,
        "story very similar to those given by others, perhaps hinting coaching",
        "A child who was told what to say is afraid of somebody. It does not mean that the child lies.",
    ),
    _sign("afraid_to_talk", _T, "Is afraid to talk to somebody in authority, or does not talk", _MATRIX),
    _sign("great_fears", _T, "Is very afraid: of a person, of being deported, or of telling", _MATRIX),
    _sign(
        "shows_no_distress",
        _T,
        "Shows no distress, or speaks of a bond with an adult who may exploit them",
        _SEFTON,
    ),
    _sign("debt", _D, "Owes money to somebody, or somebody says that the family does", _OWN),
    _sign("family_threatened", _D, "The family is threatened, here or in another country", _OWN),
    _sign("number_to_ring", _D, "Was given a telephone number to ring on arrival", _OWN),
    _sign("must_earn", _D, "Has to earn a certain amount of money each day", _MATRIX),
    _sign("marks_of_abuse", _E, "Has marks or symptoms of sexual or physical abuse", _MATRIX),
    _sign("forced_marriage", _E, "Was married while under age", _MATRIX),
    _sign("marks_of_work", _E, "Shows signs of work: very tired in school, hands, skin or back", _MATRIX),
    _sign(
        "infection_or_pregnancy",
        _E,
        "Has a sexually transmitted infection, or an unwanted pregnancy",
        _MATRIX,
    ),
    _sign(
        "used_for_crime",
        _E,
        "Was found where adults use children for crime: a cannabis farm, theft in the street, begging",
        _MATRIX,
        "involved in criminality highlighting involvement of adults",
        "A child used for crime by adults is recorded as a victim, not as an offender.",
    ),
    _sign("housework", _E, "Does very much housework, and rarely leaves the house", _MATRIX),
    _sign(
        "sexual_harm",
        _E,
        "There is worry that adults use the child sexually",
        _MATRIX,
        "promiscuity; sexually active",
        "A child is not to blame for what is done to them, and cannot agree to being exploited.",
    ),
    _sign("moved_often", _M, "Moved often from place to place", _SEFTON),
    _sign("papers", _M, "Passport or papers are missing, changed, false, or held by somebody else", _STOP),
    _sign("missing_after_contact", _M, "Went missing soon after meeting an authority", _SEFTON),
    _sign("adult_stays", _A, "An adult who is not the guardian insists on staying with the child", _STOP),
    _sign("adults_outside", _A, "Adults wait outside the place where the child lives", _STOP),
    _sign(
        "older_partner",
        _A,
        "A much older person is said to be the child’s boyfriend or girlfriend",
        _MATRIX,
        "significantly older boyfriend",
        "Whoever this person is to the child, an adult is responsible for what the adult does.",
    ),
    _sign(
        "unrelated_children", _A, "Lives with several children who are not related, at one address", _SEFTON
    ),
    _sign(
        "no_parent", _A, "Has no parent or legal guardian here, or an adult treats the child badly", _SEFTON
    ),
    _sign(
        "guardian_unproved",
        _A,
        "The adult who says they are the guardian is no close family, and shows no proof of who they are",
        _STOP,
    ),
    _sign("neglect", _H, "Shows signs of neglect: food, care, health", _MATRIX),
    _sign("emotional_neglect", _H, "Shows signs that nobody cares for how they feel", _MATRIX),
    _sign("alone", _H, "Is alone, without people who are good to them", _MATRIX),
    _sign("trauma", _H, "Shows signs of trauma, or seems numb", _MATRIX),
    _sign(
        "memory_or_anger",
        _H,
        "Finds it hard to concentrate, to remember or to stay calm",
        _MATRIX,
        "irritable, unsociable, aggressive in school or placement",
        "This is what fear and trauma can look like. Ask what happened to the child.",
    ),
    _sign(
        "grown_up_beyond_age",
        _H,
        "Had to be more grown up than their age",
        _MATRIX,
        "self-assurance, maturity, self-confidence not expected at such age",
        "This is no sign that somebody is an adult: a child who had to manage alone can seem older.",
    ),
    _sign("substances", _H, "Shows signs of drugs, alcohol or other substances", _MATRIX),
    _sign(
        "self_harm",
        _H,
        "Thinks little of themselves, harms themselves, has taken an overdose or has trouble with eating",
        _MATRIX,
    ),
    _sign("no_doctor", _L, "Is not registered with a doctor, or was never there", _MATRIX),
    _sign("no_school", _L, "Is not enrolled in a school", _MATRIX),
    _sign(
        "unexplained_things",
        _L,
        "Has money, clothes, telephones or other things that somebody may have given them",
        _MATRIX,
        "has money, expensive clothes, mobile phones or possessions without plausible explanation",
        "Ask who gave it, and what they want for it. It is no reason to take it from the child.",
    ),
)
BY_CODE = {sign.code: sign for sign in SIGNS}
CODES = tuple(BY_CODE)
