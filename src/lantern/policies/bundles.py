"""Who may release an inquiry bundle, and for how long it can be fetched."""

from __future__ import annotations

from datetime import timedelta

from lantern.vocabulary.bundles import BundleState
from lantern.vocabulary.refusals import Refused

LASTS = timedelta(hours=48)


def check_asked(*, recipient: str, recipient_post: str, route: str, reasons: str) -> None:
    """Refuse a bundle that says not for whom, how it will reach them, or why."""
    said = {
        "recipient": (recipient, "Enter the name of the person it is for."),
        "recipient_post": (recipient_post, "Enter their role and organisation."),
        "route": (route, "Enter how it will reach them."),
        "reasons": (reasons, "Enter why they are to have it."),
    }
    for field, (words, refusal) in said.items():
        if not words.strip():
            raise Refused(refusal, field=field)


def check_decides(
    *, state: BundleState, asked_by: int, decides: int | None, asked_person: int | None, person: int | None
) -> None:
    """Refuse a second decision, and a decision by whoever asked, with whichever of their accounts."""
    if state is not BundleState.ASKED:
        raise Refused("Somebody has decided on this bundle already. Nothing was changed. Open it again.")
    same = asked_person is not None and asked_person == person
    if decides is None or decides == asked_by or same:
        raise Refused(
            "A bundle is released by somebody other than who asked for it. Nothing was released. "
            "Ask your information owner or your missing lead."
        )


def check_reasons_for_refusal(words: str) -> None:
    """Refuse to refuse without saying why."""
    if not words.strip():
        raise Refused("Enter why it is not released.", field="words")
