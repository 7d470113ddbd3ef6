"""Two children who were reported apart went together: one group, the reason on one record, and a way back."""

from __future__ import annotations

import pytest

from lantern.actions import together as acting
from lantern.actions.missing import Report, correct, record_return, report_missing
from lantern.policies.missing import MayNotFollow
from lantern.queries.groups import could_have_gone_along, together
from lantern.queries.missing import board, episode_page
from lantern.record.models import Event, MissingEpisode
from lantern.vocabulary.actors import Actor
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound, Refused
from tests.factories.companions import SEEN, Companions, make_companions
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.sight import invented


@pytest.fixture
def companions(db: None) -> Companions:
    return make_companions()


def reported_apart(companions: Companions) -> list[str]:
    """Report the three one by one; gives their episodes."""
    return [
        report_missing(
            child=reference,
            report=Report(last_seen=SEEN),
            by=companions.carer,
            now=NOW,
        )
        for reference in companions.references
    ]


def join(one: str, other: str, *, by: Actor, reasons: str = "Seen at one bus stop") -> str:
    return acting.join_together(
        reference=one, other=other, reasons=reasons, seen_version=None, by=by, now=at(minutes=1)
    )


def others(reader: Actor, reference: str) -> tuple[list[str | None], int]:
    found = together(reference=reference, by=reader, now=NOW)
    return [one.head.name for one in found.others], found.unnamed


@invented
def entry_of(reference: str) -> int:
    return Event.objects.get(episode__reference=reference, kind=EventKind.WENT_TOGETHER.value).pk


@invented
def words_of(reference: str) -> list[str]:
    kind = EventKind.WENT_TOGETHER.value
    return list(Event.objects.filter(episode__reference=reference, kind=kind).values_list("words", flat=True))


def test_two_reported_apart_are_one_group_and_each_authority_sees_one_other(companions: Companions) -> None:
    one, two, _ = reported_apart(companions)

    join(one, two, by=companions.police)

    assert others(companions.police, one) == (["Testa Twoly"], 0)
    assert [others(desk, each) for desk, each in zip(companions.desks, (one, two), strict=False)] == [
        ([], 1),
        ([], 1),
    ]


def test_joining_a_group_joins_all_of_it(companions: Companions) -> None:
    one, two, three = reported_apart(companions)
    join(one, two, by=companions.police)

    join(three, two, by=companions.police)

    assert others(companions.desks[0], one) == ([], 2)
    assert others(companions.police, three) == (["Testa Onely", "Testa Twoly"], 0)


def test_the_reason_stands_on_the_record_it_was_written_on_alone(companions: Companions) -> None:
    one, two, _ = reported_apart(companions)

    join(one, two, by=companions.police)

    assert (words_of(one), words_of(two)) == (["Seen at one bus stop"], [acting.SAID_THERE])
    page = episode_page(reference=two, by=companions.desks[1], now=NOW)
    assert "Seen at one bus stop" not in [entry.words for entry in page.chronology]


def test_the_board_says_with_how_many_a_child_went(companions: Companions) -> None:
    one, two, _ = reported_apart(companions)
    join(one, two, by=companions.police)

    rows = board(by=companions.police, now=NOW).rows

    assert sorted((row.head.name, row.went_with) for row in rows) == [
        ("Testa Onely", 1),
        ("Testa Threely", 0),
        ("Testa Twoly", 1),
    ]


def test_withdrawing_the_entry_takes_the_child_out_again(companions: Companions) -> None:
    one, two, _ = reported_apart(companions)
    join(one, two, by=companions.police)

    correct(
        reference=one,
        event=entry_of(one),
        reasons="Another girl",
        seen_version=None,
        by=companions.desks[0],
        now=at(minutes=2),
    )

    assert [others(companions.police, each) for each in (one, two)] == [([], 0), ([], 0)]
    with pytest.raises(MayNotFollow, match="Record anew with whom the child went"):
        correct(
            reference=one,
            event=withdrawal_of(one),
            reasons="It was her",
            seen_version=None,
            by=companions.desks[0],
            now=at(minutes=3),
        )


@invented
def withdrawal_of(reference: str) -> int:
    kind = EventKind.ENTERED_IN_ERROR.value
    return Event.objects.get(episode__reference=reference, kind=kind).pk


def test_a_child_whom_the_actor_may_not_see_is_not_joined(companions: Companions) -> None:
    one, two, _ = reported_apart(companions)

    with pytest.raises(NotFound):
        join(one, two, by=companions.desks[0])

    assert groups() == {None}


@invented
def groups() -> set[int | None]:
    return set(MissingEpisode.objects.values_list("group", flat=True))


def test_what_cannot_be_is_refused_in_words(companions: Companions) -> None:
    one, two, three = reported_apart(companions)
    join(one, two, by=companions.police)
    record_return(
        reference=three,
        returned=When.moment(NOW),
        words="",
        seen_version=None,
        by=companions.carer,
        now=at(minutes=1),
    )

    with pytest.raises(Refused, match="the same child"):
        join(one, one, by=companions.police)
    with pytest.raises(Refused, match="recorded together already"):
        join(one, two, by=companions.police)
    with pytest.raises(Refused, match="how it is known"):
        join(two, one, by=companions.police, reasons=" ")
    with pytest.raises(Refused, match="who is recorded back"):
        join(one, three, by=companions.police)


def test_only_open_episodes_on_which_one_may_record_are_offered(companions: Companions) -> None:
    one, _, _ = reported_apart(companions)
    stranger: Night = make_night(name="Testa Elsewhere")
    stranger.reported(now=NOW)

    def offered(by: Actor) -> list[str | None]:
        return sorted(head.name or "" for head in could_have_gone_along(reference=one, by=by, now=NOW))

    assert offered(companions.police) == ["Testa Threely", "Testa Twoly"]
    assert offered(companions.desks[0]) == []
    join(
        one,
        could_have_gone_along(reference=one, by=companions.police, now=NOW)[0].reference,
        by=companions.police,
    )
    assert len(offered(companions.police)) == 1
