"""A child nobody knows yet: recorded in a minute, matched or named later, and nothing lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lantern.actions import children, missing, police, unknown
from lantern.actions.challenging import lower_floor
from lantern.actions.chronologies import open_chronology
from lantern.actions.concerns import Signs, record_signs
from lantern.actions.matching import match_child
from lantern.actions.photographs import add_photograph, open_photograph, withdraw_photograph
from lantern.actions.unknown import Identity, UnknownChild
from lantern.queries.child_chronology import Narrowing
from lantern.queries.children import find
from lantern.queries.concerns import not_referred
from lantern.queries.duplicates import joined
from lantern.queries.missing import board
from lantern.queries.risk_held import risk_held
from lantern.record.models import (
    AuditEntry,
    Child,
    ChildName,
    Event,
    MissingEpisode,
    Photograph,
    Telling,
)
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.missing import NameKind, RiskLevel, Sex
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import Relation, Role
from lantern.vocabulary.signs import Certainty, HeardFrom
from lantern.vocabulary.tellings import TellingAbout
from tests.factories.children import make_child
from tests.factories.missing import make_missing_episode
from tests.factories.night import NOW, Night, at, episode_of, make_night
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.pictures import picture
from tests.factories.sight import SIMULATOR, invented, seen_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def night() -> Night:
    return make_night(name="Selamawit Testdemo")


def heard(night: Night, *, by: Actor | None = None, **said: Any) -> tuple[str, str]:
    """Report a child nobody knows; gives the episode's and the child's references."""
    given = {"name": "Selam", "age": 15, "sex": Sex.FEMALE, "languages": "Tigrinya", **said}
    episode = unknown.report_unknown(
        child=UnknownChild(**given),
        report=night.report(why_worried="Got into a grey car", said_by="A passer-by"),
        picture=picture(),
        by=by or night.desk,
        now=NOW,
    )
    return episode, child_of(episode).reference


@invented
def child_of(episode: str) -> Child:
    return MissingEpisode.objects.select_related("child").get(reference=episode).child


@invented
def names_of(reference: str) -> list[tuple[str, str]]:
    rows = ChildName.objects.filter(child__reference=reference).order_by("pk")
    return [(row.kind, row.name) for row in rows]


@invented
def told(episode: str, about: TellingAbout) -> set[tuple[int, str]]:
    rows = Telling.objects.filter(episode__reference=episode, about=about.value)
    return {(row.organisation_id, row.relation) for row in rows}


def match(night: Night, child: str, *, known: str = "", **said: Any) -> str:
    said = {
        "reasons": "Her key worker knew her from the photograph",
        "seen_version": 1,
        "by": night.desk,
    } | said
    return match_child(reference=child, known=known or night.child.reference, now=at(hours=1), **said)


# Reported


def test_a_child_nobody_knows_is_recorded_missing_with_all_that_was_heard(night: Night) -> None:
    episode, reference = heard(night)

    row = child_of(episode)
    assert (row.is_unidentified, row.sex, row.languages) == (True, "F", "Tigrinya")
    assert row.responsible_authority_id == night.authority.pk
    assert (row.date_of_birth, row.date_of_birth_certainty) == (date(2010, 9, 12), "estimated")
    assert names_of(reference) == [(NameKind.AS_HEARD.value, "Selam")]
    page = children.open_child(reference=reference, by=night.desk, now=NOW)
    assert (page.name, page.age) == ("Name as heard: Selam, not yet identified", 15)
    assert page.date_of_birth is None  # it was reckoned from her age, and is not to be read out
    assert page.photographs is not None
    assert len(page.photographs) == 1
    shown = children.open_episode(reference=episode, by=night.desk, now=NOW)
    assert shown.may_match
    assert (shown.head.age, shown.head.date_of_birth) == (15, None)
    assert "About 15 years old." in shown.chronology[0].words
    assert shown.photographs == page.photographs
    assert told(episode, TellingAbout.MISSING) == {
        (night.authority.pk, Relation.RESPONSIBLE.value),
        (night.force.pk, Relation.POLICE.value),
    }
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", "about"))[:2]
    assert actions == [("unknown.report_unknown", reference), ("missing.report_missing", episode)]


def test_a_child_of_whom_nothing_is_known_is_on_the_board(night: Night) -> None:
    episode = unknown.report_unknown(child=UnknownChild(), report=night.report(), by=night.desk, now=NOW)

    row = next(r for r in board(by=night.desk, now=NOW).rows if r.head.reference == episode)
    assert (row.head.name, row.head.is_unidentified, row.head.age) == ("Name not known", True, None)


def test_an_age_that_cannot_be_is_refused(night: Night) -> None:
    with pytest.raises(Refused, match="from 0 to 25"):
        heard(night, age=70)


@pytest.mark.parametrize("role", [Role.CARER, Role.POLICE_DESK, Role.ADMINISTRATOR])
def test_only_an_authority_puts_a_child_nobody_knows_on_the_record(night: Night, role: Role) -> None:
    organisation = {Role.CARER: night.home, Role.POLICE_DESK: night.force}.get(role, night.authority)
    with pytest.raises(NotPermitted, match="Only a local authority"):
        heard(night, by=make_actor(role=role, organisation=organisation))


def test_the_same_press_twice_is_one_child(night: Night) -> None:
    given: dict[str, Any] = {"child": UnknownChild(name="Selam"), "report": night.report(), "key": "k" * 20}
    first = unknown.report_unknown(**given, by=night.desk, now=NOW)

    assert unknown.report_unknown(**given, by=night.desk, now=at(seconds=1)) == first
    with seen_as(SIMULATOR):
        assert Child.objects.filter(is_unidentified=True).count() == 1


# Matched


def test_everything_moves_to_the_known_child_and_the_other_row_leads_there(night: Night) -> None:
    episode, reference = heard(night)

    assert match(night, reference) == night.child.reference

    row = episode_of(episode)
    assert row.child_id == night.child.pk
    assert (row.host_authority_id, row.placement_provider_id) == (night.host.pk, night.home.pk)
    page = children.open_child(reference=night.child.reference, by=night.desk, now=at(hours=1))
    assert page.name == "Selamawit Testdemo"
    assert ("As heard", "Selam") in page.names
    assert [head.reference for head in page.episodes] == [episode]
    assert page.photographs is not None
    assert len(page.photographs) == 1
    assert page.once_recorded_as == (reference,)
    led = children.open_child(reference=reference, by=night.desk, now=at(hours=1))
    assert (led.matched_to, led.is_unidentified, led.photographs) == (night.child.reference, False, ())
    last = children.open_episode(reference=episode, by=night.desk, now=at(hours=1)).chronology[-1]
    assert (last.kind, last.words) == (
        EventKind.CHILD_MATCHED,
        "Her key worker knew her from the photograph",
    )
    assert last.by_name == night.desk.name


def test_whoever_was_told_is_told_again_and_who_answers_for_her_is_told_now(night: Night) -> None:
    episode, reference = heard(night)
    match(night, reference)

    assert told(episode, TellingAbout.CORRECTED) == {
        (night.authority.pk, Relation.RESPONSIBLE.value),
        (night.force.pk, Relation.POLICE.value),
    }
    assert (night.host.pk, Relation.HOST.value) in told(episode, TellingAbout.MISSING)


def test_the_home_and_the_host_see_the_episode_once_it_is_their_child_s(night: Night) -> None:
    episode, reference = heard(night)
    with pytest.raises(NotFound):
        children.open_episode(reference=episode, by=night.host_desk, now=NOW)
    match(night, reference)

    for by in (night.host_desk, night.carer):
        page = children.open_episode(reference=episode, by=by, now=at(hours=1))
        assert page.head.name == "Selamawit Testdemo"


def test_a_child_another_authority_looks_after_is_matched_by_the_desk_where_she_lives(night: Night) -> None:
    episode, reference = heard(night, by=night.host_desk)

    match(night, reference, by=night.host_desk)

    row = episode_of(episode)
    assert row.responsible_authority_id == night.authority.pk
    assert (night.host.pk, Relation.HOST.value) in told(episode, TellingAbout.CORRECTED)
    assert (night.authority.pk, Relation.RESPONSIBLE.value) in told(episode, TellingAbout.MISSING)
    with seen_as(SIMULATOR):
        first = Telling.objects.filter(episode=row, organisation=night.host).order_by("pk")[0]
    assert first.link_withdrawn_at == at(hours=1)


def test_where_both_are_missing_the_match_is_refused_with_what_to_do(night: Night) -> None:
    _, reference = heard(night)
    open_now = night.reported()

    with pytest.raises(Refused, match=rf"already \(reference {open_now}\)"):
        match(night, reference)
    assert names_of(night.child.reference) == [("birth", "Selamawit Testdemo")]


def test_after_the_second_report_is_withdrawn_it_moves_struck_and_whole(night: Night) -> None:
    episode, reference = heard(night)
    night.reported()
    with seen_as(SIMULATOR):
        report = Event.objects.get(episode__reference=episode, kind=EventKind.MISSING_REPORTED.value)
    missing.correct(
        reference=episode,
        event=report.pk,
        reasons="The same",
        seen_version=None,
        by=night.desk,
        now=at(minutes=5),
    )

    match(night, reference)

    row = episode_of(episode)
    assert (row.child_id, row.is_void) == (night.child.pk, True)


def test_absences_that_overlap_are_not_put_on_one_child(night: Night) -> None:
    _, reference = heard(night)
    make_missing_episode(child=night.child, returned=When.moment(at(minutes=-5)))

    with pytest.raises(Refused, match="overlap"):
        match(night, reference)


def test_a_match_is_refused_without_a_reason_or_from_an_old_page(night: Night) -> None:
    _, reference = heard(night)

    with pytest.raises(Refused, match="how it is known"):
        match(night, reference, reasons=" ")
    with pytest.raises(Stale):
        match(night, reference, seen_version=9)


def test_two_children_nobody_knows_are_not_matched_with_each_other(night: Night) -> None:
    _, first = heard(night)
    _, second = heard(night, name="Another")

    with pytest.raises(Refused, match="who that child is either"):
        match(night, first, known=second)
    with pytest.raises(Refused, match="one and the same"):
        match(night, first, known=first)


def test_a_known_child_is_nobody_to_match(night: Night) -> None:
    other = make_child(responsible_authority=night.authority)

    with pytest.raises(Refused, match="known already"):
        match(night, other.reference)


def test_who_a_child_is_is_said_by_the_authority_that_looks_after_her(night: Night) -> None:
    _, reference = heard(night)
    stranger = make_actor(organisation=make_organisation())

    with pytest.raises(NotFound):
        match(night, reference, by=stranger)
    with pytest.raises((NotPermitted, NotFound)):
        match(night, reference, by=make_actor(role=Role.POLICE_DESK, organisation=night.force))


def test_a_match_is_not_struck_as_one_entry_and_it_says_what_to_do(night: Night) -> None:
    episode, reference = heard(night)
    match(night, reference)
    number = children.open_episode(reference=episode, by=night.desk, now=at(hours=1)).chronology[-1].number

    with pytest.raises(Refused, match="taken back whole"):
        missing.correct(
            reference=episode,
            event=number,
            reasons="wrong",
            seen_version=None,
            by=night.desk,
            now=at(hours=2),
        )


def test_nothing_is_added_to_a_child_who_was_matched_and_she_is_found_once(night: Night) -> None:
    _, reference = heard(night)
    match(night, reference)

    with pytest.raises(Refused, match="It is known now who this child is"):
        missing.report_missing(child=reference, report=night.report(), by=night.desk, now=at(hours=1))
    with pytest.raises(Refused, match="It is known now who this child is"):
        add_photograph(child=reference, picture=picture(), words="", by=night.desk, now=at(hours=1))
    found = find(wanted="selam", by=night.desk, now=at(hours=1))
    assert [child.reference for child in found] == [night.child.reference]


def test_a_call_to_the_police_stands_after_the_match(night: Night) -> None:
    episode, reference = heard(night)
    call = police.PoliceCall(
        called=When.moment(NOW), was_answered=True, log_number="LOG 1", handler="A handler"
    )
    police.record_police_call(reference=episode, call=call, seen_version=None, by=night.desk, now=NOW)
    match(night, reference)

    assert episode_of(episode).police_reported_at == NOW


# Named later


def test_a_child_on_no_other_record_is_given_a_name_and_the_name_as_heard_is_kept(night: Night) -> None:
    episode, reference = heard(night)
    said = Identity(name="Selam Newdemo", date_of_birth=date(2011, 2, 3), reasons="Her own word, and a card")

    unknown.identify(reference=reference, identity=said, seen_version=1, by=night.desk, now=at(hours=1))

    page = children.open_child(reference=reference, by=night.desk, now=at(hours=1))
    assert (page.name, page.is_unidentified, page.date_of_birth) == (
        "Selam Newdemo",
        False,
        date(2011, 2, 3),
    )
    assert page.names == (("As heard", "Selam"), ("Birth", "Selam Newdemo"))
    assert told(episode, TellingAbout.CORRECTED) == told(episode, TellingAbout.MISSING)
    with pytest.raises(Refused, match="known already"):
        unknown.identify(reference=reference, identity=said, seen_version=2, by=night.desk, now=at(hours=2))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": ""}, "child's name"),
        ({"reasons": ""}, "how it is known"),
        ({"date_of_birth": date(2030, 1, 1)}, "in the future"),
    ],
)
def test_a_name_comes_with_how_it_is_known(night: Night, said: dict[str, Any], words: str) -> None:
    _, reference = heard(night)
    identity = Identity(**{"name": "Selam", "reasons": "Her own word", **said})

    with pytest.raises(Refused, match=words):
        unknown.identify(reference=reference, identity=identity, seen_version=1, by=night.desk, now=NOW)


# Her photograph


def test_a_carer_adds_a_photograph_and_does_not_see_it(night: Night) -> None:
    added = add_photograph(
        child=night.child.reference, picture=picture(), words="in May", by=night.carer, now=NOW
    )

    with pytest.raises(NotFound):
        open_photograph(reference=added, by=night.carer, now=NOW)
    assert children.open_child(reference=night.child.reference, by=night.carer, now=NOW).photographs is None
    opened = open_photograph(reference=added, by=night.desk, now=NOW)
    assert (opened.content, opened.media_type) == (picture().content, "image/jpeg")
    seen = AuditEntry.objects.filter(about=added).order_by("pk").values_list("action", "outcome")
    assert list(seen) == [
        ("photographs.open_photograph", "refused"),
        ("photographs.open_photograph", "done"),
    ]


def test_the_host_desk_adds_and_the_force_of_her_episode_sees(night: Night) -> None:
    night.reported()
    added = add_photograph(
        child=night.child.reference, picture=picture(), words="", by=night.host_desk, now=NOW
    )

    assert open_photograph(reference=added, by=night.police, now=NOW).content == picture().content


def test_a_withdrawn_photograph_is_shown_to_nobody_until_it_is_added_again(night: Night) -> None:
    given: dict[str, Any] = {"child": night.child.reference, "picture": picture(), "words": "", "now": NOW}
    added = add_photograph(**given, by=night.desk)
    with pytest.raises(Refused, match="Say why"):
        withdraw_photograph(reference=added, reasons=" ", by=night.desk, now=NOW)

    withdraw_photograph(reference=added, reasons="Another child", by=night.desk, now=NOW)

    with pytest.raises(NotFound):
        open_photograph(reference=added, by=night.desk, now=NOW)
    with seen_as(SIMULATOR):
        row = Photograph.objects.get(reference=added)
    assert (row.withdrawn_at, row.withdrawn_because, row.withdrawn_by) == (
        NOW,
        "Another child",
        night.desk.name,
    )
    assert add_photograph(**given, by=night.desk) == added
    assert open_photograph(reference=added, by=night.desk, now=NOW).media_type == "image/jpeg"


def test_what_was_recorded_of_the_case_before_a_match_is_read_beside_the_known_childs(night: Night) -> None:
    _, child = heard(night)
    signs = Signs(
        seen=(("debt", Certainty.OBSERVED),),
        happened=When.moment(at(minutes=2)),
        heard_from=HeardFrom.CHILD,
        evidence="The child said so.",
    )
    record_signs(child=child, signs=signs, by=night.desk, now=at(minutes=3))
    match(night, child)

    said = joined(reference=night.child.reference, by=night.desk, now=at(hours=2))
    assert said == (child,)
    read = open_chronology(reference=child, asked=Narrowing(), page=1, by=night.desk, now=at(hours=2))
    assert [line.entry.kind for line in read.entries] == [EventKind.CONCERN_RECORDED]


def test_signs_recorded_before_a_match_count_as_the_known_childs_afterwards(night: Night) -> None:
    episode, child = heard(night)
    signs = Signs(
        seen=(("debt", Certainty.OBSERVED),),
        happened=When.moment(at(minutes=2)),
        heard_from=HeardFrom.CHILD,
        evidence="The child said so.",
    )
    lead = make_actor(role=Role.MISSING_LEAD, organisation=night.authority)
    without = risk_held(reference=episode, by=lead, now=at(minutes=2)).floor.reasons
    record_signs(child=child, signs=signs, by=night.desk, now=at(minutes=3))
    known = risk_held(reference=episode, by=lead, now=at(minutes=4)).floor
    match(night, child)

    later = risk_held(reference=episode, by=lead, now=at(hours=2)).floor
    assert set(known.reasons) - set(without)
    assert set(known.reasons) - set(without) <= set(later.reasons)
    assert later.level is known.level
    listed = not_referred(by=lead, now=at(hours=2))
    assert [line.child for line in listed.unsaid] == [night.child.reference]


def test_signs_recorded_by_another_authority_before_a_match_count_too(night: Night) -> None:
    _, child = heard(night, by=night.host_desk)
    signs = Signs(
        seen=(("debt", Certainty.OBSERVED),),
        happened=When.moment(at(minutes=2)),
        heard_from=HeardFrom.CHILD,
        evidence="The child said so.",
    )
    record_signs(child=child, signs=signs, by=night.host_desk, now=at(minutes=3))
    lead = make_actor(role=Role.MISSING_LEAD, organisation=night.authority)
    with pytest.raises(NotFound):
        open_chronology(reference=child, asked=Narrowing(), page=1, by=lead, now=at(minutes=4))
    match(night, child, by=night.host_desk)

    with seen_as(SIMULATOR):
        episode = MissingEpisode.objects.get(child=night.child.pk).reference
    assert "A sign of exploitation is recorded on this child" in (
        risk_held(reference=episode, by=lead, now=at(hours=2)).floor.reasons
    )
    assert [line.child for line in not_referred(by=lead, now=at(hours=2)).unsaid] == [night.child.reference]
    lowered = lower_floor(
        reference=episode,
        level=RiskLevel.MEDIUM,
        reasons="Weighed with the police",
        seen_version=None,
        by=lead,
        now=at(hours=3),
    )
    assert lowered == episode
