"""One authority hands a child over to another: what it must say of the risk, and when the other has taken over."""

from __future__ import annotations

from datetime import date

from lantern.vocabulary.refusals import Refused


def check_asked(*, missing_risk: str, trafficking_risk: str, is_open: bool, is_missing: bool) -> None:
    """Refuse to ask without the risk, twice at once, or while the child is missing."""
    if is_missing:
        raise Refused(
            "The child is recorded missing now: nobody hands over a child who is searched for. Ask the other authority "
            "to lead the search instead."
        )
    if is_open:
        raise Refused("An authority is asked already, and has not answered. Record its answer first.")
    if not missing_risk.strip():
        raise Refused("Write what is known of the risk of going missing.", field="missing_risk")
    if not trafficking_risk.strip():
        raise Refused(
            "Write what is known of trafficking. “Nothing is known” is an answer.", field="trafficking_risk"
        )


def check_answer(
    *, answered_by: str, words: str, accepted: bool, asked_on: date, answered_on: date, is_missing: bool
) -> None:
    """Refuse an answer by nobody, before it was asked, a no without why, and a yes while the child is missing."""
    if not answered_by.strip():
        raise Refused("Enter who answered in writing, by name and post.", field="answered_by")
    if answered_on < asked_on:
        raise Refused("It cannot be answered before it was asked. Check the day.", field="happened")
    if not accepted and not words.strip():
        raise Refused("Write why they do not take the child over.", field="words")
    if accepted and is_missing:
        raise Refused(
            "The child is recorded missing now. Nothing was changed: you look after the child until they are back."
        )
