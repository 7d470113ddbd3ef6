"""Children who arrived alone and whom nobody of the authority has answered for: they stand open until somebody does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from lantern.accounts.models import Organisation
from lantern.queries.children import display_names
from lantern.queries.corrected import standing
from lantern.queries.missing import find_child
from lantern.queries.seeing import may, reads, require
from lantern.record.models import ArrivalDetail, Child, Event, Telling
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import ARRIVALS, Channel, TellingAbout, TellingState


@dataclass(frozen=True, kw_only=True)
class CallToMake:
    """Whom to ring now about an arrival: by name where somebody is on the rota, else the authority's own number."""

    telling: str
    who: str  # by name and post; empty: the authority's own number
    on_duty: str  # the name alone
    number: str
    switchboard: str


@dataclass(frozen=True, kw_only=True)
class OpenArrival:
    """One arrival that nobody has answered. `call` is to be made now; `desk_call` may be made before that too."""

    child: str
    number: int  # of the entry
    name: str
    place: str
    arrived: When
    told_at: datetime  # when the desk was told
    desk: str
    answer_by: datetime | None
    call: CallToMake | None
    desk_call: CallToMake
    may_ring: bool
    handed_by: str = ""  # the authority that handed the child over, where one did


@reads
def open_arrivals(*, by: Actor, now: datetime) -> tuple[OpenArrival, ...]:
    """Give the unanswered arrivals of the reader's own authority, the one that has waited longest first."""
    return lines_of(by=by)


def lines_of(*, by: Actor, child: Child | None = None) -> tuple[OpenArrival, ...]:
    """Give the unanswered arrivals of the reader's own authority inside a query, all of them or one child's."""
    if by.organisation_id is None:
        return ()
    told = Telling.objects.filter(
        event=OuterRef("event"),
        owed_step=None,  # whoever has what is owed since the arrival has not answered for the child
        organisation=by.organisation_id,
        state=TellingState.TOLD.value,
    )
    abouts = [about.value for about in ARRIVALS]
    rows = Telling.objects.filter(child__isnull=False, about__in=abouts).exclude(Exists(told))
    rows = rows.filter(organisation=by.organisation_id, child__responsible_authority=by.organisation_id)
    if child is not None:
        rows = rows.filter(child=child)
    related = ("child", "organisation", "team", "on_duty", "event")
    found: dict[int, list[Telling]] = {}
    for row in rows.select_related(*related).order_by("recorded_at", "pk"):
        found.setdefault(row.event_id, []).append(row)
    return _lines(found, by=by) if found else ()


def _lines(found: dict[int, list[Telling]], *, by: Actor) -> tuple[OpenArrival, ...]:
    events = {key: rows[0].event for key, rows in found.items()}
    struck = Event.objects.filter(child__in=[event.child_id for event in events.values()])
    stand = {row.pk for row in standing([*events.values(), *struck.exclude(corrects=None)])}
    names = display_names([event.child_id for event in events.values() if event.child_id is not None])
    places = dict(ArrivalDetail.objects.filter(event__in=events).values_list("event_id", "place"))
    return tuple(
        _line(rows, names, place=places.get(key, ""), by=by) for key, rows in found.items() if key in stand
    )


def _line(rows: Sequence[Telling], names: dict[int, str], *, place: str, by: Actor) -> OpenArrival:
    first, child = rows[0], rows[0].child
    former = handed_over_by(first)
    assert child is not None
    calls = [row for row in rows if row.channel == Channel.TELEPHONE.value and _waits(row)]
    clocks = [row.answer_by for row in rows if row.answer_by is not None and _waits(row)]
    return OpenArrival(
        child=child.reference,
        number=first.event_id,
        name=names[child.pk],
        place=place,
        arrived=When(on=first.event.happened_on, at=first.event.happened_at),
        told_at=first.recorded_at,
        desk=first.team.name if first.team else first.organisation.name,
        answer_by=min(clocks, default=None),
        call=_call(calls[-1]) if calls else None,
        desk_call=_call(first),
        may_ring=may(permission=Permission.RING, row=child, by=by),
        handed_by=former.name if former else "",
    )


def handed_over_by(row: Telling) -> Organisation | None:
    """Give the authority that a hand-over came from: the one that was asked before; None where it is no hand-over."""
    if row.about != TellingAbout.HANDED.value:
        return None
    before = Telling.objects.filter(event=row.event_id, owed_step=None, pk__lt=row.pk).exclude(
        organisation=row.organisation_id
    )
    last = before.select_related("organisation").order_by("-pk").first()
    return last.organisation if last else None


def _waits(row: Telling) -> bool:
    return row.state != TellingState.WITHDRAWN.value


def _call(row: Telling) -> CallToMake:
    shift, organisation = row.on_duty, row.organisation
    own = (row.team.out_of_hours_telephone if row.team else "") or organisation.out_of_hours_telephone
    return CallToMake(
        telling=row.reference,
        who=", ".join(filter(None, (shift.name, shift.post))) if shift else "",
        on_duty=shift.name if shift else "",
        number=(shift.telephone if shift else "") or own or organisation.switchboard,
        switchboard=organisation.switchboard,
    )


@reads
def call_of(*, child: str, telling: str, by: Actor, now: datetime) -> tuple[OpenArrival, CallToMake]:
    """Give one call to make about an arrival; raise NotFound where it is made, or is nobody's to make."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.RING, row=row, by=by)
    line = next(iter(lines_of(by=by, child=row)), None)
    made = (line.call, line.desk_call) if line else ()
    call = next((each for each in made if each and each.telling == telling), None)
    if line is None or call is None:
        raise NotFound(
            "This call is not to be made any more: somebody answered, or another call took its place. "
            "Open how the child arrived and look again."
        )
    return line, call
