"""What goes into a log: where it went wrong and what kind of fault it was, never what was being written.

A database's own words quote the row ("Failing row contains ..."), and a row may hold a name. So an exception
is logged by its place and its type, and where it has them its SQLSTATE and the constraint's name. An address that
somebody opened is logged by its pattern: in place of a reference they may have typed a name.
"""

from __future__ import annotations

import copy
import logging
import traceback
from types import TracebackType


class NamelessFormatter(logging.Formatter):
    """Format a record with its traceback, leaving out every exception's message, and what was typed as an address."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, with an address's pattern in the place of the address."""
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if isinstance(path, str) and isinstance(record.args, tuple):
            record = copy.copy(record)
            typed = {path, path.encode("unicode_escape").decode("ascii")}  # as Django writes it, too
            record.args = tuple(_pattern(request) if each in typed else each for each in record.args or ())
        return super().format(record)

    def formatException(  # noqa: N802 - the name that logging calls
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Give the chain of faults as places and types."""
        fault, lines = ei[1], []
        while fault is not None:
            lines += [
                line.rstrip() for line in traceback.format_list(traceback.extract_tb(fault.__traceback__))
            ]
            lines.append(_kind(fault))
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
            if fault is not None:
                lines.append("because of:")
        return "\n".join(lines)


def _pattern(request: object) -> str:
    route = getattr(getattr(request, "resolver_match", None), "route", None)
    return "an address that is none of ours" if route is None else f"/{route}"


def _kind(fault: BaseException) -> str:
    constraint = getattr(getattr(fault, "diag", None), "constraint_name", None)
    parts = (type(fault).__qualname__, getattr(fault, "sqlstate", None), constraint)
    return " ".join(part for part in parts if part)
