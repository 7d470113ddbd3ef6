"""Under which legal status a child is looked after, by the codes of the statutory return.

The codes are those of the return's own files. What each stands for was read in one English council's open program
(LBHackney-IT/lbh-social-care-frontend, types.ts), and another open program's list agrees; the Department's guide itself
was not read.
"""

from __future__ import annotations

from collections.abc import Mapping

LEGAL_STATUS_WORDS: Mapping[str, str] = {
    "C1": "Interim care order",
    "C2": "Full care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "Accommodated under section 20",
    "V3": "Short breaks, each recorded",
    "V4": "Short breaks, by agreement",
    "J1": "On remand, accommodated by the authority or in youth detention",
    "J2": "Accommodated after arrest, under the Police and Criminal Evidence Act",
    "J3": "Youth rehabilitation order with residence or fostering",
    "L1": "Police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
}
_CARE_ORDERS = frozenset({"C1", "C2"})
_NOT_SAID = frozenset({"D1", "E1"})  # whether a care order stands beside these orders, the code does not say


def is_care_order(status: str) -> bool | None:
    """Say whether this status is a care order, an interim one too; None where the code does not tell.

    That an interim order counts is Lantern's own reading.
    """
    code = _code(status)
    if code not in LEGAL_STATUS_WORDS or code in _NOT_SAID:
        return None
    return code in _CARE_ORDERS


def legal_status_words(status: str) -> str:
    """Give a status in words, with its code; what is no code of the return as it stands."""
    code = _code(status)
    return f"{LEGAL_STATUS_WORDS[code]} ({code})" if code in LEGAL_STATUS_WORDS else status


def _code(status: str) -> str:
    return status.strip().upper()
