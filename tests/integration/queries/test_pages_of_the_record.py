from __future__ import annotations

from typing import Any

import pytest

from lantern.actions import children, information, interviews, missing, police
from lantern.queries.missing import board, episode_page
from lantern.record.models import AuditEntry
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import ClassifiedBy, MissingKind, RiskLevel
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission, Role
from tests.factories.children import (
    make_care_episode,
    make_child,
    make_child_identifier,
    make_protected_contact,
    make_unaccompanied_period,
)
from tests.factories.night import NOW, at, made_sure, make_night
from tests.factories.organisations import make_actor

pytestmark = pytest.mark.django_db


def test_not_assessed_stands_first_then_the_gravest_then_who_is_longest_gone() -> None:
    night = make_night()
    references = {}
    for place, level in enumerate([None, RiskLevel.LOW, RiskLevel.HIGH, None, RiskLevel.VERY_LOW]):
        child = make_child(responsible_authority=night.authority)
        reference = missing.report_missing(
            child=child.reference,
            report=missing.Report(last_seen=When.moment(at(hours=-place))),
            by=night.desk,
            now=NOW,
        )
        references[reference] = (place, level)
        if level:
            police.record_risk(
                reference=reference,
                risk=police.Risk(level=level, officer="PC 0000", assessed=When.moment(NOW)),
                seen_version=None,
                by=night.desk,
                now=NOW,
            )

    shown = board(by=night.desk, now=NOW)

    assert [references[row.head.reference][0] for row in shown.rows] == [3, 0, 2, 1, 4]
    assert (shown.total, shown.page, shown.pages, shown.as_of) == (5, 1, 1, NOW)
    assert board(page=99, by=night.desk, now=NOW).page == 1


def test_the_board_names_a_child_only_to_who_may_know_the_name() -> None:
    night = make_night(name="Invented Birth")
    night.reported()
    oversight = Actor(role=Role.NATIONAL_OVERSIGHT, name="Somebody")
    owner_of_host = make_actor(role=Role.INFORMATION_OWNER, organisation=night.host)

    for reader in (night.desk, night.host_desk, night.carer, night.police):
        assert [row.head.name for row in board(by=reader, now=NOW).rows] == ["Invented Birth"]
    for reader in (oversight, owner_of_host):
        (row,) = board(by=reader, now=NOW).rows
        assert (row.head.name, row.head.child_reference, row.head.age) == (None, None, None)
        assert len(row.tellings) == 4
        assert night.home.name not in [line.organisation for line in row.tellings]
    assert board(by=make_night().desk, now=NOW).rows == ()


def test_one_episode_as_each_reader_may_see_it() -> None:
    night = make_night()
    reference = night.reported(said_by="Invented Caller", contact="01632 960555", words="Please hurry.")

    whole = episode_page(reference=reference, by=night.desk, now=NOW)
    assert [(e.kind, e.said_by, e.may_correct) for e in whole.chronology] == [
        (EventKind.MISSING_REPORTED, "Invented Caller, 01632 960555", True)
    ]
    host = episode_page(reference=reference, by=night.host_desk, now=NOW)
    assert [(e.said_by, e.words, e.may_correct) for e in host.chronology] == [("", "Please hurry.", False)]
    home = episode_page(reference=reference, by=night.carer, now=NOW)
    assert (home.chronology, home.chronology_is_hidden) == ((), True)
    assert Permission.RECORD_RETURN in home.may
    with pytest.raises(NotFound):
        episode_page(reference=reference, by=make_night().desk, now=NOW)


def test_a_child_s_record_as_each_reader_may_see_it() -> None:
    night = make_night(name="Invented Birth")
    make_child_identifier(child=night.child, value="TEST-78")
    make_care_episode(child=night.child)
    make_unaccompanied_period(child=night.child)
    make_protected_contact(child=night.child)
    reference = night.reported()

    whole = children.open_child(reference=night.child.reference, by=night.desk, now=NOW)
    assert (whole.name, whole.is_unaccompanied, len(whole.care_episodes)) == ("Invented Birth", True, 1)
    assert whole.protected == (("carer", "Invented Carer, 01632 960111, 1 Invented Street"),)
    assert [head.reference for head in whole.episodes] == [reference]

    host = children.open_child(reference=night.child.reference, by=night.host_desk, now=NOW)
    assert (host.name, len(host.care_episodes), host.protected) == ("Invented Birth", 1, None)
    home = children.open_child(reference=night.child.reference, by=night.carer, now=NOW)
    assert (home.name, home.is_unaccompanied, home.care_episodes, home.protected) == (
        "Invented Birth",
        None,
        (),
        None,
    )
    force = children.open_child(reference=night.child.reference, by=night.police, now=NOW)
    assert (len(force.care_episodes), force.protected) == (1, whole.protected)


def test_every_opening_is_kept_and_every_refusal() -> None:
    night = make_night()
    opener = [night.desk, night.carer]
    refused = [
        night.police,  # nothing was reported to this force
        make_night().desk,
        Actor(role=Role.NATIONAL_OVERSIGHT, name="Somebody"),
        make_actor(role=Role.ADMINISTRATOR, organisation=night.authority),
    ]

    for reader in opener:
        children.open_child(reference=night.child.reference, by=reader, now=NOW)
    for reader in refused:
        with pytest.raises(NotFound, match="This attempt has been recorded"):
            children.open_child(reference=night.child.reference, by=reader, now=NOW)

    rows = AuditEntry.objects.order_by("number")
    assert [(row.outcome, row.account_id, row.role) for row in rows] == [
        *(("done", reader.account_id, reader.role.value) for reader in opener),
        *(("refused", reader.account_id, reader.role.value) for reader in refused),
    ]
    assert {(row.action, row.about) for row in rows} == {("children.open_child", night.child.reference)}


def test_a_reader_s_attempt_on_an_episode_is_recorded_as_the_page_says() -> None:
    night = make_night()
    reference = night.reported()
    before = AuditEntry.objects.count()

    with pytest.raises(NotFound, match="This attempt has been recorded"):
        episode_page(reference=reference, by=make_night().desk, now=NOW)

    assert AuditEntry.objects.count() == before + 1


def test_the_chronology_says_in_words_what_each_entry_holds() -> None:
    night = make_night()
    reference = night.reported(kind=MissingKind.AWAY_WITHOUT_AUTHORISATION, away=made_sure())
    then: dict[str, Any] = {"reference": reference, "by": night.desk}
    seen: dict[str, Any] = {"seen_version": None, **then}
    for call in (
        police.PoliceCall(called=When.moment(at(minutes=1)), was_answered=False, waited_minutes=25),
        police.PoliceCall(
            called=When.moment(at(minutes=2)), was_answered=True, log_number="LOG-1", handler="Invented"
        ),
    ):
        police.record_police_call(call=call, now=at(hours=1), **seen)
    risk = police.Risk(
        level=RiskLevel.HIGH,
        officer="PC 0000",
        assessed=When.moment(at(minutes=3)),
        next_review_at=at(hours=4),
    )
    police.record_risk(risk=risk, now=at(hours=1), **seen)
    missing.classify(
        kind=MissingKind.MISSING, classified_by=ClassifiedBy.POLICE, reasons="", now=at(minutes=61), **seen
    )
    missing.record_return(returned=When(on=at(hours=2).date()), words="", now=at(hours=2), **seen)
    offer = interviews.Offer(offered=When.moment(at(hours=3)), offered_by="Invented", language="Welsh")
    interviews.record_offer(offer=offer, now=at(hours=3), **then)

    chronology = episode_page(reference=reference, by=night.desk, now=at(hours=3)).chronology

    assert {entry.kind: entry.facts for entry in chronology if entry.kind is not EventKind.CLASSIFIED} == {
        EventKind.MISSING_REPORTED: (("Last seen", "Saturday 14 March 2026, 21:30"),),
        EventKind.POLICE_CALL_TRIED: (("Waited", "25 minutes"),),
        EventKind.POLICE_REPORTED: (("Log number", "LOG-1"), ("Spoke to", "Invented")),
        EventKind.RISK_ASSESSED: (
            ("Level", "High"),
            ("Officer", "PC 0000"),
            ("Next review", "Sunday 15 March 2026, 03:40"),
        ),
        EventKind.CHILD_RETURNED: (),
        EventKind.RETURN_INTERVIEW_OFFERED: (("Offered by", "Invented"), ("Language", "Welsh")),
    }
    assert [entry.facts for entry in chronology if entry.kind is EventKind.CLASSIFIED] == [
        (
            ("Authority's view", "Out: we know where"),
            ("Make sure again by", "Sunday 15 March 2026, 19:40"),
            ("How it is known", "She rang from there"),
            ("Address made sure of by", "PC 1 Invented"),
            ("Adults made sure of by", "Invented Worker"),
            ("Where", "3 Invented Street"),
            ("With whom", "Invented Aunt"),
        ),
        (("Police view", "Missing: we do not know where"),),
    ]


def test_who_does_not_look_after_children_registers_none() -> None:
    night = make_night()
    new = children.NewChild(name="Invented")

    for reader in (
        night.carer,
        night.police,
        make_actor(role=Role.INFORMATION_OWNER, organisation=night.authority),
        make_actor(role=Role.DUTY_WORKER, organisation=night.home),
        Actor(role=Role.DUTY_WORKER, name="Somebody"),
    ):
        with pytest.raises(NotPermitted, match="Only the authority that looks after a child"):
            children.register_child(child=new, by=reader, now=NOW)
    assert set(AuditEntry.objects.values_list("outcome", "about")) == {("refused", "")}


def test_information_without_words_is_refused() -> None:
    night = make_night()
    empty = information.Information(words=" ", obtained=When.moment(NOW))

    with pytest.raises(Refused, match="Type what you were told") as refused:
        information.record_information(reference=night.reported(), information=empty, by=night.desk, now=NOW)
    assert refused.value.field == "words"
