"""The order in which police risk levels are shown. Nothing here is worked out about a child."""

from __future__ import annotations

from lantern.vocabulary.missing import RiskLevel

# Within one scheme only (RISK_SCHEME): levels of two schemes are never compared.
GRAVEST_LAST = (RiskLevel.VERY_LOW, RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH)


def urgency(level: RiskLevel | None) -> int:
    """Give the place of a level from 1 (least urgent) to 5. Not assessed is the most urgent of all.

    It orders what a person at the police decided, and looks at nothing else: how often a child goes missing
    never lowers it. "Do not mistake a lack of information as an indication that the person is safe and well"
    (College of Policing, Authorised Professional Practice, initial contact).
    """
    if level is None:
        return len(GRAVEST_LAST) + 1
    return GRAVEST_LAST.index(level) + 1
