"""Who a child was said to be by hand is taken back: nobody knows them again, and nothing that was said is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lantern.actions import children, missing, private_people, unknown
from lantern.actions.matching import match_child
from lantern.actions.sealing import seal
from lantern.actions.unidentifying import undo_identity
from lantern.actions.unknown import Identity, UnknownChild
from lantern.policies.matching import Whose
from lantern.queries.missing import board
from lantern.record.models import (
    AuditEntry,
    Child,
    ChildName,
    Event,
    Identification,
    MissingEpisode,
    PrivateDecision,
    PrivatePerson,
    Telling,
)
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.involved import CallOutcome, MayBeTold
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import Relation, Role
from lantern.vocabulary.tellings import TellingAbout
from tests.factories.involved import make_lateness, make_private_person
from tests.factories.night import NOW, Night, at, episode_of, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import SIMULATOR, invented, seen_as

pytestmark = pytest.mark.django_db

WHY = "Her brother saw the photograph: it is another girl"


@pytest.fixture
def night() -> Night:
    return make_night(name="Selamawit Testdemo")


def heard(night: Night, **said: Any) -> tuple[str, str]:
    """Report a child nobody knows; gives the episode's and the child's references."""
    episode = unknown.report_unknown(
        child=UnknownChild(name="Selam", age=15, **said),
        report=night.report(said_by="A passer-by"),
        by=night.desk,
        now=NOW,
    )
    return episode, episode_and_child(episode)


@invented
def episode_and_child(episode: str) -> str:
    return MissingEpisode.objects.select_related("child").get(reference=episode).child.reference


def named(night: Night, reference: str, *, version: int = 1, now: Any = None, **said: Any) -> str:
    """Say by hand who a child is; gives the reference of what was said."""
    given = {"name": "Selam Wrongdemo", "date_of_birth": date(2011, 2, 3), "reasons": "Her own word"} | said
    unknown.identify(
        reference=reference,
        identity=Identity(**given),
        seen_version=version,
        by=night.desk,
        now=now or at(hours=1),
    )
    with seen_as(SIMULATOR):
        return Identification.objects.get(child__reference=reference, undone_at=None).reference


def undo(night: Night, name: str, **said: Any) -> str:
    said = {"reasons": WHY, "seen_version": None, "by": night.desk, "now": at(hours=3)} | said
    return undo_identity(reference=name, **said)


@invented
def as_it_stands(child: str) -> list[Any]:
    row = Child.objects.get(reference=child)
    names = list(ChildName.objects.filter(child=row).order_by("pk").values_list("kind", "name"))
    return [row.date_of_birth, row.date_of_birth_certainty, row.is_unidentified, names]


@invented
def told(episode: str, about: TellingAbout, *, after: Any = None) -> set[tuple[int, str]]:
    rows = Telling.objects.filter(episode__reference=episode, about=about.value)
    rows = rows.filter(recorded_at__gte=after) if after else rows
    return {(row.organisation_id, row.relation) for row in rows}


# Taken back -----------------------------------------------------------------------------------------------------


def test_nobody_knows_the_child_again_and_the_name_as_heard_stands(night: Night) -> None:
    _, reference = heard(night)
    before = as_it_stands(reference)
    name = named(night, reference)
    assert as_it_stands(reference) != before

    assert undo(night, name) == reference

    assert as_it_stands(reference) == before
    page = children.open_child(reference=reference, by=night.desk, now=at(hours=3))
    assert (page.name, page.is_unidentified, page.date_of_birth) == (
        "Name as heard: Selam, not yet identified",
        True,
        None,
    )


def test_what_was_said_and_its_undo_both_stay_with_who_said_them_and_why(night: Night) -> None:
    episode, reference = heard(night)
    name = named(night, reference)
    undo(night, name)

    lines = children.open_episode(reference=episode, by=night.desk, now=at(hours=3)).chronology
    assert [(line.kind, line.words, line.is_struck, line.by_name) for line in lines[1:]] == [
        (EventKind.CHILD_MATCHED, "Her own word", True, night.desk.name),
        (EventKind.ENTERED_IN_ERROR, WHY, False, night.desk.name),
    ]
    assert lines[2].corrects == lines[1].number
    done = AuditEntry.objects.filter(action="unidentifying.undo_identity").values_list("about", flat=True)
    assert list(done) == [reference]


def test_the_page_says_what_it_was_and_the_wrong_name_only_to_who_says_who_a_child_is(night: Night) -> None:
    _, reference = heard(night, placement=night.home.reference)
    name = named(night, reference)
    page = children.open_child(reference=reference, by=night.desk, now=at(hours=2))
    assert [(line.reference, line.name, line.undone_at, line.may_undo) for line in page.identities] == [
        (name, "Selam Wrongdemo", None, True)
    ]

    undo(night, name)

    page = children.open_child(reference=reference, by=night.desk, now=at(hours=3))
    assert [(line.name, line.said_at, line.undone_at, line.may_undo) for line in page.identities] == [
        ("Selam Wrongdemo", at(hours=1), at(hours=3), False)
    ]
    theirs = children.open_child(reference=reference, by=night.carer, now=at(hours=3))
    assert "Selam Wrongdemo" not in str(theirs)


def test_another_name_may_be_given_and_taken_back_again(night: Night) -> None:
    _, reference = heard(night)
    undo(night, named(night, reference))

    again = named(night, reference, version=3, now=at(hours=4), name="Selam Rightdemo", date_of_birth=None)
    assert as_it_stands(reference)[3] == [("as_heard", "Selam"), ("birth", "Selam Rightdemo")]
    undo(night, again, now=at(hours=5))
    assert as_it_stands(reference)[2:] == [True, [("as_heard", "Selam")]]


def test_it_may_be_matched_with_the_right_child_afterwards(night: Night) -> None:
    episode, reference = heard(night)
    undo(night, named(night, reference))

    match_child(
        reference=reference,
        known=night.child.reference,
        reasons="Her key worker came",
        seen_version=3,
        by=night.desk,
        now=at(hours=4),
    )
    assert episode_and_child(episode) == night.child.reference


# Who is told ----------------------------------------------------------------------------------------------------


def test_whoever_was_told_is_told_again(night: Night) -> None:
    episode, reference = heard(night)
    undo(night, named(night, reference))

    both = {(night.authority.pk, Relation.RESPONSIBLE.value), (night.force.pk, Relation.POLICE.value)}
    assert told(episode, TellingAbout.MISSING) == both
    assert told(episode, TellingAbout.CORRECTED, after=at(hours=3)) == both


def test_a_relative_stored_under_the_wrong_name_is_not_to_be_rung_until_decided_anew(night: Night) -> None:
    _, reference = heard(night)
    name = named(night, reference)
    with seen_as(SIMULATOR):
        child = Child.objects.get(reference=reference)
        aunt = make_private_person(child=child, recorded_at=at(hours=2))
    undo(night, name)

    with seen_as(SIMULATOR):
        assert PrivatePerson.objects.get(pk=aunt.pk).child_id == child.pk
        newest = PrivateDecision.objects.filter(person=aunt).latest("pk")
    assert (newest.may_be_told, newest.by_name, newest.recorded_at) == (
        MayBeTold.UNDECIDED.value,
        night.desk.name,
        at(hours=3),
    )


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
    name = named(night, reference)
    is_back(night, episode)

    undo(night, name, whose=whose)

    assert episode_of(episode).stage == stage.value
    rows = board(by=night.desk, now=at(hours=3)).rows
    assert [line.head.reference for line in rows] == ([] if stage is Stage.RETURNED else [episode])


def test_where_somebody_came_back_since_it_is_asked_who_that_was(night: Night) -> None:
    episode, reference = heard(night)
    name = named(night, reference)
    is_back(night, episode)

    with pytest.raises(Refused, match="Say who it was") as refused:
        undo(night, name)
    assert refused.value.field == "whose"
    assert not as_it_stands(reference)[2]


# Not possible any more ------------------------------------------------------------------------------------------


def again(night: Night, reference: str, *, now: Any) -> str:
    """Report the child of that name missing, once more."""
    done = missing.report_missing(
        child=reference, report=night.report(last_seen=When.moment(now)), by=night.desk, now=now
    )
    return getattr(done, "episode", done)


def test_a_report_joined_since_is_withdrawn_first(night: Night) -> None:
    episode, reference = heard(night)
    name = named(night, reference)
    again(night, reference, now=at(hours=2))

    with pytest.raises(Refused, match="Selam Wrongdemo would stand on no board"):
        undo(night, name)
    assert not as_it_stands(reference)[2]

    with seen_as(SIMULATOR):
        joined = Event.objects.get(episode__reference=episode, kind=EventKind.REPORT_JOINED.value).pk
    given: dict[str, Any] = {"reference": episode, "seen_version": None, "by": night.desk, "now": at(hours=2)}
    missing.correct(event=joined, reasons="Another child", **given)
    undo(night, name)
    assert as_it_stands(reference)[2]


def test_a_new_report_of_the_child_of_that_name_is_withdrawn_first(night: Night) -> None:
    episode, reference = heard(night)
    name = named(night, reference)
    is_back(night, episode)
    anew = again(night, reference, now=at(hours=30))

    with pytest.raises(Refused, match="reported missing anew"):
        undo(night, name, whose=Whose.KNOWN, now=at(hours=31))

    with seen_as(SIMULATOR):
        first = Event.objects.get(episode__reference=anew, kind=EventKind.MISSING_REPORTED.value).pk
    missing.correct(
        reference=anew, event=first, reasons="Theirs", seen_version=None, by=night.desk, now=at(hours=31)
    )
    undo(night, name, whose=Whose.KNOWN, now=at(hours=32))
    assert episode_of(episode).stage == Stage.MISSING.value


def test_a_relative_who_was_rung_is_sealed_first(night: Night) -> None:
    episode, reference = heard(night)
    name = named(night, reference)
    with seen_as(SIMULATOR):
        aunt = make_private_person(child=Child.objects.get(reference=reference), recorded_at=at(hours=2))
    given: dict[str, Any] = {"reference": episode, "by": night.desk, "now": at(hours=2)}
    private_people.decide(person=aunt.reference, may_be_told=MayBeTold.YES, reasons="In touch", **given)
    call = private_people.Call(
        called=When.moment(at(hours=2)), outcome=CallOutcome.SPOKEN_TO, checked_by="The number stored before"
    )
    private_people.record_call(person=aunt.reference, call=call, seen_version=None, **given)

    with pytest.raises(Refused, match="seal that entry"):
        undo(night, name)

    with seen_as(SIMULATOR):
        rung = Event.objects.get(episode__reference=episode, kind=EventKind.PRIVATE_PERSON_RUNG.value).pk
    seal(event=rung, reasons="Another child", seen_version=None, **given)
    undo(night, name)
    assert as_it_stands(reference)[2]


def test_a_match_made_since_and_a_running_lateness_go_first(night: Night) -> None:
    episode, reference = heard(night)
    name = named(night, reference)
    with seen_as(SIMULATOR):
        late = make_lateness(child=Child.objects.get(reference=reference))
    with pytest.raises(Refused, match="recorded late now"):
        undo(night, name)
    with seen_as(SIMULATOR):
        type(late).objects.filter(pk=late.pk).update(state="back", ended_at=at(hours=2), ended_by_name="X")
    is_back(night, episode)
    other = unknown.report_unknown(
        child=UnknownChild(),
        report=night.report(last_seen=When.moment(at(hours=2))),
        by=night.desk,
        now=at(hours=2),
    )
    second = episode_and_child(other)
    match_child(
        reference=second, known=reference, reasons="One girl", seen_version=1, by=night.desk, now=at(hours=3)
    )

    with pytest.raises(Refused, match="Take that match back first"):
        undo(night, name, whose=Whose.UNKNOWN, now=at(hours=4))
    assert episode_and_child(other) == reference


# Who may, and how -----------------------------------------------------------------------------------------------


def test_nobody_else_takes_it_back(night: Night) -> None:
    _, reference = heard(night, placement=night.home.reference)
    name = named(night, reference)

    with pytest.raises((NotFound, NotPermitted)):
        undo(night, name, by=night.carer)
    with pytest.raises(NotPermitted, match="Only the authority"):
        undo(night, name, by=night.host_desk)
    with pytest.raises(NotFound):
        undo(night, name, by=make_actor(organisation=make_organisation()))
    with pytest.raises((NotFound, NotPermitted)):
        undo(night, name, by=make_actor(role=Role.POLICE_DESK, organisation=night.force))


def test_it_needs_a_reason_and_a_page_that_is_not_old_and_happens_once(night: Night) -> None:
    _, reference = heard(night)
    name = named(night, reference)

    with pytest.raises(Refused, match="not this child"):
        undo(night, name, reasons=" ")
    with pytest.raises(Stale):
        undo(night, name, seen_version=999)
    undo(night, name, key="k" * 20)
    assert undo(night, name, key="k" * 20) == reference
    with pytest.raises(Refused, match="taken back already"):
        undo(night, name)


def test_the_undo_is_not_withdrawn_in_words_alone_and_what_was_said_may_be_sealed(night: Night) -> None:
    episode, reference = heard(night)
    undo(night, named(night, reference))
    with seen_as(SIMULATOR):
        undone = Event.objects.get(episode__reference=episode, kind=EventKind.ENTERED_IN_ERROR.value)
    given: dict[str, Any] = {"reference": episode, "seen_version": None, "by": night.desk, "now": at(hours=4)}

    with pytest.raises(Refused, match="say again who the child is"):
        missing.correct(event=undone.pk, reasons="Right after all", **given)

    seal(event=undone.corrects_id, reasons="It names another child", **given)
    lines = children.open_episode(reference=episode, by=night.desk, now=at(hours=4)).chronology
    assert "Her own word" not in [line.words for line in lines]
