"""A map of square tiles (web Mercator, 256 pixels a tile): which tiles to show, and where a point lies on them.

Standard library only: the settings read the address of the tiles here before anything else starts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

TILE = 256
WIDTH, HEIGHT = 768, 512
MARGIN = 48  # of a mark from the frame's edge, where the frame is chosen to hold it
STREET = 16  # the closest that a map opens at: streets and their names
CLOSEST, WIDEST = 19, 1
FURTHEST = 85.0511287798066  # degrees: as far north and south as the square goes


@dataclass(frozen=True)
class TileSource:
    """Where tiles come from: an address with {z}, {x} and {y}, and the words that its owner asks to be shown."""

    address: str
    attribution: str

    @property
    def origin(self) -> str:
        """The one host that pictures may be asked of, as a content security policy names it."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def of(self, tile: Tile) -> str:
        """Give the address of one tile."""
        filled = self.address.replace("{z}", str(tile.zoom))
        return filled.replace("{x}", str(tile.x)).replace("{y}", str(tile.y))


@dataclass(frozen=True)
class Tile:
    """One tile, and where its upper left corner lies in the frame, in pixels."""

    zoom: int
    x: int
    y: int
    left: float
    top: float


@dataclass(frozen=True)
class Mark:
    """Where a point lies in the frame, in pixels; `is_inside` says whether the frame shows it."""

    x: float
    y: float
    is_inside: bool


@dataclass(frozen=True)
class Frame:
    """A part of the map: its tiles, and where each point that it was asked for lies."""

    zoom: int
    tiles: tuple[Tile, ...]
    marks: tuple[Mark, ...]


def tile_source(
    address: str, attribution: str, *, over_https: bool, own_hosts: Collection[str]
) -> TileSource | None:
    """Read the two settings of the map: None where none is wanted. Raise ValueError with what to do."""
    if not address:
        if attribution:
            raise ValueError(
                "LANTERN_MAP_ATTRIBUTION is set without LANTERN_MAP_TILES. Set both, or neither."
            )
        return None
    if not re.fullmatch(r"[\x21-\x7e]+", address) or re.search(r"[\"'<>\\;,`]", address):
        raise ValueError("LANTERN_MAP_TILES holds a character that an address cannot have. " + _EXAMPLE)
    if any(address.count(each) != 1 for each in ("{z}", "{x}", "{y}")):
        raise ValueError("LANTERN_MAP_TILES must hold {z}, {x} and {y}, each once. " + _EXAMPLE)
    _check_host(address, over_https=over_https, own_hosts=own_hosts)
    if not attribution.strip():
        raise ValueError(
            "LANTERN_MAP_TILES is set without LANTERN_MAP_ATTRIBUTION. Set it to the words that the owner of the map "
            "asks to be shown under it."
        )
    return TileSource(address, attribution.strip())


def _check_host(address: str, *, over_https: bool, own_hosts: Collection[str]) -> None:
    parts = urlsplit(address)
    try:
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        port_is_right = False
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or not port_is_right
        or "{" in parts.netloc
    ):
        raise ValueError("LANTERN_MAP_TILES must begin with https:// and one fixed host. " + _EXAMPLE)
    if parts.username or parts.password:
        raise ValueError(
            "LANTERN_MAP_TILES must hold no name and no password: every reader's browser would be sent them."
        )
    if parts.hostname in {
        each.strip().lower().strip("[]") for each in own_hosts
    }:  # a browser keeps cookies by the name, whatever the port
        raise ValueError(
            "LANTERN_MAP_TILES names Lantern's own host: with each tile a browser would send it who is signed in. "
            "Give the server of the tiles a host name of its own."
        )
    if over_https and parts.scheme == "http":
        raise ValueError(
            "LANTERN_MAP_TILES begins with http:// and Lantern is served over https: browsers refuse such pictures. "
            "Serve the tiles over https too."
        )


_EXAMPLE = "It looks like https://tiles.example.org/{z}/{x}/{y}.png."


def pixel_of(latitude: float, longitude: float, zoom: int) -> tuple[float, float]:
    """Give where a point (degrees) lies on the whole map at a zoom, in pixels from its upper left corner.

    Nearer the poles than the map goes, it is held at the edge.
    """
    side = TILE * 2**zoom
    held = math.radians(max(-FURTHEST, min(FURTHEST, latitude)))
    x = (longitude + 180) / 360 * side
    y = (1 - math.asinh(math.tan(held)) / math.pi) / 2 * side
    return min(max(x, 0.0), float(side)), min(max(y, 0.0), float(side))


def fitting(points: Sequence[tuple[float, float]]) -> int:
    """Give the closest zoom, no closer than a street, at which a frame holds all these points (degrees)."""
    for zoom in range(STREET, WIDEST, -1):
        spots = [pixel_of(latitude, longitude, zoom) for latitude, longitude in points]
        if all(
            max(each) - min(each) <= room - 2 * MARGIN
            for each, room in zip(zip(*spots, strict=True), (WIDTH, HEIGHT), strict=True)
        ):
            return zoom
    return WIDEST


def frame_of(
    points: Sequence[tuple[float, float]], *, zoom: int, about: tuple[float, float] | None = None
) -> Frame:
    """Give the frame at this zoom about a point, or about the middle of them all. At least one point is needed."""
    spots = [pixel_of(latitude, longitude, zoom) for latitude, longitude in points]
    if about is not None:
        middle = pixel_of(*about, zoom)
    else:
        across, down = zip(*spots, strict=True)
        middle = ((min(across) + max(across)) / 2, (min(down) + max(down)) / 2)
    left, top = middle[0] - WIDTH / 2, middle[1] - HEIGHT / 2
    return Frame(
        zoom=zoom,
        tiles=tuple(_tiles(zoom, left, top)),
        marks=tuple(_mark(x - left, y - top) for x, y in spots),
    )


def _tiles(zoom: int, left: float, top: float) -> list[Tile]:
    """Give the tiles that a frame touches; beyond the edge of the world there are none."""
    last = 2**zoom - 1
    columns = range(max(0, math.floor(left / TILE)), min(last, math.ceil((left + WIDTH) / TILE) - 1) + 1)
    rows = range(max(0, math.floor(top / TILE)), min(last, math.ceil((top + HEIGHT) / TILE) - 1) + 1)
    return [Tile(zoom, x, y, x * TILE - left, y * TILE - top) for y in rows for x in columns]


def _mark(x: float, y: float) -> Mark:
    return Mark(x, y, is_inside=0 <= x <= WIDTH and 0 <= y <= HEIGHT)
