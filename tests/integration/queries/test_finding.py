from __future__ import annotations

from datetime import date

import pytest

from lantern.policies.access import permissions
from lantern.queries.children import MOST_FOUND, age_on, find, found_by_reference
from lantern.queries.values import FoundChild
from lantern.record.models import AuditEntry, Child
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.missing import NameKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Permission, Relation, Role
from tests.factories.children import make_child, make_child_identifier, make_child_name
from tests.factories.night import NOW, at, make_night
from tests.factories.organisations import make_actor
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


def found(wanted: str, by: Actor) -> list[str]:
    return [child.reference for child in find(wanted=wanted, by=by, now=NOW)]


@pytest.mark.parametrize(
    "wanted",
    [
        *("Siobhán Ní Bhriain", "siobhan ni bhriain", "SIOBHAN", "bhán", "ni  bhr", "Ní"),
        *("Shivaun", "Áine", "شيفون", "TEST-77", "test-77"),
    ],
)
def test_a_child_is_found_by_any_name_any_part_of_it_and_any_number(wanted: str) -> None:
    night = make_night(name="Siobhán Ní Bhriain")
    make_child_name(child=night.child, kind=NameKind.OTHER_SPELLING, name="Shivaun")
    make_child_name(child=night.child, kind=NameKind.KNOWN_AS, name="Áine")
    make_child_name(child=night.child, kind=NameKind.ORIGINAL_SCRIPT, name="شيفون")
    make_child_identifier(child=night.child, value="TEST-77")
    make_child(responsible_authority=night.authority, name="Somebody Else")

    assert found(wanted, night.desk) == [night.child.reference]


def test_a_child_is_found_by_reference_as_it_is_read_aloud() -> None:
    night = make_night()

    assert found(night.child.reference.lower(), night.desk) == [night.child.reference]
    assert found(f"  {night.child.reference} ", night.desk) == [night.child.reference]


@pytest.mark.parametrize(
    "wanted", ["", " ", "x", "%", "%%%", "_____", "'", "\\", "zzzz", "Somebody\nElse; --"]
)
def test_what_is_no_name_finds_nobody(wanted: str) -> None:
    night = make_night(name="Invented Child")

    assert found(wanted, night.desk) == []


def test_a_search_shows_only_children_the_reader_may_see() -> None:
    night, stranger = make_night(name="Shared Invented"), make_night(name="Shared Invented")
    mine = [night.child.reference]

    for reader in (night.desk, night.host_desk, night.carer):
        assert found("shared", reader) == mine
    assert found("shared", stranger.desk) == [stranger.child.reference]
    assert found("shared", night.police) == []  # nothing was reported to them yet
    night.reported()
    assert found("shared", night.police) == mine
    for role in (Role.ADMINISTRATOR, Role.NATIONAL_OVERSIGHT, Role.GUARDIAN, Role.OPERATOR):
        assert found("shared", Actor(role=role, name="Somebody", organisation_id=night.authority.pk)) == []


def test_one_s_own_child_is_found_among_any_number_of_others_of_that_name() -> None:
    elsewhere = make_night().authority
    for _ in range(MOST_FOUND + 5):
        make_child(responsible_authority=elsewhere, name="Common Invented")
    night = make_night(name="Common Invented")

    assert found("common", night.desk) == [night.child.reference]


def test_what_is_found_says_who_recorded_the_child_missing_and_when() -> None:
    night = make_night(name="Invented Birth")
    make_child_name(child=night.child, kind=NameKind.KNOWN_AS, name="Invented Known")
    reference = night.reported(by=night.carer)
    colleague = make_actor(organisation=night.authority)

    (child,) = find(wanted="birth", by=colleague, now=at(minutes=10))

    assert child == FoundChild(
        reference=night.child.reference,
        name="Invented Known",
        other_names=("Invented Birth",),
        date_of_birth=date(2010, 6, 1),
        age=15,
        placement=night.home.name,
        responsible_authority=night.authority.name,
        open_episode=reference,
        open_since=NOW,
        opened_by=night.carer.name,
        may_report=True,
        is_ours=True,
        sex="U",
        may_late=True,
        may_open=True,
        is_known_when=True,
    )


def test_one_child_by_reference_is_what_a_search_finds() -> None:
    night = make_night(name="Invented Birth")
    make_child_name(child=night.child, kind=NameKind.KNOWN_AS, name="Invented Known")
    night.reported(by=night.carer)

    one = found_by_reference(reference=night.child.reference, by=night.desk, now=at(minutes=10))

    assert (one,) == find(wanted=night.child.reference, by=night.desk, now=at(minutes=10))


def test_child_of_others_is_not_found_by_reference_and_that_is_audited() -> None:
    night, elsewhere = make_night(), make_night()

    with pytest.raises(NotFound):
        found_by_reference(reference=night.child.reference, by=elsewhere.desk, now=NOW)

    refused = AuditEntry.objects.get(action="children.found_by_reference")
    assert (refused.outcome, refused.about) == ("refused", night.child.reference)


def test_it_is_said_also_where_the_episode_is_one_that_the_reader_may_not_open() -> None:
    night, elsewhere = make_night(name="Invented Birth"), make_night()
    reference = night.reported()
    with seen_as(SIMULATOR):
        Child.objects.filter(pk=night.child.pk).update(placement_provider=elsewhere.home)

    seen = find(wanted="invented birth", by=elsewhere.carer, now=NOW)[0]

    assert (seen.open_episode, seen.opened_by) == (reference, night.desk.name)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (None, date(2026, 3, 14), None),
        (date(2026, 3, 15), date(2026, 3, 14), None),
        (date(2010, 3, 15), date(2026, 3, 14), 15),
        (date(2010, 3, 14), date(2026, 3, 14), 16),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
    ],
)
def test_an_age_is_in_whole_years(born: date | None, day: date, age: int | None) -> None:
    assert age_on(born, day) == age


def test_reporting_is_offered_only_to_who_may() -> None:
    night = make_night(name="Invented Birth")
    reader = make_actor(role=Role.INFORMATION_OWNER, organisation=night.authority)
    may = permissions(role=Role.INFORMATION_OWNER, relations=[Relation.RESPONSIBLE])

    assert [child.may_report for child in find(wanted="invented", by=reader, now=NOW)] == [False]
    assert Permission.REPORT_MISSING not in may


@pytest.mark.parametrize(
    ("wanted", "alike"),
    [
        ("haddad mohammed", False),  # any order
        ("moh had", False),  # parts in any order
        ("muhamad", True),  # another spelling of the same sound
        ("mohamed hadad", True),
        ("haddat", True),  # a slip
        ("mo", False),  # where a word begins
        ("ha", False),
    ],
)
def test_a_name_is_found_in_any_order_and_as_it_is_spelt_or_sounds(wanted: str, alike: bool) -> None:
    night = make_night(name="Mohammed Al Haddad")
    make_child(responsible_authority=night.authority, name="Invented Other")

    assert [(child.reference, child.is_alike) for child in find(wanted=wanted, by=night.desk, now=NOW)] == [
        (night.child.reference, alike)
    ]


@pytest.mark.parametrize("wanted", ["invented nobody", "nobody child", "xu ld", "il"])
def test_every_word_must_be_in_the_name(wanted: str) -> None:
    assert found(wanted, make_night(name="Invented Child").desk) == []


def test_whoever_is_meant_stands_before_those_whose_name_is_only_like_it() -> None:
    night = make_night(name="Katharina Invented")
    meant = make_child(responsible_authority=night.authority, name="Catherine Invented")

    assert found("catherine", night.desk) == [meant.reference, night.child.reference]


def test_a_name_like_it_shows_only_children_the_reader_may_see() -> None:
    night, stranger = make_night(name="Mohammed Invented"), make_night(name="Muhamad Invented")

    assert found("mohamed", night.desk) == [night.child.reference]
    assert found("mohamed", stranger.desk) == [stranger.child.reference]
