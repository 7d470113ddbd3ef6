"""One POST to a system outside: over TLS, within a time, to no private address, following nothing, keeping no answer.

The name is resolved once and the address that was checked is the address that is called, so that a name which
changes its mind between the two reaches nothing inside the house.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from lantern.gateways.mail import Sent
from lantern.vocabulary.tellings import AttemptOutcome

SECONDS_TO_ANSWER = 5
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class _Refused(Exception):
    """The address is not one that may be called; the words say why and name no address."""


def refused(words: str) -> Sent:
    """Give an attempt that was never begun, with the reason."""
    return _ended(AttemptOutcome.REFUSED, words)


def why_not(url: str) -> str:
    """Give why an address can never be called, whatever its name resolves to; empty where it can."""
    try:
        _parts(url)
    except _Refused as wrong:
        return str(wrong)
    return ""


def post(url: str, *, body: bytes, headers: Mapping[str, str], may_be_private: bool) -> Sent:
    """Send one POST and read its status alone; any 2xx is taken, all else is refused or in doubt."""
    begun = threading.Event()
    try:
        parts = _parts(url)
        where = _address_of(parts, may_be_private=may_be_private)
        status = _status(parts, where, body=body, headers=headers, begun=begun)
    except _Refused as wrong:
        return refused(str(wrong))
    except (OSError, http.client.HTTPException, ValueError) as fault:
        if begun.is_set():  # it may have been taken: it is repeated under its own id
            return _ended(
                AttemptOutcome.IN_DOUBT, f"the system took the call and did not answer ({_kind(fault)})"
            )
        return refused(f"the system could not be reached ({_kind(fault)})")
    if status // 100 == 2:
        return _ended(AttemptOutcome.TAKEN, f"{status}")
    word = "it points elsewhere, which is not followed" if status // 100 == 3 else "the system refused"
    return refused(f"{status} {word}")


def _kind(fault: Exception) -> str:
    return type(fault).__name__


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as wrong:
        raise _Refused("the address cannot be read") from wrong
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise _Refused("the address does not begin with https://")
    if parts.username or parts.password or parts.fragment:
        raise _Refused("the address holds a name, a password or a fragment")
    if parts.scheme == "http" and not _near(parts.hostname):
        raise _Refused("the address is not https")
    return parts


def _near(host: str) -> bool:
    """Say whether a plain call may go there: to this machine itself, in a demonstration or a test."""
    on_this_machine = host == "localhost"
    with contextlib.suppress(ValueError):
        on_this_machine = on_this_machine or ipaddress.ip_address(host).is_loopback
    return on_this_machine and (settings.IS_DEMO or settings.TESTING)


def _address_of(parts: SplitResult, *, may_be_private: bool) -> tuple[str, int]:
    """Resolve the name once; refuse where any of its addresses is one of the house's own."""
    assert parts.hostname
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    own = may_be_private or (parts.scheme == "http" and _near(parts.hostname))
    if not own and any(_is_private(ipaddress.ip_address(one.partition("%")[0])) for one in addresses):
        raise _Refused("the address is a private one; WEBHOOKS_MAY_BE_PRIVATE allows it")
    return addresses[0], port


def _is_private(address: Address) -> bool:
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return _is_private(inner) if inner else not address.is_global or address.is_multicast


def _status(
    parts: SplitResult,
    where: tuple[str, int],
    *,
    body: bytes,
    headers: Mapping[str, str],
    begun: threading.Event,
) -> int:
    """Send over a connection that is cut after the time is up, however slowly it is answered."""
    line = socket.create_connection(where, timeout=SECONDS_TO_ANSWER)
    held = [line]
    cut = threading.Timer(SECONDS_TO_ANSWER, lambda: _cut(held[-1]))
    cut.start()
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context()
            sealed = context.wrap_socket(line, server_hostname=parts.hostname, do_handshake_on_connect=False)
            held.append(sealed)  # the plain one holds nothing any more
            sealed.do_handshake()
        connection = http.client.HTTPConnection(*where)
        connection.sock = held[-1]
        begun.set()
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, {**headers, "Host": parts.netloc, "User-Agent": "Lantern"})
        return connection.getresponse().status
    finally:
        cut.cancel()
        _cut(held[-1])
        held[-1].close()


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _ended(outcome: AttemptOutcome, answer: str) -> Sent:
    return Sent(outcome=outcome, answer=answer, ended_at=datetime.now(UTC))
