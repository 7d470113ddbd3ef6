"""A child is handed over to another authority with the risk, and only once it accepted in writing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Organisation
from lantern.record.context import seen_as
from lantern.record.models import Child, ResponsibilityPeriod
from tests.factories.children import make_responsibility_period
from tests.factories.night import Night, make_night
from tests.factories.organisations import make_account, make_organisation, make_team
from tests.factories.sight import SIMULATOR
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, drawn, hidden

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def night() -> Night:
    made = make_night(name="Testo Movedon")
    make_responsibility_period(child=made.child, organisation=made.authority, from_on=NOW.date())
    return made


@pytest.fixture
def other() -> Organisation:
    made = make_organisation(name="Receiving Council")
    make_team(organisation=made)
    return made


@pytest.fixture
def desk(night: Night, signed_in: Callable[..., Client]) -> Client:
    return signed_in(account=make_account(organisation=night.authority))


def send(client: Client, night: Night, **said: Any) -> Any:
    where = f"/children/{night.child.reference}/transfer"
    return client.post(where, {**hidden(client.get(where)), **said})


def asked(client: Client, night: Night, other: Organisation, **more: Any) -> Any:
    said = {
        "to_authority": other.reference,
        "missing_risk": "Two men asked for him",
        "trafficking_risk": "A debt",
    }
    return send(client, night, **(said | more))


def answered(client: Client, night: Night, accepted: str, **more: Any) -> Any:
    said = {"accepted": accepted, "answered_by": "Rec Invented", "route": "portal", "when_now": "on"}
    return send(client, night, **(said | more))


def child_of(night: Night) -> Child:
    with seen_as(SIMULATOR):
        return Child.objects.get(pk=night.child.pk)


def test_accepted_in_writing_the_other_looks_after_the_child_and_has_the_risk(
    night: Night, desk: Client, other: Organisation, signed_in: Callable[..., Client]
) -> None:
    assert asked(desk, night, other).status_code == 302
    assert "Nobody has answered" in words(desk.get(f"/children/{night.child.reference}/transfer"))
    assert child_of(night).responsible_authority_id == night.authority.pk

    assert answered(desk, night, "yes")["Location"] == "/arrivals"
    child = child_of(night)
    assert (child.responsible_authority_id, child.host_authority_id) == (other.pk, night.host.pk)
    assert child.responsible_team is not None
    assert child.responsible_team.organisation_id == other.pk
    with seen_as(SIMULATOR):
        rows = ResponsibilityPeriod.objects.filter(child=child, until_on=None)
        running = set(rows.values_list("relation", "organisation_id"))
    assert ("responsible", other.pk) in running
    assert desk.get(f"/children/{night.child.reference}").status_code == 404
    theirs = signed_in(account=make_account(organisation=other))
    assert "Two men asked for him" in words(theirs.get(f"/children/{night.child.reference}/transfer"))


def test_declined_the_child_stays_and_another_may_be_asked(
    night: Night, desk: Client, other: Organisation
) -> None:
    asked(desk, night, other)
    assert errors(answered(desk, night, "no")) == ["Write why they do not take the child over."]
    assert answered(desk, night, "no", words="No place").status_code == 302
    assert child_of(night).responsible_authority_id == night.authority.pk
    assert "No place" in words(desk.get(f"/children/{night.child.reference}/transfer"))
    assert asked(desk, night, night.host).status_code == 302
    answered(desk, night, "yes")
    assert child_of(night).host_authority_id is None  # the child lives in the new authority's own area


def test_what_cannot_be_is_refused_and_stays_typed(night: Night, desk: Client, other: Organisation) -> None:
    empty = asked(desk, night, other, to_authority="", missing_risk="", trafficking_risk="")
    assert len(errors(empty)) == 3
    own = asked(desk, night, night.authority)
    assert len(errors(own)) == 1
    night.reported(now=NOW, last_seen=night.report().last_seen)
    missing = asked(desk, night, other)
    assert "recorded missing now" in words(missing)
    assert drawn(missing, "missing_risk") == "Two men asked for him"


def test_no_yes_while_the_child_is_missing_and_none_before_it_was_asked(
    night: Night, desk: Client, other: Organisation
) -> None:
    asked(desk, night, other)
    early = answered(desk, night, "yes", when_now="", **boxes("when", NOW - timedelta(days=2)))
    assert errors(early) == ["It cannot be answered before it was asked. Check the day."]
    stale = answered(desk, night, "yes", seen_version="99")
    assert "Somebody else changed this record" in words(stale)
    night.reported(now=NOW, last_seen=night.report().last_seen)
    assert "you look after the child until they are back" in words(answered(desk, night, "yes"))
    assert child_of(night).responsible_authority_id == night.authority.pk
