"""The mail server. What it takes, it only took into a mailbox: told is when a person acknowledges."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from lantern.vocabulary.tellings import AttemptOutcome

SECONDS_TO_ANSWER = 10
_OWN_NAME = "lantern"  # asking the resolver for our own name can take seconds


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message to one organisation's mailbox."""

    message_id: str
    recipient: str
    subject: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Sent:
    """How the handing over ended. `answer` is the server's code or our word for the fault, never an address."""

    outcome: AttemptOutcome
    answer: str
    ended_at: datetime


def send(message: Message) -> Sent:
    """Hand one message to the server named by SMTP_URL; report how that ended and raise nothing foreseen."""
    if not message.recipient:
        return _ended(AttemptOutcome.REFUSED, "no mailbox is recorded for this organisation")
    if not settings.SMTP_URL:
        return _ended(AttemptOutcome.REFUSED, "no mail server is set: set SMTP_URL")
    return _hand_over(message)


def _hand_over(message: Message) -> Sent:
    server = None
    try:
        server = _connected()
        code, _ = _transfer(server, message)
        return _ended(AttemptOutcome.TAKEN, f"{code}")
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]
        return _ended(AttemptOutcome.REFUSED, f"{code} the mailbox was refused")
    except smtplib.SMTPResponseException as refused:
        return _ended(AttemptOutcome.REFUSED, f"{refused.smtp_code} the mail server refused")
    except _Unanswered:
        return _ended(AttemptOutcome.IN_DOUBT, "the mail server took the message and did not answer")
    except (OSError, smtplib.SMTPException) as fault:
        word = "stopped answering" if server else "could not be reached"
        return _ended(AttemptOutcome.REFUSED, f"the mail server {word} ({type(fault).__name__})")
    finally:
        if server is not None:
            _leave(server)


class _Unanswered(Exception):
    """The whole message was sent and its end was not answered: it may have been delivered."""


def _transfer(server: smtplib.SMTP, message: Message) -> tuple[int, bytes]:
    """Send one message step by step, so that a silence after its end is told apart from one before it."""
    server.ehlo_or_helo_if_needed()
    code, said = server.mail(settings.MAIL_FROM)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, said, settings.MAIL_FROM)
    code, said = server.rcpt(message.recipient)
    if code not in (250, 251):
        raise smtplib.SMTPRecipientsRefused({message.recipient: (code, said)})
    code, said = server.docmd("DATA")
    if code != 354:
        raise smtplib.SMTPDataError(code, said)
    try:
        server.send(_wire_form(message))
        code, said = server.getreply()
    except (OSError, smtplib.SMTPServerDisconnected) as fault:
        raise _Unanswered from fault
    if code != 250:
        raise smtplib.SMTPDataError(code, said)
    return code, said


def _leave(server: smtplib.SMTP) -> None:
    """Take leave politely; how the server answers changes nothing about the message."""
    with contextlib.suppress(OSError, smtplib.SMTPException):
        server.docmd("QUIT")
    server.close()


def _wire_form(message: Message) -> bytes:
    letter = EmailMessage()
    letter["From"] = settings.MAIL_FROM
    letter["To"] = message.recipient
    letter["Subject"] = message.subject
    letter["Message-ID"] = message.message_id
    letter["Date"] = format_datetime(datetime.now(UTC))
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.body)
    lines = letter.as_bytes().replace(b"\r\n", b"\n").split(b"\n")
    stuffed = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)
    return stuffed.rstrip(b"\r\n") + b"\r\n.\r\n"


def _connected() -> smtplib.SMTP:
    parts = urlsplit(settings.SMTP_URL)
    host, timeout = parts.hostname or "127.0.0.1", SECONDS_TO_ANSWER
    timeout = int(parse_qs(parts.query).get("timeout", [timeout])[0])
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        server = smtplib.SMTP_SSL(host, parts.port or 465, _OWN_NAME, timeout=timeout, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 25, _OWN_NAME, timeout=timeout)
        if parts.scheme == "smtp+tls":
            server.starttls(context=ssl.create_default_context())
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _ended(outcome: AttemptOutcome, answer: str) -> Sent:
    return Sent(outcome=outcome, answer=answer, ended_at=datetime.now(UTC))
