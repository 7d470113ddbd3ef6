"""The list of places of a search, and its map: of one host alone, which learns nothing but which area is looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.functional import looking
from tests.functional.desk import DANA, Desk, ago
from tests.functional.placing import TILES_HOST, put_on_list, record_look, tile_server
from tests.functional.program import Program


def test_places_are_listed_searched_and_drawn_where_a_server_of_tiles_is_named(
    make_program: Callable[..., Program], page: Page
) -> None:
    program = make_program("map")
    hosts: list[str] = []
    page.on("request", lambda request: hosts.append(urlsplit(request.url).netloc))
    with tile_server() as tiles:
        program.start_web()
        program.wait_until_it_answers()
        own = urlsplit(program.address).netloc
        dana = Desk(page, program).sign_in(DANA)
        missing = dana.report(dana.register("Testa Mapped"), last_seen=ago(hours=6))
        dana.follow("Places: where to look, and what was searched")
        dana.reads("No place is on the list. This does not mean that nobody knows of one.")
        dana.follow("Put a place on the list")
        put_on_list(dana, point="north of the river")
        dana.reads("A point is two figures with a comma between them")
        expect(page.get_by_label("Where is it?")).to_have_value("3 Invented Street")
        put_on_list(dana, point="51.50, -0.12")
        dana.reads("1 of 1 still to be searched.", "51.50000, -0.12000")
        record_look(dana, outcome="Not there now, and signs that the child was")
        expect(page.locator(".lantern-map")).to_have_count(0)
        assert set(hosts) == {own}
        assert tiles.asked == []

        program.kill("web")
        program.more |= {"LANTERN_MAP_TILES": tiles.address, "LANTERN_MAP_ATTRIBUTION": "Invented maps"}
        program.start_web()
        program.wait_until_it_answers()
        answer = page.goto(f"{program.address}/missing/{missing}/places")
        assert answer is not None
        allowed = answer.headers["content-security-policy"].split("; ")
        assert f"img-src 'self' http://{TILES_HOST}:{tiles.port}" in allowed
        the_map_is_drawn(page)
        assert set(hosts) == {own, f"{TILES_HOST}:{tiles.port}"}
        assert looking.faults_for_assistive_technology(page) == []
        page.set_viewport_size({"width": 360, "height": 740})
        assert looking.scrolls_sideways(page) == []
        closer_and_wider(dana)
        dana.follow("Put a place on the list")
        put_on_list(dana, address="9 Invented Street", point="51.52, -0.10")
        expect(page.locator(".lantern-map__mark")).to_have_count(2)
        page.goto(f"{program.address}/missing/{missing}")
        asked_before = len(tiles.asked)
        page.reload()
        assert len(tiles.asked) == asked_before
        assert_nothing_is_told(tiles.asked, missing)


def the_map_is_drawn(page: Page) -> None:
    """Expect every tile to have come, and the place's number in the middle of it."""
    pictures = page.locator(".lantern-map img")
    assert pictures.count() >= 6
    page.wait_for_function(
        "() => [...document.querySelectorAll('.lantern-map img')].every(one => one.naturalWidth === 256)"
    )
    expect(page.locator(".lantern-map__mark--searched text")).to_have_text("1")
    expect(page.get_by_role("img", name="Map of the places whose point is known")).to_be_visible()
    expect(page.locator(".lantern-map figcaption")).to_contain_text("Map: Invented maps")


def closer_and_wider(at: Desk) -> None:
    """Turn the map by its plain links."""
    at.follow("Closer")
    assert re.search(r"\?zoom=17#map$", at.page.url)
    the_map_is_drawn(at.page)
    at.follow("Whole area")
    at.follow("Wider")
    assert re.search(r"\?zoom=15#map$", at.page.url)
    at.follow("On the map")
    assert re.search(r"\?place=1&zoom=16#map$", at.page.url)


def assert_nothing_is_told(asked: list[tuple[str, dict[str, str]]], missing: str) -> None:
    """Expect the tiles' host to have been told of tiles alone: no address of a page, no cookie, no reference."""
    assert asked
    assert all(re.fullmatch(r"/tiles/\d+/\d+/\d+\.png", path) for path, _ in asked)
    told = [{"referer", "cookie", "origin"} & headers.keys() for _, headers in asked]
    assert [each for each in told if each] == []
    assert missing not in str(asked)
