"""How the clock of something owed wakes people: which step it is, who is told then, and what came of it."""

from __future__ import annotations

from enum import StrEnum


class StepKind(StrEnum):
    """The steps of an owed duty's clock, in their order."""

    WARNING = "warning"  # so long before it is due as the duty's own file says
    OVERDUE = "overdue"
    STILL_OVERDUE = "still_overdue"  # again, so long after, whether somebody answered or not


class ToWake(StrEnum):
    """Who is told, of the organisation that owes it."""

    ON_DUTY = "on_duty"  # its mailbox, and whoever is rung first of its rota
    NEXT = "next"  # whoever is rung next
    SENIOR = "senior"  # the senior stored for the child, else the organisation's own mailbox and number


class StepOutcome(StrEnum):
    """What came of one step for one of those it tells."""

    TOLD = "told"
    PASSED_OVER = "passed_over"  # a later step had begun before anybody asked, or it was told before
    ANSWERED = "answered"  # somebody had acknowledged this step: nobody further is told of it
    NOBODY = "nobody"  # no organisation is stored that owes it
