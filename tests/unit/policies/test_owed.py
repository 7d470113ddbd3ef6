"""Whose desk is told what is owed in a child's case."""

from __future__ import annotations

import pytest

from lantern.policies.owed import desk_reads
from lantern.vocabulary.roles import Relation


@pytest.mark.parametrize(
    ("relation", "reads"),
    [
        (Relation.RESPONSIBLE, True),
        (Relation.HOST, True),
        (Relation.POLICE, True),
        (Relation.PLACEMENT, False),
    ],
)
def test_a_desk_that_reads_no_chronology_is_not_told_what_a_case_asks_for(
    relation: Relation, reads: bool
) -> None:
    assert desk_reads(relation) == reads
