from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test import Client
from psycopg import sql

from lantern.accounts.models import Organisation
from lantern.gateways import duty_numbers
from lantern.gateways.duty_numbers import DutyNumber
from lantern.record.context import seen_as
from lantern.record.models import EventSource, MissingEpisode
from lantern.vocabulary.actors import SYSTEM
from tests import throw_away
from tests.conftest import close_connections
from tests.factories.night import make_night
from tests.factories.organisations import make_account
from tests.factories.sight import SIMULATOR
from tests.integration.web.reading import title, words

TITLE = "We cannot reach the record – Lantern"
Away = Callable[[], Any]


@pytest.fixture(autouse=True)
def numbers() -> Iterator[None]:
    """What the file of duty numbers holds."""
    before = duty_numbers.read()
    duty_numbers.write([DutyNumber(name="Testmere Council", telephone="01632 960123")])
    yield
    duty_numbers.write(before)


@pytest.fixture
def away(fresh_database: throw_away.TestDatabase) -> Away:
    """Take the database away for a while: every connection is ended, and no other is let in."""

    def change(*, lets_in: bool) -> None:
        elsewhere = fresh_database.named("postgres")
        with psycopg.connect(elsewhere.owner_url, autocommit=True) as connection:
            statement = sql.SQL("alter database {} with allow_connections {}")
            connection.execute(statement.format(sql.Identifier(fresh_database.name), sql.Literal(lets_in)))
        with psycopg.connect(elsewhere.url, autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where datname = %s and backend_type = 'client backend'",  # a vacuum's worker is the server's own
                [fresh_database.name],
            )

    @contextmanager
    def is_away() -> Iterator[None]:
        change(lets_in=False)
        try:
            yield
        finally:
            change(lets_in=True)
            close_connections()

    return is_away


def browser(account: Any = None) -> Client:
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def hidden(response: Any) -> dict[str, str]:
    """Give what the page's own form would send again."""
    found = re.findall(
        r'<input type="hidden" name="([^"]*)" value="([^"]*)">', response.content.decode(), re.DOTALL
    )
    return {html.unescape(name): html.unescape(value) for name, value in found}


@pytest.mark.parametrize("path", ["/", "/children?q=test", "/access", "/outbox"])
def test_page_of_a_signed_in_person_says_whom_to_ring(away: Away, path: str) -> None:
    client = browser(make_account())
    with away():
        response = client.get(path)

    assert (response.status_code, title(response)) == (503, TITLE)
    assert words(response).endswith("Testmere Council 01632 960123 Try again")
    assert {name: response.headers[name] for name in ("Retry-After", "Cache-Control")} == {
        "Retry-After": "30",
        "Cache-Control": "no-store",
    }
    assert f'href="{html.escape(path)}" role="button"' in response.content.decode()


def test_database_that_goes_in_the_middle_of_a_request_is_met_in_words(
    away: Away, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(make_account())
    gone = away()

    def then_it_went(*_: Any, **__: Any) -> Any:
        gone.__enter__()
        return Organisation.objects.count()

    monkeypatch.setattr("lantern.web.board.missing.board", then_it_went)
    response = client.get("/")
    gone.__exit__(None, None, None)

    assert (response.status_code, title(response)) == (503, TITLE)


def test_address_where_nothing_listens_is_an_outage_too(
    fresh_database: throw_away.TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(make_account())
    close_connections()
    with monkeypatch.context() as patch:
        patch.setitem(connections["default"].settings_dict, "PORT", "1")
        responses = [client.get("/"), browser().get("/health")]
        close_connections()

    assert [one.status_code for one in responses] == [503, 503]
    assert responses[1].content == b"not ok\n"


def test_what_was_typed_stays_and_the_same_form_sent_again_records_once(away: Away) -> None:
    night = make_night()
    client = browser(make_account(organisation=night.authority))
    path = f"/report/{night.child.reference}"
    seen = datetime.now(UTC) - timedelta(hours=3)
    typed = {
        "key": "a-key-of-this-form",
        "last_seen_day": f"{seen:%-d}",
        "last_seen_month": f"{seen:%-m}",
        "last_seen_year": f"{seen:%Y}",
        "said_by": "Jo <b>Caller</b>",
        "words": "أمل\nsecond line",
    }
    with away():
        response = client.post(path, typed)
    again = hidden(response)
    sent = [client.post(path, again).status_code for _ in range(2)]
    with seen_as(SIMULATOR):
        episodes = MissingEpisode.objects.count()
        said_by = list(EventSource.objects.values_list("said_by", flat=True))

    assert (response.status_code, title(response)) == (503, TITLE)
    assert "Said by Jo <b>Caller</b>" in words(response)
    assert "<b>Caller" not in response.content.decode()
    assert {name: again[name] for name in typed if name != "words"} == {
        name: value for name, value in typed.items() if name != "words"
    }
    assert again["words"].replace("\r\n", "\n") == typed["words"]
    assert (sent, episodes, said_by) == ([302, 302], 1, ["Jo <b>Caller</b>"])


def test_key_and_version_are_sent_again_and_not_shown(away: Away) -> None:
    client = browser(make_account())
    with away():
        response = client.post(
            "/report/X", {"key": "unseen-key", "seen_version": "41", "words": "Seen words"}
        )

    shown = words(response)
    assert ("unseen-key" in shown, "41" in shown, "Seen words" in shown) == (False, False, True)
    assert hidden(response).keys() == {"key", "seen_version", "words", "csrfmiddlewaretoken"}


def test_password_is_neither_shown_nor_sent_again(away: Away) -> None:
    client = browser()
    with away():
        response = client.post("/sign-in", {"username": "jo@example.invalid", "password": "secret-phrase"})

    assert response.status_code == 503
    assert "secret-phrase" not in response.content.decode()
    assert hidden(response).keys() == {"username", "csrfmiddlewaretoken"}


def test_recipients_page_says_so_too_and_the_links_key_is_not_logged(
    away: Away, caplog: pytest.LogCaptureFixture
) -> None:
    with away():
        response = browser().get(f"/told/{'a' * 64}")

    assert caplog.messages == ["The database could not be reached; whoever asked was told whom to ring."]

    assert (response.status_code, title(response)) == (503, TITLE)


def test_page_needs_no_file_of_numbers(away: Away, settings: Any) -> None:
    settings.DUTY_NUMBERS_FILE = settings.DUTY_NUMBERS_FILE.with_name("none.txt")
    client = browser(make_account())
    with away():
        response = client.get("/")

    assert "Ring your own authority’s out-of-hours number." in words(response)


def test_health_says_ok_or_not_and_nothing_else(away: Away) -> None:
    well = browser().get("/health")
    with away():
        ill = browser().get("/health")

    assert [(one.status_code, one.content) for one in (well, ill)] == [(200, b"ok\n"), (503, b"not ok\n")]


def test_it_serves_again_as_soon_as_the_database_is_back(away: Away) -> None:
    client = browser(make_account())
    with away():
        client.get("/")

    assert client.get("/").status_code == 200
    with seen_as(SYSTEM):
        assert MissingEpisode.objects.count() == 0
