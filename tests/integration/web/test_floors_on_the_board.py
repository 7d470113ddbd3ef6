"""A local floor holds a level up on the board, with the reason in words, and sets no police level."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import challenging, missing, police
from lantern.actions.police import Risk
from lantern.queries.floors_held import floors_above
from lantern.queries.missing import board, episode_page
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.roles import Role
from tests.factories.concerns import make_concern_detail
from tests.factories.night import Night, episode_of, make_night
from tests.factories.organisations import make_account, make_actor
from tests.factories.plans import make_case_event
from tests.factories.sight import SIMULATOR, seen_as
from tests.integration.web.reading import words

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def night() -> Night:
    night = make_night(name="Testa Floored")
    with seen_as(SIMULATOR):
        night.child.date_of_birth = date(NOW.year - 16, 1, 1)
        night.child.save()
    return night


@pytest.fixture
def reference(night: Night) -> str:
    return night.reported(now=NOW - timedelta(hours=2), last_seen=When.moment(NOW - timedelta(hours=4)))


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


def set_level(night: Night, reference: str, level: RiskLevel) -> None:
    risk = Risk(level=level, officer="PC 1 Invented", assessed=When.moment(NOW - timedelta(hours=1)))
    police.record_risk(reference=reference, risk=risk, seen_version=None, by=night.desk, now=NOW)


def with_a_concern(night: Night) -> None:
    with seen_as(SIMULATOR):
        make_concern_detail(event=make_case_event(child=night.child, kind=EventKind.CONCERN_RECORDED))


def above(by: Actor) -> dict[str, Any]:
    heads = [row.head for row in board(by=by, now=NOW).rows]
    found = floors_above(heads=heads, by=by, now=NOW)
    return {reference: (asked.level, asked.reasons) for reference, asked in found.items()}


def lower(night: Night, reference: str, level: RiskLevel) -> None:
    lead = make_actor(role=Role.MISSING_LEAD, organisation=night.authority, name="Lee Leadly")
    given = {"reasons": "Rang, is at her aunt's", "seen_version": None, "by": lead, "now": NOW}
    challenging.lower_floor(reference=reference, level=level, **given)


def test_a_level_below_the_floor_stands_with_what_is_to_be_asked_for_and_why(
    night: Night, reference: str, desk: Client
) -> None:
    set_level(night, reference, RiskLevel.MEDIUM)
    assert above(night.desk) == {}
    with_a_concern(night)
    because = "A sign of exploitation is recorded on this child"
    assert above(night.desk) == {reference: (RiskLevel.HIGH, (because,))}
    etag = desk.get("/")["ETag"]
    said = words(desk.get("/"))
    assert f"Ask for at least High: {because}" in said
    assert "Medium" in said
    assert episode_of(reference).risk_level == RiskLevel.MEDIUM.value

    set_level(night, reference, RiskLevel.HIGH)
    assert above(night.desk) == {}
    assert desk.get("/", HTTP_HX_REQUEST="true", HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_a_young_child_is_held_up_by_the_age_and_one_of_no_known_age_too(
    night: Night, reference: str
) -> None:
    set_level(night, reference, RiskLevel.MEDIUM)
    with seen_as(SIMULATOR):
        night.child.date_of_birth = date(NOW.year - 11, 1, 1)
        night.child.save()
    ((level, (why,)),) = above(night.desk).values()
    assert (level, why.endswith("under 13")) == (RiskLevel.HIGH, True)
    with seen_as(SIMULATOR):
        night.child.date_of_birth = None
        night.child.save()
    assert above(night.desk) == {reference: (RiskLevel.HIGH, ("The age is not known, and may be under 13",))}


def test_a_floor_that_the_missing_lead_lowered_holds_up_no_more_until_that_is_withdrawn(
    night: Night, reference: str
) -> None:
    with_a_concern(night)
    set_level(night, reference, RiskLevel.MEDIUM)
    lower(night, reference, RiskLevel.MEDIUM)
    assert above(night.desk) == {}
    entries = episode_page(reference=reference, by=night.desk, now=NOW).chronology
    (number,) = [each.number for each in entries if each.words == "Rang, is at her aunt's"]
    missing.correct(
        reference=reference, event=number, reasons="Not her", seen_version=None, by=night.desk, now=NOW
    )
    assert list(above(night.desk)) == [reference]


def test_a_reader_of_names_alone_is_told_of_no_sign_and_a_level_not_set_needs_no_floor(
    night: Night, reference: str
) -> None:
    with_a_concern(night)
    assert above(night.desk) == {}
    set_level(night, reference, RiskLevel.LOW)
    assert list(above(night.desk)) == [reference]
    assert above(night.carer) == {}
