"""May this be done? Rules as data and pure functions that refuse in a practitioner's words."""

from __future__ import annotations

from lantern.policies import access, acknowledging, folding, missing, risk, times

__all__ = ["access", "acknowledging", "folding", "missing", "risk", "times"]
