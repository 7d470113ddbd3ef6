"""Entered on the wrong child: withdrawn and shut in one act, read by the information owner alone, its readers named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lantern.actions import enquiries, information, missing, police, sealing
from lantern.actions.children import open_episode
from lantern.actions.enquiries import Enquiry
from lantern.actions.information import Information, record_answers
from lantern.actions.said import GivenAnswer
from lantern.actions.sheet import open_sheet
from lantern.queries import seals
from lantern.queries.missing import board
from lantern.queries.own_entries import own_entries
from lantern.record import models as record
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import Role
from tests.factories.night import Night, episode_of, make_night
from tests.factories.organisations import make_actor
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db

MARK = "zebra-lagoon-seven"  # stands in every word of what was entered on the wrong child
OF_AN_EVENT = (record.Event, record.EventSource, record.CallAnswer, record.EnquiryDetail, record.LocatedPlace)


class Wrong:
    """A child reported an hour ago, on whose record somebody types what belongs to another."""

    def __init__(self) -> None:
        self.night: Night = make_night()
        self.now = datetime.now(UTC) - timedelta(seconds=30)
        seen = When.moment(self.now - timedelta(hours=2))
        self.reference = self.night.reported(
            now=self.now - timedelta(hours=1), last_seen=seen, why_worried=MARK
        )
        self.owner = make_actor(role=Role.INFORMATION_OWNER, organisation=self.night.authority)

    def told_us(self, *, by: Actor | None = None) -> int:
        """Record information, with its source and an answer, on the wrong child; give its number."""
        record_answers(
            seen_version=None,
            reference=self.reference,
            answers=(GivenAnswer(question="out_of_character", answer=Answer.YES, words=MARK),),
            information=Information(words=MARK, obtained=When.moment(self.now), given_by=MARK, contact=MARK),
            by=by or self.night.desk,
            now=self.now,
        )
        return self.event(EventKind.INFORMATION_RECEIVED)

    def event(self, kind: EventKind) -> int:
        """Give the number of the latest event of a kind."""
        with seen_as(SIMULATOR):
            return (
                record.Event.objects.filter(episode__reference=self.reference, kind=kind.value)
                .latest("pk")
                .pk
            )

    def seal(self, event: int, *, by: Actor | None = None, seen_version: int | None = None) -> None:
        """Seal one entry."""
        sealing.seal(
            reference=self.reference,
            event=event,
            reasons=f"It is about {MARK}",
            seen_version=seen_version,
            by=by or self.night.desk,
            now=self.now + timedelta(seconds=5),
        )

    def readers(self) -> list[Actor]:
        """Give everybody who reads this record, but the information owner, and the worker."""
        night = self.night
        lead = make_actor(role=Role.MISSING_LEAD, organisation=night.authority)
        worker = make_actor(role=Role.SOCIAL_WORKER, organisation=night.authority)
        elsewhere = make_actor(role=Role.INFORMATION_OWNER, organisation=night.host)
        nat = make_actor(role=Role.NATIONAL_OVERSIGHT)
        return [night.desk, night.host_desk, night.police, night.carer, lead, worker, elsewhere, nat, SYSTEM]


@pytest.fixture
def wrong() -> Wrong:
    return Wrong()


def marked_rows(reader: Actor) -> dict[str, int]:
    """Count what direct SQL shows this reader of rows that hold the mark."""
    with seen_as(reader):
        return {
            model.__name__: sum(MARK in str(row) for row in model._default_manager.values_list())
            for model in OF_AN_EVENT
        }


def shown(wrong: Wrong, reader: Actor) -> str:
    """Give all that the pages show this reader of the episode."""
    now = wrong.now + timedelta(seconds=9)
    said: list[object] = [
        board(by=reader, now=now),
        own_entries(reference=wrong.reference, by=reader, now=now),
    ]
    try:
        said += [open_episode(reference=wrong.reference, by=reader, now=now)]
        said += [open_sheet(reference=wrong.reference, by=reader, now=now)]
    except (NotFound, NotPermitted):
        pass
    return repr(said)


def test_sealed_words_are_nowhere_for_anybody_but_the_information_owner(wrong: Wrong) -> None:
    mine = wrong.told_us()
    report = wrong.event(EventKind.MISSING_REPORTED)
    wrong.seal(mine)
    wrong.seal(report)

    nothing = {model.__name__: 0 for model in OF_AN_EVENT}
    for reader in wrong.readers():
        assert (reader.role, marked_rows(reader)) == (reader.role, nothing)
        if reader.account_id is not None:
            assert MARK not in shown(wrong, reader)
        assert seals.sealed(by=reader, now=wrong.now) == ()
        with pytest.raises(NotFound):
            seals.sealed_entry(number=mine, by=reader, now=wrong.now)
    assert marked_rows(wrong.owner)["Event"] == 1
    assert MARK not in shown(wrong, wrong.owner)  # to be opened on its own page, where that is recorded


def test_the_chronology_says_that_an_entry_was_sealed_and_no_more(wrong: Wrong) -> None:
    mine = wrong.told_us()
    wrong.seal(mine)

    page = open_episode(reference=wrong.reference, by=wrong.night.desk, now=wrong.now + timedelta(seconds=9))
    assert [(entry.kind, entry.may_correct, entry.may_seal) for entry in page.chronology] == [
        (EventKind.MISSING_REPORTED, True, True),
        (EventKind.ENTERED_IN_ERROR, False, False),
    ]
    words = page.chronology[1].words
    assert words.startswith("An entry made on ")
    assert words.endswith(" was sealed: it belonged to another child.")


def test_the_information_owner_reads_it_with_those_who_saw_it_and_opening_it_is_audited(wrong: Wrong) -> None:
    mine = wrong.told_us()
    now = datetime.now(UTC)
    open_episode(reference=wrong.reference, by=wrong.night.police, now=now)
    open_sheet(reference=wrong.reference, by=wrong.night.host_desk, now=now)
    open_episode(reference=wrong.reference, by=wrong.night.carer, now=now)
    wrong.now = datetime.now(UTC)
    wrong.seal(mine)
    open_episode(reference=wrong.reference, by=make_actor(organisation=wrong.night.authority), now=now)

    (line,) = seals.sealed(by=wrong.owner, now=wrong.now)
    assert (line.number, line.episode, line.reasons, line.is_void) == (
        mine,
        wrong.reference,
        f"It is about {MARK}",
        False,
    )
    page = sealing.open_seal(number=mine, by=wrong.owner, now=wrong.now)
    assert (page.entry.words, page.entry.said_by, page.entry.is_struck) == (MARK, f"{MARK}, {MARK}", True)
    assert [said for _, said in page.entry.facts] == [f"Yes. {MARK}"]
    saw = {one.name: (one.opened, one.acted, one.reads_chronology) for one in page.saw}
    names = {
        wrong.night.police.name: (1, 0, True),
        wrong.night.host_desk.name: (1, 0, True),
        wrong.night.carer.name: (1, 0, False),
    }
    assert {name: said for name, said in saw.items() if name in names} == names
    assert wrong.night.desk.name in saw
    assert page.told == ()
    last = record.AuditEntry.objects.latest("number")
    assert (last.action, last.about, last.account_id) == (
        "sealing.open_seal",
        wrong.reference,
        wrong.owner.account_id,
    )


def test_what_was_folded_from_it_is_unfolded_and_everyone_is_told_again(wrong: Wrong) -> None:
    before = episode_of(wrong.reference)
    missing.record_return(
        reference=wrong.reference,
        returned=When.moment(wrong.now),
        words=MARK,
        seen_version=None,
        by=wrong.night.desk,
        now=wrong.now,
    )
    back = wrong.event(EventKind.CHILD_RETURNED)
    wrong.seal(back)

    after = episode_of(wrong.reference)
    assert (after.stage, after.returned_on, after.version) == ("missing", None, before.version + 2)
    with seen_as(SIMULATOR):
        told = list(
            record.Telling.objects.filter(about="corrected")
            .order_by("channel")
            .values_list("channel", flat=True)
        )
    assert told == ["email", "email", "telephone", "telephone"]
    page = seals.sealed_entry(number=back, by=wrong.owner, now=wrong.now)
    assert [each.about.value for each in page.told] == ["returned"] * 4


def test_a_sealed_level_of_risk_is_set_no_more(wrong: Wrong) -> None:
    police.record_risk(
        reference=wrong.reference,
        risk=police.Risk(level=RiskLevel.HIGH, officer=MARK, assessed=When.moment(wrong.now)),
        seen_version=None,
        by=wrong.night.police,
        now=wrong.now,
    )
    wrong.seal(wrong.event(EventKind.RISK_ASSESSED), by=wrong.night.police)

    assert episode_of(wrong.reference).risk_level == ""


def test_the_whole_report_on_the_wrong_child_is_void_and_forgets_when_the_other_was_seen(
    wrong: Wrong,
) -> None:
    wrong.seal(wrong.event(EventKind.MISSING_REPORTED))

    after = episode_of(wrong.reference)
    assert (after.is_void, after.last_seen_at, after.last_seen_on) == (True, None, day_of(after.recorded_at))
    assert board(by=wrong.night.desk, now=wrong.now).total == 0
    (line,) = seals.sealed(by=wrong.owner, now=wrong.now)
    assert line.is_void


def test_an_enquiry_is_sealed_with_its_answer_and_a_struck_entry_with_its_correction(wrong: Wrong) -> None:
    enquiries.set_enquiry(
        reference=wrong.reference, enquiry=Enquiry(words=MARK, owner=MARK), by=wrong.night.desk, now=wrong.now
    )
    asked = wrong.event(EventKind.ENQUIRY_SET)
    enquiries.answer_enquiry(
        seen_version=None,
        reference=wrong.reference,
        enquiry=asked,
        result=MARK,
        by=wrong.night.police,
        now=wrong.now,
    )
    struck = wrong.told_us()
    missing.correct(
        reference=wrong.reference,
        event=struck,
        reasons=MARK,
        seen_version=None,
        by=wrong.night.desk,
        now=wrong.now,
    )
    report = wrong.event(EventKind.MISSING_REPORTED)
    for event in (asked, struck, report):
        wrong.seal(event)

    assert marked_rows(wrong.night.desk) == {model.__name__: 0 for model in OF_AN_EVENT}
    assert len(seals.sealed(by=wrong.owner, now=wrong.now)) == 5


def test_a_seal_is_not_taken_back_nor_made_twice(wrong: Wrong) -> None:
    mine = wrong.told_us()
    wrong.seal(mine)
    withdrawal = wrong.event(EventKind.ENTERED_IN_ERROR)

    with pytest.raises(Refused, match="no such record"):
        wrong.seal(mine)
    with pytest.raises(Refused, match="was sealed, and stays shut"):
        missing.correct(
            reference=wrong.reference,
            event=withdrawal,
            reasons="No",
            seen_version=None,
            by=wrong.night.desk,
            now=wrong.now,
        )
    with pytest.raises(Refused, match="was sealed, and stays shut"):
        wrong.seal(withdrawal)


def test_a_correction_is_sealed_with_what_it_struck_and_not_alone(wrong: Wrong) -> None:
    mine = wrong.told_us()
    missing.correct(
        reference=wrong.reference,
        event=mine,
        reasons="No",
        seen_version=None,
        by=wrong.night.desk,
        now=wrong.now,
    )

    with pytest.raises(Refused, match="Seal the entry itself"):
        wrong.seal(wrong.event(EventKind.ENTERED_IN_ERROR))


def test_only_whoever_may_correct_it_seals_and_a_stale_page_is_refused(wrong: Wrong) -> None:
    mine = wrong.told_us()
    for reader in (wrong.night.host_desk, wrong.night.police, wrong.night.carer):
        with pytest.raises(NotPermitted):
            wrong.seal(mine, by=reader)
    with pytest.raises(Stale):
        wrong.seal(mine, seen_version=99)
    by_home = wrong.told_us(by=wrong.night.carer)
    wrong.seal(by_home, by=wrong.night.carer)
    assert len(seals.sealed(by=wrong.owner, now=wrong.now)) == 1


def test_a_seal_gives_its_reasons(wrong: Wrong) -> None:
    mine = wrong.told_us()
    with pytest.raises(Refused, match="how it came to be"):
        sealing.seal(
            reference=wrong.reference,
            event=mine,
            reasons=" ",
            seen_version=None,
            by=wrong.night.desk,
            now=wrong.now,
        )


def test_information_recorded_after_a_seal_stands(wrong: Wrong) -> None:
    wrong.seal(wrong.told_us())
    later = wrong.now + timedelta(seconds=8)
    information.record_information(
        reference=wrong.reference,
        information=Information(words="Of this child", obtained=When.moment(later)),
        by=wrong.night.desk,
        now=later,
    )
    page = open_episode(reference=wrong.reference, by=wrong.night.police, now=later)
    assert [entry.words for entry in page.chronology if entry.kind is EventKind.INFORMATION_RECEIVED] == [
        "Of this child"
    ]
