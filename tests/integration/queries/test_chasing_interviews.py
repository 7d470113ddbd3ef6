"""The list by which interviews are chased: nobody leaves it by silence, and nobody sees another authority's."""

from __future__ import annotations

import pytest

from lantern.actions import interviews
from lantern.actions.interviews import NotYet, Offer
from lantern.queries import chase as chasing
from lantern.queries.chase import chase
from lantern.queries.interviews import after
from lantern.queries.monday import ladder_of
from lantern.record.context import read_as
from lantern.record.models import OwedDuty
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.interviews import NotPossible
from lantern.vocabulary.roles import Role
from tests.factories.back import Back, at, make_back, when
from tests.factories.missing import make_event
from tests.factories.night import episode_of
from tests.factories.organisations import make_actor
from tests.factories.sight import SIMULATOR, seen_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def back(db: None) -> Back:
    return make_back()


def test_a_return_stands_on_the_list_with_its_hours_and_its_last_offer(back: Back) -> None:
    (line,) = chase(by=back.interviewer, now=at(hours=5)).running
    assert (line.reference, line.due_at, line.offered, line.is_missing_again) == (
        back.reference,
        at(hours=72),
        None,
        False,
    )
    back.offered()
    not_yet = NotYet(said=when(hours=3), words="Not now", offer_again_at=at(hours=30))
    interviews.record_not_yet(reference=back.reference, not_yet=not_yet, by=back.interviewer, now=at(hours=4))
    (line,) = chase(by=back.interviewer, now=at(hours=5)).running
    assert (line.offered, line.offered_by, line.offer_language) == (when(hours=1), "Ira Invented", "English")
    assert (line.not_yet, line.offer_again_at) == (when(hours=3), at(hours=30))
    late = chase(by=back.interviewer, now=at(hours=80))
    assert ([each.reference for each in late.over], late.over_of.total, late.running) == (
        [back.reference],
        1,
        (),
    )


def test_held_and_not_possible_take_it_from_the_list_and_a_withdrawal_brings_it_back(back: Back) -> None:
    second = back.again(gone=2, back=8)
    assert [line.reference for line in chase(by=back.worker, now=at(hours=20)).running] == [
        back.reference,
        second,
    ]
    interviews.record_not_possible(
        reference=back.reference, reason=NotPossible.GONE_AGAIN, words="", by=back.worker, now=at(hours=21)
    )
    assert [line.reference for line in chase(by=back.worker, now=at(hours=22)).running] == [second]
    back.held(also=(second,), offer=Offer(offered=when(hours=9), offered_by="Ira Invented"))
    assert chase(by=back.worker, now=at(days=1)).running == ()


def test_a_local_decision_that_gives_longer_moves_nothing_on_the_list(back: Back) -> None:
    lengthened(back)
    (line,) = chase(by=back.interviewer, now=at(hours=5)).running
    assert line.due_at == at(hours=72)
    late = chase(by=back.interviewer, now=at(hours=80))
    assert ([each.due_at for each in late.over], late.running) == ([at(hours=72)], ())
    said = after(reference=back.reference, by=back.worker, now=at(hours=5))
    assert (said.due_at, said.hours) == (at(hours=72), 72)
    with read_as(back.worker):
        assert [rung.due_at for rung in ladder_of(by=back.worker, now=at(hours=80)).rungs] == [at(hours=72)]


def lengthened(back: Back) -> None:
    """Let the folder of the partnership give the interview a day more than its source does."""
    with seen_as(SIMULATOR):
        owed = OwedDuty.objects.filter(code="return-interview-72h", episode__reference=back.reference)
        owed.update(due_at=at(hours=96), source_due_at=at(hours=72))


def test_a_child_who_is_missing_again_is_said_to_be(back: Back) -> None:
    back.night.reported(last_seen=when(hours=5), now=at(hours=6))
    (line,) = chase(by=back.interviewer, now=at(hours=7)).running
    assert line.is_missing_again


def test_only_the_authority_that_looks_after_the_child_chases(back: Back) -> None:
    strangers = make_back()
    assert [line.reference for line in chase(by=strangers.worker, now=at(hours=5)).running] == [
        strangers.reference
    ]
    for by in (back.night.host_desk, back.night.police, back.night.carer, make_actor(role=Role.GUARDIAN)):
        assert chase(by=by, now=at(hours=5)).running == ()


def test_those_whose_hours_run_come_a_page_at_a_time_and_none_is_left_out_unsaid(
    back: Back, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = back.again(gone=2, back=4)
    monkeypatch.setattr(chasing, "RUNNING", 1)
    pages = [chase(running_page=page, by=back.worker, now=at(hours=20)) for page in (1, 2)]

    assert [[line.reference for line in page.running] for page in pages] == [[back.reference], [later]]
    assert [(page.running_of.total, page.running_of.pages) for page in pages] == [(2, 2), (2, 2)]


def test_a_page_that_is_not_there_is_the_last(back: Back) -> None:
    assert chase(page=99, by=back.worker, now=at(hours=80)).over_of.page == 1


def test_an_interview_that_an_import_brought_is_held_and_has_no_words(back: Back) -> None:
    make_event(
        episode=episode_of(back.reference),
        kind=EventKind.RETURN_INTERVIEW_HELD,
        happened_on=when(hours=9).on,
        happened_at=at(hours=9),
        recorded_at=at(hours=10),
    )
    page = after(reference=back.reference, by=back.worker, now=at(days=1))
    assert (page.interview, page.held_elsewhere) == (None, when(hours=9))
    assert chase(by=back.worker, now=at(days=1)).running == ()
