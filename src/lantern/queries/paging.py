"""A long list, a page at a time: nothing is left out without being said and led to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

Line = TypeVar("Line")


@dataclass(frozen=True, kw_only=True)
class Paged(Generic[Line]):
    """One page of a list, counted from 1, and of how many lines and pages it is."""

    lines: Sequence[Line]
    total: int
    page: int
    pages: int


def paged(rows: QuerySet[Any], *, page: int, size: int) -> Paged[Any]:
    """Read one page of rows that are in order; a page that is not there gives the nearest."""
    total = rows.count()
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    return Paged(lines=list(rows[(page - 1) * size : page * size]), total=total, page=page, pages=pages)


def cut(lines: Sequence[Line], *, page: int, size: int) -> Paged[Line]:
    """Cut one page of lines that are all read, in order; a page that is not there gives the nearest."""
    pages = max(1, -(-len(lines) // size))
    page = min(max(page, 1), pages)
    return Paged(lines=lines[(page - 1) * size : page * size], total=len(lines), page=page, pages=pages)
