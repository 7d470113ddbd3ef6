"""A return interview that was held: limits said first, the child's words kept apart, each return it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.actions.acting import acts, audit
from lantern.actions.interviews import Offer, answer, check_may_record, not_held_yet, offered_before
from lantern.actions.missing import settle
from lantern.policies import interviews as rules
from lantern.policies.times import check_not_future
from lantern.procedures import themes
from lantern.queries.heard import Heard as Since
from lantern.queries.heard import when_of
from lantern.queries.missing import lock
from lantern.record.context import hand_on
from lantern.record.models import (
    Event,
    InterviewedReturn,
    InterviewSaid,
    InterviewTheme,
    MissingEpisode,
    ReturnInterview,
)
from lantern.record.texts import check_can_be_kept, check_fits
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.interviews import Advocacy, Danger
from lantern.vocabulary.refusals import NotFound, Refused

_FACTS = (
    "interviewer",
    "interviewer_role",
    "independent_of_placement",
    "independent_of_authority",
    "language",
    "interpreter",
)
_SAID = ("place", "before", "during", "after", "would_help", "about_carer")


@dataclass(frozen=True, kw_only=True)
class Held:
    """An interview that was held. `also` are the child's other missing episodes that it answers, by reference.

    `offer` is for a return of which no offer is recorded. `handed_over` is there where the child told of harm.
    """

    held: When
    limits_said: When | None
    interviewer: str
    interviewer_role: str
    independent_of_placement: bool
    independent_of_authority: bool
    language: str
    place: str
    interpreter: str = ""
    before: str = ""
    during: str = ""
    after: str = ""
    would_help: str = ""
    tells_of: tuple[Danger, ...] = ()
    about_carer: bool = False
    handed_over: rules.HandedOver | None = None
    themes: tuple[str, ...] = ()
    advocacy: Advocacy = Advocacy.NOT_OFFERED
    offer: Offer | None = None
    also: tuple[str, ...] = ()


@acts
def record_held(*, reference: str, held: Held, by: Actor, now: datetime) -> str:
    """Record an interview that was held, one event for each return that it answers and one interview for them all."""
    _check_can_be_kept(held)
    episodes = _lock_all(reference, held.also, by=by)
    kind = EventKind.RETURN_INTERVIEW_HELD
    for episode in episodes:
        check_may_record(episode, kind, by=by)
    known = {episode.pk: not_held_yet(episode) for episode in episodes}
    _check_held(held, known=list(known.values()), now=now)
    interview = None
    for episode in episodes:
        with hand_on(episode_id=episode.pk):
            since = known[episode.pk]
            offered_before(
                since,
                held.offer,
                episode=episode,
                outcome=held.held,
                what="the interview",
                field="held",
                by=by,
                now=now,
            )
            event = answer(since, kind, held.held, episode=episode, by=by, now=now)
            interview = interview or _keep(held, event)
            InterviewedReturn.objects.create(event=event, interview=interview)
            settle(episode=episode, now=now)
    for episode in episodes:
        audit(action="held.record_held", about=episode.reference, by=by, now=now)
    return reference


def _check_can_be_kept(held: Held) -> None:
    for part in (held.offer, held.handed_over):
        check_can_be_kept(part)


def _lock_all(reference: str, also: Sequence[str], *, by: Actor) -> list[MissingEpisode]:
    """Take the episodes in one order, whichever was opened: two desks must not wait on each other."""
    wanted = {reference, *also}
    held = {each: lock(reference=each, by=by) for each in sorted(wanted)}
    first = held[reference]
    if any(each.child_id != first.child_id for each in held.values()):
        raise NotFound(
            "One of the times missing that you chose is not this child's. Nothing was recorded. Open the page again."
        )
    return [first, *(held[each] for each in sorted(wanted - {reference}))]


def _check_held(held: Held, *, known: Sequence[Since], now: datetime) -> None:
    for when, words, field in (
        (held.held, "of the interview", "held"),
        (held.limits_said, "at which the limits were said", "limits_said"),
        (held.handed_over.at if held.handed_over else None, "at which it was handed over", "handed_at"),
    ):
        if when is not None:
            check_not_future(happened=when, words=words, field=field, now=now)
    rules.check_held(
        held=held.held, limits_said=held.limits_said, returns=[when_of(since.returned) for since in known]
    )
    for field, words in (
        ("interviewer", "who held the interview"),
        ("interviewer_role", "what the interviewer's post is"),
        ("language", "in which language it was held"),
        ("place", "the place that the child chose"),
    ):
        if not getattr(held, field).strip():
            raise Refused(f"Enter {words}.", field=field)
    if not any(words.strip() for words in (held.before, held.during, held.after, held.would_help)):
        raise Refused(
            "Enter what the child said, in the child's words. If the child said nothing, write that.",
            field="before",
        )
    rules.check_disclosure(handed_over=held.handed_over, held=held.held)


def _keep(held: Held, event: Event) -> ReturnInterview:
    """Keep the interview on the event of the return that was opened, with what the child said apart from its facts."""
    dangers = rules.dangers_of(tells_of=held.tells_of, disclosed=held.handed_over is not None)
    over = held.handed_over
    assert held.limits_said is not None
    interview = ReturnInterview(
        event=event,
        limits_said_on=held.limits_said.on,
        limits_said_at=held.limits_said.at,
        advocacy=held.advocacy.value,
        **{name: getattr(held, name) for name in _FACTS},
    )
    said = InterviewSaid(
        event=event,
        tells_of_harm=Danger.HARM in dangers,
        tells_of_crime=Danger.CRIME in dangers,
        tells_of_adults=Danger.ADULTS in dangers,
        tells_of_other_children=Danger.OTHER_CHILDREN in dangers,
        disclosed=over is not None,
        handed_what=over.what if over else "",
        handed_to=over.to if over else "",
        handed_on=over.at.on if over and over.at else None,
        handed_at=over.at.at if over and over.at else None,
        **{name: getattr(held, name) for name in _SAID},
    )
    for row in (interview, said):
        check_fits(row)
        row.save(force_insert=True)
    _code(held.themes, event)
    return interview


def _code(codes: Sequence[str], event: Event) -> None:
    """Keep the themes a person found, in the words of the list that is in force."""
    listed = themes.in_force()
    known = {theme.code: theme.title for theme in listed.themes}
    if unknown := [code for code in codes if code not in known]:
        raise Refused(
            f"The list of themes has changed, and has none called {unknown[0]} any more. Nothing was recorded. "
            "Choose the themes again.",
            field="themes",
        )
    InterviewTheme.objects.bulk_create(
        InterviewTheme(event=event, themes_list=listed.code, code=code, title=known[code])
        for code in dict.fromkeys(codes)
    )
