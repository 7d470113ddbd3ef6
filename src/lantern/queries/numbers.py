"""The stored numbers of organisations, to ring back before anybody is told that a child exists; never a person's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.accounts.models import Organisation, Proof
from lantern.queries.seeing import reads
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.roles import OrganisationKind

MOST_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class StoredNumber:
    """One number as it is stored, and when somebody last rang it and said that it was answered, if anybody did."""

    number: str
    checked_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class NumberLine:
    """One organisation with its switchboard and its out-of-hours number; None where none is stored."""

    name: str
    kind: OrganisationKind
    switchboard: StoredNumber | None
    out_of_hours: StoredNumber | None


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The organisations whose name holds every word that was asked for. `total` counts those not shown too."""

    lines: tuple[NumberLine, ...]
    total: int


@reads
def stored_numbers(*, wanted: str, by: Actor, now: datetime) -> Numbers:
    """Give the stored numbers of the organisations of this name, or of all of them, by name."""
    rows = Organisation.objects.order_by("name", "pk")
    for word in wanted.split():
        rows = rows.filter(name__icontains=word)
    shown = list(rows[:MOST_SHOWN])
    checked = _checked(shown)
    return Numbers(lines=tuple(_line(row, checked) for row in shown), total=rows.count())


def _checked(rows: Sequence[Organisation]) -> dict[tuple[int, str], datetime]:
    """Give when each number was last rung and answered. A number that was changed since was not."""
    proofs = Proof.objects.filter(kind=Proof.NUMBER, organisation__in=rows, proved_at__isnull=False)
    found = proofs.order_by("proved_at", "pk").values_list("organisation_id", "address", "proved_at")
    return {(organisation, _digits(number)): at for organisation, number, at in found if at and organisation}


def _line(row: Organisation, checked: dict[tuple[int, str], datetime]) -> NumberLine:
    def stored(number: str) -> StoredNumber | None:
        at = checked.get((row.pk, _digits(number)))
        return StoredNumber(number=number, checked_at=at) if number else None

    return NumberLine(
        name=row.name,
        kind=OrganisationKind(row.kind),
        switchboard=stored(row.switchboard),
        out_of_hours=stored(row.out_of_hours_telephone),
    )


def _digits(number: str) -> str:
    return "".join(number.split())
