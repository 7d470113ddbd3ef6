"""The words of a missing episode: what kind, who says so, how far along, how grave."""

from __future__ import annotations

from enum import StrEnum


class MissingKind(StrEnum):
    """The pair the 903 return counts (DfE 903 code set MISSING: M, A)."""

    MISSING = "M"  # whereabouts not known
    AWAY_WITHOUT_AUTHORISATION = "A"  # whereabouts known; shown as "away, we know where"


class CallerView(StrEnum):
    """How a caller sees it. It stands beside what the authority and the police decide, and decides nothing itself."""

    MISSING = "M"
    AWAY = "A"
    LATE = "L"  # expected back; the child is reported missing all the same


class Worry(StrEnum):
    """How worried a caller is, in their own words: no level of risk, and reckoned with nowhere."""

    VERY = "very"
    SOME = "some"
    LITTLE = "little"


class ClassifiedBy(StrEnum):
    """Whose classification it is. The two vocabularies are never merged."""

    AUTHORITY = "authority"
    POLICE = "police"


class Stage(StrEnum):
    """How far a missing episode has come."""

    MISSING = "missing"
    LOCATED = "located"  # found, not yet back
    RETURNED = "returned"


class LocatedState(StrEnum):
    """How it stands with a child who is found and not yet back."""

    BEING_FETCHED = "being_fetched"
    ON_THE_WAY = "on_the_way"
    REFUSES_TO_RETURN = "refuses_to_return"
    IN_CUSTODY = "in_custody"
    IN_HOSPITAL = "in_hospital"
    ABROAD = "abroad"
    NOT_KNOWN = "not_known"


class RiskLevel(StrEnum):
    """A police risk level; compared only within one scheme, never across.

    Scheme `college-app-2024`: the four labels as restated in September 2024 (College of Policing APP, second hand).
    """

    VERY_LOW = "very_low"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


RISK_SCHEME = "college-app-2024"


class DateCertainty(StrEnum):
    """How a date of birth is known."""

    DOCUMENTED = "documented"
    STATED = "stated"  # the child, or a person who knows them, said so
    ESTIMATED = "estimated"
    DISPUTED = "disputed"


SURE = (DateCertainty.DOCUMENTED, DateCertainty.STATED)


class NameKind(StrEnum):
    BIRTH = "birth"
    KNOWN_AS = "known_as"
    OTHER_SPELLING = "other_spelling"
    ORIGINAL_SCRIPT = "original_script"
    AS_HEARD = "as_heard"  # of a child nobody knows yet


class Sex(StrEnum):
    FEMALE = "F"
    MALE = "M"
    UNKNOWN = "U"
