"""Whom to ring about a child: the workers who are stored for the child, with their own numbers and their team's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lantern.record.models import Involvement
from lantern.vocabulary.involved import Capacity

_ORDER = list(Capacity)


@dataclass(frozen=True, kw_only=True)
class Worker:
    """One worker, or the organisation where nobody is named there. `always` is answered when the office is shut.

    The switchboard may be shut at night: nothing says when it is answered.
    """

    number: int
    capacity: Capacity
    organisation: str
    organisation_id: int
    team: str
    person: str
    telephone: str
    telephone_by: str
    telephone_at: datetime | None
    team_telephone: str
    always: str
    switchboard: str
    recorded_at: datetime


def workers_of(child: int) -> tuple[Worker, ...]:
    """Give who is stored for a child now, as far as row-level security shows them to this reader."""
    rows = Involvement.objects.filter(child=child, ended_at=None).select_related("organisation", "team")
    found = [_worker(row) for row in rows]
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.capacity), one.number)))


def _worker(row: Involvement) -> Worker:
    team, home = row.team, row.organisation
    return Worker(
        number=row.pk,
        capacity=Capacity(row.capacity),
        organisation=home.name,
        organisation_id=home.pk,
        team=team.name if team else "",
        person=row.person,
        telephone=row.telephone,
        telephone_by=row.telephone_by,
        telephone_at=row.telephone_at,
        team_telephone=row.team_telephone,
        always=(team.out_of_hours_telephone if team else "") or home.out_of_hours_telephone,
        switchboard=home.switchboard,
        recorded_at=row.recorded_at,
    )
