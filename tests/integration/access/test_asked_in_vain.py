"""A return is withdrawn while a service is asked to hold its interview: the service is told once, and holds none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol

import pytest
from django.test import Client

from lantern.accounts.models import Organisation
from lantern.actions import missing, notices, ringing, sealing, service_answers
from lantern.actions.messages import message_for
from lantern.queries.interview_services import services_of
from lantern.queries.links import link as read_link
from lantern.queries.standing import standing
from lantern.record.context import seen_as
from lantern.record.models import Event, Telling
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.days import When
from lantern.vocabulary.events import EventKind
from lantern.vocabulary.refusals import NotFound
from lantern.vocabulary.roles import Role
from lantern.vocabulary.tellings import Channel, TellingState
from lantern.web.absence import shown
from tests.factories.back import at, make_back
from tests.factories.listeners import Listeners, make_listeners
from tests.factories.organisations import make_actor
from tests.factories.sight import SIMULATOR
from tests.integration.access.walking import signed_in
from tests.integration.web.reading import title, words

pytestmark = pytest.mark.django_db


class Withdraw(Protocol):
    """Withdraw the newest entry of this kind, and give the withdrawal's number."""

    def __call__(
        self, listeners: Listeners, kind: EventKind = EventKind.CHILD_RETURNED, *, hours: float = 3
    ) -> int: ...


@pytest.fixture
def listeners() -> Listeners:
    return Listeners(back=make_back(), place=make_listeners())


@pytest.fixture(params=[missing.correct, sealing.seal], ids=["as a mistake", "on the wrong child"])
def withdrawn(request: pytest.FixtureRequest) -> Withdraw:
    return partial(_withdrawn, request.param)


def _withdrawn(
    how: Callable[..., str],
    listeners: Listeners,
    kind: EventKind = EventKind.CHILD_RETURNED,
    *,
    hours: float = 3,
) -> int:
    with seen_as(SIMULATOR):
        rows = Event.objects.filter(episode__reference=listeners.back.reference)
        wrong = rows.filter(kind=kind.value).latest("pk").pk
    told: dict[str, Any] = {"seen_version": None, "by": listeners.back.night.desk, "now": at(hours=hours)}
    how(reference=listeners.back.reference, event=wrong, reasons="Not back.", **told)
    with seen_as(SIMULATOR):
        return Event.objects.get(corrects=wrong).pk


def asked_and_sent(listeners: Listeners, *, hours: float = 2) -> None:
    """Ask, and let the mailbox take the letter."""
    listeners.asked(now=at(hours=hours))
    notices.deliver(telling_id=newest(listeners.place).pk, by=SYSTEM, now=at(hours=hours))
    assert newest(listeners.place).state == TellingState.SENT.value


def rung(listeners: Listeners, *, was_answered: bool, hours: float) -> None:
    """Ring the service about the newest message or call, as the desk does."""
    call = ringing.Call(
        called=When.moment(at(hours=hours)), was_answered=was_answered, name="Bo", post="Manager"
    )
    ringing.record_call(
        reference=listeners.back.reference,
        telling=newest(listeners.place).reference,
        call=call,
        seen_version=None,
        by=listeners.back.night.desk,
        now=at(hours=hours),
    )


def back_again(listeners: Listeners, *, hours: float) -> None:
    missing.record_return(
        reference=listeners.back.reference,
        returned=When.moment(at(hours=hours)),
        words="",
        seen_version=None,
        by=listeners.back.night.desk,
        now=at(hours=hours),
    )


def said_to(place: Organisation) -> list[tuple[str, str, str]]:
    with seen_as(SYSTEM):
        rows = Telling.objects.filter(organisation=place).order_by("pk")
        return [(row.about, row.channel, row.state) for row in rows]


def newest(place: Organisation) -> Telling:
    with seen_as(SYSTEM):
        rows = Telling.objects.select_related("organisation", "episode__responsible_authority", "team")
        return rows.filter(organisation=place).latest("pk")


def test_the_service_is_told_once_by_a_letter_that_names_nobody_and_its_asking_is_over(
    listeners: Listeners, withdrawn: Withdraw
) -> None:
    asked_and_sent(listeners)
    correction = withdrawn(listeners)
    assert said_to(listeners.place) == [
        ("asked", Channel.EMAIL.value, TellingState.SENT.value),
        ("unasked", Channel.EMAIL.value, TellingState.WAITING.value),
    ]
    telling = newest(listeners.place)
    assert (telling.token_hash, telling.next_attempt_at) == (None, at(hours=3))
    with seen_as(SYSTEM):
        letter = message_for(telling)
    assert letter.subject == (
        f"Correction: the return interview you were asked for no longer stands ({listeners.back.reference})"
    )
    night = listeners.back.night
    assert "What you were asked no longer stands: hold no return interview for this reference." in letter.body
    assert f"Ring {night.authority.name}" in letter.body
    for word in (night.home.name, "Testa", "English", "/told/", "missing"):
        assert word not in letter.body
    held = services_of(reference=listeners.back.reference, by=listeners.back.worker, now=at(hours=4))
    assert (held.now, held.before[0].was_in_vain) == (None, True)
    stands = standing(reference=listeners.back.reference, by=listeners.back.worker, now=at(hours=4))
    assert stands.asked_in_vain is None
    with seen_as(SIMULATOR):
        entry = Event.objects.filter(kind=EventKind.ACCESS_ENDED.value).latest("pk")
    assert entry.words == (
        "Invented Listeners is no longer asked to hold the return interview: the child's return was withdrawn. "
        "They are told so."
    )
    assert entry.pk > correction


def test_a_later_turn_says_it_no_second_time_and_does_not_take_it_back(
    listeners: Listeners, withdrawn: Withdraw
) -> None:
    asked_and_sent(listeners)
    withdrawn(listeners)
    back_again(listeners, hours=5)
    withdrawn(listeners, hours=6)

    assert [about for about, _channel, _state in said_to(listeners.place)] == ["asked", "unasked"]
    assert newest(listeners.place).state == TellingState.WAITING.value


def test_a_new_return_is_asked_for_as_any_other(listeners: Listeners, withdrawn: Withdraw) -> None:
    asked_and_sent(listeners)
    withdrawn(listeners)
    back_again(listeners, hours=5)
    told = standing(reference=listeners.back.reference, by=listeners.back.worker, now=at(hours=6))
    assert told.ask_again is None


def test_asked_anew_it_is_told_no_more_that_the_earlier_asking_is_over(
    listeners: Listeners, withdrawn: Withdraw
) -> None:
    asked_and_sent(listeners)
    withdrawn(listeners)
    back_again(listeners, hours=5)
    listeners.asked(now=at(hours=6))

    assert [(about, state) for about, _channel, state in said_to(listeners.place)] == [
        ("asked", TellingState.SENT.value),
        ("unasked", TellingState.WITHDRAWN.value),
        ("asked", TellingState.WAITING.value),
    ]
    with seen_as(SYSTEM):
        link = read_link(token_hash=newest(listeners.place).token_hash or "", by=SYSTEM, now=at(hours=7))
    assert link is not None
    assert (link.opens, link.no_longer_stands) == (True, False)


def test_where_the_withdrawal_was_the_mistake_the_service_is_asked_anew(listeners: Listeners) -> None:
    asked_and_sent(listeners)
    correction = _withdrawn(missing.correct, listeners)
    told: dict[str, Any] = {"seen_version": None, "by": listeners.back.night.desk, "now": at(hours=4)}
    missing.correct(reference=listeners.back.reference, event=correction, reasons="He is back.", **told)
    held = services_of(reference=listeners.back.reference, by=listeners.back.worker, now=at(hours=5))
    assert held.now is None
    seen: dict[str, Any] = {"reference": listeners.back.reference, "by": listeners.back.worker}
    stands = standing(**seen, now=at(hours=5))
    assert stands.ask_again is not None
    shown_now = shown(stands, listeners.back.reference)
    assert shown_now["ask_again"] == (
        "Invented Listeners is asked for this return interview no more, since the return was withdrawn. "
        "The return stands again."
    )
    assert shown_now["ask_again_href"].startswith(f"/missing/{listeners.back.reference}/")
    desk = signed_in(Role.DUTY_WORKER, listeners.back.night.authority)
    page = words(desk.get(f"/missing/{listeners.back.reference}"))
    assert "The return stands again. Ask again" in page
    assert "Invented Listeners is asked no more, since the return was withdrawn." in words(
        desk.get("/interviews")
    )
    listeners.asked(now=at(hours=5))
    assert newest(listeners.place).about == "asked"
    assert standing(**seen, now=at(hours=6)).ask_again is None


def test_a_report_that_is_withdrawn_ends_it_too_and_another_correction_does_not(
    listeners: Listeners, withdrawn: Withdraw
) -> None:
    asked_and_sent(listeners)
    listeners.back.offered()
    withdrawn(listeners, EventKind.RETURN_INTERVIEW_OFFERED, hours=25)
    assert [about for about, _channel, _state in said_to(listeners.place)] == ["asked"]
    withdrawn(listeners, EventKind.MISSING_REPORTED, hours=26)

    assert [about for about, _channel, _state in said_to(listeners.place)] == ["asked", "unasked"]
    with seen_as(SIMULATOR):
        entry = Event.objects.filter(kind=EventKind.ACCESS_ENDED.value).latest("pk")
    assert "the report was withdrawn" in entry.words


def no_mailbox() -> Listeners:
    place = make_listeners(name="Rung", email="", switchboard="0300 000 0042")
    return Listeners(back=make_back(), place=place)


@pytest.mark.parametrize("was_answered", [True, False])
def test_a_service_that_was_rung_is_rung_again_though_nobody_answered(
    withdrawn: Withdraw, was_answered: bool
) -> None:
    there = no_mailbox()
    there.asked()
    rung(there, was_answered=was_answered, hours=2.5)
    withdrawn(there)
    assert said_to(there.place)[-1] == ("unasked", Channel.TELEPHONE.value, TellingState.WAITING.value)


@pytest.mark.parametrize("is_rung", [True, False], ids=["a call not made", "a letter not sent"])
def test_a_service_that_cannot_have_heard_is_told_nothing_and_asked_no_more(
    listeners: Listeners, withdrawn: Withdraw, is_rung: bool
) -> None:
    there = no_mailbox() if is_rung else listeners
    there.asked()
    waiting = newest(there.place)
    withdrawn(there)
    assert said_to(there.place) == [("asked", waiting.channel, TellingState.WITHDRAWN.value)]
    assert notices.deliver(telling_id=waiting.pk, by=SYSTEM, now=at(hours=4)) is None
    held = services_of(reference=there.back.reference, by=there.back.worker, now=at(hours=4))
    assert (held.now, held.before[0].was_in_vain, held.before[0].was_unasked) == (None, True, False)
    with seen_as(SIMULATOR):
        entry = Event.objects.filter(kind=EventKind.ACCESS_ENDED.value).latest("pk")
    assert entry.words.endswith("the child's return was withdrawn. They had not been told of it yet.")


def test_a_letter_that_is_on_its_way_is_followed_by_the_other(
    listeners: Listeners, withdrawn: Withdraw
) -> None:
    listeners.asked()
    assert notices.claim(telling_id=newest(listeners.place).pk, by=SYSTEM, now=at(hours=2)) is not None
    withdrawn(listeners)
    assert said_to(listeners.place)[-1] == ("unasked", Channel.EMAIL.value, TellingState.WAITING.value)


def test_one_with_accounts_is_still_rung_by_hand(withdrawn: Withdraw) -> None:
    seen = Listeners(back=make_back(), place=make_listeners(name="Seen"))
    make_actor(role=Role.INTERVIEWER, organisation=seen.place)
    seen.asked()
    withdrawn(seen)
    assert said_to(seen.place) == []
    stands = standing(reference=seen.back.reference, by=seen.back.worker, now=at(hours=4))
    assert stands.asked_in_vain is not None
    assert seen.asking().ended_at is None


def test_nobody_answers_so_they_are_rung_and_the_call_tells_them(
    listeners: Listeners, withdrawn: Withdraw
) -> None:
    asked_and_sent(listeners)
    withdrawn(listeners)
    letter = newest(listeners.place)
    assert letter.answer_by is not None
    ringing.ring_for(episode=letter.of_episode_id, by=SYSTEM, now=letter.answer_by)
    call = newest(listeners.place)
    assert (call.about, call.channel, call.follows_up_id) == ("unasked", Channel.TELEPHONE.value, letter.pk)
    spoken = ringing.Call(called=When.moment(letter.answer_by), was_answered=True, name="Bo", post="Manager")
    ringing.record_call(
        reference=listeners.back.reference,
        telling=call.reference,
        call=spoken,
        seen_version=None,
        by=listeners.back.night.desk,
        now=letter.answer_by,
    )
    assert said_to(listeners.place)[1:] == [
        ("unasked", Channel.EMAIL.value, TellingState.TOLD.value),
        ("unasked", Channel.TELEPHONE.value, TellingState.TOLD.value),
    ]


def test_the_link_says_that_it_no_longer_stands_and_takes_no_answer(
    listeners: Listeners, client: Client, withdrawn: Withdraw
) -> None:
    listeners.asked()
    ira, address = listeners.opens(), f"/told/{notices.token_for(listeners.telling())}"
    withdrawn(listeners)
    gone = Telling.objects.filter(pk=listeners.telling().pk)
    with seen_as(SIMULATOR):
        gone.update(link_expires_at=datetime.now(UTC).replace(year=2100))

    for page in (client.get(address), client.get(f"{address}/interview"), client.post(address)):
        assert page.status_code == 410
        assert title(page).startswith("What you were asked no longer stands")
        assert listeners.back.night.authority.name in words(page)
        assert "Testa" not in words(page)
    sent = client.post(f"{address}/interview/answer", {"accepts": "yes"})
    assert sent.status_code == 410
    assert "What you were asked no longer stands." in words(sent)
    answer: dict[str, Any] = {"reference": listeners.back.reference, "accepts": True, "reason": ""}
    with pytest.raises(NotFound):
        service_answers.answer(**answer, by=ira, now=at(hours=4))
