"""The letters of one turn go together: in one conversation, each with an end of its own, and none twice."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest

from lantern.actions.delivering import deliver_together
from lantern.actions.messages import message_for
from lantern.gateways import mail
from lantern.jobs.notices import deliver_notices
from lantern.record.models import DemoMessage, Telling, TellingAttempt
from lantern.vocabulary.actors import SYSTEM
from tests.factories.mail_servers import Mailbox, mail_server, scripted_server, unwilling_at
from tests.factories.night import NOW, at, make_night
from tests.factories.sight import invented, seen_as

pytestmark = pytest.mark.django_db


class Conversations(Mailbox):
    """Keeps which conversation each message came in, and refuses the mailboxes it is told to."""

    def __init__(self, *, refused: str = "") -> None:
        super().__init__()
        self.came_in: list[Any] = []
        self.refused = refused

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address == self.refused:
            return "550 nobody here"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.came_in.append(session.peer)
        return await super().handle_DATA(server, session, envelope)


@invented
def letters(reference: str) -> list[Telling]:
    """Give the letters of an episode's report as they stand, the authority's first."""
    rows = Telling.objects.filter(episode__reference=reference, channel="email")
    return list(rows.select_related("organisation", "team", "episode").order_by("pk"))


@invented
def ends(reference: str) -> list[tuple[str, datetime | None, list[tuple[int, str, str]]]]:
    """Give how each letter stands, when it is tried again, and what came of each attempt."""
    return [
        (
            row.state,
            row.next_attempt_at,
            list(row.attempts.order_by("number").values_list("number", "outcome", "answer")),
        )
        for row in letters(reference)
    ]


def deliver(reference: str, now: datetime = NOW) -> int:
    return deliver_together(tellings=[row.pk for row in letters(reference)], by=SYSTEM, now=now)


SENT = ("sent", None, [(1, "taken", "250")])


def test_letters_of_one_turn_go_in_one_conversation_and_once(settings: Any) -> None:
    reference = make_night().reported()
    box = Conversations()
    with mail_server(box) as (address, _):
        settings.SMTP_URL = f"smtp://{address}?timeout=2"
        deliver_notices(tellings=[row.pk for row in letters(reference)])
        again = deliver(reference, at(hours=5))

    assert (again, ends(reference)) == (0, [SENT, SENT])
    assert len(set(box.came_in)) == 1
    assert sorted(letter["Message-ID"] for letter in box.letters) == sorted(
        f"<{row.reference.lower()}@localhost>" for row in letters(reference)
    )


def test_mailbox_that_is_refused_keeps_no_other_letter_back(settings: Any) -> None:
    reference = make_night().reported()
    box = Conversations(refused=message_for(letters(reference)[0]).recipient)
    with mail_server(box) as (address, _):
        settings.SMTP_URL = f"smtp://{address}?timeout=2"
        handed = deliver(reference)
    first, second = ends(reference)

    assert handed == 2
    assert (first[0], first[2], second) == ("failed", [(1, "refused", "550 the mailbox was refused")], SENT)


def test_server_that_falls_silent_is_not_waited_for_again_and_again(settings: Any) -> None:
    reference = make_night().reported()
    with scripted_server(unwilling_at(".")) as server:
        settings.SMTP_URL = f"smtp://{server.address}?timeout=1"
        deliver(reference)
    first, second = ends(reference)

    assert first[0] == "in_doubt"
    assert first[2] == [(1, "in_doubt", "the mail server took the message and did not answer")]
    assert (second[0], second[2]) == ("failed", [(1, "refused", "the mail server stopped answering")])
    assert len(server.read) == 1


class Slow(Mailbox):
    """Takes half a second over each letter."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(0.5)
        return await super().handle_DATA(server, session, envelope)


def test_what_a_slow_server_leaves_no_time_for_is_tried_later_and_not_sent_twice(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        mail, "SECONDS_FOR_ALL", 8.4
    )  # four answers of two seconds, and no half a second more
    reference = make_night().reported()
    box = Slow()
    with mail_server(box) as (address, _):
        settings.SMTP_URL = f"smtp://{address}?timeout=2"
        deliver(reference)
    first, second = ends(reference)

    assert first == SENT
    too_slow = "the mail server was too slow for this one to be handed over"
    assert (second[0], second[2]) == ("failed", [(1, "refused", too_slow)])
    assert second[1] is not None
    assert len(box.letters) == 1


def test_server_that_is_not_there_leaves_all_to_be_tried_again(settings: Any) -> None:
    settings.SMTP_URL = "smtp://127.0.0.1:9?timeout=1"
    reference = make_night().reported()
    deliver(reference)

    outcome = [(1, "refused", "the mail server could not be reached (ConnectionRefusedError)")]
    assert [(state, tried) for state, _, tried in ends(reference)] == [("failed", outcome)] * 2
    assert all(due and due > NOW for _, due, _ in ends(reference))


@invented
def change(telling: Telling, **fields: Any) -> None:
    Telling.objects.filter(pk=telling.pk).update(**fields)


def test_letter_that_was_tried_or_is_not_due_or_was_withdrawn_is_left(settings: Any) -> None:
    settings.SMTP_URL = "smtp://127.0.0.1:9?timeout=1"
    tried, later, withdrawn = (make_night().reported() for _ in range(3))
    for row in letters(tried):
        invented(TellingAttempt.objects.create)(telling=row, number=1, message_id="<x@y>", claimed_at=NOW)
    for row in letters(later):
        change(row, next_attempt_at=at(minutes=5))
    for row in letters(withdrawn):
        change(row, link_withdrawn_at=NOW)

    assert [deliver(reference) for reference in (tried, later, withdrawn)] == [0, 0, 0]


def test_demonstration_without_a_mail_server_keeps_them_on_its_outbox_page(settings: Any) -> None:
    settings.SMTP_URL, settings.IS_DEMO = "", True
    reference = make_night().reported()

    assert deliver(reference) == 2
    assert [state for state, _, _ in ends(reference)] == ["sent", "sent"]
    with seen_as(SYSTEM):
        assert DemoMessage.objects.count() == 2
