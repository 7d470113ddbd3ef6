"""What a police level relied on, that the authority does not agree with it, and the local floor."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lantern.actions import case, challenging, information, missing, police
from lantern.actions.challenging import Objection, PoliceAnswer
from lantern.actions.information import Information
from lantern.actions.police import Risk
from lantern.queries.missing import board, episode_page
from lantern.queries.risk_held import RiskHeld, risk_held
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.discussions import ChallengeOutcome
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import Role
from tests.factories.case_events import make_case_event
from tests.factories.children import make_child
from tests.factories.night import Night, at, make_night
from tests.factories.organisations import make_actor

pytestmark = pytest.mark.django_db
OBJECTION = Objection(reasons="She owes money", put_to="Inspector 1", level_asked=RiskLevel.HIGH)
ANSWER = PoliceAnswer(
    outcome=ChallengeOutcome.KEPT,
    officer="Inspector 1",
    answered=When.moment(at(minutes=40)),
    words="No new information",
)


def set_level(
    night: Night, reference: str, level: RiskLevel = RiskLevel.LOW, *, minutes: float = 20, **said: Any
) -> None:
    risk = Risk(level=level, officer="PC 1", assessed=When.moment(at(minutes=minutes)), **said)
    police.record_risk(
        reference=reference, risk=risk, seen_version=None, by=night.police, now=at(minutes=minutes)
    )


def held(night: Night, reference: str, *, by: Actor | None = None, minutes: float = 60) -> RiskHeld:
    return risk_held(reference=reference, by=by or night.desk, now=at(minutes=minutes))


def challenge(night: Night, reference: str, *, by: Actor | None = None, **said: Any) -> None:
    challenging.challenge(
        reference=reference,
        objection=replace(OBJECTION, **said),
        seen_version=None,
        by=by or night.desk,
        now=at(minutes=30),
    )


def answer(night: Night, reference: str, number: int, *, by: Actor | None = None, **said: Any) -> None:
    challenging.answer_challenge(
        reference=reference,
        challenge=number,
        answer=replace(ANSWER, **said),
        seen_version=None,
        by=by or night.police,
        now=at(minutes=45),
    )


def lead_of(night: Night) -> Actor:
    return make_actor(role=Role.MISSING_LEAD, organisation=night.authority)


def lower(night: Night, reference: str, *, by: Actor | None = None, **said: Any) -> None:
    said = {"level": RiskLevel.LOW, "reasons": "Seen at school every day", **said}
    challenging.lower_floor(
        reference=reference, seen_version=None, by=by or lead_of(night), now=at(minutes=50), **said
    )


def test_a_level_says_what_it_relied_on_from_whom_and_when() -> None:
    night = make_night()
    reference = night.reported()
    information.record_information(
        reference=reference,
        information=Information(
            words="Seen at the station",
            obtained=When.moment(at(minutes=5)),
            given_by="A porter",
            given_by_role="",
            contact="01632 960001",
        ),
        by=night.desk,
        now=at(minutes=6),
    )
    told = episode_page(reference=reference, by=night.desk, now=at(minutes=7)).chronology[-1]
    set_level(
        night,
        reference,
        relied_on="Her telephone is off",
        obtained=When.moment(at(minutes=10)),
        said_by="Her aunt",
        contact="01632 960002",
        cites=(told.number,),
    )
    (one,) = held(night, reference).assessments
    assert (one.relied_on, one.obtained, one.said_by) == (
        "Her telephone is off",
        When.moment(at(minutes=10)),
        "Her aunt, 01632 960002",
    )
    assert [(each.number, each.words, each.said_by) for each in one.cites] == [
        (told.number, "Seen at the station", "A porter, 01632 960001")
    ]
    (seen_by_host,) = held(night, reference, by=night.host_desk).assessments
    assert (seen_by_host.said_by, seen_by_host.cites[0].said_by) == ("", "")
    entry = episode_page(reference=reference, by=night.desk, now=at(hours=1)).chronology[-1]
    assert ("Relied on", "Her telephone is off") in entry.facts


def test_a_level_without_what_it_relied_on_is_recorded_and_says_so() -> None:
    night = make_night()
    reference = night.reported()
    set_level(night, reference)
    (one,) = held(night, reference).assessments
    assert one.says_what_it_relied_on is False


def test_a_level_does_not_rely_on_an_entry_of_another_child() -> None:
    night, other = make_night(), make_night()
    reference, elsewhere = night.reported(), other.reported()
    foreign = episode_page(reference=elsewhere, by=other.desk, now=at(minutes=7)).chronology[0].number
    with pytest.raises(Refused) as refused:
        set_level(night, reference, cites=(foreign,))
    assert refused.value.field == "cites"


def test_a_challenge_waits_until_the_police_answer() -> None:
    night = make_night()
    reference = night.reported()
    set_level(night, reference)
    challenge(night, reference)

    waits = held(night, reference, by=night.police).waits
    assert waits is not None
    assert (waits.put_at, waits.put_to, waits.level_asked, waits.reasons) == (
        at(minutes=30),
        "Inspector 1",
        RiskLevel.HIGH,
        "She owes money",
    )
    with pytest.raises(Refused):
        challenge(night, reference)
    answer(night, reference, waits.number)
    (said,) = held(night, reference).challenges
    assert (said.outcome, said.officer, said.answer) == (
        ChallengeOutcome.KEPT,
        "Inspector 1",
        "No new information",
    )
    with pytest.raises(Refused):
        answer(night, reference, waits.number)
    challenge(night, reference)  # anew, once the first is answered


def test_who_may_challenge_and_who_may_answer() -> None:
    night = make_night()
    reference = night.reported()
    set_level(night, reference)
    for by in (night.police, night.host_desk, night.carer):
        with pytest.raises(NotPermitted):
            challenge(night, reference, by=by)
    challenge(night, reference)
    waits = held(night, reference).waits
    assert waits is not None
    with pytest.raises(NotPermitted):
        answer(night, reference, waits.number, by=night.host_desk)
    with pytest.raises(NotFound):
        answer(night, reference, waits.number + 999)
    with pytest.raises(Refused) as refused:
        answer(night, reference, waits.number, answered=When.moment(at(minutes=10)))
    assert refused.value.field == "answered"


def test_nothing_is_challenged_that_police_have_not_set_nor_from_an_old_page() -> None:
    night = make_night()
    reference = night.reported()
    with pytest.raises(Refused):
        challenge(night, reference)
    set_level(night, reference)
    with pytest.raises(Stale):
        challenging.challenge(
            reference=reference, objection=OBJECTION, seen_version=1, by=night.desk, now=at(minutes=30)
        )


def test_the_floor_follows_a_recorded_concern_and_is_lowered_by_the_lead_alone() -> None:
    night = make_night()
    reference = night.reported()
    set_level(night, reference, RiskLevel.MEDIUM)
    make_case_event(child=night.child, kind=EventKind.CONCERN_RECORDED, words="New telephone")
    before = held(night, reference)
    assert (before.floor.level, before.is_below) == (RiskLevel.HIGH, True)
    assert "A sign of exploitation is recorded on this child" in before.floor.reasons

    for by in (night.desk, night.police):
        with pytest.raises(NotPermitted):
            lower(night, reference, by=by)
    for said, field in (({"reasons": " "}, "reasons"), ({"level": RiskLevel.HIGH}, "level")):
        with pytest.raises(Refused) as refused:
            lower(night, reference, **said)
        assert refused.value.field == field
    lower(night, reference)
    after = held(night, reference)
    assert (after.stands.level, after.is_below) == (RiskLevel.LOW, False)
    assert after.lowered is not None
    assert after.lowered.reasons == "Seen at school every day"
    entry = episode_page(reference=reference, by=night.desk, now=at(hours=1)).chronology[-1]
    assert entry.facts == (("Local floor lowered to", "Low"),)

    missing.correct(
        reference=reference,
        event=entry.number,
        reasons="Not so",
        seen_version=None,
        by=night.desk,
        now=at(hours=2),
    )
    assert held(night, reference, minutes=180).stands.level is RiskLevel.HIGH


def test_a_sign_recorded_after_the_floor_was_lowered_puts_it_back_until_it_is_weighed() -> None:
    night = make_night()
    reference = night.reported()
    make_case_event(child=night.child, words="New telephone")
    lower(night, reference)
    assert held(night, reference).stands.level is RiskLevel.LOW

    sign = make_case_event(child=night.child, recorded_at=at(minutes=55), words="An older man waits outside")
    after = held(night, reference, minutes=60)
    assert (after.stands.level, after.lowered) == (RiskLevel.HIGH, None)

    case.withdraw(
        child=night.child.reference, event=sign.pk, reasons="Her uncle", by=night.desk, now=at(minutes=70)
    )
    assert held(night, reference, minutes=80).stands.level is RiskLevel.LOW


def test_forty_earlier_absences_with_a_low_level_do_not_lower_what_is_asked_for() -> None:
    night = make_night()
    for turn in range(3):
        reference = night.reported(now=at(days=turn), last_seen=When.moment(at(days=turn, minutes=-30)))
        set_level(
            night, reference, RiskLevel.HIGH if turn == 0 else RiskLevel.LOW, minutes=turn * 24 * 60 + 20
        )
        asks = held(night, reference, minutes=turn * 24 * 60 + 30).asks_for
        missing.record_return(
            reference=reference,
            returned=When.moment(at(days=turn, hours=2)),
            words="",
            seen_version=None,
            by=night.desk,
            now=at(days=turn, hours=3),
        )
    assert asks.level is RiskLevel.HIGH
    assert any(why.startswith("The police held this") for why in asks.reasons)


def test_a_late_review_stands_on_the_board_with_those_not_assessed() -> None:
    night = make_night()
    reference = night.reported()
    set_level(night, reference, RiskLevel.VERY_LOW, next_review_at=at(hours=2))
    police.record_police_call(
        reference=reference,
        call=police.PoliceCall(
            called=When.moment(at(minutes=5)), was_answered=True, log_number="L", handler="H"
        ),
        seen_version=None,
        by=night.desk,
        now=at(minutes=25),
    )
    high = replace_child(night)
    police.record_police_call(
        reference=high,
        call=police.PoliceCall(
            called=When.moment(at(minutes=5)), was_answered=True, log_number="L", handler="H"
        ),
        seen_version=None,
        by=night.desk,
        now=at(minutes=25),
    )
    set_level(night, high, RiskLevel.HIGH, next_review_at=at(hours=9))
    order = {
        hours: [row.head.reference for row in board(by=night.desk, now=at(hours=hours)).rows]
        for hours in (1, 3)
    }
    assert order == {1: [high, reference], 3: [reference, high]}


def replace_child(night: Night) -> str:
    """Report a second child of the same home."""
    from_home = replace(night, child=_another(night))
    return from_home.reported()


def _another(night: Night) -> Any:
    return make_child(
        responsible_authority=night.authority,
        responsible_team=night.team,
        host_authority=night.host,
        placement_provider=night.home,
    )
