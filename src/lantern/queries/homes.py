"""One home tonight: who lives there, who of them is missing, and who went together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lantern.accounts.models import Organisation
from lantern.policies import access
from lantern.queries import lateness
from lantern.queries.children import age_of, display_names
from lantern.queries.lateness import LateLine
from lantern.queries.missing import heads_of
from lantern.queries.seeing import (
    episodes_visible_to,
    let_in_only,
    may,
    permissions_among,
    reads,
    seen_as,
    visible_to,
)
from lantern.queries.sizes import sizes_of
from lantern.queries.values import EpisodeHead
from lantern.record.models import Child, MissingEpisode
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import day_of
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission, Relation, Role

_ORGANISATIONS = (
    *("responsible_authority", "host_authority", "placement_provider", "police_force", "lead_authority"),
)
_NOT_FOUND = (
    "There is no home by that reference with a child that you may see. "
    "Check the address, or ring the duty team."
)


@dataclass(frozen=True, kw_only=True)
class Number:
    """Whom to ring, on the organisation's own stored number."""

    name: str
    telephone: str


@dataclass(frozen=True, kw_only=True)
class Bed:
    """One child of the home: missing where there is an open episode. `name` is None where it may not be seen."""

    child_reference: str | None
    name: str | None
    age: int | None
    responsible_authority: str
    missing: EpisodeHead | None
    group: int | None  # children of one number went together
    went_with: int  # how many others, seen here or not
    may_open: bool  # the episode's own page
    lives_here: bool  # no longer, where the placement ended while the child was missing
    may_report: bool
    is_ours: bool = False  # the reader's own organisation looks after the child
    late: LateLine | None = None  # expected, not there, and not yet reported missing
    may_record_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Home:
    """The home as one reader may see it. `unnamed` children live there too and are another authority's."""

    reference: str
    name: str
    area: str
    beds: tuple[Bed, ...]
    unnamed: int
    duty_desk: Number | None
    is_own: bool
    as_of: datetime


@dataclass(frozen=True, kw_only=True)
class HomeChoice:
    """A home in which there are children whom this reader may report."""

    reference: str
    name: str
    area: str
    children: int


@reads
def homes_of(*, by: Actor, now: datetime) -> tuple[HomeChoice, ...]:
    """Give the homes and services in which this reader sees children, by name, with how many."""
    placed = dict(visible_to(by).exclude(placement_provider=None).values_list("pk", "placement_provider"))
    let_in = let_in_only(placed, by=by)  # one child for one night opens no home
    counted = Counter(home for child, home in placed.items() if child not in let_in)
    rows = Organisation.objects.filter(pk__in=counted).select_related("area_authority").order_by("name", "pk")
    return tuple(
        HomeChoice(
            reference=row.reference,
            name=row.name,
            area=row.area_authority.name if row.area_authority else "",
            children=counted[row.pk],
        )
        for row in rows
    )


@reads
def own_home(*, by: Actor, now: datetime) -> str:
    """Give the reference of the home that this reader works for; raise NotFound for who works for none."""
    kinds = [kind.value for kind in access.RELATION_BELONGS_TO[Relation.PLACEMENT]]
    own = Organisation.objects.filter(pk=by.organisation_id or 0, kind__in=kinds).first()
    if own is None:
        raise NotFound("Your organisation is not a home. Choose the home on “Report a child missing”.")
    return own.reference


@reads
def home(*, reference: str, by: Actor, now: datetime) -> Home:
    """Give a home with the children this reader may see; raise NotFound where there is none and it is not theirs."""
    kinds = [kind.value for kind in access.RELATION_BELONGS_TO[Relation.PLACEMENT]]
    found = Organisation.objects.select_related("area_authority").filter(reference=reference, kind__in=kinds)
    place = found.first()
    is_own = place is not None and place.pk == by.organisation_id
    beds = _beds(place, by=by, now=now) if place else ()
    if place is None or not (beds or is_own):
        raise NotFound(_NOT_FOUND)
    return Home(
        reference=place.reference,
        name=place.name,
        area=place.area_authority.name if place.area_authority else "",
        beds=beds,
        unnamed=_placed_in(place) - sum(bed.lives_here for bed in beds),
        duty_desk=_number(place.area_authority),
        is_own=is_own,
        as_of=now,
    )


def _placed_in(place: Organisation) -> int:
    """Count the children who live there, as the home itself would: a number only."""
    with seen_as(Actor(role=Role.CARER, name="Lantern", organisation_id=place.pk)):
        return Child.objects.filter(placement_provider=place).count()


def _number(organisation: Organisation | None) -> Number | None:
    if organisation is None:
        return None
    telephone = organisation.out_of_hours_telephone or organisation.switchboard
    return Number(name=organisation.name, telephone=telephone) if telephone else None


def _beds(place: Organisation, *, by: Actor, now: datetime) -> tuple[Bed, ...]:
    children = list(
        visible_to(by).filter(placement_provider=place).select_related("responsible_authority").order_by("pk")
    )
    let_in = let_in_only((child.pk for child in children), by=by)
    children = [child for child in children if child.pk not in let_in]
    here = {child.pk for child in children}
    episodes = _open_episodes(place, here, by=by)
    heads = heads_of(episodes, by=by, now=now)
    missing = {e.child_id: _Missing(e, head) for e, head in zip(episodes, heads, strict=True)}
    sizes = sizes_of(e.group_id for e in episodes if e.group_id is not None)
    living = _living_here(children, missing, sizes, by=by, now=now)
    gone = [_gone(one, sizes, by=by) for key, one in missing.items() if key not in here]
    return tuple(sorted([*living, *gone], key=_missing_first))


@dataclass(frozen=True)
class _Missing:
    row: MissingEpisode
    head: EpisodeHead


def _open_episodes(place: Organisation, here: set[int], *, by: Actor) -> list[MissingEpisode]:
    """Give the open episodes of the children who live here, and those this reader may see that began here.

    A child may have been missing when they were placed here: whoever sees the child sees that, whichever desk it was.
    """
    rows = MissingEpisode.objects.filter(returned_on=None, is_void=False).select_related(*_ORGANISATIONS)
    began_here = list(rows.filter(pk__in=episodes_visible_to(by).filter(placement_provider=place)))
    let_in = let_in_only((episode.child_id for episode in began_here), by=by)
    with seen_as(SYSTEM):
        living_here = list(rows.filter(child__in=here).order_by("pk"))
    return [*living_here, *(e for e in began_here if e.child_id not in here | let_in)]


def _living_here(
    children: Sequence[Child],
    missing: dict[int, _Missing],
    sizes: dict[int, int],
    *,
    by: Actor,
    now: datetime,
) -> list[Bed]:
    names = display_names([child.pk for child in children])
    allowed = permissions_among(children, by=by)
    late = {
        line.child_reference: line
        for line in lateness.lines_of(by=by, now=now, children=[child.pk for child in children])
    }
    return [
        Bed(
            child_reference=child.reference,
            name=names[child.pk],
            age=age_of(child, day_of(now)),
            responsible_authority=child.responsible_authority.name,
            is_ours=child.responsible_authority_id == by.organisation_id,
            lives_here=True,
            may_report=Permission.REPORT_MISSING in allowed[child.pk],
            late=late.get(child.reference),
            may_record_late=Permission.RECORD_LATE in allowed[child.pk],
            **_how_it_stands(missing.get(child.pk), sizes, by=by),
        )
        for child in children
    ]


def _gone(one: _Missing, sizes: dict[int, int], *, by: Actor) -> Bed:
    """Give the bed of a child who went missing from here and whose placement has ended since: still sought."""
    return Bed(
        child_reference=one.head.child_reference,
        name=one.head.name,
        age=one.head.age,
        responsible_authority=one.head.responsible_authority,
        is_ours=one.row.responsible_authority_id == by.organisation_id,
        lives_here=False,
        may_report=False,
        **_how_it_stands(one, sizes, by=by),
    )


def _how_it_stands(one: _Missing | None, sizes: dict[int, int], *, by: Actor) -> dict[str, Any]:
    if one is None:
        return {"missing": None, "group": None, "went_with": 0, "may_open": False}
    return {
        "missing": one.head,
        "group": one.row.group_id,
        "went_with": max(0, sizes.get(one.row.group_id or 0, 0) - 1),
        "may_open": may(permission=Permission.SEE_EPISODE, row=one.row, by=by),
    }


def _missing_first(bed: Bed) -> tuple[bool, bool, int, str]:
    """Order missing children first, those who went together side by side, then the late, then the others by name."""
    return (bed.missing is None, bed.late is None, bed.group or 0, bed.name or "")


@reads
def duty_desk_of(*, child: str, by: Actor, now: datetime) -> Number | None:
    """Give the number of the authority that looks after this child, to ring at night; None where none is stored."""
    found = visible_to(by).select_related("responsible_authority").filter(reference=child).first()
    return _number(found.responsible_authority) if found else None


@reads
def duty_desk_of_episode(*, reference: str, by: Actor, now: datetime) -> Number | None:
    """Give the number of the authority that looks after the child of this episode; None where none is stored."""
    found = (
        episodes_visible_to(by).select_related("responsible_authority").filter(reference=reference).first()
    )
    return _number(found.responsible_authority) if found else None
