"""A guardian for a child: asked for, named, heard, challenged and answered, and gone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lantern.actions import case, concerns, guardians
from lantern.actions.guardians import Named
from lantern.record.models import Event
from lantern.vocabulary.concerns import AuthorityView, ChallengeAbout, GuardianRole, GuardianSays
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from tests.factories.night import NOW, Night, make_night
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


def day(number: int) -> When:
    return When(on=date(2026, 3, number))


def do(night: Night, action: Any, **given: Any) -> int:
    given.setdefault("by", night.desk)
    given.setdefault("now", NOW)
    return int(action(child=night.child.reference, **given))


def ask(night: Night, **given: Any) -> int:
    given = {"happened": day(2), "service": "Invented Guardians", "reference": "G1", "words": "", **given}
    return do(night, guardians.ask_for_guardian, **given)


def name(night: Night, guardian: str = "Gil Invented", **given: Any) -> int:
    named = Named(guardian_name=guardian, service="Invented Guardians", role=GuardianRole.DIRECT)
    return do(night, guardians.allocate, **{"happened": day(4), "named": named, "words": "", **given})


def said(night: Night, **given: Any) -> int:
    given = {"says": GuardianSays.CONTACT, "decision": None, "about": "", "happened": day(5), **given}
    return do(night, guardians.note, **{"words": "Rang. The child is well.", **given})


def challenged(night: Night, **given: Any) -> int:
    given = {"about": ChallengeAbout.SAFER_ACCOMMODATION, "happened": day(6), **given}
    return do(night, guardians.challenge, **{"words": "The placement is known to the traffickers.", **given})


def answered(night: Night, challenge: int, **given: Any) -> int:
    given = {"challenge": challenge, "happened": day(7), "agreed": True, "words": "Moved today.", **given}
    return do(night, guardians.answer_challenge, **given)


def left(night: Night, **given: Any) -> int:
    return do(night, guardians.leave, **{"happened": day(9), "words": "Moved out of the area.", **given})


def page(night: Night) -> Any:
    return concerns.open_concern(child=night.child.reference, by=night.desk, now=NOW)


def test_a_guardian_is_asked_for_named_heard_answered_and_leaves() -> None:
    night = make_night()
    ask(night)
    allocation = name(night)
    said(night)
    view = concerns.record_view(
        child=night.child.reference,
        view=AuthorityView.AT_RISK_AVERTED,
        happened=day(4),
        reasons="Moved in time.",
        by=night.desk,
        now=NOW,
    )
    said(night, says=GuardianSays.VIEW, decision=view, words="Does not agree: the debt is still owed.")
    challenge = challenged(night)

    found = page(night).guardian
    assert (found.now.guardian_name, found.now.said.number, found.now.role) == (
        "Gil Invented",
        allocation,
        GuardianRole.DIRECT,
    )
    assert [(line.says, line.about, line.said.words) for line in found.notes] == [
        (GuardianSays.VIEW, view, "Does not agree: the debt is still owed."),
        (GuardianSays.CONTACT, None, "Rang. The child is well."),
    ]
    assert [(line.answer, line.agreed) for line in found.challenges] == [(None, None)]
    answered(night, challenge)
    left(night)

    after = page(night).guardian
    assert [(line.answer.words, line.agreed) for line in after.challenges] == [("Moved today.", True)]
    assert (after.now, after.allocations[0].left.words) == (None, "Moved out of the area.")
    name(night, "Gale Invented", happened=day(10))
    assert page(night).guardian.now.guardian_name == "Gale Invented"


def test_a_second_guardian_beside_the_first_is_refused() -> None:
    night = make_night()
    name(night)

    with pytest.raises(Refused, match="has a guardian"):
        name(night, "Gale Invented")


def test_what_only_a_guardian_says_is_refused_where_there_is_none() -> None:
    night = make_night()

    for each in (said, challenged, left):
        with pytest.raises(Refused, match="No guardian of this child is recorded"):
            each(night)


def test_a_guardian_is_not_named_before_one_was_asked_for_nor_heard_before_being_named() -> None:
    night = make_night()
    ask(night, happened=day(3))

    with pytest.raises(Refused, match="before one was asked for"):
        name(night, happened=day(2))
    name(night)
    with pytest.raises(Refused, match="before the guardian was named"):
        said(night, happened=day(3))


def test_a_challenge_is_answered_once_and_not_before_it_was_made() -> None:
    night = make_night()
    name(night)
    challenge = challenged(night)

    with pytest.raises(Refused, match="before it was made"):
        answered(night, challenge, happened=day(5))
    with pytest.raises(Refused, match="Type the reasons"):
        answered(night, challenge, words="")
    answered(night, challenge)
    with pytest.raises(Refused, match="answered already"):
        answered(night, challenge)
    with pytest.raises(NotFound):
        answered(night, challenge + 1000)


def test_nothing_of_a_guardian_is_recorded_without_words_or_of_the_future() -> None:
    night = make_night()
    with pytest.raises(Refused, match="guardian’s service"):
        ask(night, service=" ")
    with pytest.raises(Refused, match="guardian’s name"):
        name(night, " ")
    name(night)
    for refused, words in (
        ({"words": ""}, "what was said"),
        ({"says": GuardianSays.VIEW}, "on which decision"),
        ({"happened": day(16)}, "in the future"),
    ):
        with pytest.raises(Refused, match=words):
            said(night, **refused)
    with pytest.raises(Refused, match="what the guardian challenges"):
        challenged(night, words="")
    with pytest.raises(Refused, match="Type the reasons"):
        left(night, words="")


def test_only_the_authority_that_looks_after_the_child_keeps_the_guardian() -> None:
    night = make_night()

    for by in (night.carer, night.host_desk):
        with pytest.raises(NotPermitted):
            ask(night, by=by)


def test_that_a_guardian_left_is_not_withdrawn_beside_the_one_who_was_named_since() -> None:
    night = make_night()
    name(night)
    gone = left(night)
    second = name(night, "Gale Invented", happened=day(10))

    with pytest.raises(Refused, match="one at a time"):
        case.withdraw(child=night.child.reference, event=gone, reasons="Never left", by=night.desk, now=NOW)

    assert page(night).guardian.now.said.number == second
    case.withdraw(child=night.child.reference, event=second, reasons="Not named", by=night.desk, now=NOW)
    case.withdraw(child=night.child.reference, event=gone, reasons="Never left", by=night.desk, now=NOW)
    assert page(night).guardian.now.guardian_name == "Gil Invented"


@pytest.mark.parametrize("entry", [name, left])
def test_who_the_guardian_is_does_not_stand_again_and_is_recorded_anew(entry: Any) -> None:
    night = make_night()
    if entry is left:
        name(night)
    struck = entry(night)
    case.withdraw(child=night.child.reference, event=struck, reasons="Another child", by=night.desk, now=NOW)
    with seen_as(SIMULATOR):
        withdrawal = Event.objects.get(corrects=struck).pk

    with pytest.raises(Refused, match="Record anew"):
        case.withdraw(
            child=night.child.reference, event=withdrawal, reasons="This child", by=night.desk, now=NOW
        )

    entry(night)
    assert (page(night).guardian.now is None) is (entry is left)
