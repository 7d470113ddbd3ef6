"""What an event says of itself, where its kind alone is not enough for a clock."""

from __future__ import annotations

from enum import StrEnum


class Particular(StrEnum):
    """One thing that an event says. A duty's file asks for it in `arises_where`, `met_where` and the like."""

    SECTION_47_BEGUN = "section_47_begun"  # of a strategy discussion: enquiries were begun at this one
    POLICE_TOOK_PART = "police_took_part"
    REASONABLE_GROUNDS = "reasonable_grounds"  # of a decision: which of the two stages
    CONCLUSIVE_GROUNDS = "conclusive_grounds"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    HOME_OFFICE = "home_office"  # of an organisation that was told: which
    REVIEWING_OFFICER = "reviewing_officer"
    TRAFFICKING_STATUS = "trafficking_status"  # of a care plan's entry: the record under regulation 5(1)(f)
    MISSING_ARRANGEMENTS = "missing_arrangements"  # of a plan: what keeps the child safe from going missing
