"""What people do around the list of places, in the words they would use; and a server of tiles that remembers."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image, ImageDraw

from tests.functional.desk import Desk, ago

FRIEND = "3 Invented Street"
TILES_HOST = "127.0.0.2"  # this machine, by a name that Lantern is not served by


def put_on_list(at: Desk, *, address: str = FRIEND, point: str = "", why: str = "She stays there") -> None:
    """Fill the form of a place, and send it."""
    at.page.get_by_label("What is it?").select_option(label="A friend’s or associate’s address")
    at.page.get_by_label("Where is it?").fill(address)
    at.page.get_by_label("Point on a map").fill(point)
    at.page.get_by_label("Why does it matter?").fill(why)
    at.page.get_by_label("Just now").check()
    at.press("Put it on the list")


def record_look(at: Desk, *, outcome: str, who: str = "PC 1 Invented") -> None:
    """Say that somebody looked at the first place that stands on the list."""
    at.follow("Record that it was searched")
    at.page.get_by_label(outcome).check()
    at.page.get_by_label("Who looked there?").fill(who)
    at.page.get_by_label("Just now").check()
    at.press("Record it")
    at.reads(outcome)


def places_of(dana: Desk) -> dict[str, str]:
    """Put a place on a list and say that it was searched; give where the list is, and the next look."""
    missing = dana.report(dana.register("Testa Lookedfor-Everywhere"), last_seen=ago(hours=6))
    dana.open(f"/missing/{missing}/places/new")
    put_on_list(dana, point="51.5, -0.12")
    record_look(dana, outcome="Looked: the child is not there")
    return {"placed": missing, "searched_place": dana.address_of("Record that it was searched")}


@dataclass
class Tiles:
    """A server of map tiles on this machine: what was asked of it, and what it was told with that."""

    port: int
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://{TILES_HOST}:{self.port}/tiles/{{z}}/{{x}}/{{y}}.png"


@contextmanager
def tile_server() -> Iterator[Tiles]:
    """Serve the same square for every tile until it is left."""
    picture = _square()
    found: list[tuple[str, dict[str, str]]] = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append((self.path, {name.lower(): text for name, text in self.headers.items()}))
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(picture)))
            self.end_headers()
            self.wfile.write(picture)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((TILES_HOST, 0), Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Tiles(port=server.server_port, asked=found)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=timedelta(seconds=5).total_seconds())


def _square() -> bytes:
    image = Image.new("RGB", (256, 256), "#dfe8d8")
    pen = ImageDraw.Draw(image)
    for line in range(0, 256, 32):
        pen.line([(line, 0), (255, 255 - line)], fill="#ffffff", width=6)
    pen.rectangle([0, 0, 255, 255], outline="#9aa79a")
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
