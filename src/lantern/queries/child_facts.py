"""What is recorded to be so of children, from which day to which, as the duties ask for it.

What the record does not say is left out, and is then not known: a duty that depends on it is owed, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from lantern.procedures import adjoining, pilot
from lantern.procedures.facts import Fact, FactName, Facts, PlacedWith
from lantern.queries.corrected import standing
from lantern.record.context import hand_on_children
from lantern.record.models import (
    AgeDetail,
    CareEpisode,
    CareStatusDetail,
    Child,
    Event,
    LegalStatusPeriod,
    Placement,
    PlacementDetail,
    UnaccompaniedPeriod,
)
from lantern.vocabulary.arrivals import AgeStanding
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.legal_status import is_care_order
from lantern.vocabulary.missing import SURE
from lantern.vocabulary.plans import PlacementTurn
from lantern.vocabulary.roles import OrganisationKind

Found = Iterator[tuple[int, Fact]]
_DAY = timedelta(days=1)
# The kinds of event whose details are facts; a withdrawal of one of them changes the facts as well.
FACT_KINDS = frozenset({EventKind.AGE_SAID, EventKind.CHILD_ARRIVED, EventKind.CARE_PLAN_RECORDED})
_PLACED_WITH = {
    OrganisationKind.FOSTERING_SERVICE.value: PlacedWith.FOSTERING_AGENCY,
    OrganisationKind.LOCAL_AUTHORITY.value: PlacedWith.OWN_FOSTERING,
    OrganisationKind.CHILDRENS_HOME.value: PlacedWith.CHILDRENS_HOME,
    OrganisationKind.SUPPORTED_ACCOMMODATION.value: PlacedWith.SUPPORTED_ACCOMMODATION,
}


def facts_of(children: Collection[int], *, names: Collection[FactName]) -> Mapping[int, Sequence[Fact]]:
    """Give the facts of these names for each of these children, each source read once for all of them.

    Read as whoever may see all of the child: half of the facts would be other facts.
    """
    found: dict[int, list[Fact]] = {key: [] for key in children}
    if not children:
        return found
    sources = _Sources(children=children)
    for asked, reading in _SOURCES:
        if not asked.isdisjoint(names):
            for child, fact in reading(sources):
                found[child].append(fact)
    return found


def was_looked_after(child: Child, *, on: date) -> bool | None:
    """Say whether the child was looked after on a day, as far as the record knows."""
    dated = facts_of([child.pk], names={FactName.IS_LOOKED_AFTER})[child.pk]
    known = Facts(dated=dated).on(FactName.IS_LOOKED_AFTER, on)
    return known if isinstance(known, bool) else None


@dataclass(kw_only=True)
class _Sources:
    """What more than one fact is read from: asked where the first of them needs it, and once for all."""

    children: Collection[int]

    @cached_property
    def own_rows(self) -> Mapping[int, tuple[date | None, str, str]]:
        """Each child's date of birth, how sure it is, and the name of the authority that looks after the child."""
        columns = ("pk", "date_of_birth", "date_of_birth_certainty", "responsible_authority__name")
        with hand_on_children(
            *self.children
        ):  # Lantern itself sees no child's own row: these are handed to it
            rows = list(Child.objects.filter(pk__in=self.children).values_list(*columns))
        return {key: (born, certainty, name) for key, born, certainty, name in rows}

    @cached_property
    def placements(self) -> Sequence[Placement]:
        """The placements, the earliest first, with the home or service and the authority of its area."""
        rows = Placement.objects.filter(child__in=self.children).select_related("provider__area_authority")
        return list(rows.order_by("from_on", "pk"))

    @cached_property
    def care(self) -> Sequence[tuple[int, date, date | None, str]]:
        """The care episodes of the statutory returns, the earliest first: child, first and last day, legal status."""
        rows = CareEpisode.objects.filter(child__in=self.children).order_by("began_on", "pk")
        return list(rows.values_list("child_id", "began_on", "ended_on", "legal_status"))

    def standing(self, kind: EventKind) -> dict[int, int]:
        """Give the entries of this kind in the cases that stand, the newest last, with whose each is."""
        return {row.pk: _of(row) for row in self._entries if row.kind == kind.value}

    @cached_property
    def _entries(self) -> Sequence[Event]:
        kinds = [EventKind.AGE_SAID.value, EventKind.CARE_PLAN_RECORDED.value]
        columns = ("kind", "recorded_at", "corrects_id", "child_id")
        rows: list[Event] = list(
            Event.objects.filter(child__in=self.children, kind__in=kinds)
            .only(*columns)
            .order_by("recorded_at", "pk")
        )
        new: Iterable[Event] = rows
        struck: list[Event] = []
        while keys := [row.pk for row in new]:  # a withdrawal of a withdrawal, and so on
            new = Event.objects.filter(corrects__in=keys, kind=EventKind.ENTERED_IN_ERROR.value)
            new = list(new.only(*columns))
            struck += new
        return standing([*rows, *struck])


def _births(sources: _Sources) -> Found:
    """Give the date of birth where somebody said or showed it; one that is estimated or disputed is not known."""
    for child, (born, certainty, _) in sources.own_rows.items():
        if born is not None and certainty in SURE:
            yield child, Fact(name=FactName.DATE_OF_BIRTH, value=born)


def _standings(sources: _Sources) -> Found:
    """Give how sure the age is: the newest word that stands holds for every day, since an age does not change."""
    rows = sources.standing(EventKind.AGE_SAID)
    said = dict(AgeDetail.objects.filter(event__in=rows).values_list("event_id", "standing")) if rows else {}
    newest = {child: said[key] for key, child in rows.items() if key in said}
    for child, value in newest.items():
        yield child, Fact(name=FactName.AGE_STANDING, value=AgeStanding(value))


def _looked_after(sources: _Sources) -> Found:
    """Give care episodes and what lies between them, then placements, and that care ended by word of the authority."""
    periods: dict[int, list[tuple[date, date | None]]] = {}
    for child, began, ended, _status in sources.care:
        periods.setdefault(child, []).append((began, ended))
    for child, held in periods.items():
        for place, (began, ended) in enumerate(held):
            yield child, Fact(name=FactName.IS_LOOKED_AFTER, value=True, since=began, until=ended)
            until = held[place + 1][0] - _DAY if place + 1 < len(held) else None
            if ended is not None and (until is None or ended < until):
                yield child, _not_looked_after(since=ended + _DAY, until=until)
    for placed in sources.placements:
        since, until = placed.from_on, placed.until_on
        yield placed.child_id, Fact(name=FactName.IS_LOOKED_AFTER, value=True, since=since, until=until)
    rows = sources.standing(EventKind.CARE_PLAN_RECORDED)
    ends = PlacementDetail.objects.filter(event__in=rows, turn=PlacementTurn.CARE_ENDED.value) if rows else ()
    for end in ends:
        yield rows[end.event_id], _not_looked_after(since=end.on_day + _DAY)


def _not_looked_after(*, since: date, until: date | None = None) -> Fact:
    return Fact(name=FactName.IS_LOOKED_AFTER, value=False, since=since, until=until)


def _care_orders(sources: _Sources) -> Found:
    """Give whether there is a care order, by feeds and returns: of two that begin on one day the feed's.

    Where a status that does not tell begins, nobody knows it from that day: what was known before ends there.
    """
    fed = LegalStatusPeriod.objects.filter(child__in=sources.children).order_by("-from_on", "-pk")
    said = [*fed.values_list("child_id", "from_on", "until_on", "status"), *reversed(sources.care)]
    silent: dict[int, list[date]] = {}
    for child, since, _, status in said:
        if is_care_order(status) is None:
            silent.setdefault(child, []).append(since)
    for child, since, until, status in said:
        is_so = is_care_order(status)
        ends = [day - _DAY for day in silent.get(child, ()) if day >= since]
        last = min((day for day in (until, *ends) if day is not None), default=None)
        if is_so is not None and (last is None or last >= since):
            yield child, Fact(name=FactName.HAS_CARE_ORDER, value=is_so, since=since, until=last)


def _unaccompanied(sources: _Sources) -> Found:
    """Give the 903's word, and over it what the care plan says from its day on: of two of one day the newer first."""
    rows = UnaccompaniedPeriod.objects.filter(child__in=sources.children).values_list("child_id", "ceased_on")
    for child, ceased in rows:
        yield child, Fact(name=FactName.IS_UNACCOMPANIED, value=True, until=ceased)
        if ceased is not None:
            yield child, Fact(name=FactName.IS_UNACCOMPANIED, value=False, since=ceased + _DAY)
    events = sources.standing(EventKind.CARE_PLAN_RECORDED)
    if not events:
        return
    said = CareStatusDetail.objects.filter(event__in=events).order_by("-event__recorded_at", "-event_id")
    for row in said.exclude(unaccompanied=Answer.NOT_KNOWN.value):
        is_so = row.unaccompanied == Answer.YES.value
        fact = Fact(name=FactName.IS_UNACCOMPANIED, value=is_so, since=row.in_care_plan_on)
        yield events[row.event_id], fact


def _homes(sources: _Sources) -> Found:
    """Give with whom, and how far from the authority's own area, each placement is."""
    table = adjoining.in_force()
    for row in sources.placements:
        kind = _PLACED_WITH.get(row.provider.kind, PlacedWith.OTHER)
        yield row.child_id, _over(row, FactName.PLACED_WITH, kind)
        area = row.provider.area_authority
        if area is not None and row.child_id in sources.own_rows:
            distance = table.distance(own=sources.own_rows[row.child_id][2], area=area.name)
            yield row.child_id, _over(row, FactName.DISTANCE, distance)


def _pilot(sources: _Sources) -> Found:
    """Give whether the authority that looks after the child is in the pilot, where the partnership's folder says so."""
    table = pilot.in_force()
    if table is None:
        return
    for child, (_, _, name) in sources.own_rows.items():
        yield (
            child,
            Fact(name=FactName.IN_PILOT_AREA, value=table.has(name), since=table.in_force_from),
        )


def _over(row: Placement, name: FactName, value: str) -> Fact:
    return Fact(name=name, value=value, since=row.from_on, until=row.until_on)


def _of(row: Event) -> int:
    assert row.child_id is not None
    return row.child_id


_Reading = Callable[[_Sources], Found]
_SOURCES: Sequence[tuple[frozenset[FactName], _Reading]] = (
    (frozenset({FactName.DATE_OF_BIRTH}), _births),
    (frozenset({FactName.AGE_STANDING}), _standings),
    (frozenset({FactName.IS_LOOKED_AFTER}), _looked_after),
    (frozenset({FactName.IS_UNACCOMPANIED}), _unaccompanied),
    (frozenset({FactName.HAS_CARE_ORDER}), _care_orders),
    (frozenset({FactName.DISTANCE, FactName.PLACED_WITH}), _homes),
    (frozenset({FactName.IN_PILOT_AREA}), _pilot),
)
