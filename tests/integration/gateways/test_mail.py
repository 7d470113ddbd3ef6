from __future__ import annotations

import re
import shutil
import time
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from lantern.gateways import mail
from lantern.vocabulary.tellings import AttemptOutcome
from tests.factories.mail_servers import (
    free_port,
    mail_server,
    scripted_server,
    self_signed,
    unwilling_at,
    willing,
)

pytestmark = pytest.mark.usefixtures("closed_network")
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")


def message(**words: str) -> mail.Message:
    given = {
        "message_id": "<one@example.invalid>",
        "recipient": "duty@example.invalid",
        "subject": "A child is missing: please acknowledge",
        "body": "Reference: AAAA-BBBB-CCCC\n",
    }
    return mail.Message(**(given | words))


def sent(settings: Any, url: str, **words: str) -> tuple[AttemptOutcome, str]:
    """Send a message and give how that ended."""
    settings.SMTP_URL = url
    ended = mail.send(message(**words))
    assert ended.ended_at.tzinfo is not None
    return ended.outcome, ended.answer


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("To: Somewhere\n\n.hidden\n..two\n.\n.\r\nQUIT\n", id="lines that begin with a dot"),
        pytest.param("To: Beispielkreis Büro für Kinder\n\n.\nدليل 🕯\n", id="more than ASCII"),
        pytest.param("long " * 60 + "\n.\n" + "\u202eback to front\n", id="a long line"),
        pytest.param("From the desk\n", id="a line that looks like a mailbox's own"),
    ],
)
def test_a_message_arrives_whole(settings: Any, body: str) -> None:
    settings.MAIL_FROM = "lantern@desk.example.invalid"

    with mail_server() as (address, mailbox):
        assert sent(settings, f"smtp://{address}", body=body) == (AttemptOutcome.TAKEN, "250")

    (letter,) = mailbox.letters
    assert letter.get_content().replace("\r\n", "\n") == body.replace("\r\n", "\n")
    assert mailbox.taken[0][0] == ["duty@example.invalid"]
    assert {name: letter[name] for name in ("From", "To", "Subject", "Message-ID", "Auto-Submitted")} == {
        "From": "lantern@desk.example.invalid",
        "To": "duty@example.invalid",
        "Subject": "A child is missing: please acknowledge",
        "Message-ID": "<one@example.invalid>",
        "Auto-Submitted": "auto-generated",
    }
    assert parsedate_to_datetime(letter["Date"]).tzinfo is not None


def test_a_message_is_seven_bits_and_no_line_of_it_is_too_long(settings: Any) -> None:
    with mail_server() as (address, mailbox):
        sent(settings, f"smtp://{address}", body="Ünïcode 🕯 " * 400 + "\n" + "plain " * 400 + "\n")

    wire = mailbox.taken[0][1]
    assert max(wire) < 128
    assert max(len(line) for line in re.split(rb"\r?\n", wire)) <= 998


@pytest.mark.parametrize(
    ("where", "answer", "said"),
    [
        ("RCPT", "450 busy, try later", "450 the mailbox was refused"),
        ("RCPT", "550 no such mailbox", "550 the mailbox was refused"),
        ("DATA", "450 busy, try later", "450 the mail server refused"),
        ("DATA", "550 not wanted", "550 the mail server refused"),
    ],
)
def test_a_server_that_refuses_is_quoted_by_its_number_alone(
    settings: Any, where: str, answer: str, said: str
) -> None:
    with mail_server() as (address, mailbox):
        mailbox.answers[where] = answer
        assert sent(settings, f"smtp://{address}") == (AttemptOutcome.REFUSED, said)

    assert mailbox.taken == []


@pytest.mark.parametrize(("where", "answer"), [("MAIL", "550 not from you"), ("DATA", "451 not now")])
def test_a_server_that_refuses_along_the_way_has_not_taken_the_message(
    settings: Any, where: str, answer: str
) -> None:
    with scripted_server(unwilling_at(where, answer), closes=True) as server:
        assert sent(settings, f"smtp://{server.address}?timeout=1") == (
            AttemptOutcome.REFUSED,
            f"{answer[:3]} the mail server refused",
        )
    assert server.read == []


@pytest.mark.parametrize("where", ["EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("closes", [False, True], ids=["hangs", "hangs up"])
def test_a_server_that_falls_silent_before_the_message_has_not_taken_it(
    settings: Any, where: str, closes: bool
) -> None:
    began = time.monotonic()
    with scripted_server(unwilling_at(where), closes=closes) as server:
        assert sent(settings, f"smtp://{server.address}?timeout=1") == (
            AttemptOutcome.REFUSED,
            "the mail server stopped answering (SMTPServerDisconnected)",
        )
    assert server.read == []
    assert time.monotonic() - began < 8


@pytest.mark.parametrize("closes", [False, True], ids=["hangs", "hangs up"])
def test_a_server_that_falls_silent_after_the_message_may_have_taken_it(settings: Any, closes: bool) -> None:
    with scripted_server(unwilling_at("."), closes=closes) as server:
        assert sent(settings, f"smtp://{server.address}?timeout=1") == (
            AttemptOutcome.IN_DOUBT,
            "the mail server took the message and did not answer",
        )
    assert len(server.read) == 1


def test_an_answer_that_is_no_answer_leaves_the_message_in_doubt(settings: Any) -> None:
    with scripted_server(unwilling_at(".", "what was that?"), closes=True) as server:
        outcome, _ = sent(settings, f"smtp://{server.address}?timeout=1")
    assert outcome is AttemptOutcome.IN_DOUBT


@pytest.mark.parametrize("farewell", [None, "500 what?", "not an answer"])
@pytest.mark.parametrize("closes", [False, True], ids=["hangs", "hangs up"])
def test_how_a_server_takes_its_leave_does_not_untake_the_message(
    settings: Any, farewell: str | None, closes: bool
) -> None:
    with scripted_server(unwilling_at("QUIT", farewell), closes=closes) as server:
        assert sent(settings, f"smtp://{server.address}?timeout=1") == (AttemptOutcome.TAKEN, "250")


def test_a_server_that_is_not_there_is_said_to_be_so(settings: Any) -> None:
    assert sent(settings, f"smtp://127.0.0.1:{free_port()}") == (
        AttemptOutcome.REFUSED,
        "the mail server could not be reached (ConnectionRefusedError)",
    )


def test_a_server_that_does_not_greet_is_not_waited_for(settings: Any) -> None:
    with scripted_server(willing, greets=False) as server:
        outcome, answer = sent(settings, f"smtp://{server.address}?timeout=1")

    assert (outcome, answer) == (
        AttemptOutcome.REFUSED,
        "the mail server could not be reached (SMTPServerDisconnected)",
    )


@pytest.mark.parametrize(
    ("url", "recipient", "said"),
    [
        ("", "duty@example.invalid", "no mail server is set: set SMTP_URL"),
        ("smtp://127.0.0.1:1", "", "no mailbox is recorded for this organisation"),
        (
            "smpt://127.0.0.1:1",
            "duty@example.invalid",
            "the mailbox's address or SMTP_URL cannot be used",
        ),
        (
            "smtp://127.0.0.1:many",
            "duty@example.invalid",
            "the mailbox's address or SMTP_URL cannot be used",
        ),
        (
            "smtp://127.0.0.1:1",
            "a@example.invalid\nBcc: b@example.invalid",
            "the mailbox's address or SMTP_URL cannot be used",
        ),
    ],
)
def test_what_cannot_be_sent_at_all_says_what_is_lacking(
    settings: Any, url: str, recipient: str, said: str
) -> None:
    assert sent(settings, url, recipient=recipient) == (AttemptOutcome.REFUSED, said)


def test_a_mailbox_that_cannot_be_written_in_ascii_is_refused_and_does_not_crash(settings: Any) -> None:
    with mail_server() as (address, mailbox):
        assert sent(settings, f"smtp://{address}", recipient="büro@beispiel.invalid") == (
            AttemptOutcome.REFUSED,
            "the mailbox's address or SMTP_URL cannot be used",
        )
    assert mailbox.taken == []


@needs_openssl
@pytest.mark.parametrize("scheme", ["smtps", "smtp+tls"])
def test_a_sealed_line_is_used_only_where_the_server_is_who_it_says(
    settings: Any, scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, certificate = self_signed(tmp_path)
    sealed = {"ssl_context": context} if scheme == "smtps" else {}
    upgraded = {"tls_context": context, "require_starttls": True} if scheme == "smtp+tls" else {}

    with sealing_server(sealed, upgraded) as (address, mailbox):
        outcome, answer = sent(settings, f"{scheme}://{address}?timeout=5")
        assert (outcome, answer) == (
            AttemptOutcome.REFUSED,
            "the mail server could not be reached (SSLCertVerificationError)",
        )
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert sent(settings, f"{scheme}://{address}?timeout=5") == (AttemptOutcome.TAKEN, "250")

    assert len(mailbox.taken) == 1


def sealing_server(sealed: dict[str, Any], upgraded: dict[str, Any]) -> Any:
    return mail_server(**sealed, **upgraded)


def test_a_server_that_cannot_seal_the_line_is_sent_nothing(settings: Any) -> None:
    with mail_server() as (address, mailbox):
        assert sent(settings, f"smtp+tls://{address}") == (
            AttemptOutcome.REFUSED,
            "the mail server could not be reached (SMTPNotSupportedError)",
        )
        assert sent(settings, f"smtp://somebody:secret@{address}") == (
            AttemptOutcome.REFUSED,
            "the mail server could not be reached (SMTPNotSupportedError)",
        )
    assert mailbox.taken == []
