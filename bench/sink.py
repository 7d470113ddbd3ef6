"""A mail server that takes everything and writes down when: started as a program of its own.

Its first line of output is the port it listens on; then one line a message, `SECONDS REFERENCE`, with the seconds
since 1970 at which the end of the message was here, and the telling's reference from its Message-ID.
"""

from __future__ import annotations

import asyncio
import email
import sys
import time
from typing import Any

from aiosmtpd.smtp import SMTP


class Sink:
    """Takes every message and says when."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Write down the moment before anything else is done."""
        arrived = time.time()
        message = email.message_from_bytes(envelope.content)
        reference = str(message["Message-ID"]).strip("<>").partition("@")[0].upper()
        print(f"{arrived:.6f} {reference}", flush=True)
        return "250 taken"


async def serve() -> None:
    """Take messages until our input ends: whoever started us has then gone."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Sink(), hostname="sink", loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
