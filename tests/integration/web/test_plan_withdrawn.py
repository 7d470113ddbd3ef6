"""A version of a going-missing plan whose entry is withdrawn: struck, not in force, and said where it was frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from lantern.actions import case, plans
from lantern.actions.children import open_child
from lantern.documents.plan import plan_paper
from lantern.policies.plans import Said
from lantern.queries.plan_briefs import FrozenPlan, frozen
from lantern.queries.plan_versions import Withdrawn
from lantern.record.context import seen_as
from lantern.record.models import Event
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.refusals import NotPermitted, Refused, Stale
from lantern.vocabulary.roles import Role
from tests.factories.night import Night, at, make_night
from tests.factories.sight import SIMULATOR
from tests.integration.actions.test_plans import FIRST, hold, opened, write
from tests.integration.web.reading import words

pytestmark = pytest.mark.django_db
WHY = "It is on the wrong child."
SECOND = replace(FIRST, owner="Lee Invented")


@pytest.fixture
def night() -> Night:
    return make_night()


def newest_entry(night: Night, *kinds: str) -> int:
    with seen_as(SIMULATOR):
        found = Event.objects.filter(child=night.child, kind__in=kinds or ("plan_written",))
        return found.order_by("-pk").values_list("pk", flat=True)[0]


def withdraw(night: Night, event: int, *, minutes: int = 6, by: Actor | None = None) -> None:
    case.withdraw(
        child=night.child.reference,
        event=event,
        reasons=WHY,
        by=by or night.desk,
        now=at(minutes=minutes),
    )


def gone(night: Night, *, why: str = WHY, minutes: int = 6) -> Withdrawn:
    return Withdrawn(by_name=night.desk.name, at=at(minutes=minutes), reasons=why)


def lines(night: Night, **given: Any) -> list[tuple[int, Withdrawn | None]]:
    return [(line.number, line.withdrawn) for line in opened(night, minutes=9, **given).versions]


# In force ----------------------------------------------------------------------------------------------------


def test_the_version_before_is_in_force_again(night: Night) -> None:
    write(night)
    write(night, SECOND, seen=1)
    withdraw(night, newest_entry(night))

    page = opened(night, minutes=9)

    assert page.shown is not None
    assert (page.newest, page.shown.number, page.is_in_force) == (1, 1, True)
    assert lines(night) == [(2, gone(night)), (1, None)]
    second = opened(night, version=2, minutes=9)
    assert second.shown is not None
    assert (second.shown.owner, second.shown.withdrawn, second.is_in_force) == (
        "Lee Invented",
        gone(night),
        False,
    )


def test_a_home_sees_who_withdrew_and_when_and_not_why(night: Night) -> None:
    write(night)
    withdraw(night, newest_entry(night))

    assert lines(night, by=night.carer) == [(1, gone(night, why=""))]


def test_where_each_version_was_withdrawn_none_is_in_force(night: Night) -> None:
    write(night)
    withdraw(night, newest_entry(night))

    page = opened(night, minutes=9)
    brief = open_child(reference=night.child.reference, by=night.carer, now=at(minutes=9)).plan

    assert (page.newest, page.shown, page.holding) == (0, None, None)
    assert brief is not None
    assert (brief.number, brief.withdrawn, brief.holding) == (0, 1, None)
    with pytest.raises(Refused, match="There is no plan in force"):
        hold(night)


def test_a_withdrawal_that_is_withdrawn_puts_the_version_back_in_force(night: Night) -> None:
    write(night)
    withdraw(night, newest_entry(night))
    withdraw(night, newest_entry(night, "entered_in_error"), minutes=7)

    assert (opened(night, minutes=9).newest, lines(night)) == (1, [(1, None)])
    withdraw(night, newest_entry(night), minutes=8)
    assert lines(night) == [(1, gone(night, minutes=8))]


def test_the_number_of_a_version_that_was_withdrawn_is_not_given_again(night: Night) -> None:
    write(night)
    write(night, SECOND, seen=1)
    withdraw(night, newest_entry(night))

    with pytest.raises(Stale):  # what stood on the page is not in force any more
        write(night, SECOND, seen=2)
    assert write(night, SECOND, seen=1) == 3
    assert opened(night, minutes=9).newest == 3


def test_what_the_placement_said_of_the_version_before_counts_again_and_a_word_withdrawn_does_not(
    night: Night,
) -> None:
    write(night)
    hold(night)
    write(night, SECOND, seen=1)
    withdraw(night, newest_entry(night))
    before = opened(night, minutes=9).holding
    withdraw(night, newest_entry(night, "plan_held"), minutes=7)
    after = opened(night, minutes=9).holding

    assert before is not None
    assert after is not None
    assert before.said == Said(holds_plan=True, holds_guidance=True, carer_briefed="Cam Invented")
    assert (after.said, after.is_held) == (None, False)


def test_only_the_authority_is_offered_to_withdraw_and_may(night: Night) -> None:
    write(night)

    assert (opened(night).may_withdraw, opened(night, by=night.carer).may_withdraw) == (True, False)
    with pytest.raises(NotPermitted):
        withdraw(night, newest_entry(night), by=night.carer)
    withdraw(night, newest_entry(night))
    assert opened(night, version=1, minutes=9).may_withdraw is False


# On the night ------------------------------------------------------------------------------------------------


def test_an_episode_that_froze_it_says_so_and_keeps_what_was_frozen(night: Night) -> None:
    write(night)
    write(night, SECOND, seen=1)
    reference = night.reported(now=at(minutes=2))
    before = frozen(reference=reference, by=night.desk, now=at(minutes=3))
    withdraw(night, newest_entry(night))
    after = frozen(reference=reference, by=night.desk, now=at(minutes=9))

    assert before == FrozenPlan(
        number=2,
        recorded_at=at(minutes=1),
        by_name=night.desk.name,
        owner="Lee Invented",
        newest=2,
        steps=(("Ring her telephone", "The carer on shift"),),
        child=night.child.reference,
    )
    assert after == replace(before, newest=1, withdrawn=gone(night))


def test_a_report_freezes_what_is_in_force_and_nothing_where_nothing_is(night: Night) -> None:
    write(night)
    write(night, SECOND, seen=1)
    withdraw(night, newest_entry(night))
    first = night.reported(now=at(minutes=7), by=night.carer)
    assert frozen(reference=first, by=night.desk, now=at(minutes=9)).number == 1

    other = make_night()
    write(other)
    withdraw(other, newest_entry(other))
    second = other.reported(now=at(minutes=7))
    assert frozen(reference=second, by=other.desk, now=at(minutes=9)) == FrozenPlan(number=0)


# As it is said -----------------------------------------------------------------------------------------------


def test_it_is_struck_on_its_page_and_said_on_every_other(
    night: Night, signed_in: Callable[..., Client]
) -> None:
    write(night)
    write(night, SECOND, seen=1)
    reference = night.reported(now=at(minutes=2))
    desk = signed_in(organisation=night.authority)
    child = f"/children/{night.child.reference}"
    link = f"{child}/entries/{newest_entry(night)}/withdraw"
    assert link in desk.get(f"{child}/plan").content.decode()

    done = desk.post(link, {"why": "wrong_child", "words": WHY})
    assert (done.status_code, done.headers["Location"]) == (302, f"{child}/plan")

    second = desk.get(f"{child}/plan/2")
    whole = second.content.decode()
    assert "do not act on it." in words(second)
    assert "Version 1 is in force now." in words(second)
    assert "<del><h2" in whole.replace("\n", "")
    for page in (f"/missing/{reference}", f"/missing/{reference}/sheet"):
        said = words(desk.get(page))
        assert "This version was withdrawn" in said
        assert "Ring her telephone" in said
        assert "Version 1 is in force now." in said
    listed = words(desk.get(f"{child}/plan"))
    assert "Withdrawn" in listed
    assert "Version 2 was withdrawn." in words(desk.get(child))


def test_where_none_is_in_force_that_is_the_worst_there_is(
    night: Night, signed_in: Callable[..., Client]
) -> None:
    write(night)
    withdraw(night, newest_entry(night))
    desk = signed_in(organisation=night.authority)
    child = f"/children/{night.child.reference}"

    assert "No plan is in force: each version was withdrawn." in words(desk.get(f"{child}/plan"))
    page = desk.get(child)
    assert "No plan is in force" in words(page)
    assert "Version 1 was withdrawn." in words(page)


def test_the_paper_of_it_says_so_first(night: Night) -> None:
    write(night)
    withdraw(night, newest_entry(night))
    printed = plans.print_plan(child=night.child.reference, version=1, by=night.desk, now=at(minutes=9))

    assert plan_paper(opened=printed, by=night.desk).startswith(b"%PDF")
    assert printed.version.withdrawn == gone(night)


def test_a_stranger_s_role_learns_nothing_of_it(night: Night, signed_in: Callable[..., Client]) -> None:
    write(night)
    withdraw(night, newest_entry(night))

    owner = signed_in(Role.INFORMATION_OWNER, organisation=night.authority)
    assert owner.get(f"/children/{night.child.reference}/plan").status_code == 403
