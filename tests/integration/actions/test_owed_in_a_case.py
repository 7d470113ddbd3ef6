"""What is owed in a child's case, as people's own actions leave it stored."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from lantern.actions import case, concerns, guardians, missing, placements, referrals, ringing, sealing
from lantern.actions.children import open_child
from lantern.actions.guardians import Named
from lantern.actions.placements import Ending
from lantern.actions.referrals import NewLetter
from lantern.procedures import local_tables
from lantern.queries.work import Whose, work
from lantern.record.models import Event, OwedDuty, Telling
from lantern.vocabulary.calls import Answer
from lantern.vocabulary.concerns import AuthorityView, GuardianRole
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.plans import LivesNow
from lantern.vocabulary.referrals import Ground, Outcome, Purpose
from lantern.vocabulary.roles import OrganisationKind
from lantern.vocabulary.signs import Certainty, HeardFrom
from tests.factories.cases import day, decide, discuss, owed_in_case, refer, say_status, write_plan
from tests.factories.children import make_care_episode, make_legal_status
from tests.factories.involved import make_involvement
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_organisation
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


def one(night: Night, code: str, **where: Any) -> OwedDuty:
    with seen_as(SIMULATOR):
        return OwedDuty.objects.select_related("settled_by").get(child=night.child, code=code, **where)


def of_episode(reference: str, code: str) -> OwedDuty:
    with seen_as(SIMULATOR):
        return OwedDuty.objects.get(episode__reference=reference, code=code)


@pytest.fixture(autouse=True)
def nobody_knows_of_the_pilot(tmp_path: Path) -> Iterator[None]:
    """Use the example without its table of the pilot: then both who may decide stand on a referral."""
    folder = shutil.copytree(local_tables.EXAMPLE, tmp_path / "nobody_knows")
    (folder / "pilot.toml").unlink()
    local_tables.use(folder)
    yield
    local_tables.use(None)


# nrm-reasonable-grounds, nrm-pilot-panel -----------------------------------------------------------------------


def test_a_referral_gives_rise_to_what_its_files_say_and_what_nobody_knows_is_named() -> None:
    night = make_night(date_of_birth=date(2012, 5, 1))
    number = refer(night)

    assert owed_in_case(night, "code", "owed_by", "arises_from", "due_at", "assumed", "settled_as") == [
        ("guardian-referred", "first_responder", number, None, "", ""),
        (
            "nrm-pilot-panel",
            "responsible_authority",
            number,
            one(night, "nrm-pilot-panel").due_at,
            "in_pilot_area",
            "",
        ),
        (
            "nrm-reasonable-grounds",
            "home_office",
            number,
            one(night, "nrm-reasonable-grounds").due_at,
            "in_pilot_area",
            "",
        ),
        ("plan-has-contingency", "responsible_authority", number, None, "is_looked_after", ""),
        ("trafficking-in-care-plan", "responsible_authority", number, None, "is_looked_after", ""),
    ]
    due = [one(night, code).due_at for code in ("nrm-pilot-panel", "nrm-reasonable-grounds")]
    assert [each.date() for each in due if each] == [date(2026, 4, 16), date(2026, 3, 9)]


def test_a_decision_on_reasonable_grounds_meets_both_and_begins_the_recovery_period() -> None:
    night = make_night()
    number = refer(night)
    decided = decide(night, number)

    assert owed_in_case(night, "code", "settled_as", "settled_by", code__startswith="nrm") == [
        ("nrm-conclusive-grounds", "", None),
        ("nrm-pilot-panel", "met", decided),
        ("nrm-reasonable-grounds", "met", decided),
        ("nrm-recovery-period", "", None),
    ]
    assert one(night, "nrm-recovery-period").due_at is None  # not before the decision on conclusive grounds


def test_where_the_folder_says_that_an_authority_is_in_no_pilot_no_panel_is_waited_for(
    tmp_path: Path,
) -> None:
    folder = shutil.copytree(local_tables.EXAMPLE, tmp_path / "own")
    (folder / "pilot.toml").write_text(
        'source = "Invented"\nin_force_from = 2026-01-01\nauthorities = []\n', encoding="utf-8"
    )
    local_tables.use(folder)
    try:
        night = make_night()
        refer(night)
        assert owed_in_case(night, "code", "assumed", code__startswith="nrm") == [
            ("nrm-reasonable-grounds", "")
        ]
    finally:
        local_tables.use(None)


# nrm-conclusive-grounds, nrm-recovery-period -------------------------------------------------------------------


def test_a_decision_on_conclusive_grounds_ends_the_wait_and_says_when_the_period_ends() -> None:
    night = make_night()
    number = refer(night)
    decide(night, number)
    late = datetime(2026, 4, 20, 12, tzinfo=UTC)
    conclusive = decide(night, number, ground=Ground.CONCLUSIVE, on=day(20, 4), now=late)

    assert owed_in_case(night, "code", "settled_as", "settled_by", code__startswith="nrm-c") == [
        ("nrm-conclusive-grounds", "met", conclusive)
    ]
    period = one(night, "nrm-recovery-period")
    assert (period.settled_as, period.due_at and period.due_at.date()) == ("", date(2026, 4, 20))


def test_a_negative_decision_begins_no_period() -> None:
    night = make_night()
    decide(night, refer(night), outcome=Outcome.NEGATIVE)

    assert owed_in_case(night, code__in=["nrm-conclusive-grounds", "nrm-recovery-period"]) == []


def test_a_decision_withdrawn_takes_what_it_gave_rise_to_along() -> None:
    night = make_night()
    number = refer(night)
    decided = decide(night, number)
    case.withdraw(
        child=night.child.reference, event=decided, reasons="Another child's.", by=night.desk, now=NOW
    )

    assert owed_in_case(night, code__startswith="nrm") == [
        ("nrm-pilot-panel", ""),
        ("nrm-reasonable-grounds", ""),
    ]


# guardian-referred ----------------------------------------------------------------------------------------------


def test_a_guardian_asked_for_before_the_referral_meets_it() -> None:
    night = make_night()
    asked = guardians.ask_for_guardian(
        child=night.child.reference,
        happened=day(1),
        service="Invented Guardians",
        reference="G1",
        words="",
        by=night.desk,
        now=NOW,
    )
    refer(night)

    assert owed_in_case(night, "settled_as", "settled_by", code="guardian-referred") == [("met", int(asked))]
    named = Named(guardian_name="Gil Invented", service="Invented Guardians", role=GuardianRole.DIRECT)
    guardians.allocate(
        child=night.child.reference, happened=day(4), named=named, words="", by=night.desk, now=NOW
    )
    assert owed_in_case(night, code="guardian-referred") == [("guardian-referred", "met")]


# trafficking-in-care-plan ---------------------------------------------------------------------------------------


def test_only_a_record_that_says_so_meets_the_record_of_trafficking() -> None:
    night = make_night()
    refer(night)
    say_status(night, trafficking=Answer.NO)
    assert owed_in_case(night, code="trafficking-in-care-plan") == [("trafficking-in-care-plan", "")]

    say_status(night, trafficking=Answer.YES)
    assert owed_in_case(night, code="trafficking-in-care-plan") == [("trafficking-in-care-plan", "met")]


def test_the_end_of_care_excuses_the_record_and_names_the_fact() -> None:
    night = make_night(date_of_birth=date(2012, 5, 1))
    refer(night)
    ending = Ending(ended_on=date(2026, 3, 10), reasons="Home.", lives_now=LivesNow.FAMILY)
    placements.end_care(child=night.child.reference, ending=ending, seen_version=None, by=night.desk, now=NOW)

    row = one(night, "trafficking-in-care-plan")
    assert (row.settled_as, row.settled_on, row.excuse, row.settled_by) == (
        "excused",
        date(2026, 3, 11),
        "no_longer_looked_after",
        None,
    )


# concern-weighed, plan-has-contingency ----------------------------------------


def view(night: Night, says: AuthorityView, *, now: datetime) -> int:
    return concerns.record_view(
        child=night.child.reference,
        view=says,
        happened=When.moment(now),
        reasons="What is known.",
        by=night.desk,
        now=now,
    )


def test_a_sign_is_weighed_and_what_is_viewed_as_a_victim_is_planned_for() -> None:
    night = make_night(date_of_birth=date(2012, 5, 1))
    signs = concerns.Signs(
        seen=(("debt", Certainty.OBSERVED),),
        happened=When.moment(NOW),
        heard_from=HeardFrom.CHILD,
        evidence="The child said so to the invented key worker.",
    )
    concerns.record_signs(child=night.child.reference, signs=signs, by=night.desk, now=NOW)
    assert owed_in_case(night) == [("concern-weighed", "")]

    view(night, AuthorityView.FACTOR_RECORDED, now=at(hours=1))
    assert owed_in_case(night) == [("concern-weighed", "met")]

    view(night, AuthorityView.POTENTIAL_VICTIM, now=at(hours=2))
    assert owed_in_case(night, settled_as="") == [
        ("harm-discussed", ""),
        ("plan-has-contingency", ""),
        ("trafficking-in-care-plan", ""),
        ("trafficking-referred", ""),
    ]
    write_plan(night, seen=0, now=at(hours=7))
    say_status(night, on=When.moment(at(hours=8)), now=at(hours=9))
    of_the_view = {"plan-has-contingency", "trafficking-in-care-plan"}
    assert set(owed_in_case(night, code__in=of_the_view)) == {(code, "met") for code in of_the_view}


# harm-discussed, trafficking-referred, and a changed view -------------------------------------------------------


def test_a_view_of_a_victim_asks_for_the_police_s_word_and_a_referral() -> None:
    night = make_night(date_of_birth=date(2012, 5, 1))
    view(night, AuthorityView.POTENTIAL_VICTIM, now=NOW)
    asked = ["harm-discussed", "trafficking-referred"]
    assert owed_in_case(night, code__in=asked) == [(code, "") for code in asked]

    discuss(night, held=When.moment(at(hours=5)), now=at(hours=6))
    refer(night, happened=When.moment(at(hours=7)), now=at(hours=7))
    assert owed_in_case(night, code__in=asked) == [(code, "met") for code in asked]


def test_the_discussion_at_which_the_view_was_formed_is_not_asked_for_again() -> None:
    night = make_night(date_of_birth=date(2012, 5, 1))
    discuss(night, held=When.moment(at(hours=-5)), now=at(hours=-4))
    view(night, AuthorityView.POTENTIAL_VICTIM, now=NOW)
    assert owed_in_case(night, code="harm-discussed") == [("harm-discussed", "met")]


def test_after_an_old_referral_further_information_is_what_is_sent() -> None:
    night = make_night(date_of_birth=date(2012, 5, 1))
    number = refer(night)
    view(night, AuthorityView.POTENTIAL_VICTIM, now=NOW)
    assert owed_in_case(night, code="trafficking-referred") == [("trafficking-referred", "")]

    for purpose, settled in ((Purpose.REFERENCE, ""), (Purpose.FURTHER_INFORMATION, "met")):
        letter = NewLetter(
            purpose=purpose, happened=When.moment(at(hours=1)), reference="NRM-1", words="A bond was named."
        )
        referrals.record_letter(
            child=night.child.reference, referral=number, letter=letter, by=night.desk, now=at(hours=2)
        )
        assert owed_in_case(night, code="trafficking-referred") == [("trafficking-referred", settled)]


def test_a_changed_view_ends_what_the_record_would_say_and_not_what_others_are_to_be_asked() -> None:
    night = make_night(date_of_birth=date(2012, 5, 1))
    view(night, AuthorityView.POTENTIAL_VICTIM, now=NOW)
    changed = view(night, AuthorityView.AT_RISK_AVERTED, now=at(hours=1))

    assert owed_in_case(night, "code", "settled_as", "settled_by") == [
        ("harm-discussed", "", None),
        ("plan-has-contingency", "excused", changed),
        ("trafficking-in-care-plan", "excused", changed),
        ("trafficking-referred", "", None),
    ]


# home-office-told ------------------------------------------------------------------------------------------------


def told(night: Night, reference: str, *, organisation: Any) -> None:
    """Ring the recipient at this organisation, who answers."""
    with seen_as(SIMULATOR):
        telling = Telling.objects.filter(episode__reference=reference, organisation=organisation).first()
    assert telling is not None
    call = ringing.Call(
        called=When.moment(at(minutes=20)), was_answered=True, name="Invented Officer", post="Desk"
    )
    ringing.record_call(
        reference=reference,
        telling=telling.reference,
        call=call,
        seen_version=None,
        by=night.desk,
        now=at(minutes=21),
    )


def test_only_the_home_office_meets_that_it_was_told_and_the_standard_is_local() -> None:
    night = make_night()
    office = make_organisation(kind=OrganisationKind.IMMIGRATION)
    make_involvement(child=night.child, organisation=office, capacity="immigration")
    reference = night.reported()
    row = of_episode(reference, "home-office-told")
    assert (row.due_at, row.standard_at, row.assumed) == (None, at(hours=24), "is_unaccompanied")

    told(night, reference, organisation=night.host)
    assert of_episode(reference, "home-office-told").settled_as == ""
    told(night, reference, organisation=office)
    assert of_episode(reference, "home-office-told").settled_as == "met"


def test_a_care_plan_that_says_that_a_child_came_with_family_takes_it_away() -> None:
    night = make_night()
    reference = night.reported()
    say_status(night, trafficking=Answer.NOT_KNOWN, unaccompanied=Answer.NO)

    with seen_as(SIMULATOR):
        rows = OwedDuty.objects.filter(episode__reference=reference).values_list("code", flat=True)
        assert sorted(rows) == ["area-told-missing", "police-reported", "reviewing-officer-told"]


# a partnership's own, and the threads -----------------------------------------------------------------------------


def test_a_discussion_of_the_case_meets_what_going_missing_gave_rise_to_and_begins_it_anew() -> None:
    night = make_night()
    reference = night.reported()
    assert one(night, "missing-discussed").due_at == at(hours=24)
    number = discuss(night, held=When.moment(at(hours=5)), now=at(hours=6))

    assert owed_in_case(night, "arises_from__kind", "due_at", "settled_as", code="missing-discussed") == [
        ("missing_reported", at(hours=24), "met"),
        ("strategy_discussion_held", at(hours=77), ""),
    ]
    missing.record_return(
        reference=reference,
        returned=When.moment(at(hours=8)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(hours=9),
    )
    assert one(night, "missing-discussed", arises_from=number).settled_as == "excused"


def gone_and_back(night: Night, times: int) -> None:
    """Be missing for three hours, every third day."""
    for absence in range(times):
        began = timedelta(days=3 * absence)
        reference = missing.report_missing(
            child=night.child.reference,
            report=night.report(last_seen=When.moment(NOW + began - timedelta(hours=1))),
            by=night.desk,
            now=NOW + began,
        )
        missing.record_return(
            reference=reference,
            returned=When.moment(NOW + began + timedelta(hours=2)),
            words="",
            seen_version=None,
            by=night.carer,  # who may read neither the chronology nor the child's other absences
            now=NOW + began + timedelta(hours=3),
        )


def test_after_five_absences_the_same_discussion_stands_once_with_how_many_more() -> None:
    night = make_night()
    gone_and_back(night, 5)

    owed = open_child(reference=night.child.reference, by=night.desk, now=at(days=14)).owed.lines
    assert [(line.code, line.more) for line in owed if line.code.startswith("repeat")] == [
        ("repeat-missing-discussed", 2)
    ]
    lines = work(whose=Whose.ORGANISATION, by=night.desk, now=at(days=14)).lines
    assert [(line.code, line.more) for line in lines if line.code.startswith("repeat")] == [
        ("repeat-missing-discussed", 2)
    ]


def test_a_third_absence_is_discussed_and_its_plan_follows() -> None:
    night = make_night()
    gone_and_back(night, 3)
    assert owed_in_case(night, code__startswith="repeat") == [("repeat-missing-discussed", "")]

    discuss(night, held=When.moment(at(days=7)), now=at(days=7, hours=1))
    assert owed_in_case(night, code__startswith="repeat") == [
        ("repeat-missing-discussed", "met"),
        ("repeat-missing-plan", ""),
    ]
    write_plan(night, seen=0, now=at(days=8))
    assert owed_in_case(night, code="repeat-missing-plan") == [("repeat-missing-plan", "met")]


def test_a_sealed_report_takes_what_it_gave_rise_to_along() -> None:
    night = make_night()
    reference = night.reported()
    with seen_as(SIMULATOR):
        report = Event.objects.get(episode__reference=reference, kind=EventKind.MISSING_REPORTED.value)
    sealing.seal(
        reference=reference,
        event=report.pk,
        reasons="Another child's.",
        seen_version=None,
        by=night.desk,
        now=at(minutes=5),
    )

    assert owed_in_case(night) == []


def test_a_duty_is_owed_on_one_thread_and_no_other() -> None:
    night = make_night()
    night.reported()
    with seen_as(SIMULATOR):
        row = OwedDuty.objects.filter(child=night.child).first()
        assert row is not None
        for columns in ({"child_id": None}, {"episode_id": row.arises_from.episode_id}):
            with pytest.raises(DatabaseError), transaction.atomic():
                OwedDuty.objects.filter(pk=row.pk).update(**columns)


def test_who_may_not_read_the_referral_reads_nothing_of_what_it_gave_rise_to() -> None:
    night = make_night()
    refer(night)

    with seen_as(night.desk):
        assert OwedDuty.objects.filter(child=night.child).count() == 5
    for reader in (night.carer, make_night().desk):
        with seen_as(reader):
            assert OwedDuty.objects.filter(child=night.child).count() == 0


# A partnership's own duty, under a care order -------------------------------------------------------------------


@pytest.fixture
def asked_under_a_care_order(tmp_path: Path) -> Iterator[None]:
    """Use a folder with a duty that is owed of a child under a care order who is referred."""
    folder = shutil.copytree(local_tables.EXAMPLE, tmp_path / "own")
    (folder / "duties" / "court-told.toml").write_text(
        """
code = "court-told"
title = "Court told of the referral"
text = "The responsible authority tells the court."
owed_by = "responsible_authority"
reckoned_on = "case"
arises_on = "nrm_referred"
within = { hours = 24 }
counted_in = "elapsed_time"
met_by = ["conference_held"]
conditions = ["has_care_order"]
in_force_from = 2020-01-01
source = "Invented"
source_reference = "Invented"
source_address = "invented"
source_read = "agreed locally"
""",
        encoding="utf-8",
    )
    local_tables.use(folder)
    yield
    local_tables.use(None)


@pytest.mark.usefixtures("asked_under_a_care_order")
@pytest.mark.parametrize(
    ("returned", "fed", "owed"),
    [
        ((), (), [("court-told", "has_care_order")]),  # nobody knows
        (("C2",), (), [("court-told", "")]),
        (("V2",), (), []),
        (("E1",), (), [("court-told", "has_care_order")]),  # the code does not say
        (("C1", "V2"), (), []),  # the newer period
        (("V2",), ("C2",), [("court-told", "")]),  # of one day, the feed's word
        ((), ("Care order, s31",), [("court-told", "has_care_order")]),  # a system's own words
        (("V2",), ("Care order, s31",), [("court-told", "has_care_order")]),  # no older code decides then
        (("V2", "E1"), (), [("court-told", "has_care_order")]),
        (("E1", "V2"), (), []),
    ],
)
def test_whether_there_is_a_care_order_is_read_off_returns_and_feeds(
    returned: tuple[str, ...], fed: tuple[str, ...], owed: list[tuple[str, str]]
) -> None:
    night = make_night()
    begins = [date(2025, 6, 1) + timedelta(days=30 * place) for place in range(len(returned))]
    ends = [*begins[1:], None]
    for status, began, ended in zip(returned, begins, ends, strict=False):
        make_care_episode(child=night.child, legal_status=status, began_on=began, ended_on=ended)
    for status in fed:
        make_legal_status(child=night.child, status=status, from_on=date(2025, 6, 1))
    refer(night)

    assert owed_in_case(night, "code", "assumed", code="court-told") == owed
