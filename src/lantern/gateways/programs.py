"""Several programs of our own that work at once, each with its own connection, and all stopped together."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import django

MOST_AT_ONCE = 4
ONE_A_CORE = min(os.cpu_count() or 1, MOST_AT_ONCE)

_shared: Any = None


def at_once(count: int, *, shared: object = None) -> ProcessPoolExecutor:
    """Give so many programs with Django set up; what they share with this one each finds by `shared`."""
    # begun afresh, not forked: a copy of an open connection would be used by two
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(shared,))


def shared() -> Any:
    """Give what was shared with this program when it was begun."""
    return _shared


def _begin(given: object) -> None:
    global _shared
    _shared = given
    django.setup()


@contextlib.contextmanager
def not_reaching_them() -> Iterator[None]:
    """Begin programs that a Ctrl-C on the terminal does not reach: only this one hears it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def stopping_politely() -> Iterator[None]:
    """Let SIGTERM stop us as Ctrl-C does, or the other programs would be left waiting."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
