"""What stands in the way of taking a match back, and whose each turn since it was."""

from __future__ import annotations

import pytest

from lantern.policies.matching import IN_THE_WAY, TURNS, Whose, check_nothing_in_the_way, turns_go_back
from lantern.policies.missing import MayNotFollow, check_may_correct, check_not_rematched
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import Refused


@pytest.mark.parametrize("kind", sorted(IN_THE_WAY))
def test_what_is_the_known_child_s_own_forbids_it_and_says_what_to_do(kind: EventKind) -> None:
    with pytest.raises(Refused) as refused:
        check_nothing_in_the_way(since=kind, name="Testa Testdemo", reference="ABCD-EFGH-JKLM")

    message = refused.value.message
    assert "Testa Testdemo" in message
    assert "ABCD-EFGH-JKLM" in message
    assert "Nothing was changed. Open that report, withdraw" in message


@pytest.mark.parametrize("kind", sorted(set(EventKind) - set(IN_THE_WAY)))
def test_nothing_else_forbids_it(kind: EventKind) -> None:
    check_nothing_in_the_way(since=kind, name="Testa Testdemo", reference="ABCD-EFGH-JKLM")


def test_a_turn_forbids_nothing_it_is_asked_whose_it_was() -> None:
    assert not TURNS & set(IN_THE_WAY)
    with pytest.raises(Refused, match="Say who it was") as refused:
        turns_go_back(there_are=True, whose=None)
    assert refused.value.field == "whose"


@pytest.mark.parametrize(
    ("there_are", "whose", "stay"),
    [
        (False, None, True),
        (True, Whose.UNKNOWN, True),
        (True, Whose.KNOWN, False),
        (True, Whose.NOT_KNOWN, False),
    ],
)
def test_a_turn_stays_only_where_it_was_the_child_nobody_knew(
    there_are: bool, whose: Whose | None, stay: bool
) -> None:
    assert turns_go_back(there_are=there_are, whose=whose) is stay


def test_a_match_is_struck_by_its_undo_alone_and_sealed_only_after_it() -> None:
    with pytest.raises(MayNotFollow, match="taken back whole"):
        check_may_correct(kind=EventKind.CHILD_MATCHED, is_corrected=False)
    check_may_correct(kind=EventKind.CHILD_MATCHED, is_corrected=False, is_undone=True)


def test_the_undo_of_a_match_is_not_withdrawn() -> None:
    with pytest.raises(MayNotFollow, match="match them again"):
        check_not_rematched(corrects=EventKind.CHILD_MATCHED, kind=EventKind.ENTERED_IN_ERROR)
    check_not_rematched(corrects=EventKind.CHILD_RETURNED, kind=EventKind.ENTERED_IN_ERROR)
