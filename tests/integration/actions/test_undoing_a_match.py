"""A match that was wrong is taken back: the child nobody knows stands there again, whole, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from lantern.actions import children, missing, private_people, unknown
from lantern.actions.matching import match_child
from lantern.actions.sealing import seal
from lantern.actions.unknown import UnknownChild
from lantern.actions.unmatching import undo_match
from lantern.policies.matching import Whose
from lantern.queries.missing import board
from lantern.record.models import (
    AuditEntry,
    Child,
    ChildMatch,
    ChildName,
    Event,
    MissingEpisode,
    Photograph,
    Placement,
    PrivatePerson,
    ProtectedContact,
    ResponsibilityPeriod,
    Telling,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import CallOutcome, Capacity, MayBeTold
from lantern.vocabulary.missing import ClassifiedBy, MissingKind, Stage
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import OrganisationKind, Relation, Role
from lantern.vocabulary.tellings import TellingAbout
from tests.factories.involved import make_involvement, make_private_person
from tests.factories.night import NOW, Night, at, episode_of, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.pictures import picture
from tests.factories.sight import SIMULATOR, invented, seen_as

pytestmark = pytest.mark.django_db

WHY = "His key worker saw the photograph again: it is another boy"


@pytest.fixture
def night() -> Night:
    return make_night(name="Selamawit Testdemo")


def heard(night: Night, *, by: Actor | None = None, **said: Any) -> tuple[str, str]:
    """Report a child nobody knows, with a photograph; gives the episode's and the child's references."""
    given = {"name": "Selam", "age": 15, "place": "3 Invented Quay", **said}
    episode = unknown.report_unknown(
        child=UnknownChild(**given),
        report=night.report(said_by="A passer-by", contact="07700 900302"),
        picture=picture(),
        by=by or night.desk,
        now=NOW,
    )
    return episode, child_of(episode)


@invented
def child_of(episode: str) -> str:
    return MissingEpisode.objects.select_related("child").get(reference=episode).child.reference


def matched(night: Night, reference: str, *, by: Actor | None = None, known: str = "") -> str:
    """Match; gives the reference of the match."""
    match_child(
        reference=reference,
        known=known or night.child.reference,
        reasons="Her key worker knew her",
        seen_version=1,
        by=by or night.desk,
        now=at(hours=1),
    )
    with seen_as(SIMULATOR):
        return ChildMatch.objects.get(unknown__reference=reference, undone_at=None).reference


def undo(night: Night, match: str, **said: Any) -> str:
    said = {"reasons": WHY, "seen_version": None, "by": night.desk, "now": at(hours=3)} | said
    return undo_match(reference=match, **said)


@invented
def rows_of(child: str) -> dict[str, list[Any]]:
    """Give all that hangs on a child, as it stands."""
    row = Child.objects.get(reference=child)
    key = (row.responsible_authority_id, row.host_authority_id, row.placement_provider_id)
    return {
        "row": [*key, row.is_unidentified, row.matched_to_id, row.date_of_birth],
        "names": list(ChildName.objects.filter(child=row).order_by("pk").values_list("pk", "kind", "name")),
        "photographs": list(Photograph.objects.filter(child=row).values_list("pk", flat=True)),
        "contacts": list(ProtectedContact.objects.filter(child=row).values_list("pk", "address")),
        "people": list(PrivatePerson.objects.filter(child=row).values_list("pk", flat=True)),
        "involved": list(row.involved.values_list("pk", flat=True)),
        "placements": list(Placement.objects.filter(child=row).values_list("pk", "provider", "until_on")),
        "periods": list(ResponsibilityPeriod.objects.filter(child=row).values_list("pk", "organisation")),
        "episodes": list(row.missing_episodes.values_list("reference", flat=True)),
    }


@invented
def key_of(episode: str) -> tuple[Any, ...]:
    row = MissingEpisode.objects.get(reference=episode)
    return (
        row.child_id,
        row.responsible_authority_id,
        row.host_authority_id,
        row.placement_provider_id,
        row.police_force_id,
    )


@invented
def told(episode: str, about: TellingAbout, *, after: Any = None) -> set[tuple[int, str]]:
    rows = Telling.objects.filter(episode__reference=episode, about=about.value)
    rows = rows.filter(recorded_at__gte=after) if after else rows
    return {(row.organisation_id, row.relation) for row in rows}


@invented
def give_people(reference: str) -> None:
    """Store somebody who has to do with the child nobody knows."""
    child = Child.objects.get(reference=reference)
    make_private_person(child=child)
    make_involvement(child=child)


# Taken back -----------------------------------------------------------------------------------------------------


def test_both_children_are_what_they_were_and_the_episode_too(night: Night) -> None:
    episode, reference = heard(night)
    give_people(reference)
    before = [rows_of(reference), rows_of(night.child.reference)]
    key = key_of(episode)
    match = matched(night, reference)
    assert [rows_of(reference), rows_of(night.child.reference)] != before

    assert undo(night, match) == reference

    assert [rows_of(reference), rows_of(night.child.reference)] == before
    assert key_of(episode) == key
    page = children.open_child(reference=reference, by=night.desk, now=at(hours=3))
    assert (page.name, page.is_unidentified) == ("Name as heard: Selam, not yet identified", True)
    assert page.photographs is not None
    assert len(page.photographs) == 1


def test_the_match_and_its_undo_both_stay_in_the_chronology(night: Night) -> None:
    episode, reference = heard(night)
    undo(night, matched(night, reference))

    lines = children.open_episode(reference=episode, by=night.desk, now=at(hours=3)).chronology
    assert [(line.kind, line.words, line.is_struck, line.by_name) for line in lines[1:]] == [
        (EventKind.CHILD_MATCHED, "Her key worker knew her", True, night.desk.name),
        (EventKind.ENTERED_IN_ERROR, WHY, False, night.desk.name),
    ]
    assert lines[2].corrects == lines[1].number
    assert lines[0].said_by == "A passer-by, 07700 900302"
    done = (
        AuditEntry.objects.filter(action="unmatching.undo_match")
        .order_by("pk")
        .values_list("about", flat=True)
    )
    assert list(done) == [reference, night.child.reference]


def test_both_pages_say_that_there_was_a_match_and_that_it_was_taken_back(night: Night) -> None:
    _, reference = heard(night)
    match = matched(night, reference)
    for each in (reference, night.child.reference):
        page = children.open_child(reference=each, by=night.desk, now=at(hours=2))
        assert [(line.reference, line.undone_at, line.may_undo) for line in page.matches] == [
            (match, None, True)
        ]

    undo(night, match)

    for each in (reference, night.child.reference):
        page = children.open_child(reference=each, by=night.desk, now=at(hours=3))
        assert [(line.undone_at, line.may_undo, line.was_unknown) for line in page.matches] == [
            (at(hours=3), False, each == reference)
        ]
    assert page.once_recorded_as == ()


def test_what_was_added_to_the_known_child_since_stays_there(night: Night) -> None:
    _, reference = heard(night)
    match = matched(night, reference)
    with seen_as(SIMULATOR):
        added = make_private_person(child=night.child)
    undo(night, match)

    assert rows_of(night.child.reference)["people"] == [added.pk]


def test_what_was_recorded_on_the_report_since_goes_with_it(night: Night) -> None:
    episode, reference = heard(night)
    match = matched(night, reference)
    missing.classify(
        reference=episode,
        kind=MissingKind.MISSING,
        classified_by=ClassifiedBy.AUTHORITY,
        reasons="Nobody knows where",
        seen_version=None,
        by=night.desk,
        now=at(hours=2),
    )
    undo(night, match)

    assert episode_of(episode).authority_kind == "M"
    assert child_of(episode) == reference


def test_it_can_be_matched_again_with_the_right_child(night: Night) -> None:
    episode, reference = heard(night)
    match = matched(night, reference)
    undo(night, match)
    other = make_night(name="Selam Otherdemo")
    with seen_as(SIMULATOR):
        Child.objects.filter(pk=other.child.pk).update(responsible_authority=night.authority)

    match_child(
        reference=reference,
        known=other.child.reference,
        reasons="Her papers came",
        seen_version=3,
        by=night.desk,
        now=at(hours=4),
    )

    assert episode_of(episode).child_id == other.child.pk
    with pytest.raises(Refused, match="taken back already"):
        undo(night, match)


# Where the child was --------------------------------------------------------------------------------------------


def test_a_known_child_who_lives_nowhere_has_the_home_while_the_match_stands(night: Night) -> None:
    episode, reference = heard(night, placement=night.home.reference, place="")
    with seen_as(SIMULATOR):
        known = make_night().child
        Child.objects.filter(pk=known.pk).update(
            responsible_authority=night.authority, host_authority=None, placement_provider=None
        )
    before = [rows_of(reference), rows_of(known.reference)]
    match = matched(night, reference, known=known.reference)

    assert rows_of(known.reference)["row"][:3] == [night.authority.pk, night.host.pk, night.home.pk]
    assert rows_of(reference)["row"][1:3] == [None, None]
    assert key_of(episode)[1:4] == (night.authority.pk, night.host.pk, night.home.pk)

    undo(night, match)

    assert [rows_of(reference), rows_of(known.reference)] == before
    assert key_of(episode)[1:4] == (night.authority.pk, night.host.pk, night.home.pk)


def test_a_known_child_s_own_home_stands_and_the_other_is_told_still(night: Night) -> None:
    other = make_organisation(kind=OrganisationKind.CHILDRENS_HOME, area_authority=night.authority)
    episode, reference = heard(night, placement=other.reference, place="")
    before = rows_of(night.child.reference)
    match = matched(night, reference)

    assert rows_of(night.child.reference)["row"] == before["row"]
    assert key_of(episode)[2:4] == (night.host.pk, night.home.pk)
    assert (other.pk, Relation.TOLD.value) in told(episode, TellingAbout.CORRECTED)
    undo(night, match)
    assert key_of(episode)[2:4] == (None, other.pk)
    assert (other.pk, Relation.PLACEMENT.value) in told(episode, TellingAbout.CORRECTED, after=at(hours=3))


# Who is told ----------------------------------------------------------------------------------------------------


def test_whom_the_match_brought_in_is_told_that_it_is_another_child_and_no_more(night: Night) -> None:
    episode, reference = heard(night)
    undo(night, matched(night, reference))

    left = {(night.host.pk, Relation.TOLD.value), (night.home.pk, Relation.TOLD.value)}
    assert told(episode, TellingAbout.NOT_YOURS) == left
    stay = {(night.authority.pk, Relation.RESPONSIBLE.value), (night.force.pk, Relation.POLICE.value)}
    assert told(episode, TellingAbout.CORRECTED, after=at(hours=3)) == stay
    missing.record_return(
        reference=episode,
        returned=When.moment(at(hours=4)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(hours=4),
    )
    assert told(episode, TellingAbout.RETURNED) == stay
    with seen_as(SIMULATOR):
        to_the_home = Telling.objects.get(organisation=night.home, about=TellingAbout.NOT_YOURS.value)
        open_links = Telling.objects.filter(organisation=night.host, link_withdrawn_at=None)
        assert (to_the_home.state, open_links.get().about) == ("waiting", TellingAbout.NOT_YOURS.value)


def test_who_was_only_to_be_told_in_the_morning_hears_nothing_of_the_wrong_child(night: Night) -> None:
    surgery = make_organisation(kind=OrganisationKind.HEALTH)
    make_involvement(child=night.child, organisation=surgery, capacity=Capacity.HEALTH.value)
    _, reference = heard(night)
    undo(night, matched(night, reference))

    with seen_as(SIMULATOR):
        rows = list(Telling.objects.filter(organisation=surgery).values_list("about", "state"))
    assert rows == [("missing", "withdrawn")]


def test_the_home_and_the_host_see_the_episode_no_more(night: Night) -> None:
    episode, reference = heard(night)
    undo(night, matched(night, reference))

    for by in (night.host_desk, night.carer):
        with pytest.raises(NotFound):
            children.open_episode(reference=episode, by=by, now=at(hours=3))
        assert board(by=by, now=at(hours=3)).rows == ()


# Who was found or is back since ------------------------------------------------------------------------------------


def is_back(night: Night, episode: str) -> None:
    missing.record_return(
        reference=episode,
        returned=When.moment(at(hours=2)),
        words="",
        seen_version=None,
        by=night.desk,
        now=at(hours=2),
    )


@pytest.mark.parametrize(
    ("whose", "stage"),
    [
        (Whose.UNKNOWN, Stage.RETURNED),
        (Whose.KNOWN, Stage.MISSING),
        (Whose.NOT_KNOWN, Stage.MISSING),
    ],
)
def test_unless_it_was_the_child_nobody_knows_who_came_back_they_are_missing_still(
    night: Night, whose: Whose, stage: Stage
) -> None:
    episode, reference = heard(night)
    match = matched(night, reference)
    is_back(night, episode)

    undo(night, match, whose=whose)

    row = episode_of(episode)
    assert (row.stage, row.returned_at) == (stage.value, at(hours=2) if stage is Stage.RETURNED else None)
    assert child_of(episode) == reference
    rows = board(by=night.desk, now=at(hours=3)).rows
    assert [line.head.reference for line in rows] == ([] if stage is Stage.RETURNED else [episode])


def test_where_somebody_came_back_since_it_is_asked_who_that_was(night: Night) -> None:
    episode, reference = heard(night)
    match = matched(night, reference)
    is_back(night, episode)

    with pytest.raises(Refused, match="Say who it was") as refused:
        undo(night, match)
    assert refused.value.field == "whose"
    assert child_of(episode) == night.child.reference


# Not possible any more ------------------------------------------------------------------------------------------


def test_a_report_of_the_known_child_joined_since_is_not_carried_off(night: Night) -> None:
    episode, reference = heard(night)
    match = matched(night, reference)
    night.reported(by=night.host_desk, now=at(hours=2))

    with pytest.raises(Refused, match="Selamawit Testdemo would stand on no board"):
        undo(night, match)

    with seen_as(SIMULATOR):
        joined = Event.objects.get(episode__reference=episode, kind=EventKind.REPORT_JOINED.value).pk
    given: dict[str, Any] = {"reference": episode, "seen_version": None, "by": night.desk, "now": at(hours=2)}
    missing.correct(event=joined, reasons="Theirs", **given)
    undo(night, match)
    assert night.reported(now=at(hours=4)) != episode


def test_a_relative_of_the_known_child_who_was_rung_is_sealed_first(night: Night) -> None:
    episode, reference = heard(night)
    match = matched(night, reference)
    with seen_as(SIMULATOR):
        aunt = make_private_person(child=night.child)
    rung_aunt(night, episode, aunt)

    with pytest.raises(Refused, match="seal that entry"):
        undo(night, match)

    with seen_as(SIMULATOR):
        rung = Event.objects.get(episode__reference=episode, kind=EventKind.PRIVATE_PERSON_RUNG.value).pk
    seal(
        reference=episode,
        event=rung,
        reasons="Another child",
        seen_version=None,
        by=night.desk,
        now=at(hours=2),
    )
    undo(night, match)
    assert child_of(episode) == reference


def rung_aunt(night: Night, episode: str, aunt: PrivatePerson) -> None:
    """Decide on a relative of the known child, and ring her about the report."""
    given: dict[str, Any] = {
        "reference": episode,
        "person": aunt.reference,
        "by": night.desk,
        "now": at(hours=2),
    }
    private_people.decide(may_be_told=MayBeTold.YES, reasons="They are in touch", **given)
    call = private_people.Call(
        called=When.moment(at(hours=2)), outcome=CallOutcome.SPOKEN_TO, checked_by="The number stored before"
    )
    private_people.record_call(call=call, seen_version=None, **given)


# Who may, and how -----------------------------------------------------------------------------------------------


def test_the_authority_of_the_known_child_takes_it_back_without_seeing_the_other(night: Night) -> None:
    episode, reference = heard(night, by=night.host_desk)
    match = matched(night, reference, by=night.host_desk)

    undo(night, match, by=night.desk)

    assert child_of(episode) == reference
    with pytest.raises(NotFound):
        children.open_child(reference=reference, by=night.desk, now=at(hours=3))


def test_nobody_else_takes_it_back(night: Night) -> None:
    _, reference = heard(night)
    match = matched(night, reference)

    with pytest.raises(NotPermitted, match="Only the authority"):
        undo(night, match, by=night.host_desk)
    with pytest.raises(NotFound):
        undo(night, match, by=make_actor(organisation=make_organisation()))
    with pytest.raises((NotFound, NotPermitted)):
        undo(night, match, by=make_actor(role=Role.POLICE_DESK, organisation=night.force))


def test_it_needs_a_reason_and_a_page_that_is_not_old(night: Night) -> None:
    _, reference = heard(night)
    match = matched(night, reference)

    with pytest.raises(Refused, match="two children"):
        undo(night, match, reasons=" ")
    with pytest.raises(Stale):
        undo(night, match, seen_version=999)


def test_the_undo_is_not_withdrawn_in_words_alone_and_the_match_may_be_sealed(night: Night) -> None:
    episode, reference = heard(night)
    undo(night, matched(night, reference))
    with seen_as(SIMULATOR):
        undone = Event.objects.get(episode__reference=episode, kind=EventKind.ENTERED_IN_ERROR.value)
    given: dict[str, Any] = {"reference": episode, "seen_version": None, "by": night.desk, "now": at(hours=4)}

    with pytest.raises(Refused, match="match them again"):
        missing.correct(event=undone.pk, reasons="One after all", **given)

    seal(event=undone.corrects_id, reasons="It names another child", **given)
    lines = children.open_episode(reference=episode, by=night.desk, now=at(hours=4)).chronology
    assert "Her key worker knew her" not in [line.words for line in lines]
