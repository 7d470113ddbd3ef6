"""A mail server that takes everything and lets a test read it, as the recipients' mailboxes would."""

from __future__ import annotations

import email
import email.policy
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from lantern.gateways import postgres_folder

SECONDS_TO_ARRIVE = 20.0


@dataclass(frozen=True)
class Letter:
    """One message as it arrived."""

    recipient: str
    sender: str
    subject: str
    message_id: str
    body: str
    raw: str

    @property
    def link(self) -> str:
        """The address in it."""
        return next(word for word in self.body.split() if word.startswith("http"))

    @property
    def code(self) -> str:
        """The six figures in it."""
        return next(word for word in self.body.split() if word.isdigit() and len(word) == 6)


class PostBox:
    """Every mailbox at once, newest letter last. Start it, and give its `url` to Lantern as SMTP_URL."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.answer = "250 Taken"
        self._port = postgres_folder.free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self._port, server_hostname="post-box")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the server's word
        if self.answer.startswith("250"):
            self.letters += [_letter(envelope.content, to, envelope.mail_from) for to in envelope.rcpt_tos]
        return self.answer

    def start(self) -> None:
        """Listen on a free port of this machine."""
        self._controller.start()

    def stop(self) -> None:
        """Stop listening."""
        self._controller.stop()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"smtp://127.0.0.1:{self._port}"

    def about(self, reference: str) -> list[Letter]:
        """Give the letters in which a reference stands, codes among them."""
        return [letter for letter in self.letters if reference in letter.body]

    def wait(self, count: int, wanted: Callable[[Letter], bool]) -> list[Letter]:
        """Wait until this many wanted letters have arrived, and give them."""
        until = time.monotonic() + SECONDS_TO_ARRIVE
        found: list[Letter] = []
        while time.monotonic() < until:
            found = [letter for letter in list(self.letters) if wanted(letter)]
            if len(found) >= count:
                return found
            time.sleep(0.05)
        said = "\n".join(f"{letter.recipient}: {letter.subject}" for letter in self.letters[-12:])
        raise AssertionError(f"{len(found)} of {count} letters came. The last in all mailboxes:\n{said}")


def _letter(content: bytes, recipient: str, sender: str) -> Letter:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return Letter(
        recipient=recipient,
        sender=sender,
        subject=message["Subject"],
        message_id=message["Message-ID"],
        body=message.get_content(),
        raw=content.decode(),
    )
