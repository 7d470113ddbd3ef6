from __future__ import annotations

import pytest

from lantern.policies.missing import (
    LEADS_TO,
    MAY_FOLLOW,
    NOT_CORRECTED,
    TOLD_TO_OTHERS,
    WHY_NOT,
    AlreadyCorrected,
    MayNotFollow,
    check_may_correct,
    check_may_follow,
    stage_after,
)
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage

TURNS = [(stage, kind) for stage in Stage for kind in EventKind]


def test_the_table_answers_for_every_stage() -> None:
    assert list(MAY_FOLLOW) == [None, *Stage]


@pytest.mark.parametrize(("stage", "kind"), TURNS)
def test_every_turn_may_follow_or_is_refused_in_words(stage: Stage, kind: EventKind) -> None:
    assert (kind in MAY_FOLLOW[stage]) is (kind not in WHY_NOT[stage])


@pytest.mark.parametrize(("stage", "kind"), [turn for turn in TURNS if turn[1] in WHY_NOT[turn[0]]])
def test_a_refusal_says_what_was_kept_and_what_to_do(stage: Stage, kind: EventKind) -> None:
    with pytest.raises(MayNotFollow) as refused:
        check_may_follow(stage=stage, kind=kind)

    assert refused.value.message == WHY_NOT[stage][kind]
    assert "Nothing was changed. " in refused.value.message


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind is not EventKind.MISSING_REPORTED])
def test_before_a_report_nothing_but_a_report_may_follow(kind: EventKind) -> None:
    with pytest.raises(MayNotFollow) as refused:
        check_may_follow(stage=None, kind=kind)

    assert refused.value.message == (
        "No report is open for this child. Nothing was changed. Report the child missing first."
    )


@pytest.mark.parametrize(
    ("stage", "kind", "after"),
    [
        (None, EventKind.MISSING_REPORTED, Stage.MISSING),
        (Stage.MISSING, EventKind.REPORT_JOINED, Stage.MISSING),
        (Stage.MISSING, EventKind.CHILD_LOCATED, Stage.LOCATED),
        (Stage.MISSING, EventKind.CHILD_RETURNED, Stage.RETURNED),
        (Stage.LOCATED, EventKind.POLICE_REPORTED, Stage.LOCATED),
        (Stage.LOCATED, EventKind.CHILD_RETURNED, Stage.RETURNED),
        (Stage.RETURNED, EventKind.CHILD_LOCATED, Stage.RETURNED),
        (Stage.RETURNED, EventKind.RETURN_INTERVIEW_OFFERED, Stage.RETURNED),
    ],
)
def test_stage_after(stage: Stage | None, kind: EventKind, after: Stage) -> None:
    assert stage_after(stage=stage, kind=kind) is after


def test_stage_after_what_may_not_follow_is_refused() -> None:
    with pytest.raises(MayNotFollow):
        stage_after(stage=Stage.RETURNED, kind=EventKind.CHILD_RETURNED)


def test_what_leads_on_is_told_to_others_when_corrected() -> None:
    assert set(LEADS_TO) | {EventKind.ENTERED_IN_ERROR} == TOLD_TO_OTHERS


@pytest.mark.parametrize("kind", sorted(set(EventKind) - NOT_CORRECTED - {EventKind.CHILD_MATCHED}))
def test_anything_that_stands_may_be_corrected(kind: EventKind) -> None:
    check_may_correct(kind=kind, is_corrected=False)


@pytest.mark.parametrize("kind", sorted(NOT_CORRECTED))
def test_who_was_let_in_is_not_struck(kind: EventKind) -> None:
    with pytest.raises(MayNotFollow, match="End the access instead"):
        check_may_correct(kind=kind, is_corrected=False)


def test_who_a_child_is_is_not_struck_as_one_entry() -> None:
    with pytest.raises(MayNotFollow, match="taken back whole"):
        check_may_correct(kind=EventKind.CHILD_MATCHED, is_corrected=False)


def test_what_was_corrected_before_is_not_corrected_again() -> None:
    with pytest.raises(AlreadyCorrected) as refused:
        check_may_correct(kind=EventKind.CHILD_RETURNED, is_corrected=True)

    assert refused.value.message == (
        "Somebody has corrected this record already. Nothing was changed. Look at the newer record, "
        "and correct that one if it is wrong too."
    )


def test_what_is_not_in_the_episode_is_not_corrected() -> None:
    with pytest.raises(MayNotFollow) as refused:
        check_may_correct(kind=None, is_corrected=False)

    assert refused.value.message == (
        "There is no such record in this episode. Nothing was changed. Open the episode again and look."
    )
