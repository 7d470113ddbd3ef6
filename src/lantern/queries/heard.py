"""Whether a child who came back was heard: which offers, answers and interviews stand for the last return."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from lantern.policies.missing import INTERVIEWS
from lantern.queries.corrected import standing
from lantern.record.models import Event, MissingEpisode
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind

_READ = (EventKind.CHILD_RETURNED.value, *(kind.value for kind in INTERVIEWS))


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What stands recorded since one return, as rows: for actions and queries, and never for a door."""

    returned: Event
    since: tuple[Event, ...]

    def of(self, *kinds: EventKind) -> list[Event]:
        """Give what stands of these kinds, by when it happened."""
        wanted = {kind.value for kind in kinds}
        found = [row for row in self.since if row.kind in wanted]
        return sorted(found, key=lambda row: (when_of(row).earliest, row.pk))

    @property
    def held(self) -> Event | None:
        """The interview that answers this return, if one was held."""
        return next(iter(self.of(EventKind.RETURN_INTERVIEW_HELD)), None)

    @property
    def not_possible(self) -> Event | None:
        """Where it was recorded that no interview is possible for this return."""
        return next(iter(self.of(EventKind.RETURN_INTERVIEW_NOT_POSSIBLE)), None)

    @property
    def last_offer(self) -> Event | None:
        """The latest offer made to the child since this return."""
        return next(iter(reversed(self.of(EventKind.RETURN_INTERVIEW_OFFERED))), None)

    @property
    def first_offer(self) -> Event | None:
        """The first offer made to the child since this return."""
        return next(iter(self.of(EventKind.RETURN_INTERVIEW_OFFERED)), None)

    @property
    def not_yet(self) -> Event | None:
        """Where the child last said that they did not want to talk yet."""
        return next(iter(reversed(self.of(EventKind.RETURN_INTERVIEW_DECLINED))), None)


def when_of(row: Event) -> When:
    """Give when an event happened, as well as it is known."""
    return When(on=row.happened_on, at=row.happened_at)


def heard_since_return(episodes: Sequence[MissingEpisode]) -> dict[int, Heard]:
    """Give what stands since the last return of each of these episodes; nothing of those that have none.

    Called where the database may show their events: inside `hand_on`, or read as the system.
    """
    rows: dict[int, list[Event]] = {episode.pk: [] for episode in episodes}
    asked = Event.objects.filter(Q(kind__in=_READ) | Q(corrects__isnull=False), episode__in=list(rows))
    for row in asked.select_related("interview_offer", "not_held").order_by("recorded_at", "pk"):
        rows[row.of_episode_id].append(row)
    found = {key: _heard(each) for key, each in rows.items()}
    return {key: heard for key, heard in found.items() if heard is not None}


def _heard(rows: Sequence[Event]) -> Heard | None:
    stands = standing(rows)
    returned = [row for row in stands if row.kind == EventKind.CHILD_RETURNED.value]
    if not returned:
        return None
    last = returned[-1]
    roots = _roots(rows)
    since = [row for row in stands if row.kind in _READ and row is not last and _speaks_to(row, last, roots)]
    return Heard(returned=last, since=tuple(since))


def _roots(rows: Iterable[Event]) -> dict[int, int]:
    """Give the thread of corrections that each of these rows belongs to."""
    corrects = {row.pk: row.corrects_id for row in rows}
    roots: dict[int, int] = {}
    for key in corrects:
        root = key
        while (before := corrects.get(root)) is not None:
            root = before
        roots[key] = root
    return roots


def _speaks_to(row: Event, returned: Event, roots: dict[int, int]) -> bool:
    """Say whether an event is about this return: what names another is not, what names none is about the last."""
    if row.answers_id is None or row.answers_id not in roots:
        return True
    named = roots[row.answers_id]
    return named == roots[returned.pk]
