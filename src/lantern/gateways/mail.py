"""The mail server. What it takes, it only took into a mailbox: told is when a person acknowledges."""

from __future__ import annotations

import contextlib
import email.policy
import smtplib
import ssl
import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from lantern.vocabulary.tellings import AttemptOutcome

SECONDS_TO_ANSWER = 10
# The last letter must have ended by then: 90 seconds after the claim another worker takes over.
SECONDS_FOR_ALL = 85
_LONGEST_ANSWER = 15  # however long SMTP_URL would wait for one
_ANSWERS_OF_A_LETTER = 4  # MAIL, RCPT, DATA, and its end
_SECONDS_TO_LEAVE = 2


class _ReadOnce(HeaderRegistry):
    """Headers read once: a night's letters share most of them, and nothing else of a letter takes as long."""

    def __init__(self) -> None:
        super().__init__()
        self._read = lru_cache(maxsize=1024)(super().__call__)

    def __call__(self, name: str, value: str) -> BaseHeader:
        return self._read(name, value)


# Seven bits only: a server that never said it takes eight may spoil or refuse them.
_WIRE = email.policy.SMTP.clone(cte_type="7bit", header_factory=_ReadOnce())
_SCHEMES = {"smtp", "smtp+tls", "smtps"}
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
    with contextlib.closing(send_together([message])) as sent:
        return next(sent)


def send_together(messages: Iterable[Message]) -> Generator[Sent, None, None]:
    """Hand several messages over in one conversation, giving each one's end as it comes; raise nothing foreseen.

    Once the server cannot be reached or stops answering the rest are not tried: each would wait as long again. Nor
    are those that a slow server leaves no time for; they are tried later, and nobody sends them twice meanwhile.
    """
    line = _Line()
    try:
        for message in messages:
            yield line.send(message)
    finally:
        line.leave()


class _Line:
    """One conversation with the mail server, begun by the first message that has a mailbox."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None
        self._fault = ""
        self._began = time.monotonic()

    def send(self, message: Message) -> Sent:
        if not message.recipient:
            return _ended(AttemptOutcome.REFUSED, "no mailbox is recorded for this organisation")
        if not settings.SMTP_URL:
            return _ended(AttemptOutcome.REFUSED, "no mail server is set: set SMTP_URL")
        if self._fault:
            return _ended(AttemptOutcome.REFUSED, self._fault)
        if self._is_too_late():
            return _ended(
                AttemptOutcome.REFUSED, "the mail server was too slow for this one to be handed over"
            )
        sent = self._hand_over(message)
        if sent.outcome is not AttemptOutcome.TAKEN:
            self._begin_anew()
        return sent

    def _is_too_late(self) -> bool:
        """Say whether this letter, answered as slowly as is waited for, would end after its claim lapsed."""
        needs = _ANSWERS_OF_A_LETTER * _seconds_to_answer()
        return self._server is not None and time.monotonic() - self._began + needs > SECONDS_FOR_ALL

    def _begin_anew(self) -> None:
        """Let the server forget the letter that failed; where it does not, take leave."""
        try:
            if self._server is not None and not self._fault and self._server.rset()[0] == 250:
                return
        except (OSError, smtplib.SMTPException):
            self._fault = self._fault or "the mail server stopped answering"
        self.leave()

    def _hand_over(self, message: Message) -> Sent:
        try:
            wire = _wire_form(message)
            self._server = self._server or _connected()
            return _ended(AttemptOutcome.TAKEN, f"{_transfer(self._server, message.recipient, wire)}")
        except smtplib.SMTPRecipientsRefused as refused:
            code = next(iter(refused.recipients.values()))[0]
            return _ended(AttemptOutcome.REFUSED, f"{code} the mailbox was refused")
        except smtplib.SMTPResponseException as refused:
            return _ended(AttemptOutcome.REFUSED, f"{refused.smtp_code} the mail server refused")
        except _Unanswered:
            self._fault = "the mail server stopped answering"
            return _ended(AttemptOutcome.IN_DOUBT, "the mail server took the message and did not answer")
        except (OSError, smtplib.SMTPException) as fault:
            word = "stopped answering" if self._server else "could not be reached"
            self._fault = f"the mail server {word} ({type(fault).__name__})"
            return _ended(AttemptOutcome.REFUSED, self._fault)
        except (ValueError, IndexError, AttributeError, TypeError):
            # an address or a setting that no mail server could be given
            return _ended(AttemptOutcome.REFUSED, "the mailbox's address or SMTP_URL cannot be used")

    def leave(self) -> None:
        if self._server is not None:
            _leave(self._server)
            self._server = None


class _Unanswered(Exception):
    """The whole message was sent and its end was not answered: it may have been delivered."""


def _transfer(server: smtplib.SMTP, recipient: str, wire: bytes) -> int:
    """Send one message step by step, so that a silence after its end is told apart from one before it."""
    server.ehlo_or_helo_if_needed()
    code, said = server.mail(settings.MAIL_FROM)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, said, settings.MAIL_FROM)
    code, said = server.rcpt(recipient)
    if code not in (250, 251):
        raise smtplib.SMTPRecipientsRefused({recipient: (code, said)})
    code, said = server.docmd("DATA")
    if code != 354:
        raise smtplib.SMTPDataError(code, said)
    try:
        server.send(wire)
        code, said = server.getreply()
    except (OSError, smtplib.SMTPException) as fault:
        raise _Unanswered from fault
    if code < 0:  # an answer that is no answer
        raise _Unanswered
    if code // 100 != 2:
        raise smtplib.SMTPDataError(code, said)
    return code


def _leave(server: smtplib.SMTP) -> None:
    """Take leave politely; how the server answers changes nothing about the message."""
    with contextlib.suppress(OSError, smtplib.SMTPException):
        if server.sock is not None:
            server.sock.settimeout(_SECONDS_TO_LEAVE)  # until it is recorded, what was taken is in doubt
        server.docmd("QUIT")
    server.close()


def _wire_form(message: Message) -> bytes:
    letter = EmailMessage(policy=_WIRE)
    letter["From"] = settings.MAIL_FROM
    letter["To"] = message.recipient
    letter["Subject"] = message.subject
    letter["Message-ID"] = message.message_id
    letter["Date"] = format_datetime(datetime.now(UTC))
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.body)
    lines = letter.as_bytes().split(b"\r\n")
    stuffed = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)
    return stuffed.rstrip(b"\r\n") + b"\r\n.\r\n"


def _connected() -> smtplib.SMTP:
    parts = urlsplit(settings.SMTP_URL)
    if parts.scheme not in _SCHEMES:  # a slip must not send in the clear what was meant to be sealed
        raise ValueError("SMTP_URL begins with none of the schemes we know")
    host, timeout = parts.hostname or "127.0.0.1", _seconds_to_answer()
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        server = smtplib.SMTP_SSL(host, parts.port or 465, _OWN_NAME, timeout=timeout, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 25, _OWN_NAME, timeout=timeout)
    try:
        if parts.scheme == "smtp+tls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _seconds_to_answer() -> int:
    asked = parse_qs(urlsplit(settings.SMTP_URL).query).get("timeout", [SECONDS_TO_ANSWER])[0]
    return min(int(asked), _LONGEST_ANSWER)


def _ended(outcome: AttemptOutcome, answer: str) -> Sent:
    return Sent(outcome=outcome, answer=answer, ended_at=datetime.now(UTC))
