"""The call sheet's answers: given with a report, added in the night, amended, corrected; the latest is read out."""

from __future__ import annotations

import functools
from typing import Any

import pytest

from lantern.actions.information import Information, record_answers
from lantern.actions.missing import GivenAnswer, correct
from lantern.actions.sheet import open_sheet
from lantern.queries.missing import episode_page
from lantern.queries.sheet import CallSheet, Said, answers_now
from lantern.record.models import AuditEntry
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import NAMES, Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from tests.factories.children import make_child_name, make_placement, make_protected_contact
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Callsheet")


def given(question: str, answer: Answer = Answer.YES, words: str = "") -> GivenAnswer:
    return GivenAnswer(question=question, answer=answer, words=words)


def answered(night: Night, reference: str, *answers: GivenAnswer, minutes: float, **fields: Any) -> None:
    """Record answers that were heard so long after the report."""
    heard = fields.pop("heard", None) or When.moment(at(minutes=minutes))
    record_answers(
        seen_version=None,
        reference=reference,
        answers=answers,
        information=Information(words="", obtained=heard, **fields),
        by=night.desk,
        now=at(minutes=minutes),
    )


def opened(night: Night, reference: str, *, by: Actor | None = None) -> CallSheet:
    return open_sheet(reference=reference, by=by or night.desk, now=at(hours=2))


def stand(night: Night, reference: str) -> dict[str, Said]:
    """Give the answers that somebody gave, as they are read out."""
    return {each.question.name: each.said for each in opened(night, reference).answers if each.said}


def test_question_nobody_answered_has_no_answer(night: Night) -> None:
    sheet = opened(night, night.reported())

    assert [(each.question.name, each.said, each.before) for each in sheet.answers] == [
        (name, None, ()) for name in NAMES
    ]


def test_answers_of_the_report_are_on_the_sheet(night: Night) -> None:
    reference = night.reported(
        why_worried="New telephone",
        words="She had a bag",
        answers=(given("hurt", Answer.NO), given("self_harm", Answer.NOT_KNOWN)),
    )
    said = functools.partial(Said, happened=When.moment(NOW), typed_by=f"{night.desk.name}, Duty worker")

    assert stand(night, reference) == {
        "why_worried": said(answer=Answer.YES, words="New telephone"),
        "hurt": said(answer=Answer.NO, words=""),
        "self_harm": said(answer=Answer.NOT_KNOWN, words=""),
        "anything_else": said(answer=Answer.YES, words="She had a bag"),
    }


def test_latest_answer_is_read_out_and_the_earlier_stays(night: Night) -> None:
    reference = night.reported(answers=(given("hurt", Answer.NO), given("vehicle")))
    answered(night, reference, given("hurt", words="Fell from a wall"), minutes=20, given_by="Jo Friendly")
    hurt = next(each for each in opened(night, reference).answers if each.question.name == "hurt")
    typed_by = f"{night.desk.name}, Duty worker"

    assert (hurt.said, hurt.before) == (
        Said(
            answer=Answer.YES,
            words="Fell from a wall",
            happened=When.moment(at(minutes=20)),
            told_by="Jo Friendly",
        ),
        (Said(answer=Answer.NO, words="", happened=When.moment(NOW), typed_by=typed_by),),
    )
    page = episode_page(reference=reference, by=night.desk, now=at(hours=1))
    assert [(entry.kind.value, entry.facts[-1], entry.said_by) for entry in page.chronology] == [
        ("missing_reported", ("Is there a vehicle?", "Yes"), ""),
        (
            "information_received",
            ("Is the child likely to have been hurt?", "Yes. Fell from a wall"),
            "Jo Friendly",
        ),
    ]


def test_somebody_who_does_not_know_takes_nothing_away_but_a_no(night: Night) -> None:
    insulin = given("medical_needs", words="Insulin at 22:00")
    reference = night.reported(answers=(insulin, given("hurt", Answer.NO)))
    unknown = (given("medical_needs", Answer.NOT_KNOWN), given("hurt", Answer.NOT_KNOWN))
    answered(night, reference, *unknown, minutes=20)

    said = stand(night, reference)
    assert (said["medical_needs"].words, said["hurt"].answer) == ("Insulin at 22:00", Answer.NOT_KNOWN)
    sheet = {each.question.name: each.before for each in opened(night, reference).answers}
    assert (sheet["medical_needs"], [each.answer for each in sheet["hurt"]]) == ((), [Answer.NO])


def test_answer_typed_later_from_paper_does_not_replace_what_was_heard_after_it(night: Night) -> None:
    reference = night.reported()
    answered(night, reference, given("vehicle", Answer.NO), minutes=30)
    answered(night, reference, given("vehicle"), minutes=50, heard=When.moment(at(minutes=10)))

    assert stand(night, reference)["vehicle"].answer is Answer.NO


def test_corrected_answer_lets_the_earlier_one_stand_again(night: Night) -> None:
    reference = night.reported(answers=(given("hurt", Answer.NO),))
    answered(night, reference, given("hurt"), minutes=20)
    wrong = episode_page(reference=reference, by=night.desk, now=at(hours=1)).chronology[-1]
    correct(
        reference=reference,
        event=wrong.number,
        reasons="Another child",
        seen_version=None,
        by=night.desk,
        now=at(hours=1),
    )

    assert stand(night, reference)["hurt"].answer is Answer.NO


def test_no_answer_at_all_is_refused(night: Night) -> None:
    with pytest.raises(Refused, match="Answer at least one"):
        answered(night, night.reported(), minutes=1)


def test_answer_with_what_no_column_can_keep_is_refused_in_words(night: Night) -> None:
    with pytest.raises(Refused, match="cannot be kept"):
        answered(night, night.reported(), given("hurt", words="a\0b"), minutes=1)


def test_carer_answers_and_reads_no_answers(night: Night) -> None:
    reference = night.reported(answers=(given("hurt"),))
    information = Information(words="", obtained=When.moment(at(minutes=5)))
    record_answers(
        seen_version=None,
        reference=reference,
        answers=(given("money", Answer.NO),),
        information=information,
        by=night.carer,
        now=at(minutes=5),
    )

    assert set(stand(night, reference)) == {"hurt", "money"}
    assert {each.said for each in answers_now(reference=reference, by=night.carer, now=NOW)} == {None}
    with pytest.raises(NotPermitted):
        opened(night, reference, by=night.carer)


def test_opening_is_audited_and_a_refusal_too(night: Night) -> None:
    reference = night.reported()
    opened(night, reference)
    with pytest.raises(NotPermitted):
        opened(night, reference, by=night.carer)
    with pytest.raises(NotFound):
        opened(night, reference, by=make_actor())

    entries = AuditEntry.objects.filter(action="sheet.open_sheet").order_by("number")
    assert list(entries.values_list("account_id", "outcome", "about"))[:2] == [
        (night.desk.account_id, "done", reference),
        (night.carer.account_id, "refused", reference),
    ]
    assert entries.count() == 3


def test_who_said_so_and_addresses_are_for_those_who_may_see_them(night: Night) -> None:
    make_child_name(child=night.child, name="Tess Callsheet")
    make_protected_contact(
        child=night.child, what="aunt", name="Invented Aunt", telephone="01632 960222", address=""
    )
    make_placement(child=night.child, provider=night.home)
    reference = night.reported(said_by="Jo Keyworkly", said_by_role="key worker", contact="01632 960003")
    own, police, host = (
        opened(night, reference, by=by) for by in (night.desk, night.police, night.host_desk)
    )

    assert (own.sources, own.addresses) == (
        ("Jo Keyworkly, key worker, 01632 960003",),
        (("Aunt", "Invented Aunt, 01632 960222"),),
    )
    assert (police.sources, police.addresses) == (own.sources, own.addresses)
    assert (host.sources, host.addresses, host.head.name) == (None, None, "Testa Callsheet")


def test_where_is_taken_from_whoever_saw_the_child_last(night: Night) -> None:
    earlier = When.moment(at(hours=-5))
    reference = night.reported(last_seen_where="Bus station", wearing="Black jacket")
    night.reported(now=at(minutes=30), last_seen=earlier, last_seen_where="School", wearing="")
    sheet = opened(night, reference)

    assert (sheet.last_seen_where, sheet.wearing) == ("Bus station", "Black jacket")
