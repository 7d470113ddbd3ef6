"""The row of a missing episode as the fold of its uncorrected events. It is read afresh each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lantern.vocabulary import corrections
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import CountEnds
from lantern.vocabulary.missing import ClassifiedBy, MissingKind, RiskLevel, Stage


@dataclass(frozen=True, kw_only=True)
class EpisodeEvent:
    """One event of one missing episode, with what it says. A detail that it does not speak of is None.

    `kind_said` is a classification, by the authority unless `classified_by` says otherwise.
    """

    id: int
    kind: EventKind
    happened: When
    recorded_at: datetime
    corrects: int | None = None
    last_seen: When | None = None
    noticed: When | None = None
    kind_said: MissingKind | None = None
    classified_by: ClassifiedBy | None = None
    risk_level: RiskLevel | None = None
    risk_scheme: str | None = None
    next_review_at: datetime | None = None
    check_again_at: datetime | None = None
    authority: int | None = None
    accepted: bool | None = None
    count_until: date | None = None
    count_because: CountEnds | None = None


@dataclass(frozen=True, kw_only=True)
class EpisodeState:
    """What is so about a missing episode. `void` when the report that opened it was withdrawn."""

    stage: Stage
    last_seen: When | None = None
    noticed: When | None = None
    police_reported: When | None = None
    located: When | None = None
    returned: When | None = None
    authority_kind: MissingKind | None = None
    police_kind: MissingKind | None = None
    risk_level: RiskLevel | None = None
    risk_scheme: str | None = None
    risk_set: When | None = None
    next_review_at: datetime | None = None
    away_check_at: datetime | None = None
    lead: int | None = None
    counted_until: date | None = None
    counted_because: CountEnds | None = None
    search_ended_at: datetime | None = None
    void: bool = False

    @property
    def risk_set_at(self) -> datetime | None:
        """The moment the level was set, where it is known."""
        return self.risk_set.at if self.risk_set else None


def fold(events: Sequence[EpisodeEvent]) -> EpisodeState:
    """Give what is so once every standing event of one episode is taken in the order in which it happened.

    The order of recording decides only between corrections, and between two events of the very same time.
    """
    story = sorted(corrections.standing(events), key=lambda e: (e.happened.earliest, e.recorded_at, e.id))
    located, gone_again = _located(story)
    returned = _first(story, EventKind.CHILD_RETURNED)
    risk = _last(story, lambda e: e.kind is EventKind.RISK_ASSESSED and e.risk_level is not None)
    police = _kind(story, {ClassifiedBy.POLICE})
    kind = _kind(story, {None, ClassifiedBy.AUTHORITY})
    lead = _last(story, lambda e: e.kind is EventKind.LEAD_ANSWERED and bool(e.accepted))
    count = _last(story, lambda e: e.kind is EventKind.COUNT_ENDED)
    return EpisodeState(
        stage=Stage.RETURNED if returned else Stage.LOCATED if located else Stage.MISSING,
        last_seen=max((e.last_seen for e in story if e.last_seen), key=_earliest, default=None),
        noticed=min((e.noticed for e in story if e.noticed), key=_earliest, default=None),
        police_reported=_first(_since(gone_again, story), EventKind.POLICE_REPORTED),
        located=located,
        returned=returned,
        authority_kind=kind.kind_said if kind else None,
        away_check_at=kind.check_again_at if kind else None,
        police_kind=police.kind_said if police else None,
        risk_level=risk.risk_level if risk else None,
        risk_scheme=risk.risk_scheme if risk else None,
        risk_set=risk.happened if risk else None,
        next_review_at=risk.next_review_at if risk else None,
        lead=lead.authority if lead else None,
        counted_until=count.count_until if count else None,
        counted_because=count.count_because if count else None,
        search_ended_at=_search_ended(story),
        void=_first(story, EventKind.MISSING_REPORTED) is None,
    )


def _located(story: Iterable[EpisodeEvent]) -> tuple[When | None, EpisodeEvent | None]:
    """Give when the child was found, unless somebody has since reported them gone again; and that last report.

    A later caller who speaks of the same absence changes nothing: what counts is when the child was last seen.
    """
    located: When | None = None
    gone_again: EpisodeEvent | None = None
    for event in story:
        if event.kind is EventKind.CHILD_LOCATED:
            located = located or event.happened
        elif event.kind is EventKind.REPORT_JOINED and located and _gone_again(event, located):
            located, gone_again = None, event
    return located, gone_again


def _since(gone_again: EpisodeEvent | None, story: Sequence[EpisodeEvent]) -> Sequence[EpisodeEvent]:
    """Give what happened since a child who was found went again: police who were told before were told of it found."""
    if gone_again is None:
        return story
    return [event for event in story if event.happened.earliest >= gone_again.happened.earliest]


def _gone_again(report: EpisodeEvent, located: When) -> bool:
    called_after = report.happened.earliest > located.earliest
    seen = report.last_seen
    return called_after and seen is not None and not seen.certainly_before(located)


def _earliest(when: When) -> datetime:
    return when.earliest


def _first(story: Iterable[EpisodeEvent], kind: EventKind) -> When | None:
    return next((event.happened for event in story if event.kind is kind), None)


def _last(story: Sequence[EpisodeEvent], is_wanted: Callable[[EpisodeEvent], bool]) -> EpisodeEvent | None:
    return next((event for event in reversed(story) if is_wanted(event)), None)


def _kind(story: Sequence[EpisodeEvent], by: set[ClassifiedBy | None]) -> EpisodeEvent | None:
    return _last(story, lambda e: e.kind_said is not None and e.classified_by in by)


_SEARCH = {
    EventKind.SEARCH_ENDED,
    EventKind.SEARCH_RESUMED,
    EventKind.REPORT_JOINED,
    EventKind.CHILD_LOCATED,
}


def _search_ended(story: Sequence[EpisodeEvent]) -> datetime | None:
    """Give when somebody decided to search no more, unless it was taken up again, or the child heard of since."""
    last = _last(story, lambda e: e.kind in _SEARCH)
    ended = last is not None and last.kind is EventKind.SEARCH_ENDED
    return last.happened.earliest if last is not None and ended else None
