"""A nightly feed, from a folder of CSV files of an authority's main system into its record in Lantern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lantern.actions import feed
from lantern.exchange.feed_mapping import FeedMapping, kept_of
from lantern.exchange.feed_reading import FileRead, read_feed
from lantern.exchange.ssda903 import authority_called
from lantern.policies.feeding import FeedLine
from lantern.returns.rows import Faulty
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.feed import FORM
from lantern.vocabulary.roles import Role


@dataclass(frozen=True, kw_only=True)
class FeedImported:
    """What an import did, or would do: the files, and what came of their lines."""

    authority: str
    files: tuple[FileRead, ...]
    fed: feed.Fed


def form_of(mapping: FeedMapping) -> str:
    """Give the form under which the run of a mapping is kept."""
    return f"{FORM} {mapping.name}"[:20]


def read_lines_of(
    folder: Path, *, mapping: FeedMapping, files: list[FileRead]
) -> Iterator[FeedLine | Faulty]:
    """Read the lines of a folder; which files were taken for which table is put into `files` as they are met."""
    for each in read_feed(folder, mapping=mapping):
        if isinstance(each, FileRead):
            files.append(each)
        else:
            yield each


def import_feed(
    *,
    folder: Path,
    mapping: FeedMapping,
    authority: str,
    is_tried: bool,
    progress: feed.Progress,
    now: datetime,
) -> FeedImported:
    """Import a feed, or with `is_tried` only say what it would change. Doing it twice gives the same record.

    Raise Refused where there is no such authority or nothing to read.
    """
    found = authority_called(authority)
    files: list[FileRead] = []

    fed = feed.write_feed(
        authority_id=found.pk,
        form=form_of(mapping),
        number_kind=mapping.number_kind,
        mapping=kept_of(mapping),
        lines=read_lines_of(folder, mapping=mapping, files=files),
        is_tried=is_tried,
        progress=progress,
        by=Actor(role=Role.IMPORTER, name=f"Nightly feed ({mapping.name})"[:200], organisation_id=found.pk),
        now=now,
    )
    return FeedImported(authority=found.name, files=tuple(files), fed=fed)
