"""What is kept of the places of a found child, of times the child was late and of withdrawn photographs is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lantern.actions import lateness, missing, photographs
from lantern.actions.said import Found
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account
from tests.factories.pictures import picture
from tests.integration.web.reading import words

HOUR = timedelta(hours=1)
PLACE = {
    "place": "An invented bus station",
    "collected_by": "Invented Collector",
    "to_address": "1 Invented Road",
    "authorised_by": "Invented Manager",
}


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Keptwords")


def chronology(page: Any) -> str:
    return words(page).rpartition("Chronology Happened")[2]


def test_where_a_child_was_found_stays_in_the_chronology_once_the_child_is_back(
    night: Night, signed_in: Any, now: datetime
) -> None:
    reference = night.reported(now=now - 3 * HOUR, last_seen=When.moment(now - 5 * HOUR))
    given: dict[str, Any] = {"reference": reference, "words": "", "seen_version": None, "by": night.desk}
    found = Found(**PLACE)
    missing.record_located(located=When.moment(now - 2 * HOUR), found=found, now=now - 2 * HOUR, **given)
    missing.record_return(returned=When.moment(now - HOUR), now=now, **given)

    said = chronology(
        signed_in(account=make_account(organisation=night.authority)).get(f"/missing/{reference}")
    )
    assert (
        "Where: An invented bus station Who collects the child: Invented Collector "
        "To which address: 1 Invented Road Who authorised it: Invented Manager"
    ) in said
    for role, organisation in ((Role.DUTY_WORKER, night.host), (Role.CARER, night.home)):
        page = signed_in(role, organisation=organisation).get(f"/missing/{reference}").content.decode()
        assert [value for value in PLACE.values() if value in page] == []


def late(night: Night, now: datetime) -> str:
    plan = lateness.NewPlan(may_be_late=True, minutes=60, trafficking_concern=Answer.NO)
    lateness.agree_return_plan(child=night.child.reference, plan=plan, by=night.desk, now=now)
    given = lateness.Late(expected_at=now - timedelta(minutes=5), last_seen_at=now - HOUR)
    return lateness.record_late(child=night.child.reference, late=given, by=night.carer, now=now)


def test_a_time_that_a_child_was_late_is_kept_with_who_said_how_it_ended(
    night: Night, signed_in: Any, now: datetime
) -> None:
    first = late(night, now - 5 * HOUR)
    lateness.record_back_late(reference=first, by=night.carer, now=now - 4 * HOUR - timedelta(minutes=10))
    late(night, now - 2 * HOUR)
    lateness.let_late_become_missing(by=SYSTEM, now=now)

    client = signed_in(organisation=night.authority)
    before = words(client.get(f"/children/{night.child.reference}/late")).partition("Late before")[2]
    ended = [one.partition(" by ")[2] for one in before.split("Expected ")[1:]]
    assert [one.split(".")[0] for one in ended] == [SYSTEM.name, night.carer.name]
    assert "reported missing" in before.split("Expected ")[1]
    assert "recorded back" in before.split("Expected ")[2]


def test_a_withdrawn_photograph_is_kept_as_who_withdrew_it_and_why_for_who_may_see_photographs(
    night: Night, signed_in: Any, now: datetime
) -> None:
    reference = night.reported(now=now - HOUR, last_seen=When.moment(now - HOUR))
    added = photographs.add_photograph(
        child=night.child.reference, picture=picture(), words="", by=night.desk, now=now - HOUR
    )
    photographs.withdraw_photograph(reference=added, reasons="Her sister", by=night.desk, now=now)

    desk = signed_in(organisation=night.authority)
    for address in (f"/children/{night.child.reference}", f"/missing/{reference}"):
        page = desk.get(address)
        assert f"was withdrawn by {night.desk.name}" in words(page)
        assert "Her sister" in words(page)
        assert added not in page.content.decode()
        host = signed_in(organisation=night.host).get(address)
        assert "Her sister" not in host.content.decode()
