"""Answer with a paper: as a PDF, or, where the browser asks for it, with how far it is before the PDF itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from lantern.typesetting.papers import Progress

Make = Callable[[Progress | None], bytes]
STEPS = "application/vnd.lantern.steps"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
logger = logging.getLogger(__name__)


def answer(request: HttpRequest, *, name: str, make: Make) -> HttpResponse:
    """Give a paper that `make` typesets without the database. The file's name holds a reference and no child's name.

    With `steps` in the address: lines of "done parts", then a line "pdf", then the paper; "failed" where it failed.
    """
    if "steps" in request.GET:
        streamed = StreamingHttpResponse(_steps(make), content_type=STEPS)
        streamed["X-Accel-Buffering"] = "no"
        return cast("HttpResponse", streamed)  # the doors ask for no more of it than its headers
    response = HttpResponse(make(None), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _steps(make: Make) -> Iterator[bytes]:
    told: SimpleQueue[bytes | None] = SimpleQueue()

    def work() -> None:
        try:
            paper = make(lambda done, parts: told.put(f"{done} {parts}\n".encode()))
        except Exception as failure:  # noqa: BLE001 whatever it is, the reader is told that there is no paper
            logger.error("A paper could not be typeset: %s", type(failure).__name__)
            told.put(b"failed\n")
        else:
            told.put(b"pdf\n")
            told.put(paper)
        told.put(None)

    Thread(target=work, name="paper", daemon=True).start()
    while (step := told.get()) is not None:
        yield step
