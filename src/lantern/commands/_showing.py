"""What a long command shows on a terminal while it works, beside what it prints."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.status import Status


@contextlib.contextmanager
def progress_shown(first: str) -> Iterator[Callable[[str, int], None]]:
    """Give a function that shows what is being done and how far; on a file or pipe it shows nothing."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield lambda what, count: None
        return
    with Status(first, console=console) as status:
        yield lambda what, count: status.update(f"{what}: {count:,}" if count else what)
