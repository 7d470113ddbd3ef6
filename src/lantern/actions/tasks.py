"""What somebody is to do for a child: set, answered, or passed on to another owner. Each is an entry of the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantern.accounts.models import Organisation
from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.policies import discussions as policy
from lantern.policies.missing import check_not_matched
from lantern.queries.discussion_events import ANSWERED, SET, case_rows, discussion_of
from lantern.queries.missing import lock_child
from lantern.queries.seeing import may, require
from lantern.queries.tasks import NO_ACTION, owners_of
from lantern.record.models import ActionAnswer, ActionDetail, Child, Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import Outcome, SetIn
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, Refused
from lantern.vocabulary.roles import Permission


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """Something to be done: what, by which organisation and whom there, and by which day."""

    words: str
    organisation: str  # by reference
    owner: str
    due_on: date


@acts
def set_action(
    *,
    child: str,
    todo: ToDo,
    discussion: int | None = None,
    at_meeting: bool = False,
    by: Actor,
    now: datetime,
) -> str:
    """Record what somebody is to do, as a discussion or the morning meeting decided; gives its number."""
    row = lock_child(reference=child, by=by)
    require(permission=Permission.HOLD_DISCUSSION, row=row, by=by)
    check_not_matched(is_matched=row.matched_to_id is not None)
    held = discussion_of(case_rows([row.pk]), discussion) if discussion is not None else None
    set_in = SetIn.DISCUSSION if held else SetIn.MEETING if at_meeting else SetIn.DESK
    set_on = min(held.happened_on, day_of(now)) if held else day_of(now)
    event = _set(row, todo, set_in=set_in, arises_from=held, set_on=set_on, by=by, now=now)
    audit(action="tasks.set_action", about=child, by=by, now=now)
    return str(event.pk)


@acts
def answer_action(
    *, child: str, number: int, outcome: Outcome, words: str, to: ToDo | None = None, by: Actor, now: datetime
) -> str:
    """Record what came of an action: done, not done and why, or passed on to another owner and why."""
    row = lock_child(reference=child, by=by)
    require(permission=Permission.WORK_ACTION, row=row, by=by)
    rows = case_rows([row.pk])
    asked = next((each for each in rows if each.pk == number and each.kind == SET), None)
    if asked is None:
        raise NotFound(NO_ACTION)
    policy.check_may_answer(
        is_open=not any(each.kind == ANSWERED and each.answers_id == number for each in rows),
        own=by.organisation_id,
        owner=asked.action.organisation_id,
        holds_discussion=may(permission=Permission.HOLD_DISCUSSION, row=row, by=by),
    )
    policy.check_answer(outcome=outcome, words=words)
    events.append(
        child=row,
        kind=EventKind.ACTION_ANSWERED,
        happened=When.moment(now),
        words=words,
        answers=asked,
        detail=ActionAnswer(outcome=outcome.value),
        by=by,
        now=now,
    )
    if outcome is Outcome.PASSED_ON:
        _pass_on(row, asked, to, by=by, now=now)
    audit(action="tasks.answer_action", about=child, by=by, now=now)
    return child


def _pass_on(child: Child, asked: Event, to: ToDo | None, *, by: Actor, now: datetime) -> None:
    """Set the same thing anew for another owner; without a new day the old one stays, past or not."""
    if to is None or not to.organisation:
        raise Refused(
            "Choose the organisation it is passed on to. Nothing was recorded.", field="organisation"
        )
    same = to.organisation == asked.action.organisation.reference
    if same and to.owner.strip().casefold() == asked.action.owner.casefold():
        raise Refused("This owner has it already. Nothing was recorded. Choose another.", field="owner")
    set_on = min(asked.action.due_on, day_of(now))
    _set(child, to, set_in=SetIn.PASSED, arises_from=asked, set_on=set_on, by=by, now=now)


def _set(
    child: Child,
    todo: ToDo,
    *,
    set_in: SetIn,
    arises_from: Event | None,
    set_on: date,
    by: Actor,
    now: datetime,
) -> Event:
    policy.check_action(words=todo.words, owner=todo.owner, due_on=todo.due_on, set_on=set_on)
    return events.append(
        child=child,
        kind=EventKind.ACTION_SET,
        happened=When.moment(now),
        words=todo.words.strip(),
        detail=ActionDetail(
            organisation=_owner(child, todo.organisation, by=by),
            owner=todo.owner.strip(),
            due_on=todo.due_on,
            set_in=set_in.value,
            arises_from=arises_from,
        ),
        by=by,
        now=now,
    )


def _owner(child: Child, reference: str, *, by: Actor) -> Organisation:
    """Give the organisation that is to do it: one that has to do with this child."""
    found = next((each for each in owners_of(child, by=by) if each.reference == reference), None)
    if found is None:
        raise Refused(
            "This organisation has nothing to do with the child. Nothing was recorded. Choose one of the list, or "
            "store it first among those who have to do with the child.",
            field="organisation",
        )
    return found
