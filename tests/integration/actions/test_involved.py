"""Who has to do with a child: stored, ended, and told in the stage that the table asks for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from lantern.accounts.models import Organisation
from lantern.actions import involved, missing, notices
from lantern.actions.involved import Post
from lantern.queries.involved import involved as involved_page
from lantern.queries.missing import board, episode_page
from lantern.record.context import seen_as
from lantern.record.models import Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.involved import Capacity
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind
from lantern.vocabulary.tellings import AttemptOutcome, TellingStage, Whom
from tests.factories.children import make_unaccompanied_period
from tests.factories.night import NOW, Night, at, episode_of, make_night
from tests.factories.organisations import make_organisation
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 15, 8, 0, tzinfo=UTC)


def store(night: Night, capacity: Capacity, organisation: Organisation, **words: Any) -> int:
    return involved.involve(
        child=night.child.reference,
        post=Post(capacity=capacity, organisation=organisation.reference),
        by=words.get("by", night.desk),
        now=words.get("now", NOW),
    )


def back(night: Night, reference: str, *, minutes: int) -> None:
    missing.record_return(
        reference=reference,
        returned=When.moment(at(minutes=minutes)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(minutes=minutes),
    )


def tellings_of(organisation: Organisation) -> list[tuple[str, str, str, str]]:
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(organisation=organisation).order_by("pk")
        return list(rows.values_list("stage", "channel", "about", "state"))


def gaps(night: Night, reference: str) -> list[str]:
    found = episode_page(reference=reference, by=night.desk, now=NOW).ladder.gaps
    assert found is not None
    return [gap.whom.value for gap in found]


def test_a_guardian_and_the_home_office_are_told_where_they_are_stored_and_else_missed() -> None:
    night = make_night()
    office = make_organisation(kind=OrganisationKind.IMMIGRATION)
    make_unaccompanied_period(child=night.child)
    reference = night.reported()

    assert tellings_of(office) == [("immigration", "email", "missing", "waiting")]
    assert gaps(night, reference) == [
        Whom.SENIOR,
        Whom.GUARDIAN,
        Whom.SOCIAL_WORKER,
        Whom.REVIEWING_OFFICER,
        Whom.SCHOOL,
        Whom.HEALTH,
    ]

    guardian = make_organisation(kind=OrganisationKind.GUARDIAN_SERVICE)
    store(night, Capacity.GUARDIAN, guardian, now=at(minutes=5))

    assert tellings_of(guardian) == [("immigration", "email", "missing", "waiting")]
    assert Whom.GUARDIAN not in gaps(night, reference)


def test_a_child_who_did_not_come_alone_has_no_gap_for_a_guardian() -> None:
    night = make_night()

    assert Whom.GUARDIAN not in gaps(night, night.reported())


def test_two_organisations_of_immigration_are_not_guessed_between() -> None:
    night = make_night()
    for _ in range(2):
        make_organisation(kind=OrganisationKind.IMMIGRATION)
    make_unaccompanied_period(child=night.child)

    assert Whom.IMMIGRATION in gaps(night, night.reported())


def test_whoever_is_stored_as_on_call_is_rung_in_place_of_the_placement() -> None:
    night = make_night()
    agency = make_organisation(kind=OrganisationKind.FOSTERING_SERVICE)
    store(night, Capacity.ON_CALL, agency)

    night.reported()

    assert (tellings_of(agency), tellings_of(night.home)) == (
        [("placement", "telephone", "missing", "waiting")],
        [],
    )


def test_a_child_back_before_the_morning_is_told_to_nobody_in_the_morning() -> None:
    night = make_night()
    health = make_organisation(kind=OrganisationKind.HEALTH)
    store(night, Capacity.HEALTH, health)
    reference = night.reported()
    with seen_as(SIMULATOR):
        row = Telling.objects.get(organisation=health)
        assert (row.next_attempt_at, row.answer_by) == (MORNING, None)
    assert notices.deliver(telling_id=row.pk, by=SYSTEM, now=NOW) is None

    back(night, reference, minutes=60)

    assert tellings_of(health) == [("morning", "email", "missing", "withdrawn")]
    assert notices.deliver(telling_id=row.pk, by=SYSTEM, now=MORNING) is None


def test_a_child_found_before_the_morning_is_told_in_the_morning_as_found() -> None:
    night = make_night()
    health = make_organisation(kind=OrganisationKind.HEALTH)
    store(night, Capacity.HEALTH, health)
    reference = night.reported()

    missing.record_located(
        reference=reference,
        located=When.moment(at(minutes=30)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(minutes=30),
    )

    assert tellings_of(health) == [
        ("morning", "email", "missing", "withdrawn"),
        ("morning", "email", "located", "waiting"),
    ]
    with seen_as(SIMULATOR):
        assert Telling.objects.get(organisation=health, state="waiting").next_attempt_at == MORNING


def test_whoever_was_told_in_the_morning_is_told_at_once_that_the_child_is_back() -> None:
    night = make_night()
    health = make_organisation(kind=OrganisationKind.HEALTH)
    store(night, Capacity.HEALTH, health)
    reference = night.reported()
    with seen_as(SIMULATOR):
        row = Telling.objects.get(organisation=health)
    assert notices.deliver(telling_id=row.pk, by=SYSTEM, now=MORNING) is AttemptOutcome.TAKEN

    back(night, reference, minutes=600)

    assert tellings_of(health) == [
        ("morning", "email", "missing", "sent"),
        ("morning", "email", "returned", "waiting"),
    ]
    with seen_as(SIMULATOR):
        assert Telling.objects.get(organisation=health, about="returned").next_attempt_at == at(minutes=600)


def test_a_return_that_was_wrong_lets_the_morning_be_told_after_all() -> None:
    night = make_night()
    health = make_organisation(kind=OrganisationKind.HEALTH)
    store(night, Capacity.HEALTH, health)
    reference = night.reported()
    back(night, reference, minutes=60)
    wrong = next(
        entry.number
        for entry in episode_page(reference=reference, by=night.desk, now=at(minutes=61)).chronology
        if entry.kind.value == "child_returned"
    )

    missing.correct(
        reference=reference,
        event=wrong,
        reasons="Another child came back.",
        seen_version=None,
        by=night.desk,
        now=at(minutes=70),
    )

    assert tellings_of(health)[-1] == ("morning", "email", "corrected", "waiting")


def test_ending_an_involvement_withdraws_what_waits_and_keeps_what_was_told() -> None:
    night = make_night()
    health = make_organisation(kind=OrganisationKind.HEALTH)
    guardian = make_organisation(kind=OrganisationKind.GUARDIAN_SERVICE)
    ends = [store(night, Capacity.HEALTH, health), store(night, Capacity.GUARDIAN, guardian)]
    reference = night.reported()

    for number in ends:
        involved.end_involvement(
            child=night.child.reference, involvement=number, by=night.desk, now=at(minutes=5)
        )
    back(night, reference, minutes=60)

    assert tellings_of(health) == [("morning", "email", "missing", "withdrawn")]
    assert [about for _, _, about, _ in tellings_of(guardian)] == ["missing", "returned"]
    page = involved_page(child=night.child.reference, by=night.desk, now=at(minutes=61))
    assert page.involved == ()
    with pytest.raises(NotFound):
        involved.end_involvement(
            child=night.child.reference, involvement=ends[0], by=night.desk, now=at(minutes=62)
        )


@pytest.mark.parametrize(
    ("capacity", "kind"),
    [
        (Capacity.GUARDIAN, OrganisationKind.HEALTH),
        (Capacity.IMMIGRATION, OrganisationKind.LOCAL_AUTHORITY),
        (Capacity.ON_CALL, OrganisationKind.CHARITY),
        (Capacity.SENIOR, OrganisationKind.POLICE_FORCE),
        (Capacity.SCHOOL, OrganisationKind.CHARITY),
        (Capacity.HEALTH, OrganisationKind.SCHOOL),
    ],
)
def test_an_organisation_of_the_wrong_kind_is_refused(capacity: Capacity, kind: OrganisationKind) -> None:
    night = make_night()

    with pytest.raises(Refused, match="not of the kind"):
        store(night, capacity, make_organisation(kind=kind))


def test_a_school_is_told_in_the_morning_as_a_school() -> None:
    night = make_night()
    school = make_organisation(kind=OrganisationKind.SCHOOL, name="Invented School")
    store(night, Capacity.SCHOOL, school)
    night.reported()

    assert tellings_of(school) == [("morning", "email", "missing", "waiting")]


def test_the_same_twice_and_a_team_of_somebody_else_are_refused() -> None:
    night = make_night()
    guardian = make_organisation(kind=OrganisationKind.GUARDIAN_SERVICE)
    store(night, Capacity.GUARDIAN, guardian)

    with pytest.raises(Refused, match="stored in this capacity already"):
        store(night, Capacity.GUARDIAN, guardian)
    with pytest.raises(Refused, match="no such team"):
        involved.involve(
            child=night.child.reference,
            post=Post(capacity=Capacity.GUARDIAN, organisation=guardian.reference, team=night.team.pk),
            by=night.desk,
            now=NOW,
        )
    with pytest.raises(Refused, match="no such organisation"):
        involved.involve(
            child=night.child.reference,
            post=Post(capacity=Capacity.GUARDIAN, organisation="NO-SUCH"),
            by=night.desk,
            now=NOW,
        )


def test_only_the_authority_that_looks_after_the_child_stores_who_has_to_do_with_it() -> None:
    night = make_night()
    guardian = make_organisation(kind=OrganisationKind.GUARDIAN_SERVICE)

    for by in (night.carer, night.host_desk):
        with pytest.raises(NotPermitted):
            store(night, Capacity.GUARDIAN, guardian, by=by)


def test_a_carer_s_report_tells_the_same_people_and_shows_the_carer_no_gap() -> None:
    night = make_night()
    health = make_organisation(kind=OrganisationKind.HEALTH)
    store(night, Capacity.HEALTH, health)

    reference = night.reported(by=night.carer)

    assert [stage for stage, *_ in tellings_of(health)] == [TellingStage.MORNING]
    assert episode_page(reference=reference, by=night.carer, now=NOW).ladder.gaps is None
    (row,) = board(by=night.desk, now=NOW).rows
    assert row.ladder.gaps is not None


def test_nobody_to_be_told_is_a_gap_and_not_silence() -> None:
    night = make_night()
    with seen_as(SIMULATOR):
        night.authority.police_force = night.host.police_force = None
        night.authority.save()
        night.host.save()
        night.child.placement_provider = night.child.host_authority = None
        night.child.save()

    reference = night.reported()

    assert episode_of(reference).police_force_id is None
    assert gaps(night, reference)[:3] == [Whom.POLICE_FORCE, Whom.PLACEMENT, Whom.HOST_AUTHORITY]
