"""How far an inquiry bundle has come."""

from __future__ import annotations

from enum import StrEnum


class BundleState(StrEnum):
    """A bundle is asked for by one person and released, or refused, by another."""

    ASKED = "asked"
    RELEASED = "released"
    REFUSED = "refused"
