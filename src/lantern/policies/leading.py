"""Which authority may be asked to lead, by whom, and who answers for it."""

from __future__ import annotations

from collections.abc import Collection

from lantern.vocabulary.refusals import NotPermitted, Refused


def check_may_ask(
    *, asked: int, by: int | None, eligible: Collection[int], leads: int, responsible: int, waiting: bool
) -> None:
    """Refuse to ask an authority that has nothing to do with the episode, that leads already, or oneself.

    The authority that looks after the child may take the lead back by itself.
    """
    if asked not in eligible:
        raise Refused(
            "Only the authority that looks after the child, the one it lives in, or one that was let in can lead. "
            "Nothing was recorded. Let that authority in first.",
            field="authority",
        )
    if asked == leads:
        raise Refused("That authority leads already. Nothing was recorded.", field="authority")
    if asked == by and asked != responsible:
        raise Refused(
            "Another authority asks yours to lead: yours does not ask itself. Nothing was recorded. "
            "Ring the authority that looks after the child.",
            field="authority",
        )
    if waiting:
        raise Refused(
            "That authority has been asked and has not answered yet. Nothing was recorded. Ring it.",
            field="authority",
        )


def check_may_answer(*, asked: int, by: int | None, is_open: bool) -> None:
    """Refuse an answer for another authority, and a second answer."""
    if asked != by:
        raise NotPermitted(
            "Only the authority that was asked answers whether it leads. Nothing was recorded. "
            "This refusal has been recorded."
        )
    if not is_open:
        raise Refused("That has been answered already. Nothing was recorded. Open the episode and look.")
