"""What is owed on one missing episode beside the first night's, as people's own actions leave it stored."""

from __future__ import annotations

from typing import Any

import pytest

from lantern.accounts.models import Organisation
from lantern.actions import missing, ringing, talks
from lantern.actions.talks import Prevention
from lantern.record.models import OwedDuty, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import OrganisationKind
from tests.factories.involved import make_involvement
from tests.factories.night import Night, at, make_night
from tests.factories.organisations import make_organisation
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


def owed(reference: str, *codes: str) -> list[tuple[Any, ...]]:
    """Give what of these duties is stored on an episode, and as what each was settled."""
    with seen_as(SIMULATOR):
        rows = OwedDuty.objects.filter(episode__reference=reference, code__in=codes)
        return sorted(rows.values_list("code", "settled_as"))


def ring(night: Night, reference: str, organisation: Organisation, *, minutes: float = 20) -> None:
    """Ring the recipient at this organisation, who answers."""
    with seen_as(SIMULATOR):
        telling = Telling.objects.filter(episode__reference=reference, organisation=organisation).last()
    assert telling is not None
    called = When.moment(at(minutes=minutes))
    call = ringing.Call(called=called, was_answered=True, name="Invented Officer", post="Desk")
    ringing.record_call(
        reference=reference,
        telling=telling.reference,
        call=call,
        seen_version=None,
        by=night.desk,
        now=at(minutes=minutes + 1),
    )


def back(night: Night, reference: str, *, hours: float = 1, by: Actor | None = None) -> None:
    missing.record_return(
        reference=reference,
        returned=When.moment(at(hours=hours)),
        words="",
        seen_version=None,
        by=by or night.desk,
        now=at(hours=hours),
    )


# prevention-interview, reviewing-officer-told --------------------------------------------------------------------


def test_a_return_asks_for_the_police_s_interview_until_it_was_held() -> None:
    night = make_night()
    reference = night.reported()
    assert owed(reference, "prevention-interview") == []
    back(night, reference)
    assert owed(reference, "prevention-interview") == [("prevention-interview", "")]

    held = Prevention(held=When.moment(at(hours=2)), officer="PC 4411", words="At Sam's.")
    talks.record_prevention(reference=reference, prevention=held, by=night.police, now=at(hours=3))
    assert owed(reference, "prevention-interview") == [("prevention-interview", "met")]


def test_the_reviewing_officer_is_told_and_nobody_else_in_their_place() -> None:
    night = make_night()
    service = make_organisation(kind=OrganisationKind.LOCAL_AUTHORITY)
    make_involvement(child=night.child, organisation=service, capacity="reviewing_officer")
    reference = night.reported()
    ring(night, reference, night.home)
    assert owed(reference, "reviewing-officer-told") == [("reviewing-officer-told", "")]

    ring(night, reference, service, minutes=30)
    assert owed(reference, "reviewing-officer-told") == [("reviewing-officer-told", "met")]
