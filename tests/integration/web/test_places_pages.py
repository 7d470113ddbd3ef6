"""The pages of the list of places, their bad inputs, and the map where one is configured."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions import guardians, information, missing
from lantern.actions.guardians import Named
from lantern.actions.information import Information
from lantern.actions.said import Found
from lantern.record.context import seen_as
from lantern.record.models import Event
from lantern.typesetting.tiles import TileSource
from lantern.vocabulary.concerns import GuardianRole
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import OrganisationKind, Role
from tests import printed
from tests.factories.night import Night, episode_of, make_night
from tests.factories.organisations import make_account, make_organisation
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import boxes, drawn, hidden

TILES = TileSource("https://tiles.example.org/{z}/{x}/{y}.png", "Invented maps")


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Lookedfor")


@pytest.fixture
def reference(night: Night, now: datetime) -> str:
    seen = When.moment(now - timedelta(hours=5))
    return night.reported(
        now=now - timedelta(hours=2), last_seen=seen, last_seen_where="The Invented bus station"
    )


@pytest.fixture
def desk(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.authority, name="Dee Deskly"))


@pytest.fixture
def host(night: Night, signed_in: Any) -> Client:
    return signed_in(account=make_account(organisation=night.host, name="Hal Hostly"))


def send(client: Client, href: str, typed: dict[str, Any]) -> Any:
    return client.post(href, hidden(client.get(href)) | typed, follow=True)


def place(**typed: Any) -> dict[str, Any]:
    return {
        "kind": "friend",
        "address": "3 Invented Street",
        "why": "She stays there",
        "when_now": "on",
        **typed,
    }


def listed(client: Client, reference: str, **typed: Any) -> Any:
    return send(client, f"/missing/{reference}/places/new", place(**typed))


def search_of(client: Client, reference: str) -> str:
    """Give the address on which it is recorded that the first place was searched."""
    page = client.get(f"/missing/{reference}/places").content.decode()
    found = re.search(rf'href="(/missing/{reference}/places/listed/\d+)"', page)
    assert found is not None
    return found.group(1)


def test_a_place_is_listed_and_searched(desk: Client, reference: str) -> None:
    page = f"/missing/{reference}/places"
    assert "No place is on the list. This does not mean that nobody knows of one." in words(desk.get(page))
    answer = listed(desk, reference, postcode="ZZ1 1ZZ", said_by="A friend")
    assert answer.redirect_chain == [(page, 302)]
    said = words(answer)
    assert "1 of 1 still to be searched." in said
    assert "A friend’s or associate’s address 3 Invented Street , ZZ1 1ZZ" in said
    assert "Nobody has recorded that they looked." in said

    href = search_of(desk, reference)
    assert "Place 1: 3 Invented Street" in words(desk.get(href))
    answer = send(desk, href, {"outcome": "not_there", "looked": "PC 1 Invented", "when_now": "on"})
    said = words(answer)
    assert "Somebody has looked at each of the 1 on the list." in said
    assert "Looked: the child is not there" in said
    assert "PC 1 Invented" in said


def test_what_a_report_says_is_put_on_the_list_without_typing_it_again(desk: Client, reference: str) -> None:
    page = desk.get(f"/missing/{reference}/places").content.decode()
    href = re.search(rf'href="(/missing/{reference}/places/new\?from=\d+)"', page)
    assert href is not None
    assert href.group(1) in desk.get(f"/missing/{reference}").content.decode()
    form = desk.get(href.group(1))
    assert "From this entry, which stays as it is: Reported missing" in words(form)
    assert drawn(form, "address") == "The Invented bus station"
    assert "Why does it matter, beside what the entry says? (optional)" in words(form)
    seen = episode_of(reference).last_seen_at
    assert seen is not None
    assert [drawn(form, f"when_{box}") for box in ("day", "hour", "minute")] == [
        boxes("when", seen)[name] for name in ("when_day", "when_hour", "when_minute")
    ]
    typed = hidden(form) | {"kind": "last_seen", "address": "The Invented bus station", "when_now": "on"}
    said = words(desk.post(f"/missing/{reference}/places/new", typed, follow=True))
    assert "Where last seen The Invented bus station" in said
    assert "The entry it came from" in said
    assert "Said in this episode, and not on the list" not in said


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"kind": ""}, "Choose what it is"),
        ({"address": ""}, "Enter the address, or the place in words"),
        ({"why": ""}, "Enter why it matters"),
        ({"point": "51.5"}, "A point is two figures with a comma between them: latitude first"),
        ({"point": "51.5, "}, "A point is two figures with a comma between them: latitude first"),
        ({"point": "north of the river"}, "A point is two figures with a comma between them"),
        ({"point": "91, 0.1"}, "The latitude, which comes first, must lie between -85 and 85."),
        ({"point": "51.5, 181"}, "The longitude must lie between -180 and 180."),
        ({"point": "0, 0"}, "0, 0 lies in the sea off Africa"),
        ({"when_now": ""}, "Enter when it is known from"),
        ({"address": "A" * 501}, "The address must be 500 characters or fewer"),
    ],
)
def test_a_bad_place_is_refused_in_words_and_what_was_typed_stays(
    typed: dict[str, str], refused: str, desk: Client, reference: str
) -> None:
    answer = listed(desk, reference, **typed)
    (said,) = errors(answer)
    assert refused in said
    assert drawn(answer, "postcode") == ""
    assert drawn(answer, "point") == typed.get("point", "")
    assert "No place is on the list." in words(desk.get(f"/missing/{reference}/places"))


def test_a_look_before_the_place_was_known_or_without_who_is_refused(
    desk: Client, reference: str, now: datetime
) -> None:
    listed(desk, reference)
    href = search_of(desk, reference)
    early = boxes("when", now - timedelta(hours=3))
    answer = send(desk, href, {"outcome": "not_there", "looked": "PC 1 Invented", **early})
    (said,) = errors(answer)
    assert said.startswith("The place was not known yet at that time. Nothing was recorded.")
    assert drawn(answer, "looked") == "PC 1 Invented"
    answer = send(desk, href, {"outcome": "no_entry", "looked": "PC 1 Invented", "when_now": "on"})
    assert errors(answer) == ["Type what is still to be looked at."]
    answer = send(desk, href, {"when_now": "on"})
    assert errors(answer) == ["Choose what came of it", "Enter who looked there"]


def test_the_child_who_is_there_is_not_recorded_found_by_that(
    desk: Client, night: Night, reference: str
) -> None:
    listed(desk, reference)
    typed = {"outcome": "there", "looked": "PC 1 Invented", "when_now": "on"}
    said = words(send(desk, search_of(desk, reference), typed))
    assert "This alone does not record the child found: open the episode and record that too." in said
    assert "The child is there" in said
    assert "Found, not yet back" not in words(desk.get(f"/missing/{reference}")).split("Chronology")[-1]
    shown = listed(desk, reference, address="4 Invented Street")
    said = re.sub(r"\s+;", ";", words(shown))
    assert "Somebody said that the child is at place 1; it is not recorded that the child is found." in said
    assert re.findall(r'id="place-(\d)"', shown.content.decode()) == ["1", "2"]
    now = datetime.now(UTC)
    told: dict[str, Any] = {"reference": reference, "seen_version": None, "by": night.desk, "words": ""}
    missing.record_located(located=When.moment(now), found=Found(place="There"), now=now, **told)
    shown = desk.get(f"/missing/{reference}/places")
    assert "it is not recorded that the child is found" not in words(shown)
    assert re.findall(r'id="place-(\d)"', shown.content.decode()) == ["2", "1"]


def strike(night: Night, reference: str, event: int) -> None:
    told: dict[str, Any] = {"reference": reference, "by": night.desk, "seen_version": None}
    missing.correct(event=event, reasons="A hoax", now=datetime.now(UTC), **told)


def test_what_was_typed_stays_where_the_place_is_struck_meanwhile(
    desk: Client, night: Night, reference: str
) -> None:
    listed(desk, reference)
    href = search_of(desk, reference)
    typed = hidden(desk.get(href)) | {"outcome": "signs", "looked": "PC 1 Invented", "when_now": "on"}
    strike(night, reference, int(href.rsplit("/", 1)[1]))
    answer = desk.post(href, typed | {"words": "A warm bed"}, follow=True)
    (said,) = errors(answer)
    assert said.startswith("This place is no longer on the list, or you may not see it. Nothing was recorded")
    assert drawn(answer, "looked") == "PC 1 Invented"
    assert "A warm bed" in words(answer)
    assert "3 Invented Street" not in words(answer).split("What came of it?")[0]
    assert desk.get(href).status_code == 404


def test_what_was_typed_stays_where_the_entry_it_came_from_is_struck_meanwhile(
    desk: Client, night: Night, reference: str
) -> None:
    href = f"/missing/{reference}/places/new"
    information.record_information(
        reference=reference,
        information=Information(words="Seen at the ferry", obtained=When.moment(datetime.now(UTC))),
        by=night.desk,
        now=datetime.now(UTC),
    )
    with seen_as(night.desk):
        source = Event.objects.get(words="Seen at the ferry").pk
    typed = hidden(desk.get(f"{href}?from={source}")) | place(address="The ferry", why="")
    strike(night, reference, source)
    answer = desk.post(href, typed, follow=True)
    (said,) = errors(answer)
    assert said.startswith("The entry that this place came from was struck, or you may not see it.")
    assert drawn(answer, "address") == "The ferry"
    again = hidden(answer) | place(address="The ferry", why="")
    answer = desk.post(href, again, follow=True)
    assert errors(answer) == ["Enter why it matters"]
    answer = desk.post(href, hidden(answer) | place(address="The ferry"), follow=True)
    assert "1 of 1 still to be searched." in words(answer)


@pytest.mark.parametrize("number", ["x", "-1", "٣", "9" * 30, "1", ""])
def test_an_entry_that_names_no_place_begins_an_empty_form(number: str, desk: Client, reference: str) -> None:
    form = desk.get(f"/missing/{reference}/places/new?from={number}")
    assert form.status_code == 200
    assert drawn(form, "address") == ""
    assert "From this entry" not in words(form)


def test_a_second_press_counts_once_and_a_stale_page_is_shown_what_is_new(
    desk: Client, reference: str
) -> None:
    href = f"/missing/{reference}/places/new"
    typed = hidden(desk.get(href)) | place()
    for _press in range(2):
        desk.post(href, typed, follow=True)
    assert "1 of 1 still" in words(desk.get(f"/missing/{reference}/places"))
    href = search_of(desk, reference)
    first, second = (hidden(desk.get(href)) for _page in range(2))
    looked = {"outcome": "not_there", "looked": "PC 1 Invented", "when_now": "on"}
    desk.post(href, first | looked, follow=True)
    answer = desk.post(href, second | looked | {"looked": "PC 2 Invented"}, follow=True)
    assert errors(answer)[0].startswith("Somebody else changed this record after you opened the page.")
    assert drawn(answer, "looked") == "PC 2 Invented"
    assert "Who looked" in words(answer)
    said = words(desk.post(href, hidden(answer) | looked | {"looked": "PC 2 Invented"}, follow=True))
    assert said.count("Looked: the child is not there") == 2


def test_who_sees_no_addresses_reads_how_many_and_adds_one(
    desk: Client, host: Client, reference: str
) -> None:
    listed(desk, reference, point="51.5, -0.12")
    page = f"/missing/{reference}/places"
    said = words(host.get(page))
    assert "1 on the list is not shown: your role does not see addresses. Ask the duty team." in said
    assert "Invented Street" not in said
    answer = listed(host, reference, address="4 Invented Street")
    assert "2 on the list are not shown" in words(answer)
    assert "4 Invented Street" in words(desk.get(page))
    assert host.get(search_of(desk, reference)).status_code == 404


@pytest.mark.parametrize(
    "role", [Role.IMMIGRATION_OFFICER, Role.CARER, Role.GUARDIAN, Role.NATIONAL_OVERSIGHT]
)
def test_who_reads_no_record_reads_no_place(
    role: Role, desk: Client, night: Night, reference: str, signed_in: Any
) -> None:
    listed(desk, reference)
    own = {"organisation": night.home} if role is Role.CARER else {}
    client = signed_in(account=make_account(role=role, **own))
    answer = client.get(f"/missing/{reference}/places")
    assert answer.status_code in (403, 404)
    assert b"Invented Street" not in answer.content


def test_a_home_puts_a_place_on_the_list_and_goes_back_to_the_episode(
    desk: Client, night: Night, reference: str, signed_in: Any
) -> None:
    carer = signed_in(account=make_account(role=Role.CARER, organisation=night.home, name="Cam Carerly"))
    link = f'href="/missing/{reference}/places/new">Say a place where somebody should look</a>'
    assert link in carer.get(f"/missing/{reference}").content.decode()
    assert link not in desk.get(f"/missing/{reference}").content.decode()
    answer = listed(carer, reference)
    assert answer.redirect_chain == [(f"/missing/{reference}", 302)]
    assert "3 Invented Street" in words(desk.get(f"/missing/{reference}/places"))


def test_the_childs_own_guardian_reads_what_came_of_a_search_and_not_where(
    desk: Client, night: Night, reference: str, now: datetime, signed_in: Any
) -> None:
    service = make_organisation(kind=OrganisationKind.GUARDIAN_SERVICE)
    account = make_account(role=Role.GUARDIAN, organisation=service, name="Gil Guardianly")
    guardians.allocate(
        child=night.child.reference,
        happened=When.moment(now),
        named=Named(guardian_name="", service="", role=GuardianRole.DIRECT, account=account.pk),
        words="",
        by=night.desk,
        now=now,
    )
    listed(desk, reference)
    send(
        desk,
        search_of(desk, reference),
        {"outcome": "not_there", "looked": "PC 1 Invented", "when_now": "on"},
    )
    guardian = signed_in(account=account)
    assert "1 on the list is not shown: your role does not see addresses." in words(
        guardian.get(f"/missing/{reference}/places")
    )
    said = words(guardian.get(f"/missing/{reference}"))
    assert "Looked: the child is not there" in said
    assert "Seen only by those who may see addresses" in said
    assert "3 Invented Street" not in said


def test_a_place_stands_in_the_childs_chronology_for_who_sees_addresses(
    desk: Client, host: Client, night: Night, reference: str
) -> None:
    listed(desk, reference)
    page = f"/children/{night.child.reference}/chronology"
    assert "3 Invented Street" in words(desk.get(page))
    assert "Where: 3 Invented Street" in printed.words(desk.get(f"{page}/paper").content)
    said = words(host.get(page))
    assert "Seen only by those who may see addresses" in said
    assert "3 Invented Street" not in said


def test_places_of_earlier_episodes_and_of_the_plan_stand_beside_the_list(
    desk: Client, night: Night, now: datetime
) -> None:
    early = now - timedelta(days=20)
    earlier = night.reported(now=early, last_seen=When.moment(early - timedelta(hours=1)))
    told: dict[str, Any] = {"reference": earlier, "seen_version": None, "by": night.desk, "words": ""}
    found = Found(place="3 Invented Street")
    missing.record_located(located=When.moment(early), found=found, now=early, **told)
    missing.record_return(returned=When.moment(early), now=early, **told)
    reference = night.reported(now=now, last_seen=When.moment(now - timedelta(hours=1)))
    answer = desk.get(f"/missing/{reference}/places")
    said = words(answer)
    assert "No plan is in force." in said
    assert "Places of earlier episodes 3 Invented Street : Found at," in said
    assert f'href="/missing/{earlier}">{earlier}</a>' in answer.content.decode()


# The map ------------------------------------------------------------------------------------------------------------


def test_without_the_setting_there_is_no_map_and_no_host_is_named(desk: Client, reference: str) -> None:
    answer = listed(desk, reference, point="51.5, -0.12")
    assert "51.50000, -0.12000" in words(answer)
    assert b"lantern-map" not in answer.content
    assert "img-src 'self';" in answer.headers["Content-Security-Policy"] + ";"


def test_the_map_wears_the_numbers_of_the_list(desk: Client, reference: str, settings: Any) -> None:
    settings.MAP_TILES = TILES
    page = f"/missing/{reference}/places"
    answer = listed(desk, reference)
    assert b"tiles.example.org" not in answer.content + answer.headers["Content-Security-Policy"].encode()
    answer = listed(desk, reference, point="51.5, -0.12", address="4 Invented Street")
    assert "img-src 'self' https://tiles.example.org" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    shown = answer.content.decode()
    pictures = re.findall(r'<img src="(https://[^"]*)"([^>]*)>', shown)
    assert 6 <= len(pictures) <= 12
    assert all('referrerpolicy="no-referrer"' in more for _src, more in pictures)
    assert "https://tiles.example.org/16/32746/21794.png" in [src for src, _more in pictures]
    assert re.findall(r'data-place="(\d+)" transform="translate\(([\d.]+) ([\d.]+)\)"', shown) == [
        ("2", "384.0", "256.0")
    ]
    assert "Map: Invented maps" in words(answer)
    for asked in ("?zoom=17", "?zoom=99", "?zoom=0", "?zoom=-1", "?zoom=x", "?place=1", "?place=2&zoom=12"):
        assert desk.get(page + asked).status_code == 200
    wide = desk.get(f"{page}?zoom=12").content.decode()
    assert "https://tiles.example.org/12/" in wide
    assert f'href="{page}?zoom=13#map"' in wide
    other = desk.get(f"/missing/{reference}")
    assert "tiles.example.org" not in other.headers["Content-Security-Policy"]
