"""Text messages and signed calls, against a real system that listens on this machine."""

from __future__ import annotations

import json
import re
import socket
import time
from typing import Any
from urllib.parse import parse_qs

import pytest

from lantern.gateways import posting, sms, webhooks
from lantern.gateways.mail import Sent
from lantern.vocabulary.tellings import AttemptOutcome
from tests.factories.listening import listening

BODY = {"about": "missing", "at": "2026-03-14T23:40:00+00:00", "link": "https://a.example/told/x"}
TAKEN, REFUSED, IN_DOUBT = AttemptOutcome.TAKEN, AttemptOutcome.REFUSED, AttemptOutcome.IN_DOUBT


def call(url: str, **words: Any) -> Sent:
    made = {"message_id": "AAAA-BBBB-CCCC", "secret": "an invented secret", "body": BODY, **words}
    return webhooks.send(webhooks.Call(url=url, **made))


def ended(sent: Sent) -> tuple[AttemptOutcome, str]:
    return (sent.outcome, sent.answer)


def test_a_call_is_signed_and_says_a_reference_and_a_link() -> None:
    before = int(time.time())
    with listening() as there:
        sent = call(f"{there.address}/lantern?desk=1")
        (heard,) = there.heard

    assert ended(sent) == (TAKEN, "204")
    assert (heard.path, json.loads(heard.body)) == ("/lantern?desk=1", BODY)
    assert heard.headers["Lantern-Id"] == heard.headers["Idempotency-Key"] == "AAAA-BBBB-CCCC"
    said = heard.headers["Lantern-Signature"]
    seconds = int(re.fullmatch(r"t=(\d+),v1=[0-9a-f]{64}", said).group(1))  # type: ignore[union-attr]
    assert before <= seconds <= time.time()
    assert said == webhooks.signature(secret="an invented secret", body=heard.body, seconds=seconds)


def test_a_signature_is_what_the_documentation_says() -> None:
    said = webhooks.signature(secret="s", body=b"{}", seconds=1)

    assert said == "t=1,v1=b253639bcd705ed1cda3073f66104f16988bd40272584dea7d0d345ae93e61cc"
    assert webhooks.signature(secret="t", body=b"{}", seconds=1) != said
    assert webhooks.signature(secret="s", body=b"{} ", seconds=1) != said
    assert webhooks.signature(secret="s", body=b"{}", seconds=2) != said


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (500, "500 the system refused"),
        (404, "404 the system refused"),
        (302, "302 it points elsewhere, which is not followed"),
        (307, "307 it points elsewhere, which is not followed"),
    ],
)
def test_what_is_not_taken_is_refused_and_nothing_is_followed(status: int, words: str) -> None:
    with listening(statuses=[status]) as there:
        sent = call(there.address)
        heard = [one.path for one in there.heard]

    assert (ended(sent), heard) == ((REFUSED, words), ["/"])


@pytest.mark.parametrize("fault", ["is_silent", "drips"])
def test_a_system_that_does_not_answer_in_time_leaves_the_call_in_doubt(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "SECONDS_TO_ANSWER", 0.5)
    with listening(**{fault: True}) as there:
        begun = time.monotonic()
        sent = call(there.address)
        lasted = time.monotonic() - begun

    assert sent.outcome is IN_DOUBT
    assert sent.answer.startswith("the system took the call and did not answer (")
    assert lasted < 3


def test_a_system_that_is_not_there_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        sent = call(f"http://127.0.0.1:{taken.getsockname()[1]}")

    assert ended(sent) == (REFUSED, "the system could not be reached (ConnectionRefusedError)")


def test_a_system_that_speaks_no_tls_is_refused_and_hears_nothing(settings: Any) -> None:
    settings.WEBHOOKS_MAY_BE_PRIVATE = True
    with listening() as there:
        sent = call(there.address.replace("http://", "https://"))
        assert there.heard == []

    assert sent.outcome is REFUSED
    assert sent.answer.startswith("the system could not be reached (")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "no webhook is recorded for this organisation any more"),
        ("ftp://files.example/x", "the address does not begin with https://"),
        ("https:///nowhere", "the address does not begin with https://"),
        ("https://[::1", "the address cannot be read"),
        ("https://host.example:none/", "the address cannot be read"),
        ("https://me:secret@host.example/", "the address holds a name, a password or a fragment"),
        ("http://host.example/", "the address is not https"),
        ("http://10.0.0.8/", "the address is not https"),
    ],
)
def test_an_address_that_cannot_be_called_is_refused_in_words(url: str, words: str) -> None:
    assert ended(call(url)) == (REFUSED, words)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.9",
        "169.254.169.254",
        "[::1]",
        "[fd00::1]",
        "[::ffff:10.0.0.1]",
        "0.0.0.0",
    ],
)
def test_a_private_address_is_refused_unless_the_operator_allows_it(host: str) -> None:
    words = "the address is a private one; WEBHOOKS_MAY_BE_PRIVATE allows it"

    assert ended(call(f"https://{host}/")) == (REFUSED, words)


def test_a_plain_call_to_this_machine_is_for_a_demonstration_only(settings: Any) -> None:
    settings.IS_DEMO = settings.TESTING = False
    with listening() as there:
        sent = call(there.address)
        assert there.heard == []

    assert ended(sent) == (REFUSED, "the address is not https")


# Text messages -------------------------------------------------------------------------------------------------


TEXT = sms.Text(message_id="AAAA-BBBB-CCCC", number="07700 900999", words="A message waits")


def test_without_a_gateway_there_are_no_text_messages(settings: Any) -> None:
    settings.SMS_URL = ""

    assert not sms.is_configured()
    assert ended(sms.send(TEXT)) == (REFUSED, "no gateway for text messages is set: set SMS_URL")


@pytest.mark.parametrize("is_form", [False, True])
def test_a_text_goes_to_the_gateway_with_its_token(settings: Any, is_form: bool) -> None:
    with listening() as there:
        settings.SMS_URL, settings.SMS_TOKEN, settings.SMS_FORM = there.address, "a token", is_form
        sent = sms.send(TEXT)
        (heard,) = there.heard

    said = {"to": "07700 900999", "text": "A message waits", "id": "AAAA-BBBB-CCCC"}
    body = heard.body.decode()
    read = {name: found for name, (found,) in parse_qs(body).items()} if is_form else json.loads(body)
    assert (ended(sent), read) == ((TAKEN, "204"), said)
    assert heard.headers["Authorization"] == "Bearer a token"


def test_an_organisation_without_a_duty_mobile_gets_no_text(settings: Any) -> None:
    settings.SMS_URL = "https://texts.example/"
    sent = sms.send(sms.Text(message_id="A", number="", words="A message waits"))

    assert ended(sent) == (REFUSED, "no duty mobile is recorded for this organisation")
