"""One desk told by e-mail, text message and its own system: claimed, handed over and recorded as mail is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from lantern.accounts.models import WebhookTarget
from lantern.actions import notices
from lantern.record.context import seen_as
from lantern.record.models import Telling, TellingAttempt
from lantern.vocabulary.actors import SYSTEM
from lantern.vocabulary.tellings import AttemptOutcome
from tests.factories.listening import Listener, listening
from tests.factories.night import NOW, Night, at, make_night
from tests.factories.organisations import make_webhook_target
from tests.factories.sight import SIMULATOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def system() -> Iterator[Listener]:
    with listening() as there:
        yield there


@pytest.fixture
def texts(settings: Any) -> Iterator[Listener]:
    with listening() as there:
        settings.SMS_URL, settings.SMS_TOKEN = there.address, "a token"
        yield there


@pytest.fixture
def night(system: Listener) -> Night:
    made = make_night()
    make_webhook_target(organisation=made.authority, url=f"{system.address}/lantern")
    return made


def telling(night: Night, channel: str) -> Telling:
    with seen_as(SIMULATOR):
        return Telling.objects.select_related("episode").get(organisation=night.authority, channel=channel)


def deliver(row: Telling, now: datetime = NOW) -> AttemptOutcome | None:
    return notices.deliver(telling_id=row.pk, by=SYSTEM, now=now)


def attempts(row: Telling) -> list[tuple[int, str, str, str]]:
    with seen_as(SIMULATOR):
        rows = TellingAttempt.objects.filter(telling=row).order_by("number")
        return list(rows.values_list("number", "message_id", "outcome", "answer"))


def test_without_a_gateway_or_a_system_the_e_mail_stands_alone() -> None:
    night = make_night()
    night.authority.duty_mobile = "07700 900999"
    night.authority.save()

    night.reported()

    with seen_as(SIMULATOR):
        rows = Telling.objects.filter(organisation=night.authority)
        assert [row.channel for row in rows] == ["email"]


def test_a_system_is_called_with_a_reference_and_a_link_and_nothing_else(
    night: Night, system: Listener
) -> None:
    reference = night.reported()
    row = telling(night, "webhook")

    assert deliver(row) is AttemptOutcome.TAKEN
    (heard,) = system.heard
    said = json.loads(heard.body)
    assert said.pop("link").endswith(f"/told/{notices.token_for(row)}")
    assert said == {
        "reference": reference,
        "about": "missing",
        "at": "2026-03-14T23:40:00+00:00",
        "telling": row.reference,
    }
    assert heard.headers["Lantern-Id"] == row.reference
    assert attempts(row) == [(1, row.reference, "taken", "204")]
    row = telling(night, "webhook")
    assert (row.state, row.next_attempt_at, row.answer_by, row.stage) == ("sent", None, None, "responsible")


def test_a_text_says_only_that_a_message_waits(night: Night, texts: Listener) -> None:
    night.authority.duty_mobile = "07700 900999"
    night.authority.save()
    reference = night.reported()
    row = telling(night, "sms")

    assert deliver(row) is AttemptOutcome.TAKEN
    (heard,) = texts.heard
    assert json.loads(heard.body) == {
        "to": "07700 900999",
        "text": f"Lantern: a message about reference {reference} is waiting in your duty mailbox",
        "id": row.reference,
    }
    assert (row.token_hash, row.link_expires_at) == (None, None)


def test_a_system_that_refuses_is_tried_for_ever_with_the_mail_s_spacing(
    night: Night, system: Listener
) -> None:
    system.statuses = [500]
    night.reported()
    row, now, waited = telling(night, "webhook"), NOW, []

    for _ in range(7):
        assert deliver(row, now) is AttemptOutcome.REFUSED
        with seen_as(SIMULATOR):
            row.refresh_from_db()
            ended = TellingAttempt.objects.filter(telling=row).latest("number").ended_at
        assert ended is not None
        assert row.next_attempt_at is not None
        waited.append((row.next_attempt_at - ended) // timedelta(minutes=1))
        now = row.next_attempt_at

    assert waited == [1, 2, 5, 10, 15, 15, 15]
    assert {heard.headers["Lantern-Id"] for heard in system.heard} == {row.reference}
    system.statuses = [200]
    assert deliver(row, now) is AttemptOutcome.TAKEN


def test_a_worker_that_died_between_claim_and_record_repeats_under_the_same_id(
    night: Night, system: Listener
) -> None:
    night.reported()
    row = telling(night, "webhook")
    claimed = notices.claim(telling_id=row.pk, by=SYSTEM, now=NOW)
    assert claimed is not None
    notices.send(claimed.message)  # taken by their system; and here the worker is killed

    assert deliver(row, at(seconds=30)) is None
    assert deliver(row, at(minutes=2)) is AttemptOutcome.TAKEN
    assert [heard.headers["Lantern-Id"] for heard in system.heard] == [row.reference] * 2
    assert [(number, outcome) for number, _, outcome, _ in attempts(row)] == [(1, "in_doubt"), (2, "taken")]


def test_an_acknowledged_desk_is_told_by_each_channel_and_its_system_still_gets_its_copy(
    night: Night, texts: Listener, system: Listener
) -> None:
    night.authority.duty_mobile = "07700 900999"
    night.authority.save()
    night.reported()
    rows = {channel: telling(night, channel) for channel in ("email", "sms", "webhook")}
    assert {name: row.answer_by is not None for name, row in rows.items()} == {
        "email": True,
        "sms": False,
        "webhook": False,
    }

    with seen_as(SIMULATOR):
        notices.mark_told(rows["email"], told_at=at(minutes=3))

    assert [telling(night, name).state for name in rows] == ["told", "told", "waiting"]
    assert deliver(rows["sms"], at(minutes=4)) is None
    assert deliver(rows["webhook"], at(minutes=4)) is AttemptOutcome.TAKEN


def test_a_system_that_was_withdrawn_is_called_no_more(night: Night, system: Listener) -> None:
    night.reported()
    WebhookTarget.objects.update(withdrawn_at=NOW)

    assert deliver(telling(night, "webhook")) is AttemptOutcome.REFUSED
    assert system.heard == []
