"""On the episode's page: how often each message was tried, when, by what, and how that ended; no address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from lantern.vocabulary.tellings import AttemptOutcome, Channel, TellingState
from tests.factories.night import NOW, Night, episode_of, make_night
from tests.factories.notices import make_telling_attempt
from tests.factories.organisations import make_account
from tests.factories.sight import invented
from tests.integration.web.reading import words

ANSWERED = "550 no mailbox desk@invented.example"


@invented
def message_to(night: Night, reference: str) -> Any:
    """Give the e-mail to the host authority, refused by now."""
    row = episode_of(reference).tellings.get(organisation=night.host, channel=Channel.EMAIL.value)
    row.state = TellingState.FAILED.value
    row.save(update_fields=["state"])
    return row


@pytest.fixture
def night(db: None) -> Night:
    return make_night(name="Testa Tryly")


@pytest.fixture
def reference(night: Night) -> str:
    return night.reported(now=NOW, last_seen=When.moment(NOW - timedelta(hours=2)))


def tried(night: Night, reference: str, *outcomes: AttemptOutcome | None) -> None:
    row = message_to(night, reference)
    for place, outcome in enumerate(outcomes):
        make_telling_attempt(
            telling=row,
            number=place + 1,
            claimed_at=NOW + timedelta(minutes=place),
            ended_at=NOW + timedelta(minutes=place) if outcome else None,
            outcome=outcome.value if outcome else "",
            answer=ANSWERED,
        )


def page(night: Night, reference: str, signed_in: Any, role: Role, organisation: Any) -> str:
    client: Client = signed_in(account=make_account(role=role, organisation=organisation))
    return words(client.get(f"/missing/{reference}"))


def test_the_line_says_each_try_and_how_it_ended(night: Night, reference: str, signed_in: Any) -> None:
    tried(night, reference, AttemptOutcome.REFUSED, AttemptOutcome.IN_DOUBT, None)

    said = page(night, reference, signed_in, Role.DUTY_WORKER, night.authority)

    assert f"Tried 3 times : {night.host.name}" in said
    for ended in (
        "e-mail: could not be sent",
        "e-mail: no clear answer, so it may not have arrived",
        "e-mail: going out now, or nobody knows yet how it ended",
    ):
        assert ended in said
    assert "desk@invented.example" not in said


def test_a_message_that_nobody_has_tried_says_nothing_of_tries(
    night: Night, reference: str, signed_in: Any
) -> None:
    assert "Tried" not in page(night, reference, signed_in, Role.DUTY_WORKER, night.authority)


def test_the_police_read_the_tries_and_no_mailbox(night: Night, reference: str, signed_in: Any) -> None:
    tried(night, reference, AttemptOutcome.TAKEN)

    said = page(night, reference, signed_in, Role.POLICE_DESK, night.force)

    assert f"Tried once : {night.host.name}" in said
    assert "e-mail: was taken" in said
    assert "@" not in said
