"""A system on this machine that listens for calls: it keeps what it took, and answers as it is told to."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One call as it came over the wire."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Listener:
    """What was heard, and the statuses to answer with: one each, then the last for ever."""

    address: str = ""
    statuses: list[int] = field(default_factory=lambda: [204])
    heard: list[Heard] = field(default_factory=list)
    is_silent: bool = False  # takes the call and does not answer
    drips: bool = False  # answers a byte at a time, for ever
    closing: threading.Event = field(default_factory=threading.Event)

    def next_status(self) -> int:
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]


def _handler(listener: Listener) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.heard.append(Heard(path=self.path, headers=dict(self.headers), body=body))
            if listener.is_silent:
                listener.closing.wait(30)
            elif listener.drips:
                self._drip()
            else:
                self._answer(listener.next_status())

        def _answer(self, status: int) -> None:
            self.send_response(status)
            if status // 100 == 3:
                self.send_header("Location", f"{listener.address}/elsewhere")
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(b"words that are never kept")

        def _drip(self) -> None:
            with contextlib.suppress(OSError):
                while not listener.closing.wait(0.1):
                    self.wfile.write(b"H")

        def log_message(self, *said: object) -> None:
            """Say nothing."""

    return Handler


@contextlib.contextmanager
def listening(**words: object) -> Iterator[Listener]:
    """Run a system that listens on a port of this machine."""
    listener = Listener(**words)  # type: ignore[arg-type]
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(listener))
    server.daemon_threads = True
    listener.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        listener.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
