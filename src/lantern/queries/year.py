"""A child's year: nights away over placements, moves and referrals, and what the times away share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.db.models.functions import ExtractYear

from lantern.policies import access
from lantern.policies.year import Away, Counted, Period, Share, all_nights, counts, nights_in, sharing
from lantern.queries.children import display_names
from lantern.queries.corrected import standing
from lantern.queries.missing import find_child
from lantern.queries.seeing import episodes_visible_to, reads, require
from lantern.record.models import Child, Event, MissingEpisode, Placement
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import MissingKind
from lantern.vocabulary.roles import Permission

A_YEAR = timedelta(days=364)
REFERRALS = (EventKind.NRM_REFERRED, EventKind.GUARDIAN_REFERRED)


@dataclass(frozen=True, kw_only=True)
class AwayLine:
    """One time away with its nights within the period."""

    away: Away
    nights: int


@dataclass(frozen=True, kw_only=True)
class LivedLine:
    """Where a child lived, within the period; `is_move` where another placement went before."""

    provider: str
    from_on: date
    until_on: date | None
    is_move: bool


@dataclass(frozen=True, kw_only=True)
class ReferralLine:
    """A referral, and the day on which it was made."""

    kind: EventKind
    on: date
    number: int


@dataclass(frozen=True, kw_only=True)
class Year:
    """One year of one child, as one reader may see it."""

    child: str
    name: str
    period: Period
    year: int | None  # None: the twelve months up to today
    years: tuple[int, ...]  # in which the child was away, the newest first
    nights: int
    away: tuple[AwayLine, ...]  # the newest first; those that share what was asked for
    of: int  # how many times away there are in all
    lived: tuple[LivedLine, ...]
    moves: int
    referrals: tuple[ReferralLine, ...]
    shares: tuple[tuple[Counted, ...], ...]
    asked: Counted | None
    sees_found: bool  # the reader may see where the child was found
    as_of: datetime


@reads
def year_of(
    *, reference: str, year: int | None, asked: tuple[str, int] | None, by: Actor, now: datetime
) -> Year:
    """Give a child's calendar year, or the twelve months up to today, from the rows this reader may see.

    `asked` narrows the times away to those that share one thing: its kind, and its place among its kind.
    """
    child = find_child(reference=reference, by=by)
    require(permission=Permission.SEE_RECORD, row=child, by=by)
    today = day_of(now)
    period = _period(year, today=today)
    times = _away(child, period, by=by)
    sees = bool(access.relations_that(role=by.role, permission=Permission.SEE_PROTECTED))
    shares = tuple(counts(times, share) for share in Share if sees or share is not Share.FOUND)
    one = _asked(shares, asked)
    lived = _lived(child, period)
    return Year(
        child=child.reference,
        name=display_names([child.pk])[child.pk],
        period=period,
        year=year,
        years=_years(child, by=by),
        nights=all_nights(times, period, today=today),
        away=tuple(
            AwayLine(away=away, nights=nights_in(away, period, today=today))
            for away in (sharing(times, one) if one else times)
        ),
        of=len(times),
        lived=lived,
        moves=sum(line.is_move and period.from_on <= line.from_on <= period.until_on for line in lived),
        referrals=_referrals(child, period),
        shares=shares,
        asked=one,
        sees_found=sees,
        as_of=now,
    )


def _period(year: int | None, *, today: date) -> Period:
    if year is None:
        return Period(from_on=today - A_YEAR, until_on=today)
    return Period(from_on=date(year, 1, 1), until_on=min(date(year, 12, 31), today))


def _asked(shares: Sequence[Sequence[Counted]], asked: tuple[str, int] | None) -> Counted | None:
    every = (one for counted in shares for one in counted)
    return next((one for one in every if asked == (one.share.value, one.number)), None)


def _years(child: Child, *, by: Actor) -> tuple[int, ...]:
    rows = episodes_visible_to(by).filter(child=child, is_void=False)
    found = rows.annotate(year=ExtractYear("last_seen_on")).values_list("year", flat=True).distinct()
    return tuple(sorted(found, reverse=True))


def _away(child: Child, period: Period, *, by: Actor) -> tuple[Away, ...]:
    """Give the times away that touch the period, newest first, with where each was found where that may be seen."""
    rows = list(
        episodes_visible_to(by)
        .filter(child=child, is_void=False, last_seen_on__lte=period.until_on)
        .filter(Q(returned_on=None) | Q(returned_on__gte=period.from_on))
        .select_related("placement_provider")
        .order_by("-last_seen_on", "-last_seen_at", "-pk")
    )
    found = _found(rows, by=by)
    return tuple(
        Away(
            reference=row.reference,
            last_seen=When(on=row.last_seen_on, at=row.last_seen_at),
            back=When(on=row.returned_on, at=row.returned_at) if row.returned_on else None,
            is_out=row.authority_kind == MissingKind.AWAY_WITHOUT_AUTHORISATION.value,
            placement=row.placement_provider.name if row.placement_provider else "",
            found=found.get(row.pk, "") if found is not None else None,
        )
        for row in rows
    )


def _found(rows: Sequence[MissingEpisode], *, by: Actor) -> dict[int, str] | None:
    """Give where the child was found last, by episode; None for a reader who may see no such place anywhere.

    The database's own rule keeps back the places that this reader may not see.
    """
    if not access.relations_that(role=by.role, permission=Permission.SEE_PROTECTED):
        return None
    tells = Q(located_place__isnull=False) | Q(corrects__isnull=False)
    events = Event.objects.filter(tells, episode__in=[row.pk for row in rows])
    said = standing(events.select_related("located_place").order_by("recorded_at", "pk"))
    return {
        row.of_episode_id: row.located_place.place
        for row in said
        if hasattr(row, "located_place") and row.located_place.place
    }


def _lived(child: Child, period: Period) -> tuple[LivedLine, ...]:
    """Give where the child lived within the period, in order."""
    rows = list(
        Placement.objects.filter(child=child, from_on__lte=period.until_on)
        .select_related("provider")
        .order_by("from_on", "pk")
    )
    return tuple(
        LivedLine(provider=row.provider.name, from_on=row.from_on, until_on=row.until_on, is_move=place > 0)
        for place, row in enumerate(rows)
        if row.until_on is None or row.until_on >= period.from_on
    )


def _referrals(child: Child, period: Period) -> tuple[ReferralLine, ...]:
    """Give the referrals of the period that stand, in order."""
    kinds = [kind.value for kind in REFERRALS]
    rows = Event.objects.filter(Q(kind__in=kinds) | Q(corrects__kind__in=kinds), child=child)
    return tuple(
        ReferralLine(kind=EventKind(row.kind), on=row.happened_on, number=row.pk)
        for row in standing(rows.order_by("happened_on", "recorded_at", "pk"))
        if row.kind in kinds and period.from_on <= row.happened_on <= period.until_on
    )
