"""What was done in a child's case: recorded by people, and what each of them begins and ends among what is owed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from lantern.actions import case, casework, changed, missing, placements
from lantern.actions.casework import Asking, Review, Step, View, Visit
from lantern.actions.placements import Ending, NewPlacement
from lantern.actions.reckoning import reckon_children
from lantern.policies.changed import Change
from lantern.queries.casework import casework as read_casework
from lantern.queries.discussions import minutes
from lantern.record.models import Event, PlacementDetail
from lantern.vocabulary.casework import Considered, PlanOf, Seen, VisitedAt, WhichReview
from lantern.vocabulary.changed import PlacementAfter, PlanAfter, ReviewAfter, ReviewGround
from lantern.vocabulary.days import When, day_of
from lantern.vocabulary.discussions import Section47
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.plans import LivesNow
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.case_events import make_case_event
from tests.factories.cases import discuss, owed_in_case
from tests.factories.children import make_placement
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.plans import make_placement_detail
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db
TODAY = day_of(NOW)  # 14 March 2026, a Saturday
PLACED = TODAY - timedelta(days=3)


@pytest.fixture
def night() -> Night:
    return make_night(date_of_birth=date(2012, 5, 1))


def place(
    night: Night, *, from_on: date = PLACED, begins_care: bool | None = True, now: datetime = NOW
) -> Any:
    home = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=night.authority)
    new = NewPlacement(provider=home.reference, from_on=from_on, reasons="Nearer.", begins_care=begins_care)
    placements.record_placement(
        child=night.child.reference, placement=new, seen_version=None, by=night.desk, now=now
    )


def visit(
    night: Night,
    *,
    on: date = TODAY,
    seen: Seen = Seen.ALONE,
    why: str = "",
    is_settled: bool = False,
    now: datetime = NOW,
) -> int:
    made = Visit(
        on=on,
        visitor="Sol Invented",
        visited_at=VisitedAt.PLACEMENT,
        seen=seen,
        not_alone_because=why,
        is_settled=is_settled,
    )
    return int(casework.record_visit(child=night.child.reference, visit=made, by=night.desk, now=now))


def review(
    night: Night,
    *,
    on: date = TODAY,
    which: WhichReview = WhichReview.FIRST,
    status: Considered = Considered.CONSIDERED,
    safety: bool = True,
    now: datetime = NOW,
) -> int:
    held = Review(
        on=on,
        which=which,
        chaired_by="Ria Invented",
        status_needs=status,
        safety_considered=safety,
        decided="Stays.",
    )
    return int(casework.record_review(child=night.child.reference, review=held, by=night.desk, now=now))


def ask(night: Night, ground: ReviewGround, *, on: date = TODAY, now: datetime = NOW) -> int:
    asking = Asking(on=on, ground=ground, asked_by="Invented", why="So.")
    return int(casework.record_asking(child=night.child.reference, asking=asking, by=night.desk, now=now))


def view(night: Night, *, asks: bool, act: Any = casework.record_view, now: datetime = NOW) -> int:
    said = View(on=day_of(now), officer="Ria Invented", asks=asks, why="So.")
    return int(act(child=night.child.reference, view=said, by=night.desk, now=now))


def step(
    night: Night,
    kind: EventKind,
    *,
    on: date = TODAY,
    of: PlanOf = PlanOf.RUNNING,
    now: datetime = NOW,
) -> int:
    said = Step(kind=kind, on=on, who="Kit Invented", words="So.", of=of)
    return int(casework.record_step(child=night.child.reference, step=said, by=night.desk, now=now))


def owed(night: Night, code: str) -> list[tuple[Any, ...]]:
    """Give what is owed under one duty: from which entry, until which day, how it was settled and by which."""
    rows = owed_in_case(night, "arises_from", "due_at", "settled_as", "settled_by", code=code)
    return [(arises, due.date() if due else None, settled, by) for arises, due, settled, by in rows]


def began(night: Night) -> int:
    with seen_as(SIMULATOR):
        return PlacementDetail.objects.filter(turn="began", event__child=night.child).latest("pk").event_id


def withdraw(night: Night, number: int, *, now: datetime) -> None:
    case.withdraw(child=night.child.reference, event=number, reasons="Wrong.", by=night.desk, now=now)


# Visits ---------------------------------------------------------------------------------------------------------


def test_a_placement_begins_the_first_visit_and_each_visit_the_next(night: Night) -> None:
    place(night)
    assert owed(night, "visit-first") == [(began(night), PLACED + timedelta(days=7), "", None)]

    first = visit(night)
    assert owed(night, "visit-first") == [(began(night), PLACED + timedelta(days=7), "met", first)]
    assert owed(night, "visit-next") == [(first, date(2026, 4, 25), "", None)]

    second = visit(night, on=date(2026, 4, 20), now=at(days=37))
    assert owed(night, "visit-next") == [
        (first, date(2026, 4, 25), "met", second),
        (second, date(2026, 6, 1), "", None),
    ]


def test_after_the_first_year_of_a_placement_that_is_to_last_three_months_run(night: Night) -> None:
    place(night, from_on=date(2025, 3, 14), now=NOW - timedelta(days=300))
    number = visit(night, is_settled=True)
    assert owed(night, "visit-next") == []
    assert owed(night, "visit-next-settled") == [(number, date(2026, 6, 14), "", None)]


def test_in_the_first_year_of_a_placement_three_months_are_refused(night: Night) -> None:
    place(night, from_on=date(2025, 3, 15), now=NOW - timedelta(days=300))
    with pytest.raises(Refused) as refused:
        visit(night, is_settled=True)
    assert refused.value.field == "is_settled"
    assert "Choose six weeks" in refused.value.message
    visit(night, on=TODAY + timedelta(days=1), is_settled=True, now=NOW + timedelta(days=1))
    assert len(owed(night, "visit-next-settled")) == 1


def test_a_visit_at_which_the_child_was_not_seen_meets_nothing(night: Night) -> None:
    place(night)
    visit(night, seen=Seen.NOT_SEEN, why="Nobody opened.")

    assert [settled for *_rest, settled, _by in owed(night, "visit-first")] == [""]
    assert owed(night, "visit-next") == []


def test_a_visit_that_was_entered_in_error_is_owed_again(night: Night) -> None:
    place(night)
    number = visit(night)
    withdraw(night, number, now=at(minutes=5))

    assert owed(night, "visit-first") == [(began(night), PLACED + timedelta(days=7), "", None)]
    assert owed(night, "visit-next") == []


def test_a_child_whose_placement_was_taken_over_has_the_six_weeks_from_the_first_visit(night: Night) -> None:
    assert owed(night, "visit-first") == []  # lives there, and nobody here recorded since when

    number = visit(night)
    assert owed(night, "visit-next") == [(number, date(2026, 4, 25), "", None)]


@pytest.mark.parametrize(
    ("found_so", "codes"), [(True, []), (False, ["placement-plan-signed", "visit-first"])]
)
def test_a_feed_s_first_night_begins_nothing_and_its_later_news_a_first_visit(
    night: Night, found_so: bool, codes: list[str]
) -> None:
    """An authority's first feed finds hundreds of children where they live; none of them was left unvisited by that."""
    lives_at = make_placement(child=night.child, provider=night.home, from_on=PLACED)
    event = make_case_event(
        child=night.child,
        kind=EventKind.CARE_PLAN_RECORDED,
        by_role=Role.IMPORTER.value,
        happened_on=PLACED,
        recorded_at=NOW,
    )
    make_placement_detail(event=event, placement=lives_at, on_day=PLACED, found_so=found_so)
    reckon_children([night.child.pk], whole=True, now=NOW)

    both = ["placement-plan-signed", "visit-first"]
    assert [row[0] for row in owed_in_case(night, "code", code__in=both)] == codes


def test_the_end_of_care_ends_the_visits(night: Night) -> None:
    place(night)
    visit(night)
    ending = Ending(ended_on=TODAY, reasons="Home.", lives_now=LivesNow.FAMILY)
    placements.end_care(
        child=night.child.reference, ending=ending, seen_version=None, by=night.desk, now=at(minutes=5)
    )

    assert [row[2] for row in owed(night, "visit-next")] == ["excused"]


def test_the_end_of_care_after_a_move_ends_what_came_before_the_move_too(night: Night) -> None:
    place(night, from_on=TODAY - timedelta(days=60))
    place(night, from_on=TODAY, begins_care=None, now=at(minutes=5))
    assert [row[2] for row in owed(night, "review-first")] == [""]  # overdue for a month

    ending = Ending(ended_on=TODAY, reasons="Home.", lives_now=LivesNow.FAMILY)
    placements.end_care(
        child=night.child.reference, ending=ending, seen_version=None, by=night.desk, now=at(minutes=9)
    )
    for code in ("review-first", "care-plan-written"):
        assert [row[2] for row in owed(night, code)] == ["excused"]


# Reviews --------------------------------------------------------------------------------------------------------


def test_coming_into_care_begins_the_first_review_and_the_care_plan(night: Night) -> None:
    place(night)
    assert owed(night, "review-first") == [(began(night), date(2026, 4, 10), "", None)]
    assert owed(night, "care-plan-written") == [(began(night), date(2026, 3, 25), "", None)]

    plan = step(night, EventKind.CARE_PLAN_WRITTEN, on=date(2026, 3, 9))  # before the placement
    first = review(night)
    assert owed(night, "care-plan-written") == [(began(night), date(2026, 3, 25), "met", plan)]
    assert owed(night, "review-first") == [(began(night), date(2026, 4, 10), "met", first)]
    assert owed(night, "review-second") == [(first, date(2026, 6, 14), "", None)]

    later = review(night, on=date(2026, 6, 1), which=WhichReview.LATER, now=at(days=79))
    assert owed(night, "review-second") == [(first, date(2026, 6, 14), "met", later)]
    assert owed(night, "review-next") == [(later, date(2026, 12, 1), "", None)]


def test_a_care_plan_that_is_recorded_after_care_ended_is_not_of_that_time_in_care(night: Night) -> None:
    place(night)
    ending = Ending(ended_on=TODAY, reasons="Home.", lives_now=LivesNow.FAMILY)
    placements.end_care(
        child=night.child.reference, ending=ending, seen_version=None, by=night.desk, now=at(minutes=5)
    )
    plan = step(night, EventKind.CARE_PLAN_WRITTEN, now=at(minutes=6))
    with seen_as(SIMULATOR):
        assert Event.objects.get(pk=plan).answers_id is None


def test_a_move_within_care_begins_no_first_review_and_the_record_knows_a_move(night: Night) -> None:
    place(night, from_on=TODAY - timedelta(days=30))
    place(night, from_on=TODAY, begins_care=None, now=at(minutes=5))

    assert len(owed(night, "review-first")) == 1
    assert len(owed(night, "visit-first")) == 2
    with seen_as(SIMULATOR):
        said = PlacementDetail.objects.filter(turn="began", event__child=night.child).order_by("pk")
        assert list(said.values_list("begins_care", flat=True)) == [True, False]


def test_what_a_review_left_out_is_owed_until_one_that_considered_it(night: Night) -> None:
    number = review(night, status=Considered.LEFT_OUT, safety=False)
    assert owed(night, "review-status-considered") == [(number, None, "", None)]
    assert owed(night, "review-safety-considered") == [(number, None, "", None)]

    again = review(night, which=WhichReview.LATER, on=date(2026, 4, 1), now=at(days=20))
    assert owed(night, "review-status-considered") == [(number, None, "met", again)]
    assert owed(night, "review-safety-considered") == [(number, None, "met", again)]


def test_a_review_of_a_child_of_whom_neither_is_known_leaves_nothing_out(night: Night) -> None:
    review(night, status=Considered.DOES_NOT_APPLY)

    assert owed(night, "review-status-considered") == []


def test_a_review_that_is_asked_for_is_owed_and_held(night: Night) -> None:
    officer = ask(night, ReviewGround.OFFICER_ASKS)
    child = ask(night, ReviewGround.CHILD_ASKS)
    assert owed(night, "review-when-asked") == [(officer, None, "", None)]
    assert owed(night, "review-child-asks") == [(child, None, "", None)]

    held = review(night, on=date(2026, 3, 20), which=WhichReview.LATER, now=at(days=8))
    assert owed(night, "review-when-asked") == [(officer, None, "met", held)]
    assert owed(night, "review-child-asks") == [(child, None, "met", held)]


def test_only_a_child_s_asking_is_set_aside_by_the_reviewing_officer(night: Night) -> None:
    asked = ask(night, ReviewGround.RISK_OF_HARM)
    with pytest.raises(Refused, match="not on record that the child asked"):
        view(night, asks=False, act=casework.record_not_justified)

    child = ask(night, ReviewGround.CHILD_ASKS)
    number = view(night, asks=False, act=casework.record_not_justified)
    assert owed(night, "review-child-asks") == [(child, None, "excused", number)]
    assert owed(night, "review-when-asked") == [(asked, None, "", None)]


def test_what_changed_after_a_return_asks_for_a_review_or_tells_the_officer(night: Night) -> None:
    episode = night.reported()
    missing.record_return(
        reference=episode,
        returned=When.moment(at(hours=1)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(hours=1),
    )
    for ground, later in ((ReviewGround.CHILD_ASKS, 2), (ReviewGround.TO_CONSIDER, 3)):
        change = Change(
            placement=PlacementAfter.KEPT,
            lived_with="",
            moves=None,
            plan=PlanAfter.NOT_DECIDED,
            review=ReviewAfter.ASKED,
            review_ground=ground,
            review_asked_on=day_of(at(hours=1)),
            reviewing_officer="Ria Invented",
            words="",
        )
        changed.record_changed(reference=episode, change=change, by=night.desk, now=at(hours=later))

    assert [row[2] for row in owed(night, "review-child-asks")] == [""]
    assert [row[2] for row in owed(night, "review-considered")] == [""]

    number = view(night, asks=True, now=at(hours=4))
    assert [row[2:] for row in owed(night, "review-considered")] == [("met", number)]
    assert owed(night, "review-when-asked") == [(number, None, "", None)]


# Plans, conference, assessment ----------------------------------------------------------------------------------


def test_a_placement_plan_is_of_the_placement_that_runs(night: Night) -> None:
    place(night, from_on=TODAY - timedelta(days=30))
    before = began(night)
    number = step(night, EventKind.PLACEMENT_PLAN_SIGNED, on=TODAY - timedelta(days=31))
    place(night, from_on=TODAY, now=at(minutes=5))

    assert [(row[0], *row[2:]) for row in owed(night, "placement-plan-signed")] == [
        (before, "met", number),
        (began(night), "", None),
    ]


def test_of_a_placement_that_is_over_neither_a_plan_nor_a_first_visit_is_owed(night: Night) -> None:
    place(night, from_on=TODAY - timedelta(days=30))
    place(night, from_on=TODAY, now=at(minutes=5))

    for code in ("placement-plan-signed", "visit-first"):
        assert [row[2] for row in owed(night, code)] == ["excused", ""]


def lives_nowhere(night: Night) -> Night:
    with seen_as(SIMULATOR):
        night.child.placement_provider = None
        night.child.save()
    return night


def test_a_placement_plan_of_no_placement_is_refused() -> None:
    night = lives_nowhere(make_night())

    with pytest.raises(Refused, match="No placement is on record"):
        step(night, EventKind.PLACEMENT_PLAN_SIGNED)


PLANS = {
    "care-plan-written": EventKind.CARE_PLAN_WRITTEN,
    "placement-plan-signed": EventKind.PLACEMENT_PLAN_SIGNED,
}


@pytest.mark.parametrize("code", PLANS)
def test_a_plan_that_is_recorded_before_what_it_is_of_begins_meets_what_is_owed_from_then(
    night: Night, code: str
) -> None:
    lives_nowhere(night)
    plan = step(night, PLANS[code], on=TODAY - timedelta(days=10), of=PlanOf.NEXT)
    place(night, from_on=TODAY, now=at(minutes=5))

    assert [row[2:] for row in owed(night, code)] == [("met", plan)]


@pytest.mark.parametrize("code", PLANS)
def test_a_plan_of_what_is_over_meets_nothing_that_begins_later(night: Night, code: str) -> None:
    lives_nowhere(night)
    step(night, PLANS[code], of=PlanOf.OVER)
    place(night, from_on=TODAY, now=at(minutes=5))

    assert [row[2:] for row in owed(night, code)] == [("", None)]


@pytest.mark.parametrize("code", PLANS)
def test_a_plan_that_is_recorded_when_its_time_is_over_is_of_that_time(night: Night, code: str) -> None:
    place(night, from_on=TODAY - timedelta(days=3))
    ending = Ending(ended_on=TODAY, reasons="Home.", lives_now=LivesNow.FAMILY)
    placements.end_care(
        child=night.child.reference, ending=ending, seen_version=None, by=night.desk, now=at(minutes=5)
    )
    plan = step(night, PLANS[code], on=TODAY - timedelta(days=2), of=PlanOf.OVER, now=at(minutes=6))
    assert [row[2:] for row in owed(night, code)] == [("met", plan)]


def test_a_care_plan_is_of_the_time_in_care_also_where_its_first_placement_is_over(night: Night) -> None:
    lives_nowhere(night)
    plan = step(night, EventKind.CARE_PLAN_WRITTEN, of=PlanOf.NEXT)
    place(night, from_on=TODAY - timedelta(days=4), now=at(minutes=5))
    place(night, from_on=TODAY - timedelta(days=1), begins_care=None, now=at(minutes=6))

    assert [row[2:] for row in owed(night, "care-plan-written")] == [("met", plan)]


def test_a_plan_of_a_placement_whose_beginning_is_not_on_record_meets_nothing_else(night: Night) -> None:
    step(night, EventKind.CARE_PLAN_WRITTEN)  # the child has a home, and no time in care is on record
    place(night, from_on=TODAY - timedelta(days=1), now=at(minutes=5))

    assert [row[2:] for row in owed(night, "care-plan-written")] == [("", None)]


def test_a_plan_for_the_next_placement_leaves_that_of_the_running_one_owed_and_is_of_one_alone(
    night: Night,
) -> None:
    place(night, from_on=TODAY - timedelta(days=1))
    running = began(night)
    plan = step(night, EventKind.PLACEMENT_PLAN_SIGNED, of=PlanOf.NEXT, now=at(minutes=1))
    assert [(row[0], *row[2:]) for row in owed(night, "placement-plan-signed")] == [(running, "", None)]

    place(night, from_on=TODAY + timedelta(days=1), now=at(days=1))
    following = began(night)
    place(night, from_on=TODAY + timedelta(days=2), now=at(days=2))
    assert [(row[0], *row[2:]) for row in owed(night, "placement-plan-signed")] == [
        (running, "excused", following - 1),  # the entry that it ended
        (following, "met", plan),
        (began(night), "", None),
    ]


def test_where_the_placement_is_withdrawn_its_plan_is_of_the_one_that_begins_instead(night: Night) -> None:
    lives_nowhere(night)
    plan = step(night, EventKind.PLACEMENT_PLAN_SIGNED, of=PlanOf.NEXT)
    place(night, from_on=TODAY, now=at(minutes=5))
    assert [row[2:] for row in owed(night, "placement-plan-signed")] == [("met", plan)]

    withdraw(night, began(night), now=at(minutes=6))
    place(night, from_on=TODAY, begins_care=None, now=at(minutes=7))
    assert [(row[0], *row[2:]) for row in owed(night, "placement-plan-signed")] == [
        (began(night), "met", plan)
    ]


def test_a_plan_for_what_was_to_begin_is_recorded_before_and_after_in_the_same_projection(
    night: Night,
) -> None:
    lives_nowhere(night)
    step(night, EventKind.CARE_PLAN_WRITTEN, of=PlanOf.NEXT)
    place(night, from_on=TODAY, now=at(minutes=5))
    before = owed(night, "care-plan-written")
    reckon_children([night.child.pk], whole=True, now=at(minutes=6))

    assert owed(night, "care-plan-written") == before


def test_a_placement_whose_plan_is_signed_is_not_withdrawn_before_the_plan(night: Night) -> None:
    place(night)
    step(night, EventKind.PLACEMENT_PLAN_SIGNED)

    with pytest.raises(Refused, match="Another entry answers this one"):
        withdraw(night, began(night), now=at(minutes=5))


def test_the_conference_and_its_day_on_the_discussion_s_page_are_the_duty_s(night: Night) -> None:
    number = discuss(night, held=When(on=date(2026, 3, 2)), section_47=Section47.BEGUN, now=NOW)
    discuss(night, held=When(on=date(2026, 3, 9)), section_47=Section47.RUNNING, now=at(minutes=1))
    shown = minutes(child=night.child.reference, number=number, by=night.desk, now=at(minutes=2)).line
    assert shown.conference is not None

    assert owed(night, "conference-held") == [(number, shown.conference.due_on, "", None)]

    held = step(night, EventKind.CONFERENCE_HELD, on=date(2026, 3, 13))
    assert owed(night, "conference-held") == [(number, shown.conference.due_on, "met", held)]


def test_no_conference_is_owed_where_the_enquiries_bore_nothing_out(night: Night) -> None:
    number = discuss(night, held=When(on=date(2026, 3, 2)), section_47=Section47.BEGUN, now=NOW)
    decided = step(night, EventKind.CONFERENCE_NOT_NEEDED)

    assert [row[2:] for row in owed(night, "conference-held")] == [("excused", decided)]
    withdraw(night, decided, now=at(minutes=5))
    assert [(row[0], row[2]) for row in owed(night, "conference-held")] == [(number, "")]


def test_an_accepted_referral_begins_the_assessment_by_itself(night: Night) -> None:
    number = step(night, EventKind.REFERRAL_ACCEPTED, on=date(2026, 3, 2))
    assert owed(night, "assessment-complete") == [(number, date(2026, 5, 7), "", None)]

    done = step(night, EventKind.ASSESSMENT_COMPLETED, on=date(2026, 5, 11), now=at(days=60))
    assert owed(night, "assessment-complete") == [(number, date(2026, 5, 7), "met_late", done)]


def test_the_assessment_s_day_on_the_discussion_s_page_is_the_duty_s(night: Night) -> None:
    accepted = date(2026, 3, 2)
    number = discuss(night, held=When(on=date(2026, 3, 9)), now=NOW, referral_accepted_on=accepted)
    discuss(night, held=When(on=date(2026, 3, 10)), now=at(minutes=1), referral_accepted_on=accepted)
    shown = minutes(child=night.child.reference, number=number, by=night.desk, now=at(minutes=2)).line
    assert shown.assessment is not None
    with seen_as(SIMULATOR):
        referral = Event.objects.get(
            child=night.child, kind="referral_accepted"
        )  # named twice, and begun once

    assert owed(night, "assessment-complete") == [(referral.pk, shown.assessment.due_on, "", None)]
    assert referral.words == "As the strategy discussion of Monday 9 March 2026 has it."
    with pytest.raises(Refused, match="Another entry answers this one"):
        withdraw(night, number, now=at(minutes=5))


# What is refused, and who ---------------------------------------------------------------------------------------


def test_who_does_not_look_after_the_child_records_nothing_and_a_home_reads_none_of_it(night: Night) -> None:
    with pytest.raises(NotPermitted):
        casework.record_visit(
            child=night.child.reference,
            visit=Visit(on=TODAY, visitor="Sol", visited_at=VisitedAt.PLACEMENT, seen=Seen.ALONE),
            by=night.host_desk,
            now=NOW,
        )
    carer = make_actor(role=Role.CARER, organisation=night.home)
    with pytest.raises(NotPermitted):
        read_casework(child=night.child.reference, by=carer, now=NOW)


def test_a_visit_before_the_child_was_born_is_refused(night: Night) -> None:
    with pytest.raises(Refused) as refused:
        visit(night, on=date(2012, 4, 30))
    assert refused.value.field == "on"
    assert "before the child was born" in refused.value.message
    visit(night, on=date(2012, 5, 1))


def test_a_visit_that_is_yet_to_come_is_refused(night: Night) -> None:
    with pytest.raises(Refused, match="still to come"):
        visit(night, on=TODAY + timedelta(days=1))


def test_a_second_press_counts_once(night: Night) -> None:
    said = {"on": TODAY, "visitor": "Sol", "visited_at": VisitedAt.PLACEMENT, "seen": Seen.ALONE}
    for _press in range(2):
        casework.record_visit(
            child=night.child.reference, visit=Visit(**said), key="one-press", by=night.desk, now=NOW
        )

    with seen_as(SIMULATOR):
        assert Event.objects.filter(child=night.child, kind="child_visited").count() == 1
