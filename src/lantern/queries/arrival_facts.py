"""What a chronology says of an arrival, of the age, and of a placement outside the area."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lantern.queries.details import by_event
from lantern.record.models import (
    AgeDetail,
    AreaApproval,
    AreaNotice,
    AreaNoticeReceived,
    AreaNoticeTurn,
    ArrivalDetail,
    EndedAtOnce,
    EndNotice,
    Event,
    PlacementHearer,
    TransferAnswer,
    TransferAsked,
)
from lantern.vocabulary.arrivals import AgeBasis
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.ended_at_once import AT_ONCE_WORDS, END_HEARD_TITLES, AtOnceBecause, EndHeard
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.out_of_area import HEARER_TITLES, Approver, CarePlanCopy, Distance, MustHear

Facts = list[tuple[str, str]]
ANSWER_SAID = {Answer.YES: "Yes", Answer.NO: "No", Answer.NOT_KNOWN: "Not known"}
BASIS_SAID = {
    AgeBasis.PRESUMPTION: "Presumed, section 51 of the Modern Slavery Act 2015",
    AgeBasis.ASSESSMENT: "An age assessment by a local authority",
    AgeBasis.DOCUMENT: "A document",
    AgeBasis.COURT: "A court or tribunal",
    AgeBasis.OTHER: "Determined otherwise",
}
DISTANCE_SAID = {
    Distance.OWN: "In the authority's own area",
    Distance.ADJOINING: "In an adjoining area",
    Distance.AT_A_DISTANCE: "At a distance",
}
APPROVER_SAID = {
    Approver.NOMINATED_OFFICER: "Nominated officer",
    Approver.DIRECTOR: "Director of children's services",
}
COPY_SAID = {
    CarePlanCopy.WITH_NOTICE: "With the notice",
    CarePlanCopy.GIVEN_BEFORE: "Given before",
}


def facts_of(rows: Iterable[Event]) -> dict[int, Facts]:
    """Give, by entry, what is said of these; asks nothing where there are none of their kinds."""
    held = list(rows)
    arrived = [row for row in held if row.kind == EventKind.CHILD_ARRIVED.value]
    aged = [row for row in held if row.kind == EventKind.AGE_SAID.value]
    planned = [row for row in held if row.kind == EventKind.CARE_PLAN_RECORDED.value]
    found: dict[int, Facts] = {
        key: _arrival(detail) for key, detail in by_event(ArrivalDetail, arrived).items()
    }
    found |= {key: _age(detail) for key, detail in by_event(AgeDetail, aged).items()}
    return found | _of_the_area(planned) if planned else found


def _arrival(said: ArrivalDetail) -> Facts:
    independent = said.interpreter_independent
    return [
        ("Where", said.place),
        ("Age, as the child said it", str(said.stated_age) if said.stated_age is not None else ""),
        ("Born, as the child said it", _day(said.stated_born_on)),
        ("Language", said.language),
        ("Interpreter", ANSWER_SAID[Answer(said.interpreter)]),
        ("Interpreter independent", ANSWER_SAID[Answer(independent)] if independent else ""),
    ]


def _age(said: AgeDetail) -> Facts:
    return [
        ("Basis", BASIS_SAID[AgeBasis(said.basis)]),
        ("Who says so", said.source),
        ("Born", _day(said.born_on)),
    ]


def _of_the_area(rows: list[Event]) -> dict[int, Facts]:
    found = {key: _approval(said) for key, said in by_event(AreaApproval, rows).items()}
    found |= {key: _notice(said) for key, said in by_event(AreaNotice, rows).items()}
    found |= {key: [("Who", said.who)] for key, said in by_event(AreaNoticeTurn, rows).items()}
    found |= {key: _received(said) for key, said in by_event(AreaNoticeReceived, rows).items()}
    found |= {key: _asked(said) for key, said in by_event(TransferAsked, rows).items()}
    found |= {
        key: [("Answered by", said.answered_by)] for key, said in by_event(TransferAnswer, rows).items()
    }
    for key, said in by_event(EndedAtOnce, rows).items():
        why = ("Had to end at once", AT_ONCE_WORDS[AtOnceBecause(said.because)])
        found[key] = [why, ("What was arranged", said.arrangements)]
    for notice in EndNotice.objects.filter(event__in=[row.pk for row in rows]).order_by("pk"):
        told = (END_HEARD_TITLES[EndHeard(notice.whom)], f"told on {_day(notice.told_on)}")
        found.setdefault(notice.event_id, []).append(told)
    for each in PlacementHearer.objects.filter(event__in=[row.pk for row in rows]).order_by("pk"):
        words = f"told on {_day(each.told_on)}" if each.told_on else f"left out: {each.left_out_because}"
        found.setdefault(each.event_id, []).append((HEARER_TITLES[MustHear(each.whom)], words))
    return found


def _approval(said: AreaApproval) -> Facts:
    return [
        ("How far", DISTANCE_SAID[Distance(said.distance)]),
        ("Approved by", f"{said.approved_by} ({APPROVER_SAID[Approver(said.approver)].lower()})"),
        ("In an emergency", "Yes" if said.is_emergency else ""),
        ("Host authority consulted", _day(said.consulted_on)),
        ("Given the care plan", _day(said.care_plan_given_on)),
        ("How the risk of going missing was weighed", said.missing_risk),
    ]


def _notice(said: AreaNotice) -> Facts:
    return [
        ("Begins", _day(said.begins_on)),
        ("Needs", said.needs),
        ("Why the most suitable", said.why_suitable),
        ("Care plan", COPY_SAID[CarePlanCopy(said.care_plan)]),
        ("In an emergency", "Yes" if said.is_emergency else ""),
    ]


def _received(said: AreaNoticeReceived) -> Facts:
    came = (("needs", said.has_needs), ("why suitable", said.has_why), ("care plan", said.has_care_plan))
    return [
        ("Began", _day(said.begins_on)),
        ("Sent by", said.sent_by),
        ("Reached at", said.reach),
        ("Came without", ", ".join(words for words, has in came if not has)),
        ("Acknowledged", _day(said.acknowledged_on)),
    ]


def _asked(said: TransferAsked) -> Facts:
    return [
        ("The risk of going missing", said.missing_risk),
        ("What is known of trafficking", said.trafficking_risk),
    ]


def _day(on: date | None) -> str:
    return f"{on.day} {on:%B %Y}" if on else ""
