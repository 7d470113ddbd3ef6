"""A child nobody knows, and the home or place they were brought to: who is told by that, and what is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lantern.actions import children, unknown
from lantern.actions.sheet import open_sheet
from lantern.actions.unknown import UnknownChild
from lantern.queries.homes import home
from lantern.queries.missing import board
from lantern.record.models import Child, MissingEpisode, Placement, ResponsibilityPeriod, Telling
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import OrganisationKind, Relation
from lantern.vocabulary.tellings import TellingAbout
from tests.factories.night import NOW, SEEN, Night, at, episode_of, make_night
from tests.factories.organisations import make_organisation
from tests.factories.sight import SIMULATOR, invented, seen_as

pytestmark = pytest.mark.django_db

BROUGHT = SEEN - timedelta(hours=11)


@pytest.fixture
def night() -> Night:
    return make_night()


def gone(night: Night, **said: Any) -> str:
    """Report the boy gone eleven hours after he was brought to a home; gives the episode's reference."""
    given = {"name": "Emir", "placement": night.home.reference, "brought": When.moment(BROUGHT), **said}
    report = night.report(
        said_by="Bo Placeholder",
        said_by_role="Night staff",
        contact="07700 900302",
        done_to_trace="Looked in every room, rang the number he left",
    )
    return unknown.report_unknown(child=UnknownChild(**given), report=report, by=night.desk, now=NOW)


@invented
def told(episode: str) -> set[tuple[int, str, str]]:
    rows = Telling.objects.filter(episode__reference=episode, about=TellingAbout.MISSING.value)
    return {(row.organisation_id, row.relation, row.stage) for row in rows}


@invented
def child_of(episode: str) -> Child:
    return MissingEpisode.objects.select_related("child").get(reference=episode).child


def test_the_home_and_the_authority_of_its_area_are_told_as_for_a_known_child(night: Night) -> None:
    episode = gone(night)

    assert told(episode) == {
        (night.force.pk, Relation.POLICE.value, "police"),
        (night.home.pk, Relation.PLACEMENT.value, "placement"),
        (night.authority.pk, Relation.RESPONSIBLE.value, "responsible"),
        (night.host.pk, Relation.HOST.value, "host"),
    }
    assert told(episode) == told(night.reported())


def test_the_home_and_the_host_desk_see_the_child_and_the_home_has_a_bed_for_them(night: Night) -> None:
    episode = gone(night)

    for by in (night.host_desk, night.carer):
        assert [row.head.reference for row in board(by=by, now=NOW).rows] == [episode]
    beds = home(reference=night.home.reference, by=night.carer, now=NOW).beds
    assert [(bed.name, bed.missing is not None) for bed in beds][0] == (
        "Name as heard: Emir, not yet identified",
        True,
    )


def test_the_placement_is_dated_from_the_day_and_the_hour_is_kept_in_words(night: Night) -> None:
    episode = gone(night, age=16)

    with seen_as(SIMULATOR):
        child = child_of(episode)
        placed = Placement.objects.get(child=child)
        host = ResponsibilityPeriod.objects.get(child=child, relation=ResponsibilityPeriod.HOST)
    assert (placed.provider_id, placed.from_on, placed.until_on) == (night.home.pk, day_of(BROUGHT), None)
    assert (host.organisation_id, host.from_on) == (night.host.pk, day_of(NOW))
    words = children.open_episode(reference=episode, by=night.desk, now=NOW).chronology[0].words
    assert words == (f"About 16 years old.\nBrought to {night.home.name} on Saturday 14 March 2026, 10:30.")


def test_who_says_so_and_what_was_done_to_trace_are_read_out_to_the_police(night: Night) -> None:
    sheet = open_sheet(reference=gone(night), by=night.desk, now=NOW)

    assert sheet.sources == ("Bo Placeholder, Night staff, 07700 900302",)
    said = {each.question.name: each.said.words if each.said else None for each in sheet.answers}
    assert said["done_to_trace"] == "Looked in every room, rang the number he left"
    assert said["room_searched"] is None


def test_a_place_that_is_none_of_ours_is_an_address_and_nobody_is_told_by_it(night: Night) -> None:
    place = "Harbour Hotel, 3 Invented Quay"
    episode = gone(night, placement="", place=place)

    row = episode_of(episode)
    assert (row.placement_provider_id, row.host_authority_id) == (None, None)
    assert {organisation for organisation, _, _ in told(episode)} == {night.authority.pk, night.force.pk}
    shown = children.open_episode(reference=episode, by=night.desk, now=NOW)
    assert shown.chronology[0].words == (
        "Brought to the place where the child was on Saturday 14 March 2026, 10:30."
    )
    page = children.open_child(reference=child_of(episode).reference, by=night.desk, now=NOW)
    assert page.protected == (("brought to", place),)
    assert open_sheet(reference=episode, by=night.desk, now=NOW).addresses == (("Brought to", place),)


def test_a_home_in_the_authority_s_own_area_has_no_host(night: Night) -> None:
    own = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=night.authority)
    episode = gone(night, placement=own.reference, brought=When(on=day_of(BROUGHT)))

    row = episode_of(episode)
    assert (row.placement_provider_id, row.host_authority_id) == (own.pk, None)
    words = children.open_episode(reference=episode, by=night.desk, now=NOW).chronology[0].words
    assert words == f"Brought to {own.name} on Saturday 14 March 2026, time not known."


def test_nothing_said_is_nothing_recorded(night: Night) -> None:
    episode = gone(night, placement="", brought=None)

    page = children.open_child(reference=child_of(episode).reference, by=night.desk, now=NOW)
    assert (page.placement, page.host_authority, page.protected) == ("", "", ())
    assert children.open_episode(reference=episode, by=night.desk, now=NOW).chronology[0].words == ""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"placement": "NO-SUCH-HOME"}, "no such home"),
        ({"brought": When.moment(at(hours=-1))}, "after being last seen"),
        ({"brought": When.moment(at(hours=1))}, "in the future"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_recorded(
    night: Night, said: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        gone(night, **said)
    with seen_as(SIMULATOR):
        assert not Child.objects.filter(is_unidentified=True).exists()
