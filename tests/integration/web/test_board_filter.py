"""The night board narrowed to an authority, a home or a force: it always says that it shows only some."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.accounts.models import Organisation
from lantern.record.context import seen_as
from lantern.record.models import MissingEpisode
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import OrganisationKind, Role
from lantern.web import board
from tests.factories.children import make_child
from tests.factories.missing import make_missing_episode
from tests.factories.organisations import make_organisation
from tests.factories.sight import SIMULATOR
from tests.integration.web.reading import title, words

NOW = datetime(2026, 11, 22, 2, 14, 5, tzinfo=UTC)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "moment", lambda: NOW)


@dataclass
class Three:
    """Three children of one authority: two in its own home, one elsewhere, with another host and another force."""

    authority: Organisation
    host: Organisation
    near: Organisation
    far: Organisation
    force: Organisation
    other_force: Organisation


def missing_from(home: Organisation, *, name: str, authority: Organisation, **fields: Any) -> None:
    child = make_child(responsible_authority=authority, placement_provider=home, name=name)
    make_missing_episode(child=child, recorded_at=NOW - timedelta(hours=1), **fields)


@pytest.fixture
def three(db: None) -> Three:
    authority = make_organisation(name="Northmere")
    host = make_organisation(name="Southfen")
    near = make_organisation(name="Quay House", kind=OrganisationKind.CHILDRENS_HOME)
    far = make_organisation(name="Hill House", kind=OrganisationKind.CHILDRENS_HOME)
    force = make_organisation(name="Mere Police", kind=OrganisationKind.POLICE_FORCE)
    other = make_organisation(name="Fen Police", kind=OrganisationKind.POLICE_FORCE)
    missing_from(near, name="Testa Nearone", authority=authority, police_force=force)
    missing_from(near, name="Testa Neartwo", authority=authority, police_force=force)
    missing_from(far, name="Testa Farone", authority=authority, host_authority=host, police_force=other)
    return Three(authority=authority, host=host, near=near, far=far, force=force, other_force=other)


@pytest.fixture
def desk(three: Three, signed_in: Any) -> Client:
    return signed_in(organisation=three.authority)


def named(response: Any) -> list[str]:
    return sorted(re.findall(r'role="rowheader".*?<bdi>(.*?)</bdi>', response.content.decode(), re.DOTALL))


def offered(response: Any) -> dict[str, list[str]]:
    """Give the names that each of the filter's lists offers."""
    lists = re.findall(r'<select.*?name="(\w+)">(.*?)</select>', response.content.decode(), re.DOTALL)
    return {name: re.findall(r">([^<]+)</option>", inside) for name, inside in lists}


def links(response: Any) -> list[str]:
    """Give every address of the board that the page leads to or reads again."""
    return sorted(
        html.unescape(found)
        for found in re.findall(r'(?:href|hx-get)="(/(?:\?[^"]*)?)"', response.content.decode())
    )


ALL = ["Testa Farone", "Testa Nearone", "Testa Neartwo"]


@pytest.mark.parametrize(
    ("kind", "of", "says", "shown"),
    [
        ("home", "near", "Showing 2 of 3 children: Quay House. 1 is left out.", ALL[1:]),
        ("force", "other_force", "Showing 1 of 3 children: Fen Police. 2 are left out.", ALL[:1]),
        ("authority", "host", "Showing 1 of 3 children: Southfen. 2 are left out.", ALL[:1]),
        ("authority", "authority", "Showing 3 of 3 children: Northmere. 0 are left out.", ALL),
    ],
)
def test_board_shows_a_part_and_says_how_many_are_left_out(
    kind: str, of: str, says: str, shown: list[str], three: Three, desk: Client
) -> None:
    response = desk.get("/", {kind: getattr(three, of).reference})

    assert named(response) == shown
    assert says in words(response)
    assert title(response) == "Who is missing now, only some – Lantern"
    assert f"Missing now {len(shown)} shown, of 3" in words(response)


def test_two_filters_hold_together_and_may_leave_nobody(three: Three, desk: Client) -> None:
    response = desk.get("/", {"home": three.near.reference, "force": three.other_force.reference})

    assert named(response) == []
    assert "Showing 0 of 3 children: Quay House, Fen Police. 3 are left out. Show all" in words(response)
    assert "None of the 3 children recorded missing is in this part. Data from 02:14." in words(response)
    assert "No child that you may see is recorded missing" not in words(response)


def test_board_without_a_filter_says_nothing_of_one(desk: Client) -> None:
    response = desk.get("/")

    assert named(response) == ALL
    assert ("Showing" in words(response), "left out" in words(response)) == (False, False)


def test_filter_is_kept_in_every_link_and_when_the_page_reads_itself_again(
    three: Three, desk: Client
) -> None:
    asked = f"/?home={three.near.reference}"

    bars = f"{asked}&show=bars"
    # Twice the way home, once "Show all"; what reads itself again, the two ways to read it at once, and the other way.
    assert links(desk.get(asked)) == sorted(["/"] * 3 + [asked] * 3 + [bars])
    assert links(desk.get(bars)) == sorted(["/"] * 2 + ["/?show=bars"] + [asked] + [bars] * 3)
    again = desk.get(asked, headers=HTMX)
    assert named(again) == ALL[1:]
    assert "Showing 2 of 3 children: Quay House." in words(again)


def test_bars_show_the_part_alone_and_the_form_keeps_them(three: Three, desk: Client) -> None:
    response = desk.get("/", {"home": three.near.reference, "show": "bars"})

    assert "2 children are not back." in words(response)
    assert '<input type="hidden" name="show" value="bars">' in response.content.decode()


def test_filter_is_kept_from_page_to_page(db: None, signed_in: Any) -> None:
    authority = make_organisation()
    homes = [make_organisation(kind=OrganisationKind.CHILDRENS_HOME) for _ in range(2)]
    for number in range(53):
        missing_from(homes[number > 0], name=f"Testa Many{number}", authority=authority)
    response = signed_in(organisation=authority).get("/", {"home": homes[1].reference})

    assert f"/?home={homes[1].reference}&page=2" in links(response)
    assert "Page 1 of 2. 52 of 53 children are shown." in words(response)


def test_chosen_ones_stand_in_the_form_and_only_what_stands_on_the_board_is_offered(
    three: Three, desk: Client
) -> None:
    make_organisation(name="Elsewhere House", kind=OrganisationKind.CHILDRENS_HOME)
    stranger = make_organisation(name="Elsewhere Council")
    missing_from(make_organisation(name="Hidden House"), name="Testa Elsewhere", authority=stranger)
    response = desk.get("/", {"home": three.far.reference})

    assert offered(response) == {
        "authority": ["Every one", "Northmere", "Southfen"],
        "home": ["Every one", "Hill House", "Quay House"],
        "force": ["Every one", "Fen Police", "Mere Police"],
    }
    assert f'<option value="{three.far.reference}" selected>Hill House' in response.content.decode()


def test_reader_with_nothing_to_choose_between_is_offered_no_filter(three: Three, signed_in: Any) -> None:
    response = signed_in(Role.CARER, organisation=three.near).get("/")

    assert (named(response), offered(response)) == (ALL[1:], {})
    assert "Show only some" not in words(response)


@pytest.mark.parametrize(
    ("kind", "value", "what"),
    [
        ("home", "NOT-ONE-OURS", "by that home"),
        ("home", "\0<script>", "by that home"),
        ("force", "x" * 500, "by that police force"),
        ("authority", "%C2", "by that authority"),
    ],
)
def test_unknown_filter_is_said_and_everyone_is_shown(kind: str, value: str, what: str, desk: Client) -> None:
    response = desk.get("/", {kind: value})

    assert (response.status_code, named(response)) == (200, ALL)
    assert (
        f"We could not filter {what}. It has nothing to do with any child on your board now. Everyone is shown."
    ) in words(response)
    assert set(links(response)) == {"/", "/?show=bars"}


def test_forbidden_filter_gives_the_same_answer_as_one_that_does_not_exist(
    three: Three, desk: Client
) -> None:
    stranger = make_organisation(name="Elsewhere House", kind=OrganisationKind.CHILDRENS_HOME)
    missing_from(stranger, name="Testa Elsewhere", authority=make_organisation())
    forbidden = desk.get("/", {"home": stranger.reference, "force": three.force.reference})
    unknown = desk.get("/", {"home": "NOT-ONE-OURS", "force": three.force.reference})

    assert words(forbidden) == words(unknown)
    assert named(forbidden) == ALL


def test_who_may_not_know_where_a_child_lives_cannot_ask_by_home(three: Three, signed_in: Any) -> None:
    partnership = make_organisation(kind=OrganisationKind.SAFEGUARDING_PARTNERSHIP)
    overseer = signed_in(Role.NATIONAL_OVERSIGHT, organisation=partnership)
    response = overseer.get("/", {"home": three.near.reference})

    assert sorted(offered(response)) == ["authority", "force"]
    assert "We could not filter by that home" in words(response)
    assert "Quay House" not in response.content.decode()


def test_part_says_so_when_a_child_outside_it_goes_missing(three: Three, desk: Client) -> None:
    first = desk.get("/", {"home": three.far.reference}, headers=HTMX)
    held = {"If-None-Match": first["ETag"]}
    unchanged = desk.get("/", {"home": three.far.reference}, headers=HTMX | held)
    missing_from(three.near, name="Testa Nearthree", authority=three.authority)
    changed = desk.get("/", {"home": three.far.reference}, headers=HTMX | held)

    assert (unchanged.status_code, changed.status_code) == (304, 200)
    assert "Showing 1 of 4 children: Hill House. 3 are left out." in words(changed)


def test_filter_whose_last_child_is_back_shows_everyone_again(three: Three, desk: Client) -> None:
    with seen_as(SIMULATOR):
        back = MissingEpisode.objects.filter(placement_provider=three.far)
        back.update(returned_on=NOW.date(), returned_at=NOW, stage=Stage.RETURNED.value)
    response = desk.get("/", {"home": three.far.reference}, headers=HTMX)

    assert named(response) == ALL[1:]
    assert "We could not filter by that home" in words(response)
