"""What the record holds for one authority, as plain values that two writings can be compared by."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lantern.accounts.models import Organisation
from lantern.queries.seeing import seen_as
from lantern.record import models as record
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import OrganisationKind, Role

MADE = ("id", "reference", "recorded_at", "version")


def authority(name: str = "Testwick Council") -> Organisation:
    """Make an invented authority with a police force and a team."""
    force, _ = Organisation.objects.get_or_create(
        name="Testwick Police", defaults={"kind": OrganisationKind.POLICE_FORCE.value}
    )
    made = Organisation.objects.create(
        name=name, kind=OrganisationKind.LOCAL_AUTHORITY.value, police_force=force
    )
    made.teams.create(name="Children's emergency duty team")
    return made


def importer(of: Organisation) -> Actor:
    """Give the actor that an import is."""
    return Actor(role=Role.IMPORTER, name="Import of a 903 return", organisation_id=of.pk)


def plain(rows: QuerySet[Any], *leaving_out: str) -> list[dict[str, Any]]:
    """Give rows without what is made afresh with each."""
    dropped = {*MADE, *leaving_out}
    return [{name: value for name, value in row.items() if name not in dropped} for row in rows.values()]


def held(of: Organisation) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of every table that an import writes, in full, and seen as the import."""
    tables = (
        record.Child,
        record.ChildName,
        record.ChildIdentifier,
        record.ResponsibilityPeriod,
        record.UnaccompaniedPeriod,
        record.CareEpisode,
        record.CareEpisodeAddress,
        record.CareReview,
        record.MissingEpisode,
        record.Event,
        record.ReportDetail,
        record.ClassificationDetail,
        record.OwedDuty,
        record.ImportRow,
        record.Telling,
        record.Placement,
    )
    with seen_as(importer(of)):
        return {table.__name__: list(table.objects.order_by("pk").values_list()) for table in tables}


def count(of: Organisation) -> dict[str, int]:
    """Say how many rows each of those tables has."""
    return {name: len(rows) for name, rows in held(of).items() if rows}
