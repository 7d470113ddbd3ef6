"""The going-missing plan: written version by version, opened and audited, held, and frozen on the night."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from lantern.actions import missing, plans
from lantern.actions.children import open_child
from lantern.actions.plans import Held, Step, WrittenPlan
from lantern.policies.plans import Said
from lantern.queries.plan_briefs import FrozenPlan, frozen
from lantern.queries.plans import PlanPage, PlanRelative
from lantern.record.context import seen_as
from lantern.record.models import AuditEntry, Event, GoingMissingPlan, Photograph
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.involved import MayBeTold
from lantern.vocabulary.plans import PlanPart
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.children import make_child, make_placement
from tests.factories.involved import make_photograph, make_private_decision, make_private_person
from tests.factories.missing import make_missing_episode
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db
REVIEW = day_of(NOW) + timedelta(days=30)
FIRST = WrittenPlan(
    owner="Sol Invented",
    review_on=REVIEW,
    parts=((PlanPart.DESCRIPTION, "Tall, brown hair"), (PlanPart.PLACES, "The bus station")),
    steps=(Step(what="Ring her telephone", who="The carer on shift"),),
)


@pytest.fixture
def night() -> Night:
    return make_night()


def write(night: Night, plan: WrittenPlan = FIRST, *, seen: int | None = 0, by: Actor | None = None) -> int:
    return plans.write_plan(
        child=night.child.reference, plan=plan, seen_version=seen, by=by or night.desk, now=at(minutes=1)
    )


def opened(night: Night, *, by: Actor | None = None, version: int | None = None, **later: float) -> PlanPage:
    return plans.open_plan(
        child=night.child.reference, version=version, by=by or night.desk, now=at(**(later or {"minutes": 5}))
    )


def hold(night: Night, *, by: Actor | None = None, version: int = 1, **held: Any) -> int:
    given = Held(**({"holds_plan": True, "holds_guidance": True, "carer_briefed": "Cam Invented"} | held))
    return plans.hold_plan(
        child=night.child.reference, version=version, held=given, by=by or night.carer, now=at(minutes=3)
    )


def refusal_of(night: Night, **changed: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refused:
        write(night, replace(FIRST, **changed))
    return refused.value.message, refused.value.field


def test_a_plan_is_written_read_by_the_home_and_stands_in_the_child_s_case(night: Night) -> None:
    number = write(night)

    page = opened(night, by=night.carer)

    assert number == 1
    assert page.shown is not None
    assert dict(page.shown.parts)[PlanPart.PLACES] == "The bus station"
    assert page.shown.steps == (("Ring her telephone", "The carer on shift"),)
    assert (page.shown.owner, page.shown.review_on, page.shown.is_review_due) == (
        "Sol Invented",
        REVIEW,
        False,
    )
    with seen_as(SIMULATOR):
        event = Event.objects.get(child=night.child)
        assert (event.kind, event.episode_id) == ("plan_written", None)
        assert event.words.startswith("Version 1. To be reviewed by ")
        last = AuditEntry.objects.order_by("-number").first()
    assert last is not None
    assert (last.action, last.about) == ("plans.open_plan", night.child.reference)


def test_each_writing_is_a_whole_new_version_and_the_one_before_is_kept(night: Night) -> None:
    write(night)

    write(night, replace(FIRST, owner="Lee Invented"), seen=1)

    page = opened(night)
    assert [(line.number, line.owner) for line in page.versions] == [(2, "Lee Invented"), (1, "Sol Invented")]
    before = opened(night, version=1)
    assert before.shown is not None
    assert (before.shown.owner, before.is_in_force) == ("Sol Invented", False)
    with pytest.raises(NotFound):
        opened(night, version=3)


def test_who_wrote_beside_somebody_else_is_told_and_nothing_is_overwritten(night: Night) -> None:
    write(night)

    with pytest.raises(Stale):
        write(night, seen=0)

    with seen_as(SIMULATOR):
        assert GoingMissingPlan.objects.count() == 1


def test_a_plan_that_nobody_keeps_or_that_says_nothing_or_was_due_is_refused(night: Night) -> None:
    assert refusal_of(night, owner=" ")[1] == "owner"
    assert refusal_of(night, review_on=day_of(NOW))[1] == "review_on"
    assert refusal_of(night, review_on=date(2020, 1, 1))[1] == "review_on"
    assert refusal_of(night, parts=(), steps=())[1] == "description"
    assert refusal_of(night, steps=(Step(what="Ring her", who=""),))[1] == "steps"


def test_a_photograph_that_was_withdrawn_or_is_another_child_s_is_refused(night: Night) -> None:
    own, other = make_photograph(child=night.child), make_photograph()
    message, field = refusal_of(night, photograph=other.reference)
    assert (message.startswith("There is no such photograph"), field) == (True, "photograph")
    write(night, replace(FIRST, photograph=own.reference, photograph_taken_on=date(2026, 3, 1)))
    with seen_as(SIMULATOR):
        Photograph.objects.filter(pk=own.pk).update(
            withdrawn_at=NOW, withdrawn_because="Another child", withdrawn_by="Sol"
        )

    with pytest.raises(Refused, match="was withdrawn meanwhile"):
        write(night, replace(FIRST, photograph=own.reference), seen=1)
    with pytest.raises(Refused, match="Choose the photograph"):
        write(night, replace(FIRST, photograph_taken_on=date(2026, 3, 1)), seen=1)
    page = opened(night)
    assert page.shown is not None
    assert page.shown.photograph is not None
    assert page.shown.photograph.is_withdrawn
    with pytest.raises(NotFound):
        plans.open_plan_photograph(child=night.child.reference, version=1, by=night.carer, now=at(minutes=9))


def test_the_home_sees_the_photograph_of_the_plan_and_of_no_other(night: Night) -> None:
    picture = make_photograph(child=night.child, content=b"a picture")
    write(night, replace(FIRST, photograph=picture.reference))

    seen = plans.open_plan_photograph(
        child=night.child.reference, version=1, by=night.carer, now=at(minutes=9)
    )

    assert (seen.content, seen.media_type) == (b"a picture", "image/jpeg")
    with pytest.raises(NotFound):
        plans.open_plan_photograph(child=night.child.reference, version=2, by=night.carer, now=at(minutes=9))


def test_who_must_not_be_told_is_read_from_the_record_and_a_change_since_is_said(night: Night) -> None:
    uncle = make_private_person(child=night.child, name="Invented Uncle", is_to_the_child="uncle")
    make_private_decision(person=uncle, may_be_told=MayBeTold.YES.value)
    write(night)
    make_private_decision(person=uncle, may_be_told=MayBeTold.NO.value)
    make_private_person(child=night.child, name="Invented Friend", is_to_the_child="friend")

    page = opened(night, by=night.carer)

    assert page.people_now == (
        PlanRelative(
            name="Invented Uncle",
            is_to_the_child="uncle",
            has_parental_responsibility=None,
            decided=MayBeTold.NO,
            decided_then=MayBeTold.YES,
        ),
        PlanRelative(
            name="Invented Friend",
            is_to_the_child="friend",
            has_parental_responsibility=None,
            decided=MayBeTold.UNDECIDED,
            is_new=True,
        ),
    )


def test_nobody_said_is_not_held_and_a_new_version_asks_again(night: Night) -> None:
    make_placement(child=night.child, provider=night.home)
    write(night)
    before = opened(night).holding

    hold(night)
    held = opened(night).holding
    write(night, seen=1)
    after = opened(night).holding

    assert before is not None
    assert (before.provider, before.said, before.is_held) == (night.home.name, None, False)
    assert held is not None
    assert held.said == Said(holds_plan=True, holds_guidance=True, carer_briefed="Cam Invented")
    assert held.is_held
    assert after is not None
    assert (after.said, after.is_held) == (None, False)
    brief = open_child(reference=night.child.reference, by=night.carer, now=at(minutes=9)).plan
    assert brief is not None
    assert (brief.number, brief.holding) == (2, opened(night, by=night.carer).holding)


def test_the_authority_records_it_on_a_named_person_s_word_and_nothing_is_not_recorded(night: Night) -> None:
    write(night)

    with pytest.raises(Refused, match="name of the person at the placement"):
        hold(night, by=night.desk)
    with pytest.raises(Refused, match="counts as not held"):
        hold(night, holds_plan=False, holds_guidance=False, carer_briefed=" ")
    with pytest.raises(Stale):
        hold(night, version=2)
    hold(night, by=night.desk, said_by="Mo Invented, manager", holds_guidance=False)

    holding = opened(night).holding
    assert holding is not None
    assert (holding.said_by, holding.is_held) == ("Mo Invented, manager", False)


def test_a_plan_that_is_not_there_is_not_held(night: Night) -> None:
    with pytest.raises(Refused, match="There is no plan in force"):
        hold(night)


def test_who_writes_who_reads_and_who_does_neither(night: Night) -> None:
    write(night)
    stranger = make_actor(
        role=Role.CARER, organisation=make_organisation(kind=OrganisationKind.CHILDRENS_HOME)
    )
    owner = make_actor(role=Role.INFORMATION_OWNER, organisation=night.authority)

    for by in (night.carer, night.host_desk):
        with pytest.raises(NotPermitted):
            write(night, seen=1, by=by)
    assert opened(night, by=night.host_desk).newest == 1
    with pytest.raises(NotFound):
        opened(night, by=stranger)
    with pytest.raises(NotPermitted):
        opened(night, by=owner)
    assert open_child(reference=night.child.reference, by=owner, now=at(minutes=5)).plan is None


# On the night ------------------------------------------------------------------------------------------------------


def test_the_version_in_force_is_frozen_when_the_child_is_reported_and_stays(night: Night) -> None:
    write(night)
    reference = night.reported(now=at(minutes=2), by=night.carer)

    write(night, replace(FIRST, owner="Lee Invented"), seen=1)

    kept = frozen(reference=reference, by=night.desk, now=at(minutes=9))
    assert kept == FrozenPlan(
        number=1,
        recorded_at=at(minutes=1),
        by_name=night.desk.name,
        owner="Sol Invented",
        newest=2,
        steps=(("Ring her telephone", "The carer on shift"),),
        child=night.child.reference,
    )


def test_where_no_plan_was_written_that_is_said_even_when_one_is_written_later(night: Night) -> None:
    reference = night.reported()
    write(night)

    assert frozen(reference=reference, by=night.desk, now=at(minutes=9)) == FrozenPlan(number=0)


def test_a_second_report_of_the_same_absence_freezes_nothing_anew(night: Night) -> None:
    write(night)
    first = night.reported(now=at(minutes=2))
    write(night, seen=1)

    assert night.reported(now=at(minutes=4), by=night.carer) == first
    assert frozen(reference=first, by=night.desk, now=at(minutes=9)).number == 1


def test_the_police_see_the_plan_while_the_child_is_missing_and_then_what_was_in_force(night: Night) -> None:
    write(night)
    with pytest.raises(NotFound):
        opened(night, by=night.police)
    reference = night.reported(now=at(minutes=2))
    assert opened(night, by=night.police).newest == 1

    missing.record_return(
        reference=reference,
        returned=When.moment(at(minutes=30)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(minutes=31),
    )
    write(night, seen=1)

    with pytest.raises(NotPermitted, match="while the child is reported missing"):
        opened(night, by=night.police, minutes=40)
    assert opened(night, by=night.police, version=1, minutes=40).shown is not None
    with pytest.raises(NotPermitted):
        opened(night, by=night.police, version=2, minutes=40)


def test_earlier_times_are_read_from_the_record_by_a_new_home_too(night: Night) -> None:
    old = make_organisation(kind=OrganisationKind.CHILDRENS_HOME)
    make_missing_episode(
        child=night.child,
        placement_provider=old,
        last_seen=When(on=date(2026, 1, 2)),
        returned=When(on=date(2026, 1, 3)),
    )
    write(night)

    earlier = opened(night, by=night.carer).earlier

    assert (earlier.count, [each.found_at for each in earlier.last]) == (1, [None])


def test_a_child_of_another_authority_has_no_plan_of_ours(night: Night) -> None:
    other = make_child()

    with pytest.raises(NotFound):
        plans.write_plan(child=other.reference, plan=FIRST, seen_version=0, by=night.desk, now=NOW)
