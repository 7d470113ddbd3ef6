"""Mail servers on this machine: one that takes everything, and one that fails in the way it is told to."""

from __future__ import annotations

import contextlib
import email
import email.policy
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    """What a mail server took, as bytes from the wire; and what it is told to answer instead of 250."""

    taken: list[tuple[list[str], bytes]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)  # "RCPT", "DATA" -> the answer

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's word
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.answers:
            return self.answers["DATA"]
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append((list(envelope.rcpt_tos), content))
        return "250 taken"

    @property
    def letters(self) -> list[EmailMessage]:
        """The messages that were taken, read as a recipient's program reads them."""
        return [
            cast(EmailMessage, email.message_from_bytes(content, policy=email.policy.default))
            for _, content in self.taken
        ]


@contextlib.contextmanager
def mail_server(mailbox: Mailbox | None = None, **words: Any) -> Iterator[tuple[str, Mailbox]]:
    """Run a mail server that takes everything; gives its host and port, and its mailbox."""
    mailbox = mailbox or Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), **words)
    controller.start()
    try:
        yield f"127.0.0.1:{controller.port}", mailbox
    finally:
        controller.stop()


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


Says = Callable[[str], str | None]  # what is answered to a command; None says nothing more


@dataclass
class Scripted:
    """A server that plays a part, and the whole messages it read."""

    address: str
    read: list[bytes] = field(default_factory=list)


@contextlib.contextmanager
def scripted_server(says: Says, *, greets: bool = True, closes: bool = False) -> Iterator[Scripted]:
    """Run a server that answers each command as told; "." is the end of a message.

    Where it is told to say nothing it hangs, or hangs up where it `closes`.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)
        played = Scripted(address=f"127.0.0.1:{listener.getsockname()[1]}")
        ended = threading.Event()

        def play() -> None:
            with contextlib.suppress(OSError):
                while not ended.is_set():
                    conversation, _ = listener.accept()
                    with conversation:
                        conversation.settimeout(20)
                        _converse(conversation, says, played, greets=greets)
                        if not closes:
                            ended.wait(20)

        actor = threading.Thread(target=play)
        actor.start()
        try:
            yield played
        finally:
            ended.set()
            with contextlib.suppress(OSError), socket.create_connection(listener.getsockname(), timeout=1):
                pass
            actor.join()


def _converse(conversation: socket.socket, says: Says, played: Scripted, *, greets: bool) -> None:
    lines = conversation.makefile("rb")
    with lines, contextlib.suppress(OSError):
        if not greets:
            return
        conversation.sendall(b"220 here\r\n")
        for line in iter(lines.readline, b""):
            answer = says(line.decode().split()[0].upper())
            if answer is None:
                return
            conversation.sendall(f"{answer}\r\n".encode())
            if answer.startswith("354"):
                played.read.append(b"".join(iter(lines.readline, b".\r\n")))
                answer = says(".")
                if answer is None:
                    return
                conversation.sendall(f"{answer}\r\n".encode())


def willing(command: str) -> str:
    """Answer as a willing server does."""
    return {"DATA": "354 go on", "QUIT": "221 goodbye"}.get(command, "250 OK")


def unwilling_at(where: str, answer: str | None = None) -> Says:
    """Answer as a willing server does up to one command, and that one otherwise."""
    return lambda command: answer if command == where else willing(command)


def self_signed(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Make a certificate for this machine; gives a server's context, and the file a client may trust."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate),
            *("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate
