"""What the codes of a legal status say of a care order: yes, no, or nothing."""

from __future__ import annotations

import pytest

from lantern.vocabulary.legal_status import LEGAL_STATUS_WORDS, is_care_order, legal_status_words


@pytest.mark.parametrize(
    ("status", "is_so"),
    [
        ("C1", True),
        ("C2", True),
        (" c2 ", True),
        ("V2", False),
        ("L1", False),
        ("J3", False),
        ("E1", None),  # a care order may stand beside a placement order
        ("D1", None),
        ("", None),
        ("C3", None),
        ("C2 as of last week", None),  # a system's own words are not guessed at
    ],
)
def test_a_code_says_whether_there_is_a_care_order(status: str, is_so: bool | None) -> None:
    assert is_care_order(status) is is_so


def test_a_code_is_said_in_words_and_anything_else_as_it_stands() -> None:
    assert legal_status_words("C2") == "Full care order (C2)"
    assert legal_status_words("Looked after, type 4") == "Looked after, type 4"
    assert legal_status_words("") == ""


def test_no_two_codes_have_the_same_words() -> None:
    assert len(set(LEGAL_STATUS_WORDS.values())) == len(LEGAL_STATUS_WORDS)
