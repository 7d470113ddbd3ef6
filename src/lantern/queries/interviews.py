"""What was said after a child came back, as one reader may see it: three conversations, and what was shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import models

from lantern.policies import interviews as rules
from lantern.queries.heard import Heard, heard_since_return, when_of
from lantern.queries.missing import find_episode
from lantern.queries.owed_lines import limit_of
from lantern.queries.seeing import episodes_visible_to, permissions_on, reads, require
from lantern.queries.talks import Line, facts_of, shared_line
from lantern.record.context import hand_on, read_as
from lantern.record.models import (
    Event,
    InterviewAsked,
    InterviewedReturn,
    InterviewSaid,
    InterviewShare,
    InterviewTheme,
    MissingEpisode,
    OwedDuty,
    PreventionSaid,
    ReturnInterview,
    SaidInConfidence,
)
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When, hours_between, start_of
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.interviews import Audience, Danger
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.roles import Permission

DUTY = "return-interview-72h"
MOST_OTHERS = 60
OTHER_TALKS = {EventKind.PREVENTION_INTERVIEW_HELD, EventKind.SOCIAL_WORKER_VISITED}
SAID_WORDS = {
    "place": "Place the child chose",
    "before": "Before",
    "during": "While away",
    "after": "After",
    "would_help": "What would help",
    "handed_what": "Handed over at once",
    "handed_to": "Handed over to",
}
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, kw_only=True)
class InterviewLine:
    """The interview that answers a return. `said` is None where this reader may not read what the child said."""

    reference: str
    line: Line
    answers: tuple[str, ...]  # the references of all the episodes it answers
    owed: tuple[Audience, ...]  # who is to hear of it at once and has not been told
    said: tuple[tuple[str, str], ...] | None = None
    tells_of: tuple[Danger, ...] = ()
    about_carer: bool = False
    may_be_about_carer: bool = (
        True  # so whoever shares it is asked; False only where it is known that it is not
    )
    disclosed: bool = False
    themes: tuple[str, ...] = ()
    themes_list: str = ""


@dataclass(frozen=True, kw_only=True)
class After:
    """All that one reader may see of what was said since the last return, and what they may record."""

    returned: When | None
    due_at: datetime | None = None  # past which it is overdue
    hours: int | None = None  # from the return until then
    prevention: tuple[Line, ...] = ()
    visits: tuple[Line, ...] = ()
    offers: tuple[Line, ...] = ()
    outcomes: tuple[Line, ...] = ()  # did not want to yet, not possible
    carers: tuple[Line, ...] = ()
    interview: InterviewLine | None = None
    shares: tuple[Line, ...] = ()
    answered: tuple[Line, ...] = ()
    not_told: tuple[Line, ...] = ()  # why the child was not told yet, where they still were not
    changed: tuple[Line, ...] = ()
    may: frozenset[Permission] = frozenset()
    sees_talks: bool = False  # else this reader learns what was shared with them, and nothing else
    is_not_possible: bool = False
    held_elsewhere: When | None = (
        None  # held, and what was said stands in another system: an import brought it
    )
    may_ask_carer: bool = False


@dataclass(frozen=True, kw_only=True)
class OtherReturn:
    """Another time this child came back and was not heard: one interview may answer it too."""

    reference: str
    returned: When
    is_offered: bool


@reads
def after(*, reference: str, by: Actor, now: datetime) -> After:
    """Give what was said since the last return of one episode, as this reader may see it."""
    episode = find_episode(reference=reference, by=by)
    may = permissions_on(row=episode, by=by)
    with read_as(SYSTEM):  # what stands is reckoned whole; what of it is shown is this reader's
        since = (
            heard_since_return([episode]).get(episode.pk) if episode.stage == Stage.RETURNED.value else None
        )
        held = _interview(since)
        linked = _linked(held, episode)
        facts = facts_of([row for one in linked.values() for row in one.since])
        due = OwedDuty.objects.filter(episode=episode, code=DUTY).order_by("-pk").first()
    if since is None:
        return After(returned=None, may=may)
    limit = limit_of(due) if due else None
    shares = _of(linked.values(), EventKind.INTERVIEW_SHARED)
    if not may & {Permission.SEE_RECORD, Permission.RECORD_INTERVIEW_OFFER}:
        return After(returned=when_of(since.returned), shares=_shares(shares, whole=False, by=by), may=may)
    whole = Permission.RECORD_INTERVIEW_OFFER in may
    words = _words(linked.values(), by=by)

    of_others = facts if Permission.SEE_RECORD in may else {}  # an interviewer reads that they were, and when

    def lines(*kinds: EventKind) -> tuple[Line, ...]:
        shown = of_others if set(kinds) & OTHER_TALKS else facts
        return tuple(_line(row, shown, words) for row in since.of(*kinds))

    def told(kind: EventKind) -> tuple[Line, ...]:
        return tuple(_line(row, facts, words) for row in _of(linked.values(), kind))

    return After(
        returned=when_of(since.returned),
        due_at=limit,
        hours=hours_between(due.arose_at or start_of(due.arose_on), limit) if due and limit else None,
        prevention=lines(EventKind.PREVENTION_INTERVIEW_HELD),
        visits=lines(EventKind.SOCIAL_WORKER_VISITED),
        offers=lines(EventKind.RETURN_INTERVIEW_OFFERED),
        outcomes=lines(EventKind.RETURN_INTERVIEW_DECLINED, EventKind.RETURN_INTERVIEW_NOT_POSSIBLE),
        carers=lines(EventKind.CARER_TOLD_INSTEAD),
        interview=_interview_line(held, linked, facts, whole=whole, by=by) if held else None,
        shares=_shares(shares, whole=whole, by=by),
        answered=(answered := told(EventKind.CHILD_ANSWERED)),
        not_told=() if answered else told(EventKind.CHILD_NOT_TOLD),
        changed=lines(EventKind.CHANGED_AFTER) if Permission.SEE_RECORD in may else (),
        may=may,
        sees_talks=True,
        is_not_possible=since.not_possible is not None,
        held_elsewhere=when_of(since.held) if since.held is not None and held is None else None,
        may_ask_carer=since.not_yet is not None or since.not_possible is not None,
    )


@reads
def owed_of_own(*, by: Actor, now: datetime) -> tuple[Audience, ...] | None:
    """Give who is still to hear at once of the result that a link's holder sent, though the link opens nothing now.

    None where no result of theirs stands. It says whom to ring, and nothing of the child.
    """
    with read_as(SYSTEM):
        asked = InterviewAsked.objects.select_related("episode").filter(pk=by.asked_id or 0).first()
        since = heard_since_return([asked.episode]).get(asked.episode_id) if asked else None
        result = (since.held or since.not_possible) if since else None
        if asked is None or result is None or result.by_organisation_id != by.organisation_id:
            return None
        held = _interview(since)
        return _owed(held, _linked(held, asked.episode)) if held else ()


@reads
def other_returns(*, reference: str, by: Actor, now: datetime) -> tuple[OtherReturn, ...]:
    """Give the child's other returns for which nobody has held an interview, the newest first."""
    episode = find_episode(reference=reference, by=by)
    require(permission=Permission.RECORD_INTERVIEW_OFFER, row=episode, by=by)
    rows = list(
        episodes_visible_to(by)
        .filter(
            child=episode.child_id,
            responsible_authority=episode.responsible_authority_id,
            stage=Stage.RETURNED.value,
            is_void=False,
        )
        .exclude(pk=episode.pk)
        .order_by("-returned_on", "-returned_at", "-pk")[:MOST_OTHERS]
    )
    with read_as(SYSTEM):
        known = heard_since_return(rows)
    return tuple(
        OtherReturn(
            reference=row.reference,
            returned=when_of(known[row.pk].returned),
            is_offered=known[row.pk].first_offer is not None,
        )
        for row in rows
        if row.pk in known and known[row.pk].held is None
    )


def _interview(since: Heard | None) -> ReturnInterview | None:
    if since is None or since.held is None:
        return None
    links = InterviewedReturn.objects.select_related("interview__event")
    link = links.filter(event=since.held).first()
    return link.interview if link else None


def _linked(held: ReturnInterview | None, episode: MissingEpisode) -> dict[int, Heard]:
    """Give what stands on every episode that the interview answers: it is shared once, from whichever page."""
    keys = {episode.pk}
    if held is not None:
        keys |= set(
            InterviewedReturn.objects.filter(interview=held).values_list("event__episode_id", flat=True)
        )
    known = heard_since_return(list(MissingEpisode.objects.filter(pk__in=keys)))
    return {
        key: one
        for key, one in known.items()
        if key == episode.pk or (held is not None and one.held is not None)
    }


def _of(linked: Iterable[Heard], kind: EventKind) -> list[Event]:
    rows = [row for one in linked for row in one.of(kind)]
    return sorted(rows, key=lambda row: (when_of(row).earliest, row.pk))


def _line(row: Event, facts: Mapping[int, tuple[tuple[str, str], ...]], words: Mapping[int, str]) -> Line:
    return Line(
        number=row.pk,
        kind=EventKind(row.kind),
        happened=when_of(row),
        by_name=row.by_name,
        facts=facts.get(row.pk, ()),
        words=words.get(row.pk, row.words),
    )


def _words(linked: Iterable[Heard], *, by: Actor) -> dict[int, str]:
    """Give what was said in each talk, where this reader may read it or typed it themselves."""
    rows = [row for one in linked for row in one.since]
    found: dict[int, str] = {}
    for said in _readable(SaidInConfidence, rows, by=by):
        found[said.event_id] = ": ".join(filter(None, (said.who, said.words)))
    for told in _readable(PreventionSaid, rows, by=by):
        found[told.event_id] = told.words
    return found


def _readable(model: type[M], rows: Iterable[Event], *, by: Actor) -> list[M]:
    """Read the details of these events that the database shows this reader, and those of what they typed themselves."""
    rows = list(rows)
    seen = list(model._default_manager.filter(event__in=[row.pk for row in rows]))
    shown = {one.event_id for one in seen}  # type: ignore[attr-defined]
    own = [
        row
        for row in rows
        if row.pk not in shown and by.account_id is not None and row.by_account_id == by.account_id
    ]
    for row in own:
        with hand_on(episode_id=row.of_episode_id):
            seen += list(model._default_manager.filter(event=row.pk))
    return seen


def _shares(rows: Iterable[Event], *, whole: bool, by: Actor) -> tuple[Line, ...]:
    """Give what was shared: whole to the authority and to whoever typed it, else what the reader's own was told."""
    rows = list(rows)
    read = {one.event_id: one for one in _readable(InterviewShare, rows, by=by)}
    lines = []
    for row in rows:
        if row.pk in read:
            lines.append(shared_line(row, read[row.pk], whole=True))
            continue
        with hand_on(episode_id=row.of_episode_id):
            share = InterviewShare.objects.get(event=row.pk)
        if share.organisation_id is not None and share.organisation_id == by.organisation_id and not whole:
            lines.append(shared_line(row, share, whole=False))
        elif whole:
            lines.append(shared_line(row, share, whole=False, without_words=True))
    return tuple(lines)


def _interview_line(
    held: ReturnInterview,
    linked: Mapping[int, Heard],
    facts: Mapping[int, tuple[tuple[str, str], ...]],
    *,
    whole: bool,
    by: Actor,
) -> InterviewLine:
    said = next(iter(_readable(InterviewSaid, [held.event], by=by)), None) if whole else None
    answers = MissingEpisode.objects.filter(pk__in=list(linked)).order_by("pk")
    line = InterviewLine(
        reference=held.reference,
        line=_line(held.event, facts, {}),
        answers=tuple(answers.values_list("reference", flat=True)),
        owed=_owed(held, linked) if whole else (),
    )
    if said is None:
        return line
    themes = _readable(InterviewTheme, [held.event], by=by)
    return InterviewLine(
        **{name: getattr(line, name) for name in ("reference", "line", "answers", "owed")},
        said=tuple((label, getattr(said, name)) for name, label in SAID_WORDS.items() if getattr(said, name)),
        tells_of=_dangers(said),
        about_carer=said.about_carer,
        may_be_about_carer=said.about_carer,
        disclosed=said.disclosed,
        themes=tuple(theme.title for theme in themes),
        themes_list=themes[0].themes_list if themes else "",
    )


def _dangers(said: InterviewSaid) -> tuple[Danger, ...]:
    ticked = {
        Danger.HARM: said.tells_of_harm,
        Danger.CRIME: said.tells_of_crime,
        Danger.ADULTS: said.tells_of_adults,
        Danger.OTHER_CHILDREN: said.tells_of_other_children,
    }
    return tuple(danger for danger, is_so in ticked.items() if is_so)


def _owed(held: ReturnInterview, linked: Mapping[int, Heard]) -> tuple[Audience, ...]:
    """Say who is still to hear of it at once. Who is owed it is no secret from whoever may record that it was done."""
    with hand_on(episode_id=held.event.of_episode_id):
        said = InterviewSaid.objects.get(event=held.event_id)
    told: set[Audience] = set()
    for key, one in linked.items():
        with hand_on(episode_id=key):
            rows = InterviewShare.objects.filter(
                interview=held, event__in=[row.pk for row in one.of(EventKind.INTERVIEW_SHARED)]
            )
            told |= {Audience(audience) for audience in rows.values_list("audience", flat=True)}
    return rules.owed_at_once(dangers=_dangers(said), about_a_carer=said.about_carer, shared_with=told)
