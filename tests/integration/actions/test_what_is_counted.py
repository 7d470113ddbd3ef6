"""Away is made sure of again, the count ends by age or with care, and the search goes on until a person decides."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from lantern.actions import counting, leading, missing, searching
from lantern.queries.missing import board, episode_page
from lantern.queries.standing import standing
from lantern.record.models import Child, OwedDuty, Placement
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import ClassifiedBy, MissingKind
from lantern.vocabulary.refusals import NotPermitted, Refused
from lantern.vocabulary.roles import OrganisationKind, Role
from tests.factories.children import make_care_episode, make_placement
from tests.factories.involved import make_episode_access
from tests.factories.night import NOW, Night, at, episode_of, made_sure, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import invented

pytestmark = pytest.mark.django_db
OUT = MissingKind.AWAY_WITHOUT_AUTHORISATION
CHECK = made_sure().check_again_at
assert CHECK is not None


@invented
def owed(reference: str) -> set[str]:
    rows = OwedDuty.objects.filter(episode__reference=reference, settled_as="")
    return set(rows.values_list("code", flat=True))


def classify(night: Night, reference: str, **given: Any) -> str:
    given = {"kind": OUT, "classified_by": ClassifiedBy.AUTHORITY, "reasons": "Rang", **given}
    given.setdefault("now", at(minutes=5))
    return missing.classify(reference=reference, seen_version=None, by=night.desk, **given)


# Away


def test_away_that_is_made_sure_of_owes_no_call_until_its_time_passes() -> None:
    night = make_night()
    reference = night.reported()
    classify(night, reference, away=made_sure())

    row = episode_of(reference)
    assert (row.authority_kind, row.away_check_at) == (OUT.value, CHECK)
    assert "police-reported" not in owed(reference)
    before = board(by=night.desk, now=CHECK - timedelta(minutes=1)).rows[0]
    after = board(by=night.desk, now=CHECK).rows[0]
    assert (before.head.is_away, after.head.is_away) == (True, False)

    assert counting.owe_for_away_unchecked(by=SYSTEM, now=CHECK - timedelta(minutes=1)) == 0
    assert counting.owe_for_away_unchecked(by=SYSTEM, now=CHECK) == 1
    assert "police-reported" in owed(reference)
    assert counting.owe_for_away_unchecked(by=SYSTEM, now=CHECK + timedelta(minutes=1)) == 0


def test_made_sure_again_in_time_stays_away() -> None:
    night = make_night()
    reference = night.reported(kind=OUT, away=made_sure())
    later = CHECK - timedelta(minutes=30)
    classify(night, reference, away=made_sure(until=later + timedelta(hours=9)), now=later)

    assert board(by=night.desk, now=CHECK).rows[0].head.is_away
    assert counting.owe_for_away_unchecked(by=SYSTEM, now=CHECK) == 0


@pytest.mark.parametrize("born", [date(2013, 6, 1), None])
def test_a_young_child_or_one_of_unknown_age_is_missing_wherever_they_are_said_to_be(
    born: date | None,
) -> None:
    night = make_night(date_of_birth=born)
    reference = night.reported()
    classify(night, reference, away=made_sure())

    row = episode_of(reference)
    page = episode_page(reference=reference, by=night.desk, now=at(minutes=6))
    assert (row.authority_kind, row.away_check_at) == (MissingKind.MISSING.value, None)
    assert "police-reported" in owed(reference)
    assert (
        "Said to be out. Counts as missing: no child under 14, or of an age that nobody knows, counts as out"
        in " ".join(line.words for line in page.chronology)
    )


def test_the_police_s_own_view_of_a_young_child_is_theirs() -> None:
    night = make_night(date_of_birth=date(2013, 6, 1))
    reference = night.reported()
    said = {"classified_by": ClassifiedBy.POLICE, "kind": OUT, "reasons": "At an aunt's"}
    missing.classify(reference=reference, seen_version=None, by=night.police, now=at(minutes=5), **said)

    assert episode_of(reference).authority_kind != OUT.value


def test_board_puts_a_child_nobody_made_sure_of_before_one_whom_police_know() -> None:
    night = make_night()
    night.reported(kind=OUT, away=made_sure())
    rows = [board(by=night.desk, now=now).rows[0] for now in (at(hours=1), CHECK)]

    assert [row.head.is_away for row in rows] == [True, False]


@pytest.mark.parametrize("lacks", ["how_known", "address", "adults", "address_verified_by", "check_again_at"])
def test_out_that_lacks_anything_counts_as_missing_and_is_kept(lacks: str) -> None:
    night = make_night()
    said = {**vars(made_sure()), lacks: None if lacks == "check_again_at" else " "}
    reference = night.reported()
    classify(night, reference, away=type(made_sure())(**said))

    row = episode_of(reference)
    assert (row.authority_kind, row.away_check_at) == ("M", None)
    view = standing(reference=reference, by=night.desk, now=at(hours=1)).views[0]
    assert (view.kind, view.adults_verified_by) == (MissingKind.MISSING, "Invented Worker")
    assert "Counts as missing, because it is not said" in view.reasons
    assert "3 Invented Street" not in view.reasons


def test_time_to_make_sure_again_is_to_come_and_within_the_local_table() -> None:
    night = make_night()
    reference = night.reported()
    for again in (at(minutes=4), at(hours=25)):
        with pytest.raises(Refused, match="within 24 hours") as refused:
            classify(night, reference, away=made_sure(until=again))
        assert refused.value.field == "check_again_at"


def test_views_are_kept_apart_and_the_place_is_protected() -> None:
    night = make_night()
    reference = night.reported(by=night.carer, caller_view=OUT)
    classify(night, reference, away=made_sure(), reasons="Rang her aunt")
    missing.classify(
        reference=reference,
        kind=MissingKind.MISSING,
        classified_by=ClassifiedBy.POLICE,
        reasons="Nobody opened",
        seen_version=None,
        by=night.police,
        now=at(minutes=9),
    )

    seen = {
        actor.name: [(v.whose, v.kind, v.reasons, v.place) for v in stands.views]
        for actor in (night.desk, night.host_desk, night.carer)
        for stands in [standing(reference=reference, by=actor, now=at(hours=1))]
    }
    place = ("3 Invented Street", "Invented Aunt")
    of_all = [
        (None, OUT, "", None),
        (ClassifiedBy.AUTHORITY, OUT, "Rang her aunt", place),
        (ClassifiedBy.POLICE, MissingKind.MISSING, "Nobody opened", None),
    ]
    hidden = [of_all[0], (*of_all[1][:3], None), of_all[2]]
    assert seen == {night.desk.name: of_all, night.host_desk.name: hidden, night.carer.name: []}


# Counted


def count(now: datetime) -> int:
    return counting.end_counts(by=SYSTEM, now=now)


def test_on_the_18th_birthday_the_count_ends_and_the_search_does_not() -> None:
    night = make_night(date_of_birth=date(2008, 3, 16))
    reference = night.reported()

    assert (count(at(hours=20)), count(at(hours=26)), count(at(hours=50))) == (0, 1, 0)

    row = episode_of(reference)
    assert (row.counted_until_on, row.counted_until_because) == (date(2026, 3, 16), "eighteen")
    assert [r.head.reference for r in board(by=night.desk, now=at(days=2)).rows] == [reference]
    page = episode_page(reference=reference, by=night.desk, now=at(days=2))
    assert page.chronology[-1].kind is EventKind.COUNT_ENDED


def test_disputed_age_ends_no_count() -> None:
    night = make_night(date_of_birth=date(2008, 3, 16), date_of_birth_certainty="disputed")
    night.reported()

    assert count(at(days=9)) == 0


def test_count_ends_with_care_and_goes_on_where_care_begins_again() -> None:
    night = make_night()
    make_care_episode(child=night.child, ended_on=date(2026, 3, 17))
    reference = night.reported()
    assert count(at(days=3)) == 1
    row = episode_of(reference)
    assert (row.counted_until_on, row.counted_until_because) == (date(2026, 3, 17), "care_ended")

    make_care_episode(child=night.child, began_on=date(2026, 3, 18), placement_code="K2")
    assert (count(at(days=4)), count(at(days=5))) == (1, 0)
    assert episode_of(reference).counted_until_on is None


def test_lantern_does_not_insist_where_a_person_withdrew_the_day() -> None:
    night = make_night(date_of_birth=date(2008, 3, 15))
    reference = night.reported()
    assert count(at(days=1)) == 1
    page = episode_page(reference=reference, by=night.desk, now=at(days=1))
    missing.correct(
        reference=reference,
        event=page.chronology[-1].number,
        reasons="The date of birth is wrong",
        seen_version=None,
        by=night.desk,
        now=at(days=1),
    )

    assert (count(at(days=2)), episode_of(reference).counted_until_on) == (0, None)


@invented
def end_placement(night: Night) -> None:
    placement = make_placement(child=night.child, provider=night.home)
    Placement.objects.filter(pk=placement.pk).update(until_on=date(2026, 3, 15))
    Child.objects.filter(pk=night.child.pk).update(placement_provider=None, host_authority=None)


def test_placement_that_ends_neither_closes_nor_hides_a_missing_child() -> None:
    night = make_night()
    reference = night.reported()
    everybody = (night.desk, night.host_desk, night.police, night.carer)
    before = [[r.head.reference for r in board(by=who, now=at(hours=1)).rows] for who in everybody]

    end_placement(night)

    after = [[r.head.reference for r in board(by=who, now=at(days=2)).rows] for who in everybody]
    assert before == after == [[reference]] * 4
    assert episode_of(reference).returned_on is None


# Searched


def lead_of(night: Night) -> Any:
    return make_actor(role=Role.MISSING_LEAD, organisation=night.authority)


def test_only_the_named_lead_ends_a_search_and_gives_reasons() -> None:
    night = make_night()
    reference = night.reported()
    for who in (night.desk, night.police, night.carer, night.host_desk):
        with pytest.raises(NotPermitted):
            searching.end_search(reference=reference, reasons="R", seen_version=None, by=who, now=NOW)
    with pytest.raises(Refused, match="Give the reasons"):
        searching.end_search(reference=reference, reasons=" ", seen_version=None, by=lead_of(night), now=NOW)


def test_ended_search_leaves_the_board_stays_counted_and_anybody_may_take_it_up_again() -> None:
    night = make_night()
    reference = night.reported()
    lead = lead_of(night)
    given: dict[str, Any] = {"reference": reference, "seen_version": None}
    searching.end_search(reasons="Seen abroad with her mother", by=lead, now=at(hours=1), **given)

    shown = board(by=night.desk, now=at(hours=2))
    assert (shown.total, shown.search_ended, shown.rows) == (0, 1, ())
    ended = board(ended=True, by=night.desk, now=at(hours=2))
    assert [row.head.reference for row in ended.rows] == [reference]
    stands = standing(reference=reference, by=night.desk, now=at(hours=2)).search_ended
    assert stands is not None
    assert (stands.by_name, stands.reasons, stands.at) == (
        lead.name,
        "Seen abroad with her mother",
        at(hours=1),
    )
    with pytest.raises(Refused, match="ended already"):
        searching.end_search(reasons="Again", by=lead, now=at(hours=3), **given)

    searching.resume_search(reasons="A new telephone", by=night.carer, now=at(hours=4), **given)
    assert board(by=night.desk, now=at(hours=5)).total == 1
    with pytest.raises(Refused, match="searched for already"):
        searching.resume_search(reasons="Again", by=night.desk, now=at(hours=6), **given)


def test_child_who_is_heard_of_is_searched_for_again() -> None:
    night = make_night()
    reference = night.reported()
    searching.end_search(
        reference=reference, reasons="R", seen_version=None, by=lead_of(night), now=at(hours=1)
    )

    night.reported(by=night.carer, now=at(hours=2), last_seen=When.moment(at(hours=2)))

    assert episode_of(reference).search_ended_at is None


# Led


def test_lead_is_asked_and_accepted_in_writing_and_the_responsible_authority_leads_until_then() -> None:
    night = make_night()
    reference = night.reported()
    given: dict[str, Any] = {"reference": reference, "seen_version": None}
    leading.ask_to_lead(
        authority=night.host.reference, words="She was seen there", by=night.desk, now=at(hours=1), **given
    )
    stands = standing(reference=reference, by=night.host_desk, now=at(hours=1))
    assert stands.lead is not None
    (asked,) = stands.lead.asked
    assert (stands.lead.leads, asked.is_own, asked.accepted, asked.words) == (
        night.authority.name,
        True,
        None,
        "She was seen there",
    )
    with pytest.raises(Refused, match="has not answered yet"):
        leading.ask_to_lead(
            authority=night.host.reference, words="Again", by=night.desk, now=at(hours=2), **given
        )
    with pytest.raises(NotPermitted, match="Only the authority that was asked"):
        leading.answer_lead(
            asked=asked.number, accepted=True, words="Yes", by=night.desk, now=at(hours=2), **given
        )
    leading.answer_lead(
        asked=asked.number, accepted=True, words="We lead", by=night.host_desk, now=at(hours=3), **given
    )

    head = board(by=night.desk, now=at(hours=4)).rows[0].head
    assert (head.leads, episode_of(reference).lead_authority_id) == (night.host.name, night.host.pk)
    with pytest.raises(Refused, match="answered already"):
        leading.answer_lead(
            asked=asked.number, accepted=False, words="No", by=night.host_desk, now=at(hours=5), **given
        )
    take_the_lead_back(night, reference)


def take_the_lead_back(night: Night, reference: str) -> None:
    given: dict[str, Any] = {"reference": reference, "seen_version": None, "by": night.desk}
    leading.ask_to_lead(authority=night.authority.reference, words="We lead again", now=at(hours=6), **given)
    lead = standing(reference=reference, by=night.desk, now=at(hours=6)).lead
    assert lead is not None
    leading.answer_lead(
        asked=lead.asked[0].number, accepted=True, words="Agreed by both", now=at(hours=7), **given
    )
    assert board(by=night.desk, now=at(hours=8)).rows[0].head.leads == ""


def test_declined_lead_changes_nothing() -> None:
    night = make_night()
    reference = night.reported()
    given: dict[str, Any] = {"reference": reference, "seen_version": None}
    leading.ask_to_lead(
        authority=night.host.reference, words="Please", by=night.desk, now=at(hours=1), **given
    )
    lead = standing(reference=reference, by=night.desk, now=at(hours=1)).lead
    assert lead is not None
    leading.answer_lead(
        asked=lead.asked[0].number, accepted=False, words="No", by=night.host_desk, now=at(hours=2), **given
    )

    assert episode_of(reference).lead_authority_id is None


def test_only_an_authority_that_stands_to_the_episode_or_was_let_in_can_be_asked() -> None:
    night = make_night()
    reference = night.reported()
    found_in = make_organisation()
    force = make_organisation(kind=OrganisationKind.POLICE_FORCE)
    given: dict[str, Any] = {"reference": reference, "seen_version": None, "by": night.desk}
    for who in (found_in, force, night.home):
        with pytest.raises(Refused, match="Let that authority in first"):
            leading.ask_to_lead(authority=who.reference, words="Please", now=at(hours=1), **given)
    make_episode_access(
        episode=episode_of(reference), organisation=found_in, from_at=NOW, until_at=at(days=1)
    )

    assert leading.ask_to_lead(authority=found_in.reference, words="Please", now=at(hours=1), **given)


def test_host_does_not_make_itself_the_lead() -> None:
    night = make_night()
    reference = night.reported()

    with pytest.raises(Refused, match="does not ask itself"):
        leading.ask_to_lead(
            reference=reference,
            authority=night.host.reference,
            words="We lead",
            seen_version=None,
            by=night.host_desk,
            now=at(hours=1),
        )
