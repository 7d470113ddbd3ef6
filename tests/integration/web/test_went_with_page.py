"""The page that joins two missing children, and what the board then says of each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.actions.missing import Report, report_missing
from lantern.vocabulary.days import When
from lantern.vocabulary.roles import Role
from tests.factories.companions import Companions, make_companions
from tests.integration.web.reading import errors, words
from tests.integration.web.sent import hidden


@pytest.fixture
def companions(db: None) -> Companions:
    return make_companions()


@pytest.fixture
def episodes(companions: Companions) -> list[str]:
    now = datetime.now(UTC)
    seen = Report(last_seen=When.moment(now - timedelta(hours=2)))
    return [
        report_missing(child=each, report=seen, by=companions.carer, now=now)
        for each in companions.references
    ]


@pytest.fixture
def police(companions: Companions, signed_in: Any) -> Client:
    return signed_in(Role.POLICE_DESK, organisation=companions.force)


def send(browser: Client, address: str, /, **typed: str) -> Any:
    return browser.post(address, hidden(browser.get(address)) | typed)


def test_two_are_joined_and_the_board_and_both_pages_say_so(
    companions: Companions, episodes: list[str], police: Client, signed_in: Any
) -> None:
    one, two, _ = episodes
    address = f"/missing/{one}/together/with"

    assert f'href="{address}"' in police.get(f"/missing/{one}").content.decode()
    sent = send(police, address, other=two, reasons="Seen on one train")

    assert "Recorded: they went together." in words(police.get(sent["Location"]))
    assert words(police.get("/")).count("Went with 1 other") == 2
    own = signed_in(organisation=companions.children[1].responsible_authority)
    said = words(own.get(f"/missing/{two}"))
    assert "1 other, who is another authority’s and not named here" in said
    assert ("Testa Onely" in said, "Seen on one train" in said) == (False, False)


def test_form_in_error_names_each_field(episodes: list[str], police: Client) -> None:
    assert errors(send(police, f"/missing/{episodes[0]}/together/with")) == [
        "Choose the other child",
        "Enter how it is known that they went together",
    ]
