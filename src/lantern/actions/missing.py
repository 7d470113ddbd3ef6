"""A child is missing, found, back: each said once, in one transaction, with everyone who must know written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, models

from lantern.accounts.models import Organisation
from lantern.actions import duties, events, notices, readiness
from lantern.actions.acting import acts, audit, check_version
from lantern.actions.clocks import follow_level
from lantern.actions.frozen import freeze_plan
from lantern.actions.given_references import settle_reference
from lantern.actions.grouping import take_out
from lantern.actions.mistakes import mistaken_event, root_of
from lantern.actions.said import Found as Found
from lantern.actions.said import GivenAnswer as GivenAnswer
from lantern.actions.said import Report as Report
from lantern.actions.unasking import end_in_vain
from lantern.actions.waiting import end_as_missing
from lantern.actions.whereabouts import append_view
from lantern.policies import missing as policy
from lantern.policies import times
from lantern.policies.away import Away, kind_of
from lantern.queries.missing import lock, lock_child
from lantern.queries.seeing import is_known_when, may, require
from lantern.record.context import hand_on, read_as
from lantern.record.models import (
    Child,
    Event,
    MissingEpisode,
)
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import ClassifiedBy, MissingKind, Stage
from lantern.vocabulary.refusals import Refused
from lantern.vocabulary.roles import Permission
from lantern.vocabulary.tellings import TellingAbout


@acts
def report_missing(*, child: str, report: Report, by: Actor, now: datetime) -> str:
    """Open a missing episode, begin its chronology, reckon what is owed and write everyone who must be told.

    Where the child is already recorded missing the report is joined to that episode, not refused. Gives the
    episode's reference. Refuses times of the future, a period that overlaps an earlier absence, and a report that
    does not say when the child was last seen, unless that is recorded and this actor may see it.
    """
    found = lock_child(reference=child, by=by)
    episode, done = report_one(child=found, report=report, by=by, now=now)
    audit(action=done, about=episode.reference, by=by, now=now)
    return episode.reference


def report_one(*, child: Child, report: Report, by: Actor, now: datetime) -> tuple[MissingEpisode, str]:
    """Report one locked child inside an action's transaction; give the episode, and what the audit will say."""
    require(permission=Permission.REPORT_MISSING, row=child, by=by)
    policy.check_not_matched(is_matched=child.matched_to_id is not None)
    readiness.require_ready()
    return open_or_join(child=child, report=report, by=by, now=now)


def open_or_join(*, child: Child, report: Report, by: Actor, now: datetime) -> tuple[MissingEpisode, str]:
    """Open the locked child's episode, or join the open one, for an actor whose action was allowed."""
    times.check_times(
        last_seen=report.last_seen, noticed=report.noticed, located=None, returned=None, now=now
    )
    with read_as(SYSTEM):  # it may have been opened from a placement that this actor's is not
        open_now = MissingEpisode.objects.select_for_update(of=("self",))
        already = open_now.filter(child=child, returned_on=None, is_void=False).first()
    if report.last_seen is None and not is_known_when(already, by=by):
        raise Refused("Enter when the child was last seen. Nothing was recorded.", field="last_seen")
    if already is not None:
        already.child = child
        _join(episode=already, report=report, by=by, now=now)
        end_as_missing(episode=already, by=by, now=now)
        return already, "missing.report_joined"
    decided = report.kind if may(permission=Permission.CLASSIFY, row=child, by=by) else None
    episode = _open(child=child, report=report, decided=decided, now=now)
    end_as_missing(episode=episode, by=by, now=now)
    with hand_on(episode_id=episode.pk, child_id=child.pk):
        freeze_plan(episode=episode, now=now)
        event = _report_event(episode, EventKind.MISSING_REPORTED, report, by=by, now=now)
        written = [event]
        if decided is not None:
            written.append(_decide(episode, report, by=by, now=now))
        settle(episode=episode, written=written, now=now)
        notices.tell(
            event=event,
            about=TellingAbout.MISSING,
            recipients=notices.first_recipients(episode=episode, now=now),
            episode=episode,
            now=now,
        )
    return episode, "missing.report_missing"


def _open(*, child: Child, report: Report, decided: MissingKind | None, now: datetime) -> MissingEpisode:
    """Write the row as the fold of the report that follows it will have it, so that it is written once."""
    assert report.last_seen is not None
    area = child.host_authority_id or child.responsible_authority_id
    looked_up = Organisation.objects.filter(pk__in={area, child.responsible_authority_id})
    forces = dict(looked_up.values_list("pk", "police_force"))
    counts_as = kind_of(kind=decided, away=report.away)
    is_away = counts_as is MissingKind.AWAY_WITHOUT_AUTHORISATION
    return _written(
        MissingEpisode(
            child=child,
            responsible_authority_id=child.responsible_authority_id,
            host_authority_id=child.host_authority_id,
            placement_provider_id=child.placement_provider_id,
            police_force_id=forces[area] or forces[child.responsible_authority_id],
            last_seen_on=report.last_seen.on,
            last_seen_at=report.last_seen.at,
            noticed_on=report.noticed.on if report.noticed else None,
            noticed_at=report.noticed.at if report.noticed else None,
            authority_kind=counts_as.value if counts_as else "",
            away_check_at=report.away.check_again_at if is_away and report.away else None,
            recorded_at=now,
            version=2,  # an empty row is the first, its report the second
        )
    )


def _written(episode: MissingEpisode) -> MissingEpisode:
    """Save an episode; where the database finds that its period overlaps another, say so in words."""
    try:
        episode.save(force_insert=True)
    except IntegrityError as clash:
        if "overlap" not in str(clash) and "one_open_episode" not in str(clash):
            raise
        raise Refused(
            "These times overlap another time this child was missing. Nothing was changed. "
            "Look at the earlier episode first: correct its times there, or change these.",
            field="last_seen",
        ) from clash
    return episode


def _report_event(
    episode: MissingEpisode, kind: EventKind, report: Report, *, by: Actor, now: datetime
) -> Event:
    return events.append(
        episode=episode,
        kind=kind,
        happened=report.called or When.moment(now),
        words=report.words,
        detail=report.as_detail(),
        more=report.as_answers(),
        source=report.as_source(now=now),
        by=by,
        now=now,
    )


def _join(*, episode: MissingEpisode, report: Report, by: Actor, now: datetime) -> None:
    """Keep a second report of one absence as a source beside the first."""
    with hand_on(episode_id=episode.pk):
        was_found = episode.stage == Stage.LOCATED.value
        event = _report_event(episode, EventKind.REPORT_JOINED, report, by=by, now=now)
        if report.kind is not None and may(permission=Permission.CLASSIFY, row=episode, by=by):
            _decide(episode, report, by=by, now=now)
        settle(episode=episode, now=now)
        if was_found and episode.stage == Stage.MISSING.value:  # found, and gone again before being back
            tell_again(event, about=TellingAbout.MISSING, episode=episode, now=now)
        elif not episode.tellings.exists():  # it came with a file, which tells nobody
            first = notices.first_recipients(episode=episode, now=now)
            notices.tell(event=event, about=TellingAbout.MISSING, recipients=first, episode=episode, now=now)


def _decide(episode: MissingEpisode, report: Report, *, by: Actor, now: datetime) -> Event:
    """Write the authority's view that was said with a report."""
    assert report.kind is not None
    happened = report.called or When.moment(now)
    return append_view(episode=episode, kind=report.kind, away=report.away, happened=happened, by=by, now=now)


def settle(
    *, episode: MissingEpisode, written: list[Event] | None = None, moves_version: bool = True, now: datetime
) -> None:
    """Make the row agree with its events and reckon what is owed: the end of every change to an episode.

    `written` are all the events of an episode that this very transaction opened: they need not be read again.
    `moves_version` is off for what no open form could overwrite, such as a recipient's acknowledgement.
    Refuses times that cannot all be true, and periods of one child that overlap.
    """
    is_new = written is not None
    rows = events.rows_of(episode=episode) if written is None else written
    told = events.folded(rows)
    times.check_times(
        last_seen=told.last_seen, noticed=told.noticed, located=told.located, returned=told.returned, now=now
    )
    was = episode.risk_level
    try:
        events.refold(episode=episode, state=told, is_new=is_new, moves_version=moves_version)
    except IntegrityError as clash:
        if "overlap" not in str(clash) and "one_open_episode" not in str(clash):
            raise
        raise Refused(
            "This would make two of this child's missing episodes overlap. Nothing was changed. "
            "Look at the child's other episodes and correct the one that is wrong."
        ) from clash
    follow_level(episode=episode, was=was, now=now)
    duties.reckon(episode=episode, rows=rows, state=told, is_new=is_new, now=now)


@acts
def record_located(
    *,
    reference: str,
    located: When,
    words: str,
    found: Found | None = None,
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> str:
    """Record that a missing child has been found and is not yet back; everyone who was told is told again."""
    if found and found.check_again_at is not None and found.check_again_at <= located.earliest:
        raise Refused(
            "Look again after the child was found, not before. Nothing was recorded. Check both times.",
            field="check_again_at",
        )
    return _turn(
        reference=reference,
        kind=EventKind.CHILD_LOCATED,
        happened=located,
        words=words,
        rows=found.rows(now=now) if found else (),
        permission=Permission.RECORD_LOCATED,
        about=TellingAbout.LOCATED,
        seen_version=seen_version,
        by=by,
        now=now,
    )


@acts
def record_return(
    *, reference: str, returned: When, words: str, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Record that a missing child is back, and start what is now owed to them."""
    return _turn(
        reference=reference,
        kind=EventKind.CHILD_RETURNED,
        happened=returned,
        words=words,
        permission=Permission.RECORD_RETURN,
        about=TellingAbout.RETURNED,
        seen_version=seen_version,
        by=by,
        now=now,
    )


def _turn(
    *,
    reference: str,
    kind: EventKind,
    happened: When,
    words: str,
    permission: Permission,
    about: TellingAbout,
    rows: Sequence[models.Model] = (),
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> str:
    """Append a turn of the episode past the policies, settle it, and tell everyone who was told before."""
    episode = lock(reference=reference, by=by)
    require(permission=permission, row=episode, by=by)
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    policy.check_may_follow(stage=Stage(episode.stage), kind=kind)
    with hand_on(episode_id=episode.pk):
        event = events.append(
            episode=episode, kind=kind, happened=happened, words=words, more=rows, by=by, now=now
        )
        settle(episode=episode, now=now)
        tell_again(event, about=about, episode=episode, now=now)
    audit(action=f"missing.{kind.value}", about=reference, by=by, now=now)
    return reference


def check_stands(episode: MissingEpisode) -> None:
    """Refuse to add to an episode whose report was entered in error."""
    if episode.is_void:
        raise Refused(
            "This report was withdrawn as a mistake, so nothing more can be recorded on it. Nothing was changed. "
            "If the child is missing, report that."
        )


def tell_again(event: Event, *, about: TellingAbout, episode: MissingEpisode, now: datetime) -> None:
    """Tell everyone who was told before of this turn too."""
    before = notices.told_before(episode=episode, now=now)
    notices.withdraw_calls_not_made(episode=episode)
    notices.tell(event=event, about=about, recipients=before, episode=episode, now=now)


@acts
def classify(
    *,
    reference: str,
    kind: MissingKind,
    classified_by: ClassifiedBy,
    reasons: str,
    away: Away | None = None,
    seen_version: int | None,
    by: Actor,
    now: datetime,
) -> str:
    """Record the authority's or the police's classification, with its reasons; the two stand side by side.

    The authority's "away" without all that makes it sure is recorded as missing, with what it lacks.
    """
    episode = lock(reference=reference, by=by)
    authority = classified_by is ClassifiedBy.AUTHORITY
    require(
        permission=Permission.CLASSIFY if authority else Permission.CLASSIFY_FOR_POLICE, row=episode, by=by
    )
    check_version(held=episode.version, seen=seen_version)
    check_stands(episode)
    with hand_on(episode_id=episode.pk):
        append_view(
            episode=episode,
            kind=kind,
            away=away,
            happened=When.moment(now),
            words=reasons,
            whose=classified_by,
            by=by,
            now=now,
        )
        settle(episode=episode, now=now)
    audit(action="missing.classify", about=reference, by=by, now=now)
    return reference


@acts
def correct(
    *, reference: str, event: int, reasons: str, seen_version: int | None, by: Actor, now: datetime
) -> str:
    """Withdraw an event that was entered in error; the episode is folded anew, and whoever was told is told."""
    episode = lock(reference=reference, by=by)
    check_version(held=episode.version, seen=seen_version)
    with hand_on(episode_id=episode.pk):
        mistaken = mistaken_event(episode, event, by=by)
        correction = events.withdraw(mistaken, episode=episode, words=reasons, by=by, now=now)
        settle(episode=episode, now=now)
        notices.settle_calls(episode=episode)
        settle_reference(episode=episode, changed=mistaken)
        if mistaken.kind == EventKind.WENT_TOGETHER.value:
            take_out(episode)
        if mistaken.kind == EventKind.ORGANISATION_TOLD.value:
            notices.ask_again(struck=mistaken, correction=correction, episode=episode, now=now)
        if end_in_vain(episode=episode, by=by, now=now):
            settle(episode=episode, now=now)
        if EventKind(root_of(mistaken).kind) in policy.TOLD_TO_OTHERS:
            tell_again(correction, about=TellingAbout.CORRECTED, episode=episode, now=now)
    audit(action="missing.correct", about=reference, by=by, now=now)
    return reference
