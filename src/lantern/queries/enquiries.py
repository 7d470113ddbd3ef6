"""The search for a child: what is being done, by whom, by when, and how it stands with one who is found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from lantern.policies import access
from lantern.queries.corrected import standing
from lantern.queries.values import EnquiryLine, FoundLine
from lantern.record.models import Event, EventSource, LocatedPlace, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import LocatedState, Stage
from lantern.vocabulary.roles import Permission

_ENQUIRIES = (EventKind.ENQUIRY_SET.value, EventKind.ENQUIRY_ANSWERED.value)
_READ = (*_ENQUIRIES, EventKind.CHILD_LOCATED.value)
PLACE_WORDS = {
    "place": "Where",
    "collected_by": "Who collects the child",
    "to_address": "To which address",
    "authorised_by": "Who authorised it",
}


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is being done to find one child, the most pressing first, and how it stands once found."""

    enquiries: tuple[EnquiryLine, ...] = ()
    found: FoundLine | None = None


def search_of(episodes: Sequence[MissingEpisode], *, protected: bool = False, by: Actor) -> dict[int, Search]:
    """Give the search for each of these children, in one question; `protected` asks where a found child is too.

    The database's own rule keeps from a reader what they may not see.
    """
    events: dict[int, list[Event]] = {episode.pk: [] for episode in episodes}
    if access.relations_that(role=by.role, permission=Permission.SEE_RECORD):
        for row in _rows(list(events)):
            events[row.episode_id].append(row)
    said = {key: standing(rows) for key, rows in events.items()}
    return {
        episode.pk: Search(
            enquiries=_enquiries(said[episode.pk]),
            found=_found(said[episode.pk], protected=protected, by=by)
            if episode.stage == Stage.LOCATED.value
            else None,
        )
        for episode in episodes
    }


def _rows(episodes: list[int]) -> Iterable[Event]:
    """Read what tells of a search, and every correction that may strike it."""
    tells = Q(kind__in=_READ) | Q(located__isnull=False) | Q(corrects__isnull=False)
    return (
        Event.objects.filter(tells, episode__in=episodes)
        .select_related("enquiry", "located")
        .order_by("recorded_at", "pk")
    )


def _enquiries(said: Sequence[Event]) -> tuple[EnquiryLine, ...]:
    """Give the enquiries: the open ones first, by when each is due; each with its last result."""
    results = {row.answers_id: row for row in said if row.kind == EventKind.ENQUIRY_ANSWERED.value}
    lines = [_line(row, results.get(row.pk)) for row in said if row.kind == EventKind.ENQUIRY_SET.value]
    return tuple(
        sorted(
            lines,
            key=lambda line: (not line.is_open, line.due_at is None, line.due_at or line.set_at, line.number),
        )
    )


def _line(row: Event, result: Event | None) -> EnquiryLine:
    return EnquiryLine(
        number=row.pk,
        words=row.words,
        owner=row.enquiry.owner,
        asked_of=row.enquiry.asked_of,
        due_at=row.enquiry.due_at,
        set_at=row.recorded_at,
        result=result.words if result else "",
        answered_at=result.recorded_at if result else None,
    )


def _found(said: Sequence[Event], *, protected: bool, by: Actor) -> FoundLine | None:
    told = _since_found(said)
    if not told:
        return None
    row = told[-1]
    return FoundLine(
        state=LocatedState(row.located.state),
        safe_and_well=Answer(row.located.safe_and_well),
        owner=next((each.located.owner for each in reversed(told) if each.located.owner), ""),
        check_again_at=row.located.check_again_at,
        said_at=row.recorded_at,
        protected=_protected(told, by=by) if protected else None,
    )


def _since_found(said: Sequence[Event]) -> list[Event]:
    """Give what was said since the child was found last: where they were found before, they are no more."""
    finds = [place for place, row in enumerate(said) if row.kind == EventKind.CHILD_LOCATED.value]
    return [row for row in said[finds[-1] if finds else 0 :] if hasattr(row, "located")]


def _protected(told: Sequence[Event], *, by: Actor) -> tuple[tuple[str, str], ...] | None:
    """Give where a found child is: of each thing what was said of it last, since a later word may leave it out."""
    if not access.relations_that(role=by.role, permission=Permission.SEE_PROTECTED):
        return None
    ids = [row.pk for row in told]
    places = LocatedPlace.objects.filter(event__in=ids).order_by("event_id")
    sources = EventSource.objects.filter(event__in=ids).order_by("event_id")
    if not places:
        return None
    last = {
        label: getattr(row, name)
        for row in places
        for name, label in PLACE_WORDS.items()
        if getattr(row, name)
    }
    for source in sources:
        last["Who says so"] = ", ".join(filter(None, (source.said_by, source.said_by_role, source.contact)))
    return tuple(last.items())
