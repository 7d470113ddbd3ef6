"""What changed after a return, and who was heard and not told yet what was done."""

from __future__ import annotations

from typing import Any

import pytest

from lantern.actions import changed as acting
from lantern.actions import interview_shares, missing
from lantern.actions.changed import NotTold
from lantern.actions.interview_shares import ChildAnswered
from lantern.policies.changed import Change
from lantern.queries import changed
from lantern.queries.changed import NotToldLine
from lantern.queries.interviews import After, after
from lantern.record.context import seen_as
from lantern.record.models import Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.changed import PlacementAfter, PlanAfter, ReviewAfter, ReviewGround
from lantern.vocabulary.days import day_of
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import Role
from tests.factories.back import Back, at, make_back, when
from tests.factories.children import make_placement
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db
DAY = day_of(at(days=2))


@pytest.fixture
def back(db: None) -> Back:
    made = make_back()
    made.offered()
    return made


def record(back: Back, *, by: Actor | None = None, **said: Any) -> None:
    said = {
        "placement": PlacementAfter.MOVED,
        "lived_with": "Invented House",
        "moves": 3,
        "plan": PlanAfter.CHANGED,
        "review": ReviewAfter.ASKED,
        "review_ground": ReviewGround.RISK_OF_HARM,
        "review_asked_on": DAY,
        "reviewing_officer": "Rena Invented",
        "words": "A carer rings at nine",
    } | said
    acting.record_changed(
        reference=back.reference, change=Change(**said), by=by or back.worker, now=at(days=2)
    )


def not_told(back: Back, **given: Any) -> None:
    given = {"by": back.interviewer, "now": at(days=2)} | given
    acting.record_not_told(
        reference=back.reference,
        not_told=NotTold(why="She is asleep", who_will="Ira Invented", by_on=DAY),
        **given,
    )


def tell(back: Back, **given: Any) -> None:
    given = {"by": back.interviewer, "now": at(days=3)} | given
    answered = ChildAnswered(
        told=when(days=2, hours=1), told_by="Ira Invented", language="Tigrinya", words="The lock was mended"
    )
    interview_shares.answer_child(reference=back.reference, answered=answered, **given)


def waiting(back: Back) -> tuple[NotToldLine, ...]:
    return tuple(changed.not_told(by=back.interviewer, now=at(days=3)).lines)


def seen(back: Back, by: Actor) -> After:
    return after(reference=back.reference, by=by, now=at(days=3))


def test_what_changed_stands_after_the_return_with_all_its_facts(back: Back) -> None:
    record(back)
    (line,) = seen(back, back.worker).changed
    assert (dict(line.facts), line.words) == (
        {
            "Placement": "Moved",
            "Lived before at": "Invented House",
            "Moves so far": "3",
            "Plan": "Changed",
            "Review": "Asked of the reviewing officer",
            "On what": "The home, the carer, a parent or the area authority is concerned that the child is at "
            "risk of harm (regulation 33(3)(ab))",
            "Asked on": "Sunday 15 March 2026",
            "Reviewing officer": "Rena Invented",
        },
        "A carer rings at nine",
    )
    assert seen(back, back.interviewer).changed == ()


def test_nobody_else_records_what_changed_and_nobody_before_the_return(back: Back) -> None:
    for by in (back.interviewer, back.night.police, back.night.carer, back.night.host_desk):
        with pytest.raises(NotPermitted):
            record(back, by=by)
    stranger = make_actor(role=Role.SOCIAL_WORKER, organisation=make_organisation())
    with pytest.raises(NotFound):
        record(back, by=stranger)
    reference = back.night.reported(last_seen=when(days=1), now=at(days=1, hours=1))
    with pytest.raises(Refused):
        acting.record_changed(
            reference=reference,
            change=Change(
                placement=PlacementAfter.KEPT,
                lived_with="",
                moves=None,
                plan=PlanAfter.NOT_CHANGED,
                review=ReviewAfter.NOT_DECIDED,
                review_ground=None,
                review_asked_on=None,
                reviewing_officer="",
                words="",
            ),
            by=back.worker,
            now=at(days=2),
        )


def test_contradiction_is_refused_and_nothing_kept(back: Back) -> None:
    with pytest.raises(Refused):
        record(back, review_ground=None)
    assert seen(back, back.worker).changed == ()


def test_form_knows_where_the_child_lived_and_the_moves_seen(back: Back) -> None:
    make_placement(child=back.night.child, provider=back.night.home)
    known = changed.known(reference=back.reference, by=back.worker, now=at(days=2))
    assert (known.lived_with, known.moves, known.actions, known.may_set_action) == (
        back.night.home.name,
        0,
        (),
        True,
    )


def test_child_who_was_heard_waits_until_told_and_never_leaves_by_silence(back: Back) -> None:
    assert waiting(back) == ()
    back.held()
    (line,) = waiting(back)
    assert (line.reference, line.heard, line.who_will, line.by_on) == (
        back.reference,
        when(hours=18),
        "",
        None,
    )
    not_told(back)
    (line,) = waiting(back)
    assert (line.who_will, line.by_on) == ("Ira Invented", DAY)
    (why,) = seen(back, back.interviewer).not_told
    assert (dict(why.facts), why.words) == (
        {"Who will tell the child": "Ira Invented", "By": "Sunday 15 March 2026"},
        "She is asleep",
    )
    tell(back)
    assert waiting(back) == ()
    (answered,) = seen(back, back.worker).answered
    assert dict(answered.facts) == {"Told by": "Ira Invented", "In which language": "Tigrinya"}
    assert seen(back, back.worker).not_told == ()
    with pytest.raises(Refused, match="was told"):
        not_told(back)


def test_withdrawn_telling_puts_the_child_back_on_the_list(back: Back) -> None:
    back.held()
    tell(back)
    with seen_as(SIMULATOR):
        event = Event.objects.get(kind="child_answered")
    missing.correct(
        reference=back.reference,
        event=event.pk,
        reasons="Another child",
        seen_version=None,
        by=back.worker,
        now=at(days=4),
    )
    assert [line.reference for line in waiting(back)] == [back.reference]


def test_list_is_of_ones_own_authority_alone(back: Back) -> None:
    back.held()
    for by in (back.night.police, back.night.carer, back.night.host_desk):
        assert changed.not_told(by=by, now=at(days=3)).lines == ()


def test_not_told_needs_an_interview_and_somebody_who_may(back: Back) -> None:
    with pytest.raises(NotFound):
        not_told(back)
    back.held()
    with pytest.raises(NotPermitted):
        not_told(back, by=back.night.police)
