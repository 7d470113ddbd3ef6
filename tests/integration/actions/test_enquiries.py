"""What is being done to find a child, and how it stands with one who is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lantern.actions import enquiries, information, located, missing
from lantern.actions.enquiries import Enquiry
from lantern.actions.information import Information
from lantern.actions.said import Found, GivenAnswer
from lantern.queries.missing import board, episode_page
from lantern.queries.values import EnquiryLine, EpisodePage, FoundLine
from lantern.record.models import Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import LocatedState
from lantern.vocabulary.refusals import NotFound, Refused, Stale
from tests.factories.night import Night, at, make_night
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


def enquire(night: Night, reference: str, words: str, *, minutes: float = 1, **said: Any) -> None:
    said.setdefault("owner", "PC 0000 Invented")
    enquiries.set_enquiry(
        reference=reference,
        enquiry=Enquiry(words=words, **said),
        by=night.desk,
        now=at(minutes=minutes),
    )


def answer(night: Night, reference: str, number: int, result: str, *, minutes: float) -> None:
    enquiries.answer_enquiry(
        seen_version=None,
        reference=reference,
        enquiry=number,
        result=result,
        by=night.desk,
        now=at(minutes=minutes),
    )


def page(night: Night, reference: str, *, by: Actor | None = None, minutes: float = 60) -> EpisodePage:
    return episode_page(reference=reference, by=by or night.desk, now=at(minutes=minutes))


def found(night: Night, reference: str, **known: Any) -> None:
    missing.record_located(
        reference=reference,
        located=When.moment(at(minutes=30)),
        words="",
        found=Found(**known),
        seen_version=None,
        by=night.desk,
        now=at(minutes=31),
    )


def look_again(night: Night, reference: str, *, by: Actor | None = None, **known: Any) -> None:
    located.look_again(
        reference=reference,
        found=Found(**known),
        words="",
        seen_version=None,
        by=by or night.desk,
        now=at(minutes=50),
    )


# Enquiries ---------------------------------------------------------------------------------------------------


def test_an_enquiry_says_what_who_of_whom_and_by_when() -> None:
    night = make_night()
    reference = night.reported()
    enquire(night, reference, "Ask the hospitals", asked_of="Two hospitals", due_at=at(minutes=45))

    (line,) = page(night, reference).enquiries
    assert line == EnquiryLine(
        number=line.number,
        words="Ask the hospitals",
        owner="PC 0000 Invented",
        asked_of="Two hospitals",
        set_at=at(minutes=1),
        due_at=at(minutes=45),
    )
    assert [line.is_overdue(at(minutes=minutes)) for minutes in (45, 46)] == [False, True]


def test_the_open_stand_first_by_when_they_are_due_and_an_answered_one_is_never_late() -> None:
    night = make_night()
    reference = night.reported()
    enquire(night, reference, "No time", minutes=1)
    enquire(night, reference, "Later", minutes=2, due_at=at(hours=3))
    enquire(night, reference, "Sooner", minutes=3, due_at=at(hours=2))
    enquire(night, reference, "Answered", minutes=4, due_at=at(minutes=5))
    number = {line.words: line.number for line in page(night, reference).enquiries}["Answered"]
    answer(night, reference, number, "Nothing.", minutes=20)

    lines = page(night, reference).enquiries
    assert [line.words for line in lines] == ["Sooner", "Later", "No time", "Answered"]
    assert (lines[-1].result, lines[-1].answered_at, lines[-1].is_overdue(at(hours=9))) == (
        "Nothing.",
        at(minutes=20),
        False,
    )


def test_a_struck_result_opens_the_enquiry_again_and_a_struck_enquiry_is_gone() -> None:
    night = make_night()
    reference = night.reported()
    enquire(night, reference, "Ask the hospitals")
    (line,) = page(night, reference).enquiries
    answer(night, reference, line.number, "She is here.", minutes=10)

    strike(night, reference, "enquiry_answered")
    assert page(night, reference).enquiries == (line,)
    strike(night, reference, "enquiry_set")
    assert page(night, reference).enquiries == ()
    with pytest.raises(NotFound):
        answer(night, reference, line.number, "Nothing.", minutes=50)


def strike(night: Night, reference: str, kind: str) -> None:
    entries = page(night, reference).chronology
    (number,) = [entry.number for entry in entries if entry.kind == kind and not entry.is_struck]
    missing.correct(
        reference=reference, event=number, reasons="", seen_version=None, by=night.desk, now=at(minutes=40)
    )


@pytest.mark.parametrize(
    ("said", "field"), [({"words": " "}, "words"), ({"words": "Ask", "owner": ""}, "owner")]
)
def test_an_enquiry_without_words_or_owner_is_refused(said: dict[str, str], field: str) -> None:
    night = make_night()
    reference = night.reported()

    with pytest.raises(Refused) as refused:
        enquire(night, reference, **said)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert page(night, reference).enquiries == ()


def test_a_result_without_words_is_refused() -> None:
    night = make_night()
    reference = night.reported()
    enquire(night, reference, "Ask the hospitals")

    with pytest.raises(Refused, match="If nothing did, say so"):
        answer(night, reference, page(night, reference).enquiries[0].number, " ", minutes=5)


def test_an_enquiry_of_another_episode_is_not_answered_here() -> None:
    night, other = make_night(), make_night()
    reference, elsewhere = night.reported(), other.reported()
    enquire(other, elsewhere, "Ask the hospitals")
    number = page(other, elsewhere).enquiries[0].number

    with pytest.raises(NotFound):
        answer(night, reference, number, "Nothing.", minutes=5)


def strike_the_report(night: Night, reference: str) -> None:
    strike(night, reference, "missing_reported")


def come_back(night: Night, reference: str) -> None:
    missing.record_return(
        reference=reference,
        returned=When.moment(at(minutes=40)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(minutes=41),
    )


@pytest.mark.parametrize(
    ("over", "words"),
    [(strike_the_report, "withdrawn as a mistake"), (come_back, "correct the return")],
)
def test_nothing_is_set_on_an_episode_that_was_withdrawn_or_is_over(
    over: Callable[[Night, str], None], words: str
) -> None:
    night = make_night()
    reference = night.reported()
    over(night, reference)
    before = page(night, reference).chronology

    with pytest.raises(Refused, match=words):
        enquire(night, reference, "Ask the hospitals", minutes=45)
    assert page(night, reference).chronology == before


def test_what_came_of_an_enquiry_is_recorded_after_the_child_is_back() -> None:
    night = make_night()
    reference = night.reported()
    enquire(night, reference, "Ask the hospitals")
    come_back(night, reference)
    answer(night, reference, page(night, reference).enquiries[0].number, "Nothing.", minutes=50)

    assert [line.result for line in page(night, reference).enquiries] == ["Nothing."]


def test_nothing_is_answered_told_or_looked_at_again_on_a_withdrawn_report() -> None:
    night = make_night()
    reference = night.reported()
    enquire(night, reference, "Ask the hospitals")
    number = page(night, reference).enquiries[0].number
    found(night, reference)
    strike_the_report(night, reference)
    before = page(night, reference).chronology

    told = Information(words="Seen.", obtained=When.moment(at(minutes=45)))
    then: dict[str, Any] = {"reference": reference, "by": night.desk, "now": at(minutes=46)}
    answers = (GivenAnswer(question="hurt", answer=Answer.NO),)
    with pytest.raises(Refused, match="withdrawn as a mistake"):
        answer(night, reference, number, "Nothing.", minutes=50)
    with pytest.raises(Refused, match="withdrawn as a mistake"):
        look_again(night, reference)
    with pytest.raises(Refused, match="withdrawn as a mistake"):
        information.record_information(information=told, **then)
    with pytest.raises(Refused, match="withdrawn as a mistake"):
        information.record_answers(information=told, answers=answers, seen_version=None, **then)
    assert page(night, reference).chronology == before


def test_the_home_does_not_read_what_is_being_done_and_the_board_says_it_to_the_desk() -> None:
    night = make_night()
    reference = night.reported()
    enquire(night, reference, "Ask the hospitals")

    rows = {by.role: board(by=by, now=at(minutes=5)).rows[0] for by in (night.desk, night.carer)}
    assert [[line.words for line in row.enquiries] for row in rows.values()] == [["Ask the hospitals"], []]
    assert page(night, reference, by=night.carer).enquiries == ()


# Found, not yet back -----------------------------------------------------------------------------------------

KNOWN = {
    "state": LocatedState.IN_HOSPITAL,
    "safe_and_well": Answer.YES,
    "owner": "PC 0000 Invented",
    "place": "An invented hospital",
    "collected_by": "Jo Nightdemo",
    "to_address": "1 Invented Road",
    "authorised_by": "Ria Managerdemo",
    "said_by": "A nurse",
    "contact": "01632 960555",
}


def test_a_found_child_has_an_owner_and_a_clock_and_a_place_only_for_who_may_see_addresses() -> None:
    night = make_night()
    reference = night.reported()
    found(night, reference, check_again_at=at(minutes=55), **KNOWN)

    told = page(night, reference).found
    assert told == FoundLine(
        state=LocatedState.IN_HOSPITAL,
        safe_and_well=Answer.YES,
        owner="PC 0000 Invented",
        check_again_at=at(minutes=55),
        said_at=at(minutes=31),
        protected=(
            ("Where", "An invented hospital"),
            ("Who collects the child", "Jo Nightdemo"),
            ("To which address", "1 Invented Road"),
            ("Who authorised it", "Ria Managerdemo"),
            ("Who says so", "A nurse, 01632 960555"),
        ),
    )
    assert [told.is_overdue(at(minutes=minutes)) for minutes in (55, 56)] == [False, True]
    host, home = (page(night, reference, by=by).found for by in (night.host_desk, night.carer))
    assert (host and host.owner, host and host.protected, home) == ("PC 0000 Invented", None, None)
    (row,) = board(by=night.desk, now=at(minutes=40)).rows
    assert row.found is not None
    assert (row.found.check_again_at, row.found.protected) == (at(minutes=55), None)


def test_looking_again_starts_the_clock_anew_keeps_what_was_known_and_tells_nobody_twice() -> None:
    night = make_night()
    reference = night.reported()
    found(night, reference, check_again_at=at(minutes=45), **KNOWN)
    with seen_as(SIMULATOR):
        before = Telling.objects.count()

    look_again(night, reference, owner="Jo Nightdemo", check_again_at=at(hours=3), place="In the van")

    told = page(night, reference).found
    assert told is not None
    assert (told.owner, told.check_again_at, told.safe_and_well) == (
        "Jo Nightdemo",
        at(hours=3),
        Answer.NOT_KNOWN,
    )
    assert told.protected is not None
    assert dict(told.protected)["Where"] == "In the van"
    assert dict(told.protected)["To which address"] == "1 Invented Road"
    with seen_as(SIMULATOR):
        assert Telling.objects.count() == before


def test_a_child_who_is_not_found_or_is_back_is_not_looked_at_again() -> None:
    night = make_night()
    reference = night.reported()

    with pytest.raises(Refused, match="not recorded as found"):
        look_again(night, reference)
    found(night, reference, **KNOWN)
    come_back(night, reference)
    with pytest.raises(Refused, match="not recorded as found"):
        look_again(night, reference)
    assert page(night, reference).found is None


def test_a_time_to_look_again_must_be_to_come() -> None:
    night = make_night()
    reference = night.reported()

    with pytest.raises(Refused) as too_early:
        found(night, reference, check_again_at=at(minutes=30))
    found(night, reference)
    with pytest.raises(Refused) as past:
        look_again(night, reference, check_again_at=at(minutes=50))
    assert (too_early.value.field, past.value.field) == ("check_again_at", "check_again_at")


def test_who_may_not_record_that_a_child_is_found_does_not_look_again() -> None:
    night = make_night()
    reference = night.reported()
    found(night, reference)
    stranger = make_night().desk

    with pytest.raises(NotFound):
        look_again(night, reference, by=stranger)
    with pytest.raises(Stale):
        located.look_again(
            reference=reference, found=Found(), words="", seen_version=1, by=night.desk, now=at(minutes=50)
        )
