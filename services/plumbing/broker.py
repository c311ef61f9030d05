"""FastStream's broker under our connection rules."""

import logging
from typing import Any

from faststream.nats import NatsBroker
from faststream.nats.security import NatsSecurity
from nats.aio.client import Client

from services.plumbing.bus import Hold


class Broker(NatsBroker):
    """It connects, and parts, as `bus.Hold` says."""

    def __init__(self, url: str, hold: Hold) -> None:
        self._hold = hold
        sealed = NatsSecurity(ssl_context=hold.tls, use_ssl=True, tls_handshake_first=True)
        super().__init__(
            url.split(","),
            **hold.rules(),
            security=None if hold.tls is None else sealed,
            apply_types=False,
            graceful_timeout=2.0,
            logger=logging.getLogger("faststream"),
            log_level=logging.DEBUG,
        )

    def _log_connection_broken(self, error_cb: Any = None) -> Any:
        # FastStream's own raises authorisation errors inside the reconnecting task, which kills it.
        return error_cb

    async def _connect(self) -> Client:
        client = await super()._connect()
        await self._hold.reached()
        return client

    async def stop(self, *_: Any) -> None:
        """Parts from the bus; never raises because the bus is away just then."""
        if self._connection is not None:
            await self._hold.leave(self._connection)
            self._connection = None
        self.config.disconnect()
