"""Which children came back and were not heard yet, by how much is left of the 72 hours: elapsed hours, weekends too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.policies import access
from lantern.queries.children import age_of, display_names
from lantern.queries.corrected import is_struck
from lantern.queries.heard import Heard, heard_since_return, when_of
from lantern.queries.interview_services import Asked, line_of
from lantern.queries.interviews import DUTY
from lantern.queries.owed_lines import LIMIT, limit_of
from lantern.queries.paging import Paged, paged
from lantern.queries.seeing import asked_of, reads, visible_to
from lantern.queries.service_terms import ServiceLine, services_for
from lantern.record.context import read_as
from lantern.record.models import Child, Event, InterviewAsked, MissingEpisode, OwedDuty
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When, day_of, start_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import Permission, Relation

PAGE, RUNNING = 25, 100
_SETTLED = (EventKind.RETURN_INTERVIEW_HELD.value, EventKind.RETURN_INTERVIEW_NOT_POSSIBLE.value)


@dataclass(frozen=True, kw_only=True)
class ChasedService:
    """The service that was asked last for one interview: what it answered, what it holds, and what was agreed."""

    asked: Asked
    service: ServiceLine | None


@dataclass(frozen=True, kw_only=True)
class ChaseLine:
    """One return for which nobody was heard yet: since when, until when, and what is known of the offers."""

    reference: str
    child_reference: str
    name: str
    age: int | None
    lives_at: str
    languages: str
    returned: When
    arose_at: datetime  # the moment from which the hours run
    due_at: datetime  # past which it is overdue
    is_missing_again: bool
    offered: When | None = None
    offered_by: str = ""
    offer_language: str = ""
    not_yet: When | None = None
    offer_again_at: datetime | None = None
    asked: ChasedService | None = None  # the service asked last, where this reader may ask


@dataclass(frozen=True, kw_only=True)
class Chase:
    """One page of who is to be heard within the 72 hours, and one of those whose hours are over, the latest first."""

    running: tuple[ChaseLine, ...]
    over: tuple[ChaseLine, ...]
    running_of: Paged[OwedDuty]  # how many there are of each, and which page this is
    over_of: Paged[OwedDuty]
    as_of: datetime


@reads
def chase(*, page: int = 1, running_page: int = 1, by: Actor, now: datetime) -> Chase:
    """Give every return of this reader's own children, or that their service was asked for, not held nor settled."""
    allowed = access.relations_that(role=by.role, permission=Permission.RECORD_INTERVIEW_OFFER)
    if Relation.RESPONSIBLE not in allowed or by.organisation_id is None:
        nothing: Paged[OwedDuty] = Paged(lines=(), total=0, page=1, pages=1)
        return Chase(running=(), over=(), running_of=nothing, over_of=nothing, as_of=now)
    asked = asked_of(by)
    with read_as(
        SYSTEM
    ):  # an interviewer reads no chronology: only this of it, and of their own authority's alone
        owed = _unheard(by.organisation_id, asked)
        of = set(owed.values_list("episode__child_id", flat=True))
    seen = set(visible_to(by).filter(pk__in=of).values_list("pk", flat=True))
    if seen != of:  # before it is counted and cut: a page that is said to hold a line shows it
        owed = owed.filter(episode__child__in=seen)
    with read_as(SYSTEM):
        limited = owed.annotate(limit=LIMIT)
        soon = paged(limited.filter(limit__gte=now).order_by("limit", "pk"), page=running_page, size=RUNNING)
        late = paged(limited.filter(limit__lt=now).order_by("-limit", "-pk"), page=page, size=PAGE)
        running, over = soon.lines, late.lines
        known = heard_since_return([row.episode for row in (*running, *over)])
        again = _missing_again([row.of_episode.child_id for row in (*running, *over)])
    children = visible_to(by).filter(pk__in=[row.of_episode.child_id for row in (*running, *over)])
    known_by = {child.pk: child for child in children.select_related("placement_provider")}
    names = display_names(list(known_by))
    services = _services([row.episode_id for row in (*running, *over)], by=by, now=now)
    return Chase(
        running=_with(services, _lines(running, known, children=known_by, names=names, again=again, now=now)),
        over=_with(services, _lines(over, known, children=known_by, names=names, again=again, now=now)),
        running_of=soon,
        over_of=late,
        as_of=now,
    )


def _services(episodes: Sequence[int], *, by: Actor, now: datetime) -> dict[str, ChasedService]:
    """Give the service that was asked last for each episode, by its reference, to a reader who may ask."""
    if Relation.RESPONSIBLE not in access.relations_that(role=by.role, permission=Permission.ASK_INTERVIEWER):
        return {}
    rows = InterviewAsked.objects.filter(episode__in=episodes).select_related("service", "episode")
    last = {row.episode.reference: row for row in rows.order_by("pk")}
    keys = {row.service_id for row in last.values()}
    held = services_for(by.organisation_id, now=now, only=sorted(keys)) if keys else []
    lines = {one.reference: one for one in held}
    return {
        reference: ChasedService(asked=line_of(row), service=lines.get(row.service.reference))
        for reference, row in last.items()
    }


def _with(services: dict[str, ChasedService], lines: tuple[ChaseLine, ...]) -> tuple[ChaseLine, ...]:
    return tuple(replace(line, asked=services.get(line.reference)) for line in lines) if services else lines


def _unheard(own: int, asked: Sequence[int]) -> QuerySet[OwedDuty]:
    settled = Event.objects.filter(~is_struck(), episode=OuterRef("episode_id"), kind__in=_SETTLED)
    return OwedDuty.objects.filter(
        ~Exists(settled),
        Q(episode__responsible_authority=own) | Q(episode__in=asked),
        code=DUTY,
        due_at__isnull=False,
        episode__stage=Stage.RETURNED.value,
        episode__is_void=False,
    ).select_related("episode__placement_provider")


def _missing_again(children: Sequence[int]) -> set[int]:
    rows = MissingEpisode.objects.filter(child__in=set(children), returned_on=None, is_void=False)
    return set(rows.values_list("child_id", flat=True))


def _lines(
    rows: Sequence[OwedDuty],
    known: dict[int, Heard],
    *,
    children: dict[int, Child],
    names: dict[int, str],
    again: set[int],
    now: datetime,
) -> tuple[ChaseLine, ...]:
    return tuple(
        _line(row, known[row.episode_id], child=children[key], name=names[key], is_gone=key in again, now=now)
        for row in rows
        if (key := row.of_episode.child_id) in children
        and row.episode_id in known
        and known[row.episode_id].held is None
    )


def _line(row: OwedDuty, heard: Heard, *, child: Child, name: str, is_gone: bool, now: datetime) -> ChaseLine:
    place = child.placement_provider or row.of_episode.placement_provider
    offer, not_yet = heard.last_offer, heard.not_yet
    limit = limit_of(row)
    assert limit is not None  # only such were asked for
    said = getattr(not_yet, "not_held", None) if not_yet else None
    return ChaseLine(
        reference=row.of_episode.reference,
        child_reference=child.reference,
        name=name,
        age=age_of(child, day_of(now)),
        lives_at=place.name if place else "",
        languages=child.languages,
        returned=when_of(heard.returned),
        arose_at=row.arose_at or start_of(row.arose_on),
        due_at=limit,
        is_missing_again=is_gone,
        offered=when_of(offer) if offer else None,
        offered_by=offer.interview_offer.offered_by if offer and hasattr(offer, "interview_offer") else "",
        offer_language=offer.interview_offer.language if offer and hasattr(offer, "interview_offer") else "",
        not_yet=when_of(not_yet) if not_yet else None,
        offer_again_at=said.offer_again_at if said else None,
    )
