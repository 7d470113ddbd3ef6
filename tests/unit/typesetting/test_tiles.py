"""The map's arithmetic: a point lies in its own tile, every point fits, and a wrong setting says what to do."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.typesetting.tiles import (
    CLOSEST,
    HEIGHT,
    MARGIN,
    STREET,
    TILE,
    WIDEST,
    WIDTH,
    Tile,
    TileSource,
    fitting,
    frame_of,
    pixel_of,
    tile_source,
)

quickly = settings(deadline=None, database=None)
LATITUDES, LONGITUDES = st.floats(-85, 85), st.floats(-180, 180)
POINTS = st.tuples(LATITUDES, LONGITUDES)
ZOOMS = st.integers(WIDEST, CLOSEST)
OWN = ("lantern.example.org", "", " Desk.example.org", "[::1]")
ADDRESS = "https://tiles.example.org/{z}/{x}/{y}.png"


def tile_of(latitude: float, longitude: float, zoom: int) -> tuple[int, int]:
    """Give the tile of a point as it is commonly written down, by another formula than the one that is tried."""
    count = 2**zoom
    phi = math.radians(latitude)
    across = math.floor((longitude + 180) / 360 * count)
    down = math.floor((1 - math.log(math.tan(phi) + 1 / math.cos(phi)) / math.pi) / 2 * count)
    return min(across, count - 1), min(down, count - 1)


@pytest.mark.parametrize(
    ("point", "zoom", "tile"),
    [
        ((51.5, -0.12), 16, (32746, 21794)),
        ((0.0, 0.0), 1, (1, 1)),
        ((85.0, -180.0), 2, (0, 0)),
        ((-85.0, 180.0), 2, (3, 3)),
    ],
)
def test_a_known_point_lies_in_its_known_tile(
    point: tuple[float, float], zoom: int, tile: tuple[int, int]
) -> None:
    assert tile_of(*point, zoom) == tile
    (mark,) = (frame := frame_of([point], zoom=zoom)).marks
    assert mark.is_inside
    assert (round(mark.x), round(mark.y)) == (WIDTH // 2, HEIGHT // 2)
    assert tile in [(each.x, each.y) for each in frame.tiles]


@given(POINTS, ZOOMS)
@quickly
def test_every_point_is_drawn_upon_its_own_tile(point: tuple[float, float], zoom: int) -> None:
    frame = frame_of([point], zoom=zoom)
    (mark,) = frame.marks
    own = tile_of(*point, zoom)
    near = [each for each in frame.tiles if abs(each.x - own[0]) <= 1 and abs(each.y - own[1]) <= 1]
    slack = 0.01  # of a pixel: where a point lies upon the edge of two tiles, either may hold it
    assert any(
        each.left - slack <= mark.x <= each.left + TILE + slack
        and each.top - slack <= mark.y <= each.top + TILE + slack
        for each in near
    )


@given(st.lists(POINTS, min_size=1, max_size=8))
@quickly
def test_all_points_fit_in_the_frame_that_is_chosen_for_them(points: list[tuple[float, float]]) -> None:
    zoom = fitting(points)
    frame = frame_of(points, zoom=zoom)
    assert WIDEST <= zoom <= STREET
    assert all(mark.is_inside for mark in frame.marks)
    if zoom > WIDEST:
        assert all(
            MARGIN - 0.01 <= mark.x <= WIDTH - MARGIN + 0.01
            and MARGIN - 0.01 <= mark.y <= HEIGHT - MARGIN + 0.01
            for mark in frame.marks
        )


@given(POINTS, ZOOMS)
@quickly
def test_no_tile_is_asked_for_that_there_is_not_nor_twice(point: tuple[float, float], zoom: int) -> None:
    tiles = frame_of([point], zoom=zoom).tiles
    assert 1 <= len(tiles) <= (WIDTH // TILE + 1) * (HEIGHT // TILE + 1)
    assert len({(each.x, each.y) for each in tiles}) == len(tiles)
    assert all(0 <= each.x < 2**zoom and 0 <= each.y < 2**zoom for each in tiles)
    assert all(-TILE < each.left < WIDTH and -TILE < each.top < HEIGHT for each in tiles)


def test_the_poles_are_held_at_the_edge_and_nothing_wraps_round() -> None:
    side = float(TILE * 2**3)
    assert pixel_of(90, 180, 3) == (side, pytest.approx(0, abs=1e-6))
    assert pixel_of(-90, -180, 3) == (0.0, pytest.approx(side))
    frame = frame_of([(10, 179.9), (10, -179.9)], zoom=WIDEST)
    assert [(each.x, each.y) for each in frame.tiles] == [(0, 0), (1, 0), (0, 1), (1, 1)]


def test_one_point_opens_at_its_street_and_two_far_apart_wider() -> None:
    assert fitting([(51.5, -0.12)]) == STREET
    assert fitting([(51.5, -0.12), (53.8, -1.55)]) == 7
    about = frame_of([(51.5, -0.12), (53.8, -1.55)], zoom=STREET, about=(53.8, -1.55))
    assert [each.is_inside for each in about.marks] == [False, True]


def test_two_settings_make_a_source_and_none_makes_none() -> None:
    source = tile_source(ADDRESS, " Invented maps ", over_https=True, own_hosts=OWN)
    assert source == TileSource(ADDRESS, "Invented maps")
    assert source.origin == "https://tiles.example.org"
    assert source.of(Tile(16, 32746, 21794, 0, 0)) == "https://tiles.example.org/16/32746/21794.png"
    own = tile_source("http://127.0.0.1:8081/t/{z}/{y}/{x}", "Ours", over_https=False, own_hosts=OWN)
    assert own is not None
    assert own.origin == "http://127.0.0.1:8081"
    assert tile_source("", "", over_https=True, own_hosts=OWN) is None


@pytest.mark.parametrize(
    ("address", "attribution", "says"),
    [
        ("", "Invented maps", "Set both, or neither"),
        (ADDRESS, "", "without LANTERN_MAP_ATTRIBUTION"),
        (ADDRESS, "  ", "without LANTERN_MAP_ATTRIBUTION"),
        ("https://tiles.example.org/{z}/{x}.png", "A", "must hold {z}, {x} and {y}, each once"),
        ("https://tiles.example.org/{z}/{x}/{y}/{y}.png", "A", "must hold {z}, {x} and {y}, each once"),
        ("tiles.example.org/{z}/{x}/{y}.png", "A", "must begin with https://"),
        ("ftp://tiles.example.org/{z}/{x}/{y}.png", "A", "must begin with https://"),
        ("https:///{z}/{x}/{y}.png", "A", "must begin with https://"),
        ("https://{z}.example.org/{x}/{y}.png", "A", "one fixed host"),
        ("https://tiles.example.org:port/{z}/{x}/{y}.png", "A", "one fixed host"),
        ("https://me:secret@tiles.example.org/{z}/{x}/{y}.png", "A", "no name and no password"),
        (
            "https://tiles.example.org/{z}/{x}/{y}.png; script-src *",
            "A",
            "a character that an address cannot have",
        ),
        ("https://tiles.example.org/{z}/{x}/{y}.png,", "A", "a character that an address cannot have"),
        ("https://lantern.example.org:8443/{z}/{x}/{y}.png", "A", "Lantern's own host"),
        ("https://LANTERN.example.org/{z}/{x}/{y}.png", "A", "Lantern's own host"),
        ("https://desk.example.org:81/{z}/{x}/{y}.png", "A", "Lantern's own host"),
        ("https://[::1]:8081/{z}/{x}/{y}.png", "A", "Lantern's own host"),
        ("http://tiles.example.org/{z}/{x}/{y}.png", "A", "browsers refuse such pictures"),
    ],
)
def test_a_wrong_setting_says_what_to_do(address: str, attribution: str, says: str) -> None:
    with pytest.raises(ValueError, match=r"LANTERN_MAP_") as wrong:
        tile_source(address, attribution, over_https=True, own_hosts=OWN)
    assert says in str(wrong.value)
