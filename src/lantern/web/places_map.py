"""The map of a search: drawn here, of pictures that the reader's browser asks of the one host that is configured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse

from lantern.queries.places import PlaceLine
from lantern.typesetting import tiles
from lantern.typesetting.tiles import HEIGHT, TILE, WIDTH, TileSource
from lantern.vocabulary.places import Point


@dataclass(frozen=True, kw_only=True)
class Map:
    """One drawing of the map, with the addresses of its neighbours."""

    source: TileSource
    tiles: tuple[dict[str, Any], ...]
    marks: tuple[dict[str, Any], ...]  # those that the frame shows
    outside: int  # places with a point that it does not show
    address: str
    zoom: int
    about: int | None  # the number of the place in the middle, where one was asked for

    width = WIDTH
    height = HEIGHT
    tile = TILE

    @property
    def in_href(self) -> str:
        return self._at(self.zoom + 1) if self.zoom < tiles.CLOSEST else ""

    @property
    def out_href(self) -> str:
        return self._at(self.zoom - 1) if self.zoom > tiles.WIDEST else ""

    @property
    def whole_href(self) -> str:
        return f"{self.address}#map"

    def to_place(self, line: PlaceLine) -> str:
        """Give the address of the map about one place, at its street."""
        return f"{self.address}?place={line.place}&zoom={tiles.STREET}#map"

    def _at(self, zoom: int) -> str:
        about = f"place={self.about}&" if self.about else ""
        return f"{self.address}?{about}zoom={zoom}#map"


def map_of(lines: Sequence[PlaceLine], *, asked: Mapping[str, str], address: str) -> Map | None:
    """Draw the places that have a point; None where no tiles are configured, or none has: then nothing is asked for."""
    source = settings.MAP_TILES
    pointed = [(line, _degrees(line.point)) for line in lines if line.point is not None]
    if source is None or not pointed:
        return None
    about = _figure(asked.get("place"))
    middle = next((point for line, point in pointed if line.place == about), None)
    points = [point for _line, point in pointed]
    wanted = _figure(asked.get("zoom"))
    zoom = min(max(wanted, tiles.WIDEST), tiles.CLOSEST) if wanted is not None else tiles.fitting(points)
    frame = tiles.frame_of(points, zoom=zoom, about=middle)
    marks = tuple(
        {"line": line, "x": round(mark.x, 1), "y": round(mark.y, 1)}
        for (line, _point), mark in zip(pointed, frame.marks, strict=True)
        if mark.is_inside
    )
    return Map(
        source=source,
        tiles=tuple(
            {"src": source.of(each), "left": round(each.left, 2), "top": round(each.top, 2)}
            for each in frame.tiles
        ),
        marks=marks[::-1],  # drawn last lies on top: what is still to be searched
        outside=len(pointed) - len(marks),
        address=address,
        zoom=zoom,
        about=about if middle is not None else None,
    )


def allowing(drawn: Map | None, response: HttpResponse) -> HttpResponse:
    """Let the browser ask the tiles' host for pictures on this one answer, where it shows a map."""
    if drawn is None:
        return response
    answered = csp_update({"img-src": [drawn.source.origin]})(lambda _request: response)(None)  # type: ignore[arg-type]
    assert answered is response
    return response


def _degrees(point: Point) -> tuple[float, float]:
    return float(point.latitude), float(point.longitude)


def _figure(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 4 else None
