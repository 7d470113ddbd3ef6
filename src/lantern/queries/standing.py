"""What stands about one episode beside the search itself: whose view, who leads, until when it is counted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from lantern.policies.away import holds
from lantern.queries import corrected
from lantern.queries.interview_services import Asked, line_of
from lantern.queries.leading import Lead, lead_of
from lantern.queries.seeing import episodes_visible_to, may, permissions_on, reads
from lantern.record.models import Event, InterviewAsked, Lateness, MissingEpisode, ReportDetail
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import CountEnds
from lantern.vocabulary.missing import CallerView, ClassifiedBy, MissingKind, Stage, Worry
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class View:
    """One view of whether it is known where the child is, with its reasons. `whose` is empty for the caller's.

    A caller may say only how worried they are, or only why: `kind` is None then.
    """

    whose: ClassifiedBy | None
    kind: MissingKind | CallerView | None
    reasons: str
    by_name: str
    said_at: datetime
    how_known: str = ""
    address_verified_by: str = ""
    adults_verified_by: str = ""
    check_again_at: datetime | None = None
    worry: Worry | None = None  # the caller's alone
    # Address and adults; None where this reader may not see them, or none is said.
    place: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class SearchEnded:
    """Who decided to search no more, and why; the words are empty where the reader does not see the chronology."""

    at: datetime
    by_name: str
    reasons: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What stands about one episode, as one reader may see it."""

    views: tuple[View, ...]
    is_away: bool
    away_check_at: datetime | None
    lead: Lead | None  # None: this reader does not see the chronology
    counted_until: date | None
    counted_because: CountEnds | None
    search_ended: SearchEnded | None
    late: tuple[datetime, datetime, str] | None  # expected, when it became missing, and who said so
    may: frozenset[Permission]
    is_open: bool
    is_void: bool
    asked_in_vain: Asked | None  # a service asked for an interview of a child who is not back after all
    ask_again: Asked | None  # its asking ended with the return, which stands again
    as_of: datetime


@reads
def standing(*, reference: str, by: Actor, now: datetime) -> Standing:
    """Give what stands about an episode; raise NotFound where this reader may not see it."""
    related = ("responsible_authority", "host_authority", "lead_authority")
    row = episodes_visible_to(by).select_related(*related).filter(reference=reference).first()
    if row is None:
        raise NotFound(
            "There is nothing by that reference that you may see. Check the reference, or ring the duty team. "
            "This attempt has been recorded."
        )
    readable = may(permission=Permission.SEE_RECORD, row=row, by=by)
    events = _standing_events([row.pk], *_DETAILS)[row.pk] if readable else []
    kind = MissingKind(row.authority_kind) if row.authority_kind else None
    late = Lateness.objects.filter(episode=row).first()
    allowed = permissions_on(row=row, by=by)
    return Standing(
        views=_views(events),
        is_away=holds(kind=kind, check_at=row.away_check_at, now=now),
        away_check_at=row.away_check_at if kind is MissingKind.AWAY_WITHOUT_AUTHORISATION else None,
        lead=lead_of(row, by=by, now=now) if readable else None,
        counted_until=row.counted_until_on,
        counted_because=CountEnds(row.counted_until_because) if row.counted_until_because else None,
        search_ended=_ended(row, events),
        late=(late.expected_at, late.ended_at, late.ended_by_name) if late and late.ended_at else None,
        may=allowed,
        is_open=row.stage != Stage.RETURNED.value and not row.is_void,
        is_void=row.is_void,
        asked_in_vain=_asked_in_vain(row) if Permission.ASK_INTERVIEWER in allowed else None,
        ask_again=_to_ask_again(row) if Permission.ASK_INTERVIEWER in allowed else None,
        as_of=now,
    )


def _to_ask_again(row: MissingEpisode) -> Asked | None:
    """Give the service whose asking ended with a return that stands again, where nobody was asked or heard since."""
    if row.stage != Stage.RETURNED.value or row.is_void:
        return None
    last = InterviewAsked.objects.select_related("service").filter(episode=row).order_by("pk").last()
    if last is None or not last.was_in_vain:
        return None
    stand = Event.objects.filter(~corrected.is_struck(), episode=row)
    again = stand.filter(kind=EventKind.CHILD_RETURNED.value, recorded_at__lt=last.ended_at)
    settled = (EventKind.RETURN_INTERVIEW_HELD.value, EventKind.RETURN_INTERVIEW_NOT_POSSIBLE.value)
    return line_of(last) if again.exists() and not stand.filter(kind__in=settled).exists() else None


def _asked_in_vain(row: MissingEpisode) -> Asked | None:
    """Give the service that is asked still, though the return or the report was struck: it was sent nothing."""
    if row.stage == Stage.RETURNED.value and not row.is_void:
        return None
    held = InterviewAsked.objects.select_related("service").filter(episode=row, ended_at=None).first()
    return line_of(held) if held else None


_KINDS = {
    *(EventKind.MISSING_REPORTED, EventKind.REPORT_JOINED, EventKind.CLASSIFIED),
    *(EventKind.SEARCH_ENDED, EventKind.ENTERED_IN_ERROR),
}


_DETAILS = ("report", "classification", "away", "away_place")


def who_ended(references: Collection[str], *, by: Actor) -> dict[str, SearchEnded]:
    """Give, by reference, who decided to search no more; an episode whose search was not ended is left out."""
    rows = list(episodes_visible_to(by).filter(reference__in=references, search_ended_at__isnull=False))
    readable = [row.pk for row in rows if may(permission=Permission.SEE_RECORD, row=row, by=by)]
    events = _standing_events(readable)
    found = {row.reference: _ended(row, events.get(row.pk, [])) for row in rows}
    return {reference: said for reference, said in found.items() if said is not None}


def _standing_events(episodes: Collection[int], *details: str) -> dict[int, list[Event]]:
    rows = Event.objects.filter(episode__in=episodes, kind__in=[kind.value for kind in _KINDS])
    of_each: dict[int, list[Event]] = {key: [] for key in episodes}
    for row in rows.prefetch_related(*details).order_by("recorded_at", "pk"):
        of_each[row.of_episode_id].append(row)
    return {key: corrected.standing(events) for key, events in of_each.items()}


def _views(events: list[Event]) -> tuple[View, ...]:
    """Give the newest view of the caller, of the authority and of the police, in that order."""
    newest: dict[str, View] = {}
    for row in events:
        if said := getattr(row, "classification", None):
            newest[said.classified_by] = _view(row)
        elif (report := getattr(row, "report", None)) and _is_view(report):
            newest[""] = _callers(row, report)
    order = ("", ClassifiedBy.AUTHORITY.value, ClassifiedBy.POLICE.value)
    return tuple(newest[whose] for whose in order if whose in newest)


def _is_view(report: ReportDetail) -> bool:
    return bool(report.caller_view or report.caller_worry or report.caller_reasons)


def _callers(row: Event, report: ReportDetail) -> View:
    return View(
        whose=None,
        kind=CallerView(report.caller_view) if report.caller_view else None,
        worry=Worry(report.caller_worry) if report.caller_worry else None,
        reasons=report.caller_reasons,
        by_name=row.by_name,
        said_at=row.recorded_at,
    )


def _view(row: Event) -> View:
    said = row.classification
    away, place = getattr(row, "away", None), getattr(row, "away_place", None)
    return View(
        whose=ClassifiedBy(said.classified_by),
        kind=MissingKind(said.kind),
        reasons=row.words,
        by_name=row.by_name,
        said_at=row.recorded_at,
        how_known=away.how_known if away else "",
        address_verified_by=away.address_verified_by if away else "",
        adults_verified_by=away.adults_verified_by if away else "",
        check_again_at=said.check_again_at,
        place=(place.address, place.adults) if place else None,
    )


def _ended(episode: MissingEpisode, events: list[Event]) -> SearchEnded | None:
    if episode.search_ended_at is None:
        return None
    said = [row for row in events if row.kind == EventKind.SEARCH_ENDED.value]
    return SearchEnded(
        at=episode.search_ended_at,
        by_name=said[-1].by_name if said else "",
        reasons=said[-1].words if said else "",
    )
