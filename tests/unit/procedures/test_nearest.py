from __future__ import annotations

import pytest

from lantern.procedures.nearest import meant
from lantern.vocabulary.events import EventKind


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("missing_reportd", '; did you mean "missing_reported"?'),
        ("child_return", '; did you mean "child_returned"?'),
        ("somebody", ""),
        ("", ""),
        (None, ""),
        ([], ""),
    ],
)
def test_only_a_word_that_is_much_alike_is_asked_for(typed: object, question: str) -> None:
    assert meant(typed, EventKind) == question
