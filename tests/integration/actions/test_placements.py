"""Where a child lives: begun, moved and ended, with the access key following, and nobody told by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lantern.actions import care_plan, placements, plans
from lantern.actions.care_plan import CareStatus, Wish
from lantern.actions.children import open_child
from lantern.actions.placements import Ending, NewPlacement
from lantern.queries.care_plan import care_plan as care_plan_page
from lantern.queries.placements import placements as placement_page
from lantern.record.context import seen_as
from lantern.record.models import Child, Event, PlacementAddress, ResponsibilityPeriod, Telling
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.plans import LivesNow, PlacementTurn
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.children import make_placement
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import SIMULATOR
from tests.integration.actions.test_plans import FIRST, hold, opened, write

pytestmark = pytest.mark.django_db
MOVED = date(2026, 3, 10)
ENDING = Ending(ended_on=MOVED, reasons="The carers gave notice.", lives_now=LivesNow.ANOTHER_PLACEMENT)


@pytest.fixture
def night() -> Night:
    made = make_night(date_of_birth=date(2012, 5, 1))
    make_placement(child=made.child, provider=made.home, from_on=date(2026, 1, 5))
    return made


def move(night: Night, provider: Any, *, seen: int | None = None, **said: Any) -> str:
    said.setdefault("from_on", MOVED)
    said.setdefault("reasons", "Nearer to her school.")
    return placements.record_placement(
        child=night.child.reference,
        placement=NewPlacement(provider=provider.reference, **said),
        seen_version=seen,
        by=night.desk,
        now=at(minutes=2),
    )


def end(night: Night, ending: Ending = ENDING, *, act: Any = placements.end_placement) -> str:
    return act(
        child=night.child.reference, ending=ending, seen_version=None, by=night.desk, now=at(minutes=2)
    )


def turns(night: Night) -> list[tuple[PlacementTurn, str]]:
    page = placement_page(child=night.child.reference, by=night.desk, now=at(minutes=9))
    return [(line.turn, line.provider) for line in page.turns]


def home(night: Night, **fields: Any) -> Any:
    return make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=night.authority, **fields)


def test_on_a_move_the_plan_follows_the_child_and_the_old_home_reads_it_no_more(night: Night) -> None:
    write(night)
    hold(night)
    new = home(night)
    new_carer = make_actor(role=Role.CARER, organisation=new)

    move(night, new, carer_name="Mo Invented", address="4 Invented Street")

    with pytest.raises(NotFound):
        opened(night, by=night.carer)
    page = opened(night, by=new_carer)
    assert page.newest == 1
    assert page.holding is not None
    assert (page.holding.provider, page.holding.said) == (new.name, None)
    with seen_as(SIMULATOR):
        child = Child.objects.get(pk=night.child.pk)
        assert (child.placement_provider_id, child.host_authority_id, child.version) == (new.pk, None, 2)
        assert PlacementAddress.objects.get().carer_name == "Mo Invented"
        assert not Telling.objects.exists()
    assert turns(night) == [(PlacementTurn.BEGAN, new.name), (PlacementTurn.ENDED, night.home.name)]


def test_who_comes_back_to_the_same_home_is_asked_anew(night: Night) -> None:
    write(night)
    hold(night)
    end(night)
    move(night, night.home, from_on=MOVED)

    holding = opened(night).holding

    assert holding is not None
    assert (holding.provider, holding.said) == (night.home.name, None)


def test_the_host_s_period_ends_and_begins_with_the_placement(night: Night) -> None:
    end(night)
    far = make_organisation()
    away = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=far)
    move(night, away)

    with seen_as(SIMULATOR):
        rows = ResponsibilityPeriod.objects.filter(child=night.child, relation="host", until_on=None)
        assert [(row.organisation_id, row.from_on) for row in rows] == [(far.pk, MOVED)]
    with pytest.raises(NotFound):
        opened(night, by=night.host_desk)
    move(night, home(night), from_on=MOVED)
    with seen_as(SIMULATOR):
        rows = ResponsibilityPeriod.objects.filter(child=night.child, relation="host")
        assert [(row.organisation_id, row.until_on) for row in rows] == [(far.pk, MOVED)]


def test_no_plan_is_written_for_a_child_who_is_placed_no_more_until_it_is_said_where_they_live(
    night: Night,
) -> None:
    write(night)
    end(night)

    with pytest.raises(Refused, match="not placed now"):
        write(night, seen=1)
    page = opened(night)
    assert (page.why_not.startswith("The child is not placed now"), page.holding) == (True, None)

    move(night, home(night))
    assert write(night, seen=1) == 2


def test_a_plan_is_written_for_a_child_who_went_to_live_with_family(night: Night) -> None:
    end(night, replace(ENDING, lives_now=LivesNow.FAMILY))

    assert write(night) == 1
    assert opened(night).holding is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ended_on": date(2026, 1, 4)}, "ended_on"),
        ({"ended_on": date(2026, 3, 15)}, "ended_on"),
        ({"reasons": "  "}, "reasons"),
    ],
)
def test_an_end_that_cannot_be_is_refused(night: Night, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        end(night, replace(ENDING, **changed))

    assert refused.value.field == field
    assert opened(night, by=night.carer).newest == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"from_on": date(2026, 1, 4)}, "from_on"),
        ({"from_on": date(2026, 3, 15)}, "from_on"),
        ({"reasons": ""}, "reasons"),
    ],
)
def test_a_move_that_cannot_be_is_refused(night: Night, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        move(night, home(night), **changed)

    assert refused.value.field == field


def test_a_move_to_where_the_child_lives_or_into_a_placement_that_ended_later_is_refused(
    night: Night,
) -> None:
    with pytest.raises(Refused, match="lives there already"):
        move(night, night.home)
    with pytest.raises(Refused, match="no such home"):
        move(night, night.authority)
    end(night)
    with pytest.raises(Refused, match="the two would overlap"):
        move(night, home(night), from_on=date(2026, 3, 9))
    with pytest.raises(Refused, match="No placement runs now"):
        end(night)


def test_care_of_a_child_of_sixteen_ends_only_with_who_approved_it() -> None:
    night = make_night(date_of_birth=date(2009, 5, 1))

    with pytest.raises(Refused) as refused:
        end(night, act=placements.end_care)
    end(
        night,
        replace(ENDING, approved_by="Di Invented, director", lives_now=LivesNow.OWN_PLACE),
        act=placements.end_care,
    )

    assert refused.value.field == "approved_by"
    page = placement_page(child=night.child.reference, by=night.desk, now=at(minutes=9))
    assert (page.care_ended, page.lives_at) == (MOVED, "")
    assert [line.approved_by for line in page.turns] == ["Di Invented, director"]


def test_the_end_of_care_ends_no_search(night: Night) -> None:
    reference = night.reported()

    end(night, act=placements.end_care)

    page = placement_page(child=night.child.reference, by=night.desk, now=at(minutes=9))
    assert page.open_episode == reference
    with seen_as(SIMULATOR):
        assert Event.objects.filter(episode__reference=reference, kind="search_ended").count() == 0


def test_only_the_authority_that_looks_after_the_child_says_where_they_live(night: Night) -> None:
    for by in (night.carer, night.host_desk):
        with pytest.raises(NotPermitted):
            placements.end_placement(
                child=night.child.reference, ending=ENDING, seen_version=None, by=by, now=NOW
            )
    with pytest.raises(Stale):
        move(night, home(night), seen=7)


# What the care plan says -------------------------------------------------------------------------------------------


STATUS = CareStatus(
    trafficking=Answer.YES,
    unaccompanied=Answer.NOT_KNOWN,
    basis="What he told the port officer.",
    in_care_plan_on=MOVED,
)


def record(night: Night, status: CareStatus = STATUS, *, minutes: int = 2) -> str:
    return care_plan.record_status(
        child=night.child.reference, status=status, by=night.desk, now=at(minutes=minutes)
    )


def test_what_the_care_plan_says_is_recorded_and_what_it_said_before_is_kept(night: Night) -> None:
    record(night)
    record(night, replace(STATUS, unaccompanied=Answer.YES), minutes=3)

    page = care_plan_page(child=night.child.reference, by=night.desk, now=at(minutes=9))

    assert [(line.trafficking, line.unaccompanied) for line in page.statuses] == [
        (Answer.YES, Answer.YES),
        (Answer.YES, Answer.NOT_KNOWN),
    ]
    with pytest.raises(NotPermitted):
        care_plan_page(child=night.child.reference, by=night.carer, now=at(minutes=9))


def test_a_record_without_its_basis_or_of_a_day_to_come_is_refused(night: Night) -> None:
    for changed, field in (
        ({"basis": " "}, "basis"),
        ({"in_care_plan_on": date(2026, 3, 15)}, "in_care_plan_on"),
    ):
        with pytest.raises(Refused) as refused:
            record(night, replace(STATUS, **changed))
        assert refused.value.field == field


def test_whom_the_child_trusts_is_read_by_the_home_and_names_nobody_in_the_case(night: Night) -> None:
    wish = Wish(
        trusts="Mo Invented",
        is_to_the_child="teacher",
        reach="at school",
        wants="Ask me before you ring anybody.",
        said_on=MOVED,
        said_to="Sol Invented",
    )
    care_plan.record_wish(child=night.child.reference, wish=wish, by=night.desk, now=at(minutes=2))

    brief = open_child(reference=night.child.reference, by=night.carer, now=at(minutes=9)).plan

    assert brief is not None
    assert brief.wish is not None
    assert (brief.wish.trusts, brief.wish.wants) == ("Mo Invented", "Ask me before you ring anybody.")
    with seen_as(SIMULATOR):
        assert [row.words for row in Event.objects.filter(child=night.child)] == [
            "Whom the child trusts, and what the child wants from us, was written down."
        ]
    for changed, field in (
        ({"trusts": "", "wants": " "}, "trusts"),
        ({"said_to": ""}, "said_to"),
        ({"said_on": date(2026, 3, 15)}, "said_on"),
    ):
        with pytest.raises(Refused) as refused:
            care_plan.record_wish(
                child=night.child.reference, wish=replace(wish, **changed), by=night.desk, now=at(minutes=3)
            )
        assert refused.value.field == field


def test_a_plan_pressed_twice_is_written_once(night: Night) -> None:
    for _press in range(2):
        plans.write_plan(
            child=night.child.reference,
            plan=FIRST,
            seen_version=0,
            key="once",
            by=night.desk,
            now=at(minutes=1),
        )

    assert opened(night).newest == 1
