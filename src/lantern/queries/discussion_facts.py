"""What a chronology says of a strategy discussion, of what somebody is to do, and of what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from lantern.queries.details import by_event
from lantern.record.models import ActionAnswer, ActionDetail, DiscussionDetail, DiscussionPerson, Event
from lantern.vocabulary.discussions import HeldBy, Outcome, Section47
from lantern.vocabulary.events import EventKind

HELD_SAID = {HeldBy.MEETING: "In one room", HeldBy.VIDEO: "By video", HeldBy.TELEPHONE: "By telephone"}
SECTION_47_SAID = {
    Section47.BEGUN: "Begun at this discussion",
    Section47.RUNNING: "Begun earlier and still running",
    Section47.NOT_MADE: "Not made",
}
OUTCOME_SAID = {
    Outcome.DONE: "Done",
    Outcome.NOT_DONE: "Not done",
    Outcome.PASSED_ON: "Passed on to another owner",
}
Facts = list[tuple[str, str]]


def facts_of(rows: Iterable[Event]) -> dict[int, Facts]:
    """Give, by entry, what is said of the discussions and actions among these; asks nothing where there are none."""
    held = list(rows)
    return {**_discussions(held), **_actions(held), **_answers(held)}


def _of(rows: Iterable[Event], kind: EventKind) -> list[Event]:
    return [row for row in rows if row.kind == kind.value]


def _discussions(rows: Iterable[Event]) -> dict[int, Facts]:
    details = by_event(DiscussionDetail, _of(rows, EventKind.STRATEGY_DISCUSSION_HELD))
    people: dict[int, list[str]] = {key: [] for key in details}
    asked = DiscussionPerson.objects.filter(event__in=details).order_by("pk") if details else ()
    for each in asked:
        people[each.event_id].append(f"{each.name}, {each.post}, {each.organisation}")
    return {key: _discussion(detail, people[key]) for key, detail in details.items()}


def _discussion(detail: DiscussionDetail, people: list[str]) -> Facts:
    on = detail.next_review_on
    accepted = detail.referral_accepted_on
    again = f"{on.day} {on:%B %Y}" if on else f"Decided not to be: {detail.no_review_because}"
    return [
        ("How", HELD_SAID[HeldBy(detail.held_by)]),
        ("Took part", "; ".join(people)),
        ("Could not take part", detail.could_not),
        ("Decided", detail.decided),
        ("Section 47 enquiries", SECTION_47_SAID[Section47(detail.section_47)]),
        ("Why", detail.section_47_because),
        ("Referral accepted", f"{accepted.day} {accepted:%B %Y}" if accepted else ""),
        ("First responder, if a referral is made", detail.first_responder),
        ("Looked at again", again),
    ]


def _actions(rows: Iterable[Event]) -> dict[int, Facts]:
    asked = [row.pk for row in _of(rows, EventKind.ACTION_SET)]
    details = ActionDetail.objects.filter(event__in=asked).select_related("organisation") if asked else ()
    return {
        each.event_id: [
            ("To be done by", f"{each.owner}, {each.organisation.name}"),
            ("By", f"{each.due_on.day} {each.due_on:%B %Y}"),
        ]
        for each in details
    }


def _answers(rows: Iterable[Event]) -> dict[int, Facts]:
    details = by_event(ActionAnswer, _of(rows, EventKind.ACTION_ANSWERED))
    return {key: [("Came of it", OUTCOME_SAID[Outcome(detail.outcome)])] for key, detail in details.items()}
