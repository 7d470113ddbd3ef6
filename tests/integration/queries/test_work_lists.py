"""What is owed, by whom, since when and until when; and what the morning meeting goes through."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.actions import case, challenging, discussions, enquiries, missing, police, tasks
from lantern.actions.challenging import Objection
from lantern.actions.enquiries import Enquiry
from lantern.actions.police import Risk
from lantern.actions.tasks import ToDo
from lantern.queries.meeting import triage
from lantern.queries.work import Whose, Work, WorkLine, work
from lantern.record.models import Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import Outcome
from lantern.vocabulary.missing import RiskLevel
from lantern.vocabulary.refusals import NotPermitted
from lantern.vocabulary.roles import Role
from tests.factories.children import make_child
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor
from tests.factories.sight import SIMULATOR, seen_as
from tests.integration.actions.test_discussions import DISCUSSION

pytestmark = pytest.mark.django_db
TODAY = day_of(NOW)


def listed(whose: Whose, *, by: Actor, now: datetime | None = None) -> Work:
    return work(whose=whose, by=by, now=now or at(hours=1))


def of(found: Work, what: str) -> list[WorkLine]:
    return [line for line in found.lines if line.what == what]


def lead_of(night: Night) -> Actor:
    return make_actor(role=Role.MISSING_LEAD, organisation=night.authority)


def set_action(night: Night, *, owner: str = "Duty worker", days: int = 1, **said: Any) -> int:
    said.setdefault("organisation", night.authority.reference)
    todo = ToDo(words="Ring the school", owner=owner, due_on=TODAY + timedelta(days=days), **said)
    return int(tasks.set_action(child=night.child.reference, todo=todo, by=night.desk, now=at(minutes=30)))


def answer(night: Night, number: int, outcome: Outcome, *, to: ToDo | None = None) -> None:
    tasks.answer_action(
        child=night.child.reference,
        number=number,
        outcome=outcome,
        words="Said",
        to=to,
        by=night.desk,
        now=at(minutes=50),
    )


def test_an_action_stands_on_its_owners_lists_until_it_is_answered() -> None:
    night = make_night(name="Testa Worked")
    night.reported()
    by_name, by_post = set_action(night, owner=night.desk.name), set_action(night)
    elsewhere = set_action(night, owner="Somebody else")

    assert {line.number for line in of(listed(Whose.MINE, by=night.desk), "action")} == {by_name, by_post}
    team = of(listed(Whose.ORGANISATION, by=night.desk), "action")
    assert {line.number for line in team} == {by_name, by_post, elsewhere}
    assert of(listed(Whose.ORGANISATION, by=night.police), "action") == []
    answer(night, by_name, Outcome.DONE)
    assert {line.number for line in of(listed(Whose.MINE, by=night.desk), "action")} == {by_post}


def test_a_line_says_what_whose_which_child_since_when_and_until_when() -> None:
    night = make_night(name="Testa Worked")
    number = set_action(night)
    (line,) = of(listed(Whose.ORGANISATION, by=night.desk), "action")
    assert line == WorkLine(
        what=line.what,
        words="Ring the school",
        owner=f"Duty worker, {night.authority.name}",
        since=When.moment(at(minutes=30)),
        until=line.until,
        is_late=False,
        name="Testa Worked",
        child=night.child.reference,
        number=number,
    )
    assert line.until is not None
    assert day_of(line.until) == TODAY + timedelta(days=1)
    (late,) = of(listed(Whose.ORGANISATION, by=night.desk, now=at(days=3)), "action")
    assert late.is_late


def test_an_action_passed_on_stands_with_its_new_owner_alone() -> None:
    night = make_night()
    night.reported()
    number = set_action(night)
    due_on = TODAY + timedelta(days=1)
    to = ToDo(words="Ring the school", organisation=night.force.reference, owner="PC 1", due_on=due_on)
    answer(night, number, Outcome.PASSED_ON, to=to)
    assert of(listed(Whose.ORGANISATION, by=night.desk), "action") == []
    (line,) = of(listed(Whose.ORGANISATION, by=night.police), "action")
    assert line.owner == f"PC 1, {night.force.name}"


def test_a_withdrawn_answer_puts_an_action_back_on_the_list() -> None:
    night = make_night()
    number = set_action(night)
    answer(night, number, Outcome.DONE)
    assert of(listed(Whose.ORGANISATION, by=night.desk), "action") == []
    from_case = case_of(night)
    case.withdraw(
        child=night.child.reference, event=from_case[-1], reasons="Not done", by=night.desk, now=at(hours=1)
    )
    assert [line.number for line in of(listed(Whose.ORGANISATION, by=night.desk), "action")] == [number]


def case_of(night: Night) -> list[int]:
    with seen_as(SIMULATOR):
        return list(Event.objects.filter(child=night.child).order_by("pk").values_list("pk", flat=True))


def test_duties_stand_with_the_organisation_that_owes_them_overdue_first() -> None:
    night = make_night()
    reference = night.reported()
    missing.record_return(
        reference=reference,
        returned=When.moment(at(hours=2)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(hours=2),
    )
    found = listed(Whose.ORGANISATION, by=night.desk, now=at(days=5))
    interview = next(line for line in found.lines if line.code == "return-interview-72h")
    assert (interview.is_late, interview.owner, interview.until) == (
        True,
        "responsible_authority",
        at(hours=74),
    )
    assert found.lines[0].is_late
    assert listed(Whose.MINE, by=night.desk, now=at(days=5)).lines == ()


def test_enquiries_reviews_challenges_and_what_nobody_acknowledged_stand_on_the_lists() -> None:
    night = make_night()
    reference = night.reported()
    enquiry = Enquiry(words="Ask the hospitals", owner=night.desk.name, due_at=at(minutes=20))
    enquiries.set_enquiry(reference=reference, enquiry=enquiry, by=night.desk, now=at(minutes=10))
    discussions.record_discussion(
        child=night.child.reference, discussion=DISCUSSION, by=night.desk, now=at(minutes=15)
    )
    risk = Risk(level=RiskLevel.LOW, officer="PC 1", assessed=When.moment(at(minutes=16)))
    police.record_risk(reference=reference, risk=risk, seen_version=None, by=night.police, now=at(minutes=16))
    challenging.challenge(
        reference=reference,
        objection=Objection(reasons="He owes money", put_to="Inspector 1"),
        seen_version=None,
        by=night.desk,
        now=at(minutes=18),
    )
    mine = listed(Whose.MINE, by=night.desk)
    assert [(line.what, line.is_late) for line in mine.lines] == [
        ("enquiry", True),
        ("challenge", True),
        ("review", False),
    ]
    waits = of(listed(Whose.ORGANISATION, by=night.police), "challenge")
    assert [(line.words, line.since) for line in waits] == [("He owes money", When.moment(at(minutes=18)))]
    told = of(listed(Whose.AUTHORITY, by=lead_of(night)), "notice")
    assert night.force.name in {line.owner for line in told}
    assert {line.owner for line in of(listed(Whose.ORGANISATION, by=night.police), "notice")} == {
        night.force.name
    }


def test_a_later_discussion_takes_the_review_of_the_earlier_off_the_list() -> None:
    night = make_night()
    for minutes in (10, 20):
        last = discussions.record_discussion(
            child=night.child.reference, discussion=DISCUSSION, by=night.desk, now=at(minutes=minutes)
        )
    assert [str(line.number) for line in of(listed(Whose.ORGANISATION, by=night.desk), "review")] == [last]
    case.withdraw(
        child=night.child.reference, event=int(last), reasons="Not held", by=night.desk, now=at(minutes=30)
    )
    assert len(of(listed(Whose.ORGANISATION, by=night.desk), "review")) == 1


def test_the_list_of_the_authority_is_for_its_missing_lead() -> None:
    night = make_night()
    night.reported()
    set_action(night, organisation=night.force.reference)
    with pytest.raises(NotPermitted):
        listed(Whose.AUTHORITY, by=night.desk)
    whole = listed(Whose.AUTHORITY, by=lead_of(night))
    assert [line.owner for line in of(whole, "action")] == [f"Duty worker, {night.force.name}"]


def test_another_authority_sees_nothing_of_it() -> None:
    night, other = make_night(), make_night()
    night.reported()
    set_action(night)
    for whose in (Whose.MINE, Whose.ORGANISATION):
        assert listed(whose, by=other.desk).lines == ()
    assert listed(Whose.AUTHORITY, by=lead_of(other)).lines == ()


def test_a_reader_who_may_not_know_the_child_gets_a_reference() -> None:
    night = make_night()
    night.reported()
    owner = make_actor(role=Role.NATIONAL_OVERSIGHT, organisation=night.force)
    assert {line.name for line in listed(Whose.ORGANISATION, by=owner).lines} == {None}


# The morning meeting -----------------------------------------------------------------------------------------------


def test_the_meeting_goes_through_who_is_missing_who_came_back_and_what_is_owed() -> None:
    night = make_night()
    reference = night.reported()
    back = another(night).reported()
    missing.record_return(
        reference=back,
        returned=When.moment(at(hours=2)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(hours=2),
    )
    set_action(night)
    late = at(days=2)
    found = triage(by=night.desk, now=at(hours=8))
    assert [head.reference for head in found.missing] == [reference]
    assert [head.reference for head in found.back] == [back]
    assert night.child.reference in found.ours
    assert found.late_actions == ()
    assert len(triage(by=night.desk, now=late).late_actions) == 1


def test_what_the_meeting_decides_is_an_action_of_the_childs_case() -> None:
    night = make_night(name="Testa Decided")
    night.reported()
    todo = ToDo(
        words="Visit the aunt",
        organisation=night.authority.reference,
        owner="Social worker",
        due_on=day_of(at(hours=9)),
    )
    tasks.set_action(child=night.child.reference, todo=todo, at_meeting=True, by=night.desk, now=at(hours=9))
    (decided,) = triage(by=night.desk, now=at(hours=10)).decided
    assert (decided.name, decided.words, decided.due_on) == ("Testa Decided", "Visit the aunt", todo.due_on)
    assert triage(by=night.desk, now=at(days=2)).decided == ()


def test_a_child_of_another_authority_is_seen_and_decided_on_by_its_own() -> None:
    night = make_night()
    reference = night.reported()
    found = triage(by=night.host_desk, now=at(hours=8))
    assert [head.reference for head in found.missing] == [reference]
    assert found.ours == frozenset()


# Speed -----------------------------------------------------------------------------------------------------------


def another(night: Night) -> Night:
    """Give the same night of another child of the same home."""
    child = make_child(
        responsible_authority=night.authority,
        responsible_team=night.team,
        host_authority=night.host,
        placement_provider=night.home,
    )
    return replace(night, child=child)


def busy(night: Night) -> None:
    """Let one child be missing with an enquiry, a challenge, a discussion and an action."""
    reference = night.reported()
    enquiry = Enquiry(words="Ask the hospitals", owner=night.desk.name)
    enquiries.set_enquiry(reference=reference, enquiry=enquiry, by=night.desk, now=at(minutes=10))
    risk = Risk(level=RiskLevel.LOW, officer="PC 1", assessed=When.moment(at(minutes=16)))
    police.record_risk(reference=reference, risk=risk, seen_version=None, by=night.police, now=at(minutes=16))
    challenging.challenge(
        reference=reference,
        objection=Objection(reasons="He owes money", put_to="Inspector 1"),
        seen_version=None,
        by=night.desk,
        now=at(minutes=18),
    )
    discussions.record_discussion(
        child=night.child.reference, discussion=DISCUSSION, by=night.desk, now=at(minutes=15)
    )
    set_action(night)


def test_thirty_children_cost_no_more_statements_than_three() -> None:
    night = make_night()
    lead = lead_of(night)
    counted: dict[int, list[int]] = {}
    for children in range(1, 31):
        busy(another(night))
        if children in (3, 30):
            counted[children] = [statements(read) for read in reads(night, lead)]
    assert counted[30] == counted[3]
    assert max(counted[30]) <= 50


def reads(night: Night, lead: Actor) -> list[Any]:
    now = at(hours=1)
    return [
        lambda: work(whose=Whose.MINE, by=night.desk, now=now),
        lambda: work(whose=Whose.ORGANISATION, by=night.desk, now=now),
        lambda: work(whose=Whose.ORGANISATION, by=night.police, now=now),
        lambda: work(whose=Whose.AUTHORITY, by=lead, now=now),
        lambda: triage(by=night.desk, now=now),
    ]


def statements(read: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        read()
    return len(asked)
