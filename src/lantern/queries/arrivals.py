"""Children who arrived alone: the list of a desk or of a port, one child's arrival, and who was told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from lantern.accounts.models import Organisation
from lantern.procedures import first_days
from lantern.queries.ages import AgeLine, ages_of
from lantern.queries.children import all_names, display_names
from lantern.queries.corrected import standing
from lantern.queries.missing import find_child
from lantern.queries.paging import Paged, paged
from lantern.queries.seeing import permissions_on, reads, require, visible_to
from lantern.record.context import hand_on, hand_on_children, read_as
from lantern.record.models import ArrivalPeople, Child, Event, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.names import name_key
from lantern.vocabulary.roles import OrganisationKind, Permission
from lantern.vocabulary.tellings import TellingState

PAGE = 100


@dataclass(frozen=True, kw_only=True)
class AreaChoice:
    """An authority to choose as that of the area, and whether it is the one of the reader's own post."""

    reference: str
    name: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class ToldLine:
    """That a desk was told of an arrival, and whether a named person there has answered."""

    organisation: str
    team: str
    state: TellingState
    recorded_at: datetime
    told_at: datetime | None
    answered_by: str
    is_call: bool  # somebody is to be rung, because nobody answered the message
    on_duty: str  # who


@dataclass(frozen=True, kw_only=True)
class ArrivalLine:
    """One arrival on a list: no name where the reader is the port that registered the child."""

    child: str
    name: str
    place: str
    arrived: When
    authority: str
    telephone: str
    told: tuple[ToldLine, ...]

    @property
    def answered(self) -> ToldLine | None:
        """The one that a named person answered; None where nobody has."""
        told = [each for each in self.told if each.told_at is not None]
        return next((each for each in told if each.answered_by), told[0] if told else None)


@dataclass(frozen=True, kw_only=True)
class PeopleOfIt:
    """What names other people and places, for a reader who may see it."""

    route: str
    met_by: str
    documents: str
    interpreter_name: str
    is_now_at: str


@dataclass(frozen=True, kw_only=True)
class ArrivalPage:
    """One child's arrival, and how old the child is taken to be."""

    child: str
    name: str
    number: int | None  # None: no arrival stands
    place: str
    arrived: When | None
    stated_age: int | None
    stated_born_on: date | None
    language: str
    interpreter: Answer
    interpreter_independent: Answer | None
    people: PeopleOfIt | None  # None: this reader may not see them
    registered_by: str
    recorded_at: datetime | None
    told: tuple[ToldLine, ...]
    ages: tuple[AgeLine, ...]
    may: frozenset[Permission]
    version: int
    first_days: tuple[str, ...]
    authority: str  # its reference


def arrival_of(child: Child) -> Event | None:
    """Give the newest arrival of a child that stands; read under the child's own rule."""
    told = Event.objects.filter(child=child, kind=EventKind.CHILD_ARRIVED.value)
    rows = list(told.select_related("arrival", "by_organisation").order_by("recorded_at", "pk"))
    struck = Event.objects.filter(child=child, corrects__in=rows) if rows else ()
    stand = [row for row in standing([*rows, *struck]) if row.kind == EventKind.CHILD_ARRIVED.value]
    return stand[-1] if stand else None


@reads
def areas(*, by: Actor, now: datetime) -> tuple[AreaChoice, ...]:
    """Give the authorities in whose area a child may have arrived; nothing where the reader's own is one."""
    rows = Organisation.objects.filter(kind=OrganisationKind.LOCAL_AUTHORITY.value).order_by("name", "pk")
    if rows.filter(pk=by.organisation_id or 0).exists():
        return ()
    reader = Organisation.objects.filter(pk=by.organisation_id or 0)
    own = reader.values_list("area_authority", flat=True).first()
    return tuple(AreaChoice(reference=row.reference, name=row.name, is_own=row.pk == own) for row in rows)


@reads
def arrivals(*, page: int = 1, by: Actor, now: datetime) -> Paged[ArrivalLine]:
    """Give a page of the arrivals a desk may see, the newest first; to a port those it registered, without names."""
    told = Event.objects.filter(kind=EventKind.CHILD_ARRIVED.value, child__isnull=False)
    listed = _paged(told.filter(child__in=visible_to(by)), page)
    if listed.total or not _is_port(by):
        return replace(listed, lines=_lines(listed.lines, is_named=True))
    with read_as(SYSTEM):
        listed = _paged(_own(by), page)
    return replace(listed, lines=_lines(listed.lines, is_named=False))


def _paged(rows: QuerySet[Event], page: int) -> Paged[Any]:
    return paged(rows.order_by("-recorded_at", "-pk"), page=page, size=PAGE)


def _is_port(by: Actor) -> bool:
    kind = OrganisationKind.LOCAL_AUTHORITY.value
    return not Organisation.objects.filter(pk=by.organisation_id or 0, kind=kind).exists()


def _own(by: Actor) -> QuerySet[Event]:
    """Give what this reader's organisation registered itself, read as the system: it is nothing to the child."""
    return Event.objects.filter(
        kind=EventKind.CHILD_ARRIVED.value, child__isnull=False, by_organisation=by.organisation_id or 0
    )


def _lines(rows: Sequence[Event], *, is_named: bool) -> tuple[ArrivalLine, ...]:
    keys = [row.child_id for row in rows if row.child_id is not None]
    with hand_on_children(*keys):
        held = Event.objects.filter(pk__in=[row.pk for row in rows], corrections=None)
        found = {row.pk: row for row in held.select_related("arrival", "child__responsible_authority")}
        names = display_names(keys) if is_named else {}
        told = _told(keys)
    return tuple(_as_line(found[row.pk], names, told) for row in rows if row.pk in found)


def _as_line(row: Event, names: dict[int, str], told: dict[int, tuple[ToldLine, ...]]) -> ArrivalLine:
    child = row.child
    assert child is not None
    authority = child.responsible_authority
    return ArrivalLine(
        child=child.reference,
        name=names.get(child.pk, ""),
        place=row.arrival.place,
        arrived=When(on=row.happened_on, at=row.happened_at),
        authority=authority.name,
        telephone=authority.out_of_hours_telephone or authority.switchboard,
        told=told.get(child.pk, ()),
    )


def _told(children: Sequence[int]) -> dict[int, tuple[ToldLine, ...]]:
    rows = Telling.objects.filter(child__in=children, owed_step=None).select_related(
        "organisation", "team", "acknowledgement", "on_duty"
    )
    # A call that another took the place of says nothing more: what came of it stands in the chronology.
    rows = rows.exclude(follows_up__isnull=False, state=TellingState.WITHDRAWN.value)
    found: dict[int, tuple[ToldLine, ...]] = {}
    for row in rows.order_by("recorded_at", "pk"):
        answered = getattr(row, "acknowledgement", None)
        line = ToldLine(
            organisation=row.organisation.name,
            team=row.team.name if row.team else "",
            state=TellingState(row.state),
            recorded_at=row.recorded_at,
            told_at=row.told_at,
            answered_by=f"{answered.name}, {answered.job_title}" if answered else "",
            is_call=row.follows_up_id is not None,
            on_duty=", ".join(filter(None, (row.on_duty.name, row.on_duty.post))) if row.on_duty else "",
        )
        assert row.child_id is not None
        found[row.child_id] = (*found.get(row.child_id, ()), line)
    return found


@reads
def own_by_name(*, wanted: str, by: Actor, now: datetime) -> tuple[ArrivalLine, ...]:
    """Give what a port registered itself under a name like this: that it is known, and whom to call, and no name."""
    words = name_key(wanted).split()
    with read_as(SYSTEM):
        own = _own(by).order_by("-recorded_at", "-pk")
        rows = list(own) if words and _is_port(by) else []  # every one: a child may come again after years
    keys = [row.child_id for row in rows if row.child_id is not None]
    with hand_on_children(*keys):
        names = all_names(keys)
    like = {
        key for key, held in names.items() if any(all(w in name_key(each) for w in words) for each in held)
    }
    return _lines([row for row in rows if row.child_id in like], is_named=False)


@reads
def arrival(*, child: str, by: Actor, now: datetime) -> ArrivalPage:
    """Give one child's arrival to whoever may read the record."""
    row = find_child(reference=child, by=by)
    require(permission=Permission.SEE_RECORD, row=row, by=by)
    may = permissions_on(row=row, by=by)
    event = arrival_of(row)
    said = event.arrival if event else None
    with hand_on(child_id=row.pk):
        told = _told([row.pk]).get(row.pk, ())
    return ArrivalPage(
        child=row.reference,
        name=display_names([row.pk])[row.pk],
        number=event.pk if event else None,
        place=said.place if said else "",
        arrived=When(on=event.happened_on, at=event.happened_at) if event else None,
        stated_age=said.stated_age if said else None,
        stated_born_on=said.stated_born_on if said else None,
        language=said.language if said else "",
        interpreter=Answer(said.interpreter) if said else Answer.NOT_KNOWN,
        interpreter_independent=Answer(said.interpreter_independent)
        if said and said.interpreter_independent
        else None,
        people=_people(event) if event and Permission.SEE_PROTECTED in may else None,
        registered_by=_by(event) if event else "",
        recorded_at=event.recorded_at if event else None,
        told=told,
        ages=ages_of(row),
        may=may,
        version=row.version,
        first_days=first_days.in_force().actions,
        authority=row.responsible_authority.reference,
    )


def _people(event: Event) -> PeopleOfIt:
    held = ArrivalPeople.objects.get(event=event)
    names = ("route", "met_by", "documents", "interpreter_name", "is_now_at")
    return PeopleOfIt(**{name: getattr(held, name) for name in names})


def _by(event: Event) -> str:
    organisation = event.by_organisation.name if event.by_organisation else ""
    return ", ".join(filter(None, (event.by_name, organisation)))
