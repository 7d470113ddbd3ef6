"""What the bulk writer is handed: plain values, one stream, children before what is said of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.returns.rows import CareEpisodeRow, Faulty, ReviewRow, UnaccompaniedRow
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import ClassifiedBy, MissingKind, NameKind, RiskLevel, Sex


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkChild:
    """A child, by the number that the authority knows her by."""

    number: str
    names: tuple[tuple[NameKind, str], ...]
    born_on: date
    sex: Sex
    ethnicity: str = ""
    nationality: str = ""
    languages: str = ""
    pupil_number: str = ""
    host_authority_id: int | None = None
    placement_provider_id: int | None = None
    recorded_at: datetime | None = None  # the simulator's only; otherwise the moment of writing
    file: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkCareEpisode:
    """A care episode, and the line it stood on."""

    row: CareEpisodeRow
    file: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkEvent:
    """One event of an absence, with what its kind says. Nothing is said that nobody knows.

    `answers` is the place, in the absence's events, of the event that this one answers.
    """

    kind: EventKind
    happened: When
    last_seen: When | None = None
    noticed: When | None = None
    kind_said: MissingKind | None = None
    classified_by: ClassifiedBy = ClassifiedBy.AUTHORITY
    log_number: str = ""
    handler: str = ""
    risk_level: RiskLevel | None = None
    officer: str = ""
    next_review_at: datetime | None = None
    offered_by: str = ""
    answers: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkAbsence:
    """One missing episode: the kind and days by which it is known again, and its events in order."""

    child: str
    born_on: date
    kind: MissingKind
    started_on: date
    ended_on: date | None
    events: tuple[BulkEvent, ...]
    file: str = ""
    line: int = 0


BulkItem = BulkChild | UnaccompaniedRow | BulkCareEpisode | BulkAbsence | ReviewRow | Faulty


def absence_of_days(
    *,
    child: str,
    born_on: date,
    kind: MissingKind,
    started_on: date,
    ended_on: date | None,
    file: str = "",
    line: int = 0,
) -> BulkAbsence:
    """Make an absence of which only the days are known: reported, classified, and where it ended, back."""
    began = When(on=started_on)
    events = [
        BulkEvent(kind=EventKind.MISSING_REPORTED, happened=began, last_seen=began),
        BulkEvent(kind=EventKind.CLASSIFIED, happened=began, kind_said=kind),
    ]
    if ended_on is not None:
        events.append(BulkEvent(kind=EventKind.CHILD_RETURNED, happened=When(on=ended_on)))
    return BulkAbsence(
        child=child,
        born_on=born_on,
        kind=kind,
        started_on=started_on,
        ended_on=ended_on,
        events=tuple(events),
        file=file,
        line=line,
    )
