"""An entry of a child's case was wrong: it is withdrawn, and stays with the reason."""

from __future__ import annotations

from datetime import datetime

from lantern.actions import events
from lantern.actions.acting import acts, audit
from lantern.actions.arrivals import settle_age
from lantern.actions.guardians import check_guardian
from lantern.actions.mistakes import root_of
from lantern.policies import missing as policy
from lantern.queries import corrected
from lantern.queries.chronology import may_correct
from lantern.queries.concern_events import GUARDIANS
from lantern.queries.missing import lock_child
from lantern.queries.seeing import relations_to
from lantern.record.context import hand_on
from lantern.record.models import Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotPermitted, Refused

# A view of a guardian on a decision does not hold the decision fast; all else that answers an entry does.
_HOLDS_NOTHING = {EventKind.GUARDIAN_SAID.value}


@acts
def withdraw(*, child: str, event: int, reasons: str, by: Actor, now: datetime) -> str:
    """Withdraw one entry of a child's case; a withdrawal may be withdrawn, and then the entry stands again.

    Refuses what another entry that stands rests on: the answer is withdrawn before what it answers.
    """
    row = lock_child(reference=child, by=by)
    with hand_on(child_id=row.pk):
        story = list(Event.objects.filter(child=row).order_by("recorded_at", "pk"))
        standing = {each.pk for each in corrected.standing(story)}
        wrong = next((each for each in story if each.pk == event), None)
        struck = wrong is not None and not _stands(wrong, story, standing)
        policy.check_may_correct(kind=EventKind(wrong.kind) if wrong else None, is_corrected=struck)
        assert wrong is not None
        if not may_correct(wrong, relations_to(row=row, by=by), by=by):
            raise NotPermitted(
                "Only the authority that looks after the child, or whoever recorded this, corrects it. "
                "Nothing was changed. Ring the duty team. This refusal has been recorded."
            )
        follows = [each for each in story if each.answers_id == wrong.pk and each.pk in standing]
        if any(each.kind not in _HOLDS_NOTHING for each in follows):
            raise Refused(
                "Another entry answers this one, and stands. Nothing was changed. Withdraw the answer first if it is "
                "wrong as well."
            )
        events.withdraw(wrong, child=row, words=reasons, by=by, now=now)
        about = EventKind(root_of(wrong).kind)
        if about is EventKind.AGE_SAID:
            settle_age(row)
        if about in GUARDIANS:
            is_again = wrong.kind == EventKind.ENTERED_IN_ERROR.value
            check_guardian(row, about=about, is_again=is_again)
    audit(action="case.withdraw", about=child, by=by, now=now)
    return child


def _stands(event: Event, story: list[Event], standing: set[int]) -> bool:
    """Say whether an entry stands; a withdrawal does for as long as nothing has withdrawn it."""
    if event.kind == EventKind.ENTERED_IN_ERROR.value:
        return not any(each.corrects_id == event.pk for each in story)
    return event.pk in standing
