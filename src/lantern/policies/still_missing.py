"""What a review of the search for a child who is still missing must say, before it counts as one."""

from __future__ import annotations

from datetime import datetime, timedelta

from lantern.vocabulary.days import When, spoken
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import Refused


def check_review(
    *,
    stage: Stage,
    done_since: str,
    decided: str,
    who: str,
    next_review_at: datetime,
    every: timedelta | None,
    now: datetime,
) -> None:
    """Refuse a review that does not say what was done, what is decided, or who decided, or that puts off the next.

    `every` is the longest that the local protocol lets pass between two; None where it says nothing of it. A child
    who is found, or back, has no search to review.
    """
    if stage is not Stage.MISSING:
        raise Refused(
            "This child is not recorded as missing now, so there is no search to review. Open the episode."
        )
    for words, field, missing in (
        (done_since, "done_since", "what was done since the last time. Nothing done is an answer, too"),
        (decided, "decided", "what is decided"),
        (who, "who", "who decided, by name and post"),
    ):
        if not words.strip():
            raise Refused(f"Enter {missing}.", field=field)
    if next_review_at <= now:
        raise Refused(
            "The next review is in the future: nobody is closed by silence. Give a time to come.",
            field="next_review_at",
        )
    if every is not None and next_review_at > now + every:
        latest = spoken(When.moment(now + every))
        raise Refused(
            f"The local protocol asks for the next review by {latest} at this police level. Give an earlier time.",
            field="next_review_at",
        )
