"""Appeals to the public: who signed, where each stands, and what is to be taken down, read from the chronology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.policies import access
from lantern.policies import publicity as policy
from lantern.policies.publicity import AppealFacts, Signed
from lantern.queries.corrected import standing
from lantern.queries.seeing import episodes_visible_to
from lantern.record.context import read_as
from lantern.record.models import Event, MissingEpisode
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.publicity import AppealState, ChildView, DownBecause, Signer
from lantern.vocabulary.roles import Permission

PROPOSED = EventKind.PUBLICITY_PROPOSED.value
SIGNED = EventKind.PUBLICITY_SIGNED.value
STOPPED = EventKind.PUBLICITY_STOPPED.value
PLACED = EventKind.PUBLICITY_PLACED.value
DOWN = EventKind.PUBLICITY_TAKEN_DOWN.value
KINDS = (PROPOSED, SIGNED, STOPPED, PLACED, DOWN)
_DETAILS = ("appeal", "appeal_signature", "appeal_place", "appeal_down")
_ENDS = (EventKind.CHILD_LOCATED.value, EventKind.CHILD_RETURNED.value)
_GUARDIAN = (
    EventKind.GUARDIAN_ALLOCATED.value,
    EventKind.GUARDIAN_LEFT.value,
    EventKind.ENTERED_IN_ERROR.value,
)


@dataclass(frozen=True, kw_only=True)
class SignatureLine:
    """Who signed, and whether and why the signature was withdrawn."""

    number: int
    signer: Signer
    name: str
    post: str
    at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_because: str = ""


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """One place where an appeal was published: still there, to be taken down and since when, or taken down."""

    number: int
    appeal: int
    channel: str
    place: str
    published_by: str
    published_at: datetime
    is_unsigned: bool
    because: DownBecause | None = None  # None while it may stand, and once it is taken down
    since: datetime | None = None  # since when it is to be taken down
    down_at: datetime | None = None
    down_by: str = ""
    down_words: str = ""


@dataclass(frozen=True, kw_only=True)
class AppealLine:
    """One appeal as it stands. One that is struck is given only while a place still shows it."""

    number: int
    channel: str
    text: str
    expires_at: datetime
    proposed_at: datetime
    by_name: str
    words: str
    child_view: ChildView
    child_view_words: str
    state: AppealState
    is_struck: bool
    has_guardian: bool
    still_to_sign: tuple[Signer, ...]
    signatures: tuple[SignatureLine, ...]
    places: tuple[PlaceLine, ...]
    facts: AppealFacts


def appeals_of(
    episodes: Sequence[MissingEpisode], *, by: Actor, now: datetime
) -> dict[int, tuple[AppealLine, ...]]:
    """Give the appeals of each of these episodes, the newest first, in one question where there are none.

    The database's own rule keeps from a reader what they may not see.
    """
    found: dict[int, tuple[AppealLine, ...]] = {episode.pk: () for episode in episodes}
    if not found or not access.relations_that(role=by.role, permission=Permission.SEE_RECORD):
        return found
    rows: dict[int, list[Event]] = {}
    for row in Event.objects.filter(episode__in=found, kind__in=KINDS).order_by("recorded_at", "pk"):
        rows.setdefault(row.of_episode_id, []).append(row)
    if not rows:
        return found
    whole = _whole(rows)
    guarded = _with_guardian(episodes)
    for episode in episodes:
        if episode.pk in rows:
            found[episode.pk] = _appeals(episode, whole[episode.pk], guarded, now=now)
    return found


def still_up(scope: Q, *, by: Actor) -> QuerySet[Event]:
    """Give the places in this scope that nobody has said are taken down, a struck report's too.

    Where a taking down was itself corrected, the place is given, and is asked again with its corrections.
    """
    corrected = Event.objects.filter(corrects=OuterRef("pk"))
    down = Event.objects.filter(answers=OuterRef("pk"), kind=DOWN).exclude(Exists(corrected))
    rows = Event.objects.filter(scope, kind=PLACED, episode__in=episodes_visible_to(by))
    return rows.exclude(Exists(down))


def to_take_down(appeals: Iterable[AppealLine]) -> tuple[PlaceLine, ...]:
    """Give the places that are to be taken down, the longest overdue first."""
    places = [place for appeal in appeals for place in appeal.places if place.because is not None]
    return tuple(sorted(places, key=lambda place: (place.since or place.published_at, place.number)))


def _whole(rows: Mapping[int, Sequence[Event]]) -> dict[int, list[Event]]:
    """Read the episodes' appeals again with their details, and with every correction that may strike one."""
    found: dict[int, list[Event]] = {key: [] for key in rows}
    tells = Q(kind__in=(*KINDS, *_ENDS)) | Q(corrects__isnull=False)
    read = Event.objects.filter(tells, episode__in=rows).select_related(*_DETAILS)
    for row in read.order_by("recorded_at", "pk"):
        found[row.of_episode_id].append(row)
    return found


def _with_guardian(episodes: Sequence[MissingEpisode]) -> set[int]:
    """Give those children who have a guardian allocated: whether, and not whom, for every reader of an appeal."""
    with read_as(SYSTEM):
        rows = list(
            Event.objects.filter(
                child__in=[episode.child_id for episode in episodes], kind__in=_GUARDIAN
            ).order_by("recorded_at", "pk")
        )
    held = standing(rows)
    left = {row.answers_id for row in held if row.kind == EventKind.GUARDIAN_LEFT.value}
    return {
        row.child_id
        for row in held
        if row.child_id and row.kind == EventKind.GUARDIAN_ALLOCATED.value and row.pk not in left
    }


def _appeals(
    episode: MissingEpisode, rows: Sequence[Event], guarded: set[int], *, now: datetime
) -> tuple[AppealLine, ...]:
    stands = standing(rows)
    kept = {row.pk for row in stands}
    lines = [
        _appeal(row, stands, episode, is_struck=row.pk not in kept, guarded=guarded, now=now)
        for row in rows
        if row.kind == PROPOSED
    ]
    return tuple(line for line in reversed(lines) if not line.is_struck or to_take_down([line]))


def _appeal(
    row: Event,
    stands: Sequence[Event],
    episode: MissingEpisode,
    *,
    is_struck: bool,
    guarded: set[int],
    now: datetime,
) -> AppealLine:
    signatures = _signatures(row, stands)
    facts = AppealFacts(
        proposed_at=_moment(row),
        expires_at=row.appeal.expires_at,
        signatures=tuple(
            Signed(signer=each.signer, name=each.name, at=each.at, withdrawn_at=each.withdrawn_at)
            for each in signatures
        ),
        has_guardian=episode.child_id in guarded,
        found=_found(stands, after=_moment(row)),
        is_struck=is_struck or episode.is_void,
    )
    return AppealLine(
        number=row.pk,
        channel=row.appeal.channel,
        text=row.appeal.text,
        expires_at=row.appeal.expires_at,
        proposed_at=_moment(row),
        by_name=row.by_name,
        words=row.words,
        child_view=ChildView(row.appeal.child_view),
        child_view_words=row.appeal.child_view_words,
        state=policy.state_of(facts, now=now),
        is_struck=facts.is_struck,
        has_guardian=facts.has_guardian,
        still_to_sign=policy.still_to_sign(facts),
        signatures=signatures,
        places=_places(row, stands, facts, now=now),
        facts=facts,
    )


def _signatures(appeal: Event, stands: Sequence[Event]) -> tuple[SignatureLine, ...]:
    withdrawn = {row.answers_id: row for row in stands if row.kind == STOPPED}
    return tuple(
        SignatureLine(
            number=row.pk,
            signer=Signer(row.appeal_signature.signer),
            name=row.appeal_signature.name,
            post=row.appeal_signature.post,
            at=_moment(row),
            withdrawn_at=_moment(withdrawn[row.pk]) if row.pk in withdrawn else None,
            withdrawn_because=withdrawn[row.pk].words if row.pk in withdrawn else "",
        )
        for row in stands
        if row.kind == SIGNED and row.answers_id == appeal.pk
    )


def _places(
    appeal: Event, stands: Sequence[Event], facts: AppealFacts, *, now: datetime
) -> tuple[PlaceLine, ...]:
    downs = {row.answers_id: row for row in stands if row.kind == DOWN}
    return tuple(
        _place(row, appeal, downs.get(row.pk), facts, now=now)
        for row in stands
        if row.kind == PLACED and row.answers_id == appeal.pk
    )


def _place(row: Event, appeal: Event, down: Event | None, facts: AppealFacts, *, now: datetime) -> PlaceLine:
    held = row.appeal_place
    due = policy.down_because(facts, published_at=_moment(row), is_unsigned=held.is_unsigned, now=now)
    because, since = due if due is not None and down is None else (None, None)
    return PlaceLine(
        number=row.pk,
        appeal=appeal.pk,
        channel=appeal.appeal.channel,
        place=held.place,
        published_by=held.published_by,
        published_at=_moment(row),
        is_unsigned=held.is_unsigned,
        because=because,
        since=since,
        down_at=_moment(down) if down else None,
        down_by=down.appeal_down.confirmed_by if down else "",
        down_words=down.words if down else "",
    )


def _found(stands: Sequence[Event], *, after: datetime) -> When | None:
    """Say when the child was found or came back first since a moment: gone again, they are sought anew.

    An appeal that a finding ended does not go up again by itself.
    """
    known = [When(on=row.happened_on, at=row.happened_at) for row in stands if row.kind in _ENDS]
    return min((when for when in known if when.latest >= after), key=lambda when: when.earliest, default=None)


def _moment(row: Event) -> datetime:
    return When(on=row.happened_on, at=row.happened_at).earliest
