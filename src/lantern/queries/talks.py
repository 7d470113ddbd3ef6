"""The facts of what was said after a return, as label and words; what nobody said is left out, never shown as no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from lantern.record.models import Event, InterviewShare
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.changed import (
    GROUND_WORDS,
    PLACEMENT_WORDS,
    PLAN_WORDS,
    REVIEW_WORDS,
    PlacementAfter,
    PlanAfter,
    ReviewAfter,
    ReviewGround,
)
from lantern.vocabulary.days import When, spoken
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.interviews import Advocacy, Audience, Danger, NotPossible

Facts = tuple[tuple[str, str], ...]

# Which details hang on which kind of event: asked for only where there is one.
_DETAILS = {
    EventKind.RETURN_INTERVIEW_HELD.value: ("interviewed_return__interview",),
    EventKind.RETURN_INTERVIEW_DECLINED.value: ("not_held",),
    EventKind.RETURN_INTERVIEW_NOT_POSSIBLE.value: ("not_held",),
    EventKind.RETURN_INTERVIEW_OFFERED.value: ("interview_offer",),
    EventKind.PREVENTION_INTERVIEW_HELD.value: ("prevention",),
    EventKind.SOCIAL_WORKER_VISITED.value: ("visit",),
    EventKind.CHILD_ANSWERED.value: ("child_answered",),
    EventKind.CHILD_NOT_TOLD.value: ("not_told",),
    EventKind.CHANGED_AFTER.value: ("changed",),
}
AUDIENCE_WORDS = {
    Audience.POLICE: "Police",
    Audience.SOCIAL_WORKER: "Social worker",
    Audience.DESIGNATED_OFFICER: "Designated officer",
    Audience.PLACEMENT: "Where the child lives",
}
DANGER_WORDS = {
    Danger.HARM: "Harm to the child",
    Danger.CRIME: "A crime",
    Danger.ADULTS: "An adult who is a danger to children",
    Danger.OTHER_CHILDREN: "Other children at risk",
}
NOT_POSSIBLE_WORDS = {
    NotPossible.GONE_AGAIN: "Missing again before it could be held",
    NotPossible.NOT_REACHED: "Was tried, and the child cannot be reached",
    NotPossible.TOO_UNWELL: "The child is too unwell",
    NotPossible.OUT_OF_REACH: "The child has moved where nobody here can offer it",
    NotPossible.OTHER: "Another reason",
}
ADVOCACY_WORDS = {
    Advocacy.WANTED: "Offered, and wanted",
    Advocacy.NOT_WANTED: "Offered, and not wanted now",
    Advocacy.HAS_ONE: "The child has an advocate already",
    Advocacy.NOT_OFFERED: "Not offered",
}
_ANSWERS = {Answer.YES: "Yes", Answer.NO: "No", Answer.NOT_KNOWN: "Not known"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that was said, offered or shared: when, its facts, and the words where this reader may read them."""

    number: int
    kind: EventKind
    happened: When
    by_name: str
    facts: Facts = ()
    words: str = ""


def facts_of(rows: Sequence[Event]) -> dict[int, Facts]:
    """Give the facts of each of these events that has any; a kind of detail that none has is not asked for."""
    for kind, names in _DETAILS.items():
        of_kind = [row for row in rows if row.kind == kind]
        if of_kind:
            prefetch_related_objects(of_kind, *names)
    return {row.pk: _kept(_facts(row)) for row in rows if row.kind in _DETAILS}


def shared_line(row: Event, share: InterviewShare, *, whole: bool, without_words: bool = False) -> Line:
    """Say one thing that was shared: whole, as whoever was told may read it, or only that it was."""
    facts = [
        ("With", AUDIENCE_WORDS[Audience(share.audience)]),
        ("Who was told", share.told),
        (
            "The child was told",
            "Yes" if share.child_told else f"No. {share.why_not_told if whole else ''}".strip(),
        ),
    ]
    if whole:
        against = f"Yes. {share.why_against}" if share.against_wish else "No"
        facts.append(("Against the child's wish", against))
    return Line(
        number=row.pk,
        kind=EventKind(row.kind),
        happened=When(on=row.happened_on, at=row.happened_at),
        by_name=row.by_name,
        facts=_kept(facts),
        words="" if without_words else share.what,
    )


def _kept(facts: Iterable[tuple[str, str]]) -> Facts:
    return tuple((label, words) for label, words in facts if words)


def _facts(row: Event) -> list[tuple[str, str]]:
    # What was read for its kind: an attribute that was not would be asked for row by row.
    held = row._state.fields_cache
    if link := held.get("interviewed_return"):
        one = link.interview
        limits = When(on=one.limits_said_on, at=one.limits_said_at)
        return [
            ("Limits of confidence said first", spoken(limits)),
            ("Interviewer", f"{one.interviewer}, {one.interviewer_role}"),
            ("Independent of the placement", "Yes" if one.independent_of_placement else "No"),
            ("Independent of the authority", "Yes" if one.independent_of_authority else "No"),
            ("Language", one.language),
            ("Interpreter", one.interpreter),
            ("Advocate", ADVOCACY_WORDS[Advocacy(one.advocacy)]),
        ]
    if offer := held.get("interview_offer"):
        return [("Offered by", offer.offered_by), ("Language", offer.language)]
    if said := held.get("not_held"):
        again = spoken(When.moment(said.offer_again_at)) if said.offer_again_at else ""
        why = NOT_POSSIBLE_WORDS[NotPossible(said.reason)] if said.reason else ""
        return [("Why", why), ("Offer again by", again)]
    return _talk(row)


def _talk(row: Event) -> list[tuple[str, str]]:
    held = row._state.fields_cache
    if said := held.get("prevention"):
        return [
            ("Officer", said.officer),
            ("Seen face to face", _ANSWERS[Answer(said.face_to_face)]),
            ("Safe", _ANSWERS[Answer(said.safe)]),
            ("Harmed", _ANSWERS[Answer(said.harmed)]),
            ("A crime", _ANSWERS[Answer(said.crime)]),
        ]
    if visit := held.get("visit"):
        return [
            ("Visited by", visit.visitor),
            ("Child seen", _ANSWERS[Answer(visit.seen)]),
            ("Seen alone", _ANSWERS[Answer(visit.seen_alone)]),
        ]
    if told := held.get("child_answered"):
        return [("Told by", told.told_by), ("In which language", told.language)]
    return _of_what_changed(row)


def _of_what_changed(row: Event) -> list[tuple[str, str]]:
    held = row._state.fields_cache
    if not_told := held.get("not_told"):
        by_on = spoken(When(on=not_told.by_on)).removesuffix(", time not known") if not_told.by_on else ""
        return [("Who will tell the child", not_told.who_will), ("By", by_on)]
    if changed := held.get("changed"):
        ground = GROUND_WORDS[ReviewGround(changed.review_ground)] if changed.review_ground else ""
        asked_on = changed.review_asked_on
        return [
            ("Placement", PLACEMENT_WORDS[PlacementAfter(changed.placement)]),
            ("Lived before at", changed.lived_with),
            ("Moves so far", "" if changed.moves is None else str(changed.moves)),
            ("Plan", PLAN_WORDS[PlanAfter(changed.plan)]),
            ("Review", REVIEW_WORDS[ReviewAfter(changed.review)]),
            ("On what", ground),
            ("Asked on", spoken(When(on=asked_on)).removesuffix(", time not known") if asked_on else ""),
            ("Reviewing officer", changed.reviewing_officer),
        ]
    return []
