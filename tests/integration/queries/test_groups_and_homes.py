"""Each authority sees its own child, and of the others only how many they are."""

from __future__ import annotations

import pytest

from lantern.actions.drafts import keep_draft
from lantern.actions.missing import correct, record_located, record_return
from lantern.queries.drafts import kept
from lantern.queries.groups import together
from lantern.queries.homes import Bed, Number, duty_desk_of, home, homes_of, own_home
from lantern.record.models import Event, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.missing import Stage
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Role
from tests.factories.children import make_child
from tests.factories.companions import Companions, make_companions
from tests.factories.night import NOW, at
from tests.factories.organisations import make_actor, make_organisation
from tests.factories.sight import invented


@pytest.fixture
def companions(db: None) -> Companions:
    return make_companions()


@invented
def references() -> list[str]:
    return list(MissingEpisode.objects.order_by("pk").values_list("reference", flat=True))


def seen_by(reader: Actor, reference: str) -> tuple[list[str | None], int]:
    """Give the names this reader reads of the others, and how many are left unnamed."""
    found = together(reference=reference, by=reader, now=NOW)
    return [one.head.name for one in found.others], found.unnamed


def test_each_authority_sees_two_others_unnamed(companions: Companions) -> None:
    companions.report_all()

    found = [seen_by(desk, reference) for desk, reference in zip(companions.desks, references(), strict=True)]
    assert found == [([], 2)] * 3


def test_home_host_and_force_see_all_by_name(companions: Companions) -> None:
    companions.report_all()

    for reader in (companions.carer, companions.host_desk, companions.police):
        assert seen_by(reader, references()[0]) == (["Testa Twoly", "Testa Threely"], 0)


def test_national_oversight_sees_references_and_no_name(companions: Companions) -> None:
    companions.report_all()

    nat = make_actor(role=Role.NATIONAL_OVERSIGHT)
    assert seen_by(nat, references()[0]) == ([None, None], 0)


def test_another_authoritys_episode_is_not_found(companions: Companions) -> None:
    companions.report_all()

    with pytest.raises(NotFound):
        together(reference=references()[1], by=companions.desks[0], now=NOW)


def test_report_entered_in_error_is_not_counted(companions: Companions) -> None:
    companions.report_all()
    second = references()[1]
    report = invented(lambda: Event.objects.get(episode__reference=second).pk)()
    correct(
        reference=second,
        event=report,
        reasons="Asleep in her room",
        seen_version=None,
        by=companions.desks[1],
        now=at(minutes=5),
    )

    assert seen_by(companions.desks[0], references()[0]) == ([], 1)


def test_child_who_went_alone_has_nobody_beside(companions: Companions) -> None:
    companions.report_all()
    stranger = make_companions()

    assert together(reference=references()[0], by=companions.carer, now=NOW).number == 3
    with pytest.raises(NotFound):
        together(reference=references()[0], by=stranger.carer, now=NOW)


# The home


def stands(bed: Bed) -> tuple[str | None, Stage | None, int]:
    return bed.name, bed.missing.stage if bed.missing else None, bed.went_with


def test_home_sees_each_of_its_children_and_how_they_stand(companions: Companions) -> None:
    make_child(responsible_authority=companions.host, placement_provider=companions.home, name="Testo Stayer")
    companions.report_all()
    first, second, _ = references()
    when = When.moment(at(minutes=30))
    record_located(
        reference=first, located=when, words="", seen_version=None, by=companions.carer, now=at(minutes=31)
    )
    record_return(
        reference=second, returned=when, words="", seen_version=None, by=companions.carer, now=at(minutes=31)
    )

    found = home(reference=companions.home.reference, by=companions.carer, now=at(hours=1))

    assert [stands(bed) for bed in found.beds] == [
        ("Testa Onely", Stage.LOCATED, 2),
        ("Testa Threely", Stage.MISSING, 2),
        ("Testa Twoly", None, 0),
        ("Testo Stayer", None, 0),
    ]
    assert (found.unnamed, found.is_own) == (0, True)
    assert found.duty_desk == Number(name=companions.host.name, telephone="01632 960000")


def test_authority_sees_its_own_child_of_a_home_and_counts_the_others(companions: Companions) -> None:
    companions.report_all()

    found = home(reference=companions.home.reference, by=companions.desks[2], now=NOW)

    assert [stands(bed) for bed in found.beds] == [("Testa Threely", Stage.MISSING, 2)]
    assert (found.unnamed, found.is_own) == (2, False)


def test_authority_without_a_child_there_finds_no_home(companions: Companions) -> None:
    stranger = make_actor(role=Role.DUTY_WORKER, organisation=make_organisation())
    with pytest.raises(NotFound):
        home(reference=companions.home.reference, by=stranger, now=NOW)
    with pytest.raises(NotFound):
        home(reference="NONE-NONE-NONE", by=companions.carer, now=NOW)


def test_child_whose_placement_ended_while_missing_is_still_drawn(companions: Companions) -> None:
    companions.report_all()
    first = companions.children[0]
    first.placement_provider = None
    invented(first.save)()

    beds = home(reference=companions.home.reference, by=companions.carer, now=NOW).beds
    own = home(reference=companions.home.reference, by=companions.desks[0], now=NOW).beds

    assert [(bed.name, bed.lives_here, bed.may_open) for bed in beds] == [
        (None, False, True),
        ("Testa Threely", True, True),
        ("Testa Twoly", True, True),
    ]
    assert [(bed.name, bed.lives_here) for bed in own] == [("Testa Onely", False)]


def test_child_placed_here_while_missing_from_elsewhere_is_not_drawn_as_in(companions: Companions) -> None:
    companions.report_all()
    other = make_companions()
    first = companions.children[0]
    first.placement_provider = other.home
    invented(first.save)()

    beds = home(reference=other.home.reference, by=other.carer, now=NOW).beds

    assert [(stands(bed), bed.may_open) for bed in beds][0] == (("Testa Onely", Stage.MISSING, 2), False)


def test_homes_to_choose_are_those_with_a_child_one_sees(companions: Companions) -> None:
    assert [(h.name, h.children) for h in homes_of(by=companions.carer, now=NOW)] == [
        (companions.home.name, 3)
    ]
    assert [(h.name, h.children) for h in homes_of(by=companions.desks[0], now=NOW)] == [
        (companions.home.name, 1)
    ]
    assert homes_of(by=make_actor(), now=NOW) == ()


def test_own_home_is_the_carers_and_nobody_elses(companions: Companions) -> None:
    assert own_home(by=companions.carer, now=NOW) == companions.home.reference
    with pytest.raises(NotFound):
        own_home(by=companions.desks[0], now=NOW)


def test_duty_desk_is_the_authority_that_looks_after_the_child(companions: Companions) -> None:
    child = companions.children[0]
    expected = Number(name=child.responsible_authority.name, telephone="01632 960000")
    assert duty_desk_of(child=child.reference, by=companions.carer, now=NOW) == expected
    assert duty_desk_of(child=child.reference, by=companions.desks[1], now=NOW) is None


# A draft


def test_draft_is_read_by_its_owner_until_its_time_is_over(companions: Companions) -> None:
    child = companions.references[0]
    keep_draft(form="carer-report", about=child, content={"a": "b"}, by=companions.carer, now=NOW)

    def content(by: Actor, **later: float) -> dict[str, str] | None:
        found = kept(form="carer-report", about=child, by=by, now=at(**later))
        return found.content if found else None

    assert content(companions.carer, hours=1) == {"a": "b"}
    assert content(companions.carer, hours=25) is None
    assert content(companions.desks[0], hours=1) is None
