"""What every test of a nightly feed leans on: its authority, a folder of one sample, and the record as it stands."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lantern.exchange.feed import FeedImported, import_feed
from lantern.exchange.feed_mapping import mapping_called
from lantern.record import models as record
from lantern.vocabulary.roles import OrganisationKind
from tests.factories.organisations import make_organisation, make_team
from tests.factories.sight import SIMULATOR, seen_as

SAMPLES = Path(__file__).parents[2] / "demo"
NIGHT = datetime(2026, 3, 14, 2, 0, tzinfo=UTC)


def authority() -> Any:
    """Make the authority of the samples, with its team and the homes that they name."""
    own = make_organisation(name="Testwick Council")
    make_team(organisation=own, name="Children in Care")
    host = make_organisation(name="Hostwick Council")
    make_organisation(name="Sample House", kind=OrganisationKind.CHILDRENS_HOME, area_authority=host)
    make_organisation(name="First Invented Foster Service", kind=OrganisationKind.FOSTERING_SERVICE)
    return own


def sample(folder: Path, name: str = "lcs") -> Path:
    """Copy one of the samples into a folder."""
    return Path(shutil.copytree(SAMPLES / name, folder / name))


def fed(folder: Path, *, mapping: str = "", is_tried: bool = False, now: datetime = NIGHT) -> FeedImported:
    """Import a folder as the feed of its name."""
    return import_feed(
        folder=folder,
        mapping=mapping_called(mapping or folder.name),
        authority="Testwick Council",
        is_tried=is_tried,
        progress=lambda what, count: None,
        now=now,
    )


def rewrite(file: Path, change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
    """Write a file anew with its rows changed."""
    with file.open(newline="") as source:
        reader = csv.DictReader(source)
        rows, header = list(reader), reader.fieldnames or []
    with file.open("w", newline="") as target:
        writer = csv.DictWriter(target, header)
        writer.writeheader()
        writer.writerows(change(rows))


def correct(file: Path, line: int, **cells: str) -> None:
    """Put other cells into one line of a file, by its number; names of columns have _ for a space."""

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        rows[line - 2] |= {name.replace("_", " "): cell for name, cell in cells.items()}
        return rows

    rewrite(file, change)


def shuffle(folder: Path, chance: random.Random) -> None:
    """Put the lines of every file of a folder in another order."""

    def change(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        chance.shuffle(rows)
        return rows

    for file in sorted(folder.iterdir()):
        rewrite(file, change)


_OF_A_CHILD = {
    record.ChildName: ("kind", "name"),
    record.ChildIdentifier: ("kind", "value"),
    record.LegalStatusPeriod: ("status", "from_on", "until_on"),
    record.PrivatePerson: ("name", "is_to_the_child", "telephone", "has_parental_responsibility"),
    record.Placement: ("provider__name", "from_on", "until_on", "address__address", "address__carer_name"),
    record.Involvement: ("capacity", "person", "team__name", "ended_at", "telephone", "team_telephone"),
    record.ProtectedContact: ("what", "name", "telephone"),
    record.ResponsibilityPeriod: ("relation", "organisation__name", "from_on", "until_on"),
    record.Event: ("kind", "words", "happened_on", "recorded_at"),
}


def record_now() -> dict[str, Any]:
    """Give all that a feed may write of each child, by the child's number."""
    with seen_as(SIMULATOR):
        numbers = record.ChildIdentifier.objects.filter(kind="ssda903").select_related(
            "child__placement_provider", "child__host_authority"
        )
        return {row.value: _of(row.child) for row in numbers}


def _of(child: record.Child) -> dict[str, Any]:
    told: dict[str, Any] = {
        "child": (
            child.date_of_birth,
            child.sex,
            child.ethnicity,
            child.nationality,
            child.languages,
            child.placement_provider and child.placement_provider.name,
            child.host_authority and child.host_authority.name,
        )
    }
    for model, columns in _OF_A_CHILD.items():
        rows = model._default_manager.filter(child=child).values_list(*columns)
        told[model.__name__] = sorted(rows, key=repr)
    return told
