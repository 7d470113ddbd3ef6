"""The 903 return, from a folder of CSV files into the record of one authority."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from lantern.accounts.models import Organisation
from lantern.actions import bulk
from lantern.actions.bulk_items import BulkCareEpisode, BulkChild, BulkItem, absence_of_days
from lantern.returns.reading import read_folder
from lantern.returns.rows import (
    CareEpisodeRow,
    Faulty,
    FileFound,
    HeaderRow,
    Line,
    MissingRow,
    Reading,
)
from lantern.returns.summary import ReturnSummary
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.missing import NameKind
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import OrganisationKind, Role

FORM = "ssda903"


class NoSuchAuthority(Refused):
    """No local authority of that name is on this installation."""


@dataclass(kw_only=True)
class Imported:
    """What an import did: counts, files, and every row that was refused or altered."""

    authority: str
    run: str = ""
    counts: dict[str, Any] = field(default_factory=dict)
    files: list[FileFound] = field(default_factory=list)
    faults: list[Faulty] = field(default_factory=list)


def authority_called(name: str) -> Organisation:
    """Give the local authority of this name, capitals or not; else say which there are."""
    authorities = Organisation.objects.filter(kind=OrganisationKind.LOCAL_AUTHORITY.value)
    found = authorities.filter(name__iexact=name.strip()).first()
    if found is None:
        known = ", ".join(authorities.order_by("name").values_list("name", flat=True)[:20]) or "none yet"
        raise NoSuchAuthority(
            f"There is no local authority called {name!r} here. Nothing was read. Known here: {known}."
        )
    return found


def import_folder(*, folder: Path, authority: str, progress: bulk.Progress, now: datetime) -> Imported:
    """Import a return: every clean row goes in, every other is kept for correction, in one transaction.

    Doing it twice gives the same record. Raise Refused where there is no such authority or nothing to read.
    """
    found = authority_called(authority)
    imported = Imported(authority=found.name)
    summary = ReturnSummary()
    readings = read_folder(folder, today=day_of(now))

    def counted(written: bulk.Written) -> dict[str, Any]:
        for fault, row in written.clashes:
            summary.take_back(row)
            imported.faults.append(fault)
        imported.counts = {**summary.as_counts(), "new_on_the_record": dict(written.new)}
        return imported.counts

    written = bulk.write_return(
        authority_id=found.pk,
        form=FORM,
        items=_items(readings, summary=summary, imported=imported),
        summary=counted,
        progress=progress,
        by=Actor(role=Role.IMPORTER, name="Import of a 903 return", organisation_id=found.pk),
        now=now,
    )
    imported.run = written.run
    return imported


def _items(readings: Iterable[Reading], *, summary: ReturnSummary, imported: Imported) -> Iterator[BulkItem]:
    """Turn what reading yields into what the bulk writer takes, counting and keeping faults on the way."""
    for reading in readings:
        summary.take(reading)
        if isinstance(reading, FileFound):
            imported.files.append(reading)
            if reading.fault is not None:
                imported.faults.append(reading.fault)
                yield reading.fault
        elif isinstance(reading, Line):
            imported.faults += reading.faults
            yield from reading.faults
            if reading.row is not None:
                yield _item(reading)


def _item(line: Line) -> BulkItem:
    row = line.row
    if isinstance(row, HeaderRow):
        return BulkChild(
            number=row.child,
            names=((NameKind.KNOWN_AS, nameless(row.child)),),
            born_on=row.born_on,
            sex=row.sex,
            ethnicity=row.ethnic_code,
            pupil_number=row.pupil_number,
            file=line.file,
            line=line.line,
        )
    if isinstance(row, MissingRow):
        return absence_of_days(
            child=row.child,
            born_on=row.born_on,
            kind=row.kind,
            started_on=row.started_on,
            ended_on=row.ended_on,
            file=line.file,
            line=line.line,
        )
    if isinstance(row, CareEpisodeRow):
        return BulkCareEpisode(row=row, file=line.file, line=line.line)
    assert row is not None, "only a line with a row becomes an item"
    return row


def nameless(number: str) -> str:
    """Give what is shown for a child of whom the return gives no name."""
    return f"Child {number} (no name in the return)"
