"""Who is on duty in the reader's own organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lantern.accounts.models import DutyShift, Organisation, Team
from lantern.queries.seeing import reads
from lantern.vocabulary.actors import Actor

AHEAD = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class ShiftLine:
    """One person on the rota. `is_now` says that they are on duty at this moment."""

    number: int
    name: str
    post: str
    telephone: str
    team: str
    place: int
    from_at: datetime
    until_at: datetime
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class Rota:
    """Everybody on duty now, in the order they are rung, and then who comes."""

    organisation: str
    telephone: str  # rung where nobody on the rota answers
    on_now: tuple[ShiftLine, ...]
    to_come: tuple[ShiftLine, ...]
    teams: tuple[tuple[int, str], ...]
    as_of: datetime


@reads
def rota(*, by: Actor, now: datetime) -> Rota:
    """Give the rota of the reader's own organisation from now on."""
    own = Organisation.objects.filter(pk=by.organisation_id or 0).first()
    rows = (
        DutyShift.objects.filter(organisation=own, until_at__gt=now, from_at__lt=now + AHEAD)
        .select_related("team")
        .order_by("from_at", "place", "pk")
    )
    lines = [_line(row, now=now) for row in rows]
    on_now = sorted((line for line in lines if line.is_now), key=lambda line: (line.place, line.number))
    return Rota(
        organisation=own.name if own else "",
        telephone=(own.out_of_hours_telephone or own.switchboard) if own else "",
        on_now=tuple(on_now),
        to_come=tuple(line for line in lines if not line.is_now),
        teams=tuple(Team.objects.filter(organisation=own).order_by("name").values_list("pk", "name")),
        as_of=now,
    )


def _line(row: DutyShift, *, now: datetime) -> ShiftLine:
    return ShiftLine(
        number=row.pk,
        name=row.name,
        post=row.post,
        telephone=row.telephone,
        team=row.team.name if row.team else "",
        place=row.place,
        from_at=row.from_at,
        until_at=row.until_at,
        is_now=row.from_at <= now,
    )
