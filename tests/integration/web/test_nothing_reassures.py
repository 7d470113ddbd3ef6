"""What a page must not say: more than is known, to whoever reads it at four in the morning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import acknowledging, missing, police
from lantern.actions.acknowledging import holder_of
from lantern.actions.several import record_call_for_several
from lantern.queries.groups import together
from lantern.queries.missing import board, episode_page
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import OrganisationKind, Role
from lantern.web import tonight
from tests.factories.companions import make_companions
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.factories.sight import invented
from tests.integration.actions.test_ringing import message
from tests.integration.web.reading import words
from tests.integration.web.sent import hidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def night() -> Night:
    return make_night(name="Testa Unsure")


@pytest.fixture
def carer(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(role=Role.CARER, organisation=night.home))


def reported(night: Night, now: datetime, *, hours: float) -> str:
    when = now - timedelta(hours=hours)
    return night.reported(now=when, last_seen=When.moment(when - timedelta(minutes=30)))


def found(night: Night, reference: str, at: datetime) -> None:
    missing.record_located(
        reference=reference, located=When.moment(at), words="", seen_version=None, by=night.desk, now=at
    )


def call(at: datetime) -> police.PoliceCall:
    return police.PoliceCall(called=When.moment(at), was_answered=True, log_number="L 1", handler="PC 0000")


def rung(night: Night, reference: str, at: datetime) -> None:
    police.record_police_call(reference=reference, call=call(at), seen_version=None, by=night.desk, now=at)


def test_home_says_of_a_found_child_that_police_were_never_rung(
    night: Night, carer: Client, now: datetime
) -> None:
    reference = reported(night, now, hours=3)
    found(night, reference, now - timedelta(hours=1))

    read = words(carer.get(f"/homes/{night.home.reference}"))

    assert "Found, not yet back" in read
    assert read.count("Police not rung") == 2  # at the bed, and in the table
    assert "nothing to ring about" not in read


def test_who_may_not_record_the_call_is_not_told_that_there_is_none_to_make(signed_in: Any) -> None:
    companions = make_companions()
    reference = companions.report_all()
    owner = make_account(
        role=Role.INFORMATION_OWNER, organisation=companions.children[0].responsible_authority
    )

    read = words(signed_in(account=owner).get(f"/missing/{reference}/together"))

    assert "Police not rung: your role does not record it. Ring the duty team" in read
    assert "nothing to ring about" not in read


def test_carer_of_a_child_gone_again_is_asked_to_ring_the_police_again(
    night: Night, carer: Client, now: datetime
) -> None:
    reference = reported(night, now, hours=5)
    rung(night, reference, now - timedelta(hours=4))
    page = f"/home/reported/{reference}"
    assert "Now ring the police" not in words(carer.get(page))
    found(night, reference, now - timedelta(hours=3))
    reported(night, now, hours=1)

    read = words(carer.get(page))

    assert "Now ring the police" in read
    assert "They were told before. Nobody has told them yet how it stands now." in read
    assert "Nobody has told the police yet" not in read


def test_carer_of_a_home_the_child_came_to_since_is_not_told_that_there_is_no_such_report(
    night: Night, now: datetime, signed_in: Any
) -> None:
    reported(night, now, hours=5)
    home = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=night.host)
    move(night, home)
    carer = signed_in(account=make_account(role=Role.CARER, organisation=home))
    address = f"/home/report/{night.child.reference}"
    carer.post(address, {"how": "now"})
    carer.post(f"{address}/worried", {"why_worried": ""})

    sent = carer.post(f"{address}/check", hidden(carer.get(f"{address}/check")), follow=True)

    assert sent.status_code == 200
    assert "What you said about Testa Unsure is added to the report that is open." in words(sent)


@invented
def move(night: Night, home: Any) -> None:
    night.child.placement_provider = home
    night.child.save(update_fields=["placement_provider"])


def test_bar_of_a_child_gone_again_does_not_say_that_the_duty_team_answered() -> None:
    night = make_night()
    reference = night.reported()
    from_link(night, reference)
    (row,) = board(by=night.desk, now=at(minutes=6)).rows
    assert "Duty team answered" in tonight.night([row], at(minutes=6))["children"][0]["label"]
    found(night, reference, at(minutes=20))
    night.reported(now=at(minutes=40), last_seen=When.moment(at(minutes=35)))

    (row,) = board(by=night.desk, now=at(minutes=41)).rows

    assert "Duty team has not answered" in tonight.night([row], at(minutes=41))["children"][0]["label"]


def from_link(night: Night, reference: str) -> None:
    by = holder_of(message(reference, night.authority))
    acknowledging.acknowledge(name="Jo", post="Manager", by=by, now=at(minutes=5))


def test_call_for_several_is_not_recorded_on_a_report_that_was_withdrawn() -> None:
    companions = make_companions()
    reference = companions.report_all()
    group = together(reference=reference, by=companions.carer, now=NOW)
    references = [one.head.reference for one in group.seen]
    withdraw(references[0], by=companions.desks[0])

    with pytest.raises(Refused, match="This report was withdrawn as a mistake") as refused:
        record_call_for_several(
            log_numbers=dict.fromkeys(references, "L 1"),
            call=call(at(minutes=5)),
            by=companions.carer,
            now=at(minutes=5),
        )
    assert refused.value.message.startswith("Testa Onely: ")


def withdraw(reference: str, *, by: Any) -> None:
    page = episode_page(reference=reference, by=by, now=at(minutes=1))
    (number,) = [entry.number for entry in page.chronology]
    missing.correct(
        reference=reference, event=number, reasons="", seen_version=None, by=by, now=at(minutes=2)
    )
