"""Keeps the bus laid out: every stream of every room and street stands again within a second.

    python -m services.town.provisioner

It is told YIZHAN_NATS_URL (the user `provisioner`), for TLS YIZHAN_NATS_CA_FILE, YIZHAN_STREETS and
YIZHAN_REPLICAS.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from nats.aio.client import Client
from nats.js.errors import NotFoundError

from services.plumbing.addresses import stream_name
from services.plumbing.allowed import PROVISIONER
from services.plumbing.bus import connected
from services.plumbing.logs import speak
from services.plumbing.provision import apply, keep_provisioned
from services.town.troubles import Trouble

ROOMS = ("petitions", "mediation", "activities")


async def lay_out(environ: Mapping[str, str]) -> list[str]:
    """Once: what was made and what stood already, a line for each stream."""

    async def once(client: Client) -> list[str]:
        laid = await apply(client, ROOMS, streets_in(environ), replicas=_replicas(environ))
        return [one.sentence for one in laid]

    return await _with_client(environ, once)


async def drop_stream(environ: Mapping[str, str], room: str, street: str) -> str:
    """Throw one log's stream away; its name. It is laid out and filled again from the log."""
    name = stream_name(room, street)

    async def once(client: Client) -> str:
        try:
            await client.jetstream().delete_stream(name)
        except NotFoundError as unknown:
            raise Trouble(f"没有消息流 {name}", f"There is no stream {name}") from unknown
        return name

    return await _with_client(environ, once)


async def keep_laid_out(environ: Mapping[str, str]) -> None:
    """Again and again, until SIGTERM or SIGINT."""

    async def keep(client: Client) -> None:
        every = keep_provisioned(client, ROOMS, streets_in(environ), replicas=_replicas(environ))
        keeping = asyncio.ensure_future(every)
        loop = asyncio.get_running_loop()
        for wish in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(wish, keeping.cancel)
        await asyncio.wait((keeping,))
        if not keeping.cancelled():
            keeping.result()

    await _with_client(environ, keep)


async def _with_client[Told](
    environ: Mapping[str, str], do: Callable[[Client], Awaitable[Told]]
) -> Told:
    ca = environ.get("YIZHAN_NATS_CA_FILE")
    url, ca_file = environ["YIZHAN_NATS_URL"], Path(ca) if ca else None
    async with connected(url, PROVISIONER, ca_file) as client:
        return await do(client)


def streets_in(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The street codes that the environment names."""
    named = environ.get("YIZHAN_STREETS") or "shengquan"
    return tuple(street.strip() for street in named.split(","))


def _replicas(environ: Mapping[str, str]) -> int:
    return int(environ.get("YIZHAN_REPLICAS") or "1")


def main() -> int:
    speak()
    asyncio.run(keep_laid_out(os.environ))
    return 0


if __name__ == "__main__":
    sys.exit(main())
