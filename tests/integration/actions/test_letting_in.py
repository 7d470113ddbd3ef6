"""Access to one episode: given by a named worker, for a time, to one force or authority; and over when it is over."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db.utils import ProgrammingError

from lantern.actions import information, missing, sharing
from lantern.actions.children import open_child, open_episode
from lantern.actions.information import Information
from lantern.actions.sheet import open_sheet
from lantern.queries import children, homes, links
from lantern.queries import missing as reading
from lantern.queries import sharing as seen_sharing
from lantern.queries.groups import together
from lantern.record import models as record
from lantern.record.models import EpisodeAccess, MissingEpisode, Telling
from lantern.vocabulary.actors import SYSTEM, Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.refusals import NotFound, NotPermitted, Refused, Stale
from lantern.vocabulary.roles import Permission, Role
from tests.factories import children as made
from tests.factories import involved
from tests.factories.letting_in import ThirdForce, make_third_force
from tests.factories.missing import make_event, make_missing_episode
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import SIMULATOR, invented, seen_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def third() -> ThirdForce:
    return make_third_force()


def board_of(reader: Actor, now: datetime) -> list[str]:
    return [row.head.reference for row in reading.board(by=reader, now=now).rows]


def told(third: ThirdForce, organisation: int) -> list[tuple[str, str, str]]:
    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(organisation=organisation, episode__reference=third.reference).order_by(
            "pk"
        )
        return list(rows.values_list("about", "channel", "state"))


@invented
def let_time_pass(third: ThirdForce) -> None:
    """Let the hours go by: the access was given long ago and is over."""
    EpisodeAccess.objects.update(
        from_at=third.now - timedelta(hours=9), until_at=third.now - timedelta(hours=1)
    )


def test_a_third_force_sees_the_one_episode_and_records_in_it(third: ThirdForce) -> None:
    assert board_of(third.officer, third.now) == []

    third.let_in()

    (row,) = reading.board(by=third.officer, now=third.now).rows
    assert row.let_in is not None
    assert (row.head.reference, row.let_in.by_name, row.let_in.by_authority, row.let_in.reasons) == (
        third.reference,
        third.night.desk.name,
        third.night.authority.name,
        "Found by their patrol",
    )
    page = open_episode(reference=third.reference, by=third.officer, now=third.now)
    assert page.head.name is not None
    assert [entry.kind.value for entry in page.chronology] == ["missing_reported", "access_given"]
    information.record_information(
        reference=third.reference,
        information=Information(words="At the bus station", obtained=When.moment(third.now)),
        by=third.officer,
        now=third.now,
    )
    missing.record_located(
        reference=third.reference,
        located=When.moment(third.now),
        words="",
        seen_version=None,
        by=third.officer,
        now=third.now,
    )
    assert told(third, third.force.pk) == [
        ("let_in", "telephone", "withdrawn"),
        ("located", "telephone", "waiting"),
    ]


def test_an_authority_is_written_to_and_rights_are_the_matrix_s(third: ThirdForce) -> None:
    third.let_in(third.authority)

    assert told(third, third.authority.pk) == [("let_in", "email", "waiting")]
    page = open_episode(reference=third.reference, by=third.worker, now=third.now)
    assert {Permission.RECORD_LOCATED, Permission.RECORD_INFORMATION, Permission.RING} <= page.may
    assert not {Permission.SEE_PROTECTED, Permission.CORRECT, Permission.RECORD_RETURN} & page.may
    with pytest.raises(NotPermitted):
        third.let_in(make_organisation(), by=third.worker)


def of_the_child(third: ThirdForce) -> int:
    """Put all that hangs on the child into the record, and another episode of hers; give that one's key."""
    child = third.night.child
    made.make_child_identifier(child=child)
    made.make_protected_contact(child=child)
    made.make_placement_address(placement=made.make_placement(child=child, provider=third.night.home))
    made.make_care_episode(child=child)
    involved.make_private_person(child=child)
    earlier = When.moment(third.now - timedelta(days=90))
    other = make_missing_episode(child=child, last_seen=earlier, returned=earlier)
    make_event(episode=other, words="Of another night")
    return other.pk


def test_nothing_else_of_the_child_is_opened_by_direct_sql_either(third: ThirdForce) -> None:
    other = of_the_child(third)
    third.let_in()

    with seen_as(third.officer):
        seen = {
            model.__name__: model._default_manager.count()
            for model in (
                record.Child,
                record.MissingEpisode,
                record.ChildIdentifier,
                record.ProtectedContact,
                record.Placement,
                record.PlacementAddress,
                record.CareEpisode,
                record.PrivatePerson,
                record.ResponsibilityPeriod,
            )
        }
        assert not record.Event.objects.filter(episode=other).exists()
    assert seen == {"Child": 1, "MissingEpisode": 1, **dict.fromkeys(list(seen)[2:], 0)}
    page = open_child(reference=third.night.child.reference, by=third.officer, now=third.now)
    assert (page.protected, page.identifiers, page.may) == (None, (), frozenset())
    assert [head.reference for head in page.episodes] == [third.reference]
    sheet = open_sheet(reference=third.reference, by=third.officer, now=third.now)
    assert (sheet.addresses, sheet.legal_code) == (None, "")


def test_no_other_episode_home_or_sibling_is_opened_by_it(third: ThirdForce) -> None:
    third.let_in()
    found = third.now + timedelta(seconds=10)
    missing.record_return(
        reference=third.reference,
        returned=When.moment(found),
        words="",
        seen_version=None,
        by=third.night.desk,
        now=found,
    )
    again = third.night.reported(
        now=found + timedelta(seconds=5), last_seen=When.moment(found + timedelta(seconds=1))
    )

    (child,) = children.find(wanted=third.night.child.reference, by=third.officer, now=third.now)
    assert (child.open_episode, child.may_report) == (None, False)
    assert homes.homes_of(by=third.worker, now=third.now) == ()
    with pytest.raises(NotFound):
        homes.home(reference=third.night.home.reference, by=third.officer, now=third.now)
    with pytest.raises(NotFound):
        together(reference=again, by=third.officer, now=third.now)
    with pytest.raises(NotFound):
        open_episode(reference=again, by=third.officer, now=third.now)


def test_when_the_time_is_over_nothing_is_seen_and_nothing_more_is_told(third: ThirdForce) -> None:
    third.let_in()
    third.let_in(third.authority)
    let_time_pass(third)

    assert board_of(third.officer, third.now) == []
    with pytest.raises(NotFound):
        open_episode(reference=third.reference, by=third.officer, now=third.now)
    with seen_as(third.officer):
        assert (MissingEpisode.objects.count(), EpisodeAccess.objects.count()) == (0, 0)
    before = told(third, third.force.pk), told(third, third.authority.pk)
    missing.record_located(
        reference=third.reference,
        located=When.moment(third.now),
        words="",
        seen_version=None,
        by=third.night.desk,
        now=third.now,
    )
    after = told(third, third.force.pk), told(third, third.authority.pk)
    assert [len(each) for each in after] == [len(each) for each in before] == [1, 1]
    ended = seen_sharing.over(reference=third.reference, by=third.officer, now=third.now)
    assert ended is not None
    assert (ended.by, ended.telephone) == (third.night.authority.name, "01632 960000")
    assert seen_sharing.over(reference=third.reference, by=make_actor(), now=third.now) is None


def test_ended_at_once_shuts_the_links_and_withdraws_what_was_still_to_be_told(third: ThirdForce) -> None:
    third.let_in(third.authority)
    with seen_as(SIMULATOR):
        token = Telling.objects.get(organisation=third.authority).token_hash
    assert links.link(token_hash=token, by=SYSTEM, now=third.now).opens  # type: ignore[union-attr]

    sharing.end(
        reference=third.reference,
        organisation=third.authority.reference,
        seen_version=None,
        by=third.night.desk,
        now=third.now + timedelta(seconds=1),
    )

    assert board_of(third.worker, third.now) == []
    assert told(third, third.authority.pk) == [("let_in", "email", "withdrawn")]
    assert not links.link(token_hash=token, by=SYSTEM, now=third.now).opens  # type: ignore[union-attr]
    who = seen_sharing.who_is_in(reference=third.reference, by=third.night.desk, now=third.now)
    assert [(one.organisation, one.ended_by) for one in who.ended] == [
        (third.authority.name, third.night.desk.name)
    ]
    with pytest.raises(Refused, match="not let in any more"):
        sharing.end(
            reference=third.reference,
            organisation=third.authority.reference,
            seen_version=None,
            by=third.night.desk,
            now=third.now,
        )


def test_extended_before_it_ends_and_let_in_anew_after(third: ThirdForce) -> None:
    third.let_in(hours=1)
    changed = {
        "reference": third.reference,
        "organisation": third.force.reference,
        "until": third.now + timedelta(hours=20),
        "reasons": "Still with the child",
        "seen_version": None,
        "by": third.night.desk,
        "now": third.now + timedelta(seconds=1),
    }
    with pytest.raises(Refused, match="is let in already"):
        sharing.let_in(**changed)
    sharing.extend(**changed)

    who = seen_sharing.who_is_in(reference=third.reference, by=third.officer, now=third.now)
    assert [(one.until_at, one.reasons) for one in who.running] == [
        (changed["until"], "Still with the child")
    ]
    let_time_pass(third)
    with pytest.raises(Refused, match="not let in any more"):
        sharing.extend(**changed)
    sharing.let_in(**changed)
    assert board_of(third.officer, third.now) == [third.reference]


@pytest.mark.parametrize(("hours", "words"), [(-1, "still to come"), (14 * 24 + 1, "more than 14 days")])
def test_the_time_is_to_come_and_at_most_fourteen_days(third: ThirdForce, hours: float, words: str) -> None:
    with pytest.raises(Refused, match=words):
        third.let_in(hours=hours)


def test_whoever_sees_it_already_a_home_and_a_stale_page_are_refused(third: ThirdForce) -> None:
    for organisation in (third.night.authority, third.night.host, third.night.force):
        with pytest.raises(Refused, match="sees this episode already"):
            third.let_in(organisation)
    with pytest.raises(Refused, match="Only a police force or a local authority"):
        third.let_in(third.night.home)
    for reader in (third.night.host_desk, third.night.police, third.night.carer):
        with pytest.raises(NotPermitted):
            third.let_in(by=reader)
    with pytest.raises(NotFound):
        third.let_in(by=third.officer)
    with pytest.raises(Stale):
        sharing.let_in(
            reference=third.reference,
            organisation=third.force.reference,
            until=third.now + timedelta(hours=4),
            reasons="Found",
            seen_version=99,
            by=third.night.desk,
            now=third.now,
        )


def test_nobody_prolongs_or_gives_access_by_direct_sql(third: ThirdForce) -> None:
    third.let_in()

    later = third.now + timedelta(days=300)
    for reader in (third.officer, third.night.host_desk, third.night.police):
        with seen_as(reader):
            assert EpisodeAccess.objects.update(until_at=later) == 0
    with seen_as(third.officer):
        episode = MissingEpisode.objects.get().pk
    with pytest.raises(ProgrammingError, match="row-level security"), seen_as(third.officer):
        EpisodeAccess.objects.create(
            episode_id=episode,
            organisation=third.authority,
            from_at=third.now,
            until_at=later,
            by_name="Invented",
            recorded_at=third.now,
        )


def test_who_was_let_in_is_not_struck(third: ThirdForce) -> None:
    third.let_in()

    with seen_as(SIMULATOR):
        event = record.Event.objects.get(kind="access_given").pk
    with pytest.raises(Refused, match="End the access instead"):
        missing.correct(
            reference=third.reference,
            event=event,
            reasons="No",
            seen_version=None,
            by=third.night.desk,
            now=third.now,
        )


def test_a_void_report_shuts_out_whoever_was_let_in(third: ThirdForce) -> None:
    third.let_in()
    with seen_as(SIMULATOR):
        event = record.Event.objects.get(kind="missing_reported").pk
    missing.correct(
        reference=third.reference,
        event=event,
        reasons="No",
        seen_version=None,
        by=third.night.desk,
        now=third.now,
    )

    with seen_as(third.officer):
        assert (MissingEpisode.objects.count(), record.Child.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", [Role.INFORMATION_OWNER, Role.INTERVIEWER, Role.ADMINISTRATOR])
def test_a_role_that_is_let_into_nothing_sees_nothing(third: ThirdForce, role: Role) -> None:
    third.let_in(third.authority)

    reader = make_actor(role=role, organisation=third.authority)
    with pytest.raises(NotFound):
        open_episode(reference=third.reference, by=reader, now=third.now)
    assert seen_sharing.over(reference=third.reference, by=reader, now=third.now) is None
