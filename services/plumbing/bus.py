"""How a program holds on to the bus: it reconnects for ever, or ends so that it is started anew.

A client that was closed for good can do nothing any more and does not say so: the process ends
with code 75 then. An authorisation error ends a program that never reached the bus (it is set up
wrongly); later it is a storm that passes.
"""

import asyncio
import os
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import nats
import structlog
from nats.aio.client import Client
from nats.errors import Error

from services.plumbing.addresses import inbox

log = structlog.get_logger()

TRY_AGAIN_LATER = 75  # EX_TEMPFAIL of sysexits.h
_SET_UP_WRONGLY = ("authorization violation", "authentication timeout", "account not found")
_ANSWER_DENIED = f'permissions violation for publish to "{inbox("")}'.lower()
_SAY_AGAIN = 15.0  # seconds between two lines about the same outage
_PARTING = 5  # seconds for what is still on its way when we leave


class Hold:
    """One program's hold on the bus: the rules of its connection, and what became of it."""

    def __init__(self, name: str, tls: ssl.SSLContext | None = None) -> None:
        self.name, self.tls = name, tls
        self.denied = 0
        """How often the server refused a subject to us: never, in a house set up rightly."""
        self._reached = False
        self._leaving = False
        self._say_again = 0.0

    def options(self) -> dict[str, Any]:
        """What the client is told at connect."""
        # Sealed from the first byte: a client that first reads what the server offers in plain text
        # can be told that there is no TLS, and sends its password.
        sealed = {"tls": self.tls, "tls_handshake_first": True}
        return self.rules() | (sealed if self.tls is not None else {})

    def rules(self) -> dict[str, Any]:
        """The same without TLS, for FastStream, which is told of that in its own words."""
        return {
            "name": self.name,
            "inbox_prefix": inbox(self.name),
            "max_reconnect_attempts": -1,
            "reconnect_time_wait": 1,
            "connect_timeout": 2,
            "ping_interval": 10,
            "max_outstanding_pings": 2,
            "drain_timeout": _PARTING,
            "error_cb": self.troubled,
            "disconnected_cb": self._disconnected,
            "reconnected_cb": self.reached,
            "closed_cb": self._closed,
        }

    async def troubled(self, error: Exception) -> None:
        """What the client complains about; raises only what no waiting will mend."""
        said = str(error).removeprefix("nats: ").strip("'").lower()
        if said.startswith(_ANSWER_DENIED):
            # Who may answer is forgotten with the connection on which it was asked, or after a
            # while: whoever asked has given up, and asks again under the same id.
            log.info("an answer came too late", component=self.name)
        elif said.startswith("permissions violation"):
            self.denied += 1
            log.error("the bus denies a subject", component=self.name, subject=_subject(said))
        elif isinstance(error, Error) and not self._reached and said.startswith(_SET_UP_WRONGLY):
            log.critical("the bus does not know this program", component=self.name)
            raise error
        elif isinstance(error, ssl.SSLCertVerificationError) and not self._reached:
            log.critical("the bus shows a certificate that is not believed", component=self.name)
            raise error
        elif time.monotonic() >= self._say_again:
            self._say_again = time.monotonic() + _SAY_AGAIN
            log.info("the bus is out of reach", component=self.name, kind=type(error))

    async def reached(self) -> None:
        """Connected, for the first time or again."""
        log.info("on the bus again" if self._reached else "on the bus", component=self.name)
        self._reached = True

    async def leave(self, client: Client) -> None:
        """Send what is on its way, then part; a bus that is away is left as it is."""
        self._leaving = True
        try:
            async with asyncio.timeout(_PARTING):
                await client.drain()
        except (Error, TimeoutError, OSError):
            await client.close()

    async def _disconnected(self) -> None:
        if not self._leaving:
            log.warning("lost the bus", component=self.name)

    async def _closed(self) -> None:
        if not self._leaving:
            log.critical("the bus closed on us for good; starting anew", component=self.name)
            os._exit(TRY_AGAIN_LATER)


def _subject(said: str) -> str:
    """`permissions violation for publish to "evt.x"` → `evt.x`."""
    return said.rpartition(" ")[2].strip('"')


def sealed(url: str, ca_file: Path | None) -> ssl.SSLContext | None:
    """For a tls:// address, or where a CA is named: believe that CA's certificates, else the
    system's. None for a bus in plain text."""
    if ca_file is None and not any(one.strip().startswith("tls:") for one in url.split(",")):
        return None
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


@asynccontextmanager
async def connected(url: str, name: str, ca_file: Path | None = None) -> AsyncIterator[Client]:
    """A client for whoever asks or listens without serving commands; waits until there is a bus.

    `name` is its user's: answers come to that user's inbox, and to no other.
    """
    hold = Hold(name, sealed(url, ca_file))
    client = await nats.connect(servers=url.split(","), **hold.options())
    await hold.reached()
    try:
        yield client
    finally:
        await hold.leave(client)
