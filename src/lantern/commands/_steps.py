"""How a long command tells what it is doing: one line a step, with the seconds it took."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections.abc import Iterator


def say(words: str = "") -> None:
    """Write one line and let it be seen at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Name a step when it begins, and its seconds when it ends."""
    began = time.monotonic()
    if sys.stdout.isatty():
        sys.stdout.write(f"  {title} ...")
        sys.stdout.flush()
    done = False
    try:
        yield
        done = True
    finally:
        ending = f"{time.monotonic() - began:5.1f} s" if done else "failed"
        start = "\r" if sys.stdout.isatty() else ""
        say(f"{start}  {title:<44} {ending}")


def time_options(parser: argparse.ArgumentParser) -> None:
    """Let the set-up script hand over when it began, and that it installed something."""
    parser.add_argument("--began-at", type=float, default=time.time(), help=argparse.SUPPRESS)
    parser.add_argument("--cold", action="store_true", help=argparse.SUPPRESS)


def ending(*, began_at: float, is_cold: bool) -> str:
    """Say how long everything took; `began_at` is in seconds since 1970."""
    return f"after {time.time() - began_at:.1f} s ({'cold' if is_cold else 'warm'} start)"
