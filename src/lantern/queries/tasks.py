"""What somebody is to do for a child, by which day, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from lantern.accounts.models import Organisation
from lantern.policies.discussions import may_answer
from lantern.queries.discussion_events import ANSWERED, SET, case_rows, readable
from lantern.queries.seeing import episodes_visible_to, permissions_among, reads
from lantern.record.models import Child, Event, Involvement
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.discussions import Outcome, SetIn
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission

NO_ACTION = "There is no such action of this child that you may see. Open the child's page and look."


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    """Something somebody is to do. `outcome` is None while nobody has answered."""

    number: int
    child: str
    words: str
    owner: str
    organisation: str
    organisation_reference: str
    due_on: date
    set_at: datetime
    set_by: str
    set_in: SetIn
    arises_from: int | None
    outcome: Outcome | None = None
    result: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    may_answer: bool = False

    def is_late(self, today: date) -> bool:
        """Say whether the day is past and nobody has answered."""
        return self.outcome is None and self.due_on < today


@reads
def action(*, child: str, number: int, by: Actor, now: datetime) -> ActionLine:
    """Give one action of a child; raise NotFound where this reader may see none."""
    row = readable(child, by=by)
    found = actions_of(case_rows([row.pk]), {row.pk: row}, by=by)
    line = next((each for each in found if each.number == number), None)
    if line is None:
        raise NotFound(NO_ACTION)
    return line


def owners_of(child: Child, *, by: Actor) -> list[Organisation]:
    """Give the organisations that have to do with a child, the reader's own first: an action is one of theirs.

    The forces are those of the child's episodes and of the areas of its authorities, of whom one may be needed first.
    """
    visible = episodes_visible_to(by).filter(child=child, is_void=False).values("police_force_id")
    involved = Involvement.objects.filter(child=child, ended_at=None).values("organisation_id")
    authorities = [key for key in (child.responsible_authority_id, child.host_authority_id) if key]
    own = [key for key in (*authorities, child.placement_provider_id, by.organisation_id) if key]
    areas = Organisation.objects.filter(pk__in=authorities).values("police_force_id")
    rows = Organisation.objects.filter(
        Q(pk__in=own) | Q(pk__in=visible) | Q(pk__in=involved) | Q(pk__in=areas)
    )
    return sorted(rows, key=lambda row: (row.pk != by.organisation_id, row.name, row.pk))


def actions_of(rows: Sequence[Event], children: dict[int, Child], *, by: Actor) -> list[ActionLine]:
    """Give the actions among these rows, each with what came of it last."""
    answers = {each.answers_id: each for each in rows if each.kind == ANSWERED}
    allowed = permissions_among(list(children.values()), by=by)
    works = {key: Permission.WORK_ACTION in allowed[row.pk] for key, row in children.items()}
    holds = {key: Permission.HOLD_DISCUSSION in allowed[row.pk] for key, row in children.items()}
    return [
        action_line(
            each,
            answers.get(each.pk),
            child=children[each.child_id],
            works=works[each.child_id],
            holds=holds[each.child_id],
            by=by,
        )
        for each in rows
        if each.kind == SET and each.child_id in children
    ]


def action_line(
    row: Event, answer: Event | None, *, child: Child, works: bool, holds: bool, by: Actor
) -> ActionLine:
    """Give one action; `works` and `holds` say whether this reader may answer at all, and for every owner."""
    detail = row.action
    is_open = answer is None
    owner = detail.organisation_id
    return ActionLine(
        number=row.pk,
        child=child.reference,
        words=row.words,
        owner=detail.owner,
        organisation=detail.organisation.name,
        organisation_reference=detail.organisation.reference,
        due_on=detail.due_on,
        set_at=row.recorded_at,
        set_by=row.by_name,
        set_in=SetIn(detail.set_in),
        arises_from=detail.arises_from_id,
        outcome=Outcome(answer.action_answer.outcome) if answer else None,
        result=answer.words if answer else "",
        answered_at=answer.recorded_at if answer else None,
        answered_by=answer.by_name if answer else "",
        may_answer=works
        and may_answer(is_open=is_open, own=by.organisation_id, owner=owner, holds_discussion=holds),
    )


def in_order(lines: Iterable[ActionLine], *, today: date) -> tuple[ActionLine, ...]:
    """Give the open ones first, by their day; then what was answered, the newest first."""
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                line.outcome is not None,
                line.due_on if line.outcome is None else date.max,
                -(line.answered_at or line.set_at).timestamp() if line.outcome else 0.0,
                line.number,
            ),
        )
    )


def arising_from(number: int, lines: dict[int, ActionLine]) -> list[ActionLine]:
    """Give the actions that a discussion set, and those that came of passing one of them on."""
    found = []
    for line in lines.values():
        origin = line.arises_from
        while origin in lines:
            origin = lines[origin].arises_from
        if origin == number:
            found.append(line)
    return found
