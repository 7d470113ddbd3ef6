"""Who is on duty in one's own organisation, when, on which number, and in which order they are rung."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lantern.accounts.models import DutyShift, Team
from lantern.actions.acting import acts, audit
from lantern.policies import access
from lantern.record.context import seen_as
from lantern.record.models import Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Permission

LONGEST = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Shift:
    """One person on duty between two moments; who stands at place 1 is rung first."""

    name: str
    telephone: str
    from_at: datetime
    until_at: datetime
    post: str = ""
    place: int = 1
    team: int | None = None  # one team of the organisation, or all of them


@acts
def add_shift(*, shift: Shift, by: Actor, now: datetime) -> int:
    """Put somebody on duty in the actor's own organisation; gives the shift's number."""
    organisation = _own(by)
    _check(shift, now=now)
    if shift.team is not None and not Team.objects.filter(pk=shift.team, organisation=organisation).exists():
        raise Refused("There is no such team in your organisation. Choose another.", field="team")
    row = DutyShift.objects.create(
        organisation_id=organisation,
        team_id=shift.team,
        name=shift.name.strip(),
        post=shift.post.strip(),
        telephone=shift.telephone.strip(),
        place=shift.place,
        from_at=shift.from_at,
        until_at=shift.until_at,
    )
    audit(action="rota.add_shift", about=str(row.pk), by=by, now=now)
    return row.pk


@acts
def end_shift(*, shift: int, by: Actor, now: datetime) -> int:
    """Take somebody off duty now; a shift that has not begun is taken off the rota whole."""
    # What names the shift, as a call that is written this moment, waits for nobody.
    held = DutyShift.objects.select_for_update(no_key=True)
    row = held.filter(pk=shift, organisation=_own(by)).first()
    if row is None or row.until_at <= now:
        raise NotFound("There is no such shift on your rota now. Open the rota again.")
    if row.from_at >= now:
        row.delete()
    else:
        row.until_at = now
        row.save(update_fields=["until_at"])
        with seen_as(SYSTEM):  # nobody off shift carries a clock: it is the next one's turn, for every child
            Telling.objects.filter(on_duty=row, answer_by__gt=now).update(answer_by=now)
    audit(action="rota.end_shift", about=str(shift), by=by, now=now)
    return shift


def _own(by: Actor) -> int:
    if Permission.KEEP_ROTA not in access.WITHOUT_CHILD[by.role] or by.organisation_id is None:
        raise NotPermitted(
            "Your role does not keep a rota. Nothing was changed. This refusal has been recorded."
        )
    return by.organisation_id


def _check(shift: Shift, *, now: datetime) -> None:
    """Refuse a shift that nobody could be rung in."""
    if not shift.name.strip():
        raise Refused("Enter who is on duty.", field="name")
    if not shift.telephone.strip():
        raise Refused("Enter the number on which they are rung.", field="telephone")
    if shift.until_at <= shift.from_at:
        raise Refused("The shift must end after it begins.", field="until_at")
    if shift.until_at <= now:
        raise Refused("This shift is over already. Check the day and the time.", field="until_at")
    if shift.until_at - shift.from_at > LONGEST:
        raise Refused("A shift lasts 7 days at most. Check the days.", field="until_at")
