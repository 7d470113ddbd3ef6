"""What an authority itself thinks of trafficking, and how a guardian stands to a child."""

from __future__ import annotations

from enum import StrEnum


class AuthorityView(StrEnum):
    """The authority's own view. It stands beside the competent authority's decision, and never instead of it."""

    FACTOR_RECORDED = "factor_recorded"
    AT_RISK_AVERTED = "at_risk_averted"
    POTENTIAL_VICTIM = "potential_victim"


class GuardianRole(StrEnum):
    """Whether a guardian works with the child, or with those who care for the child."""

    DIRECT = "direct"  # nobody in the United Kingdom has parental responsibility
    INDIRECT = "indirect"  # somebody has


class GuardianSays(StrEnum):
    """What a note of a guardian is: a contact, or the guardian's view on a decision."""

    CONTACT = "contact"
    VIEW = "view"


class ChallengeAbout(StrEnum):
    """What a guardian challenges."""

    SAFER_ACCOMMODATION = "safer_accommodation"
    TRACING = "tracing"
    OTHER = "other"
