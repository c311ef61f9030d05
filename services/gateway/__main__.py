"""`python -m services.gateway`: run it until told to stop; then close within ten seconds."""

import asyncio
import logging
import os
import signal
import sys
import threading

import structlog
import uvloop
from asyncpg import UndefinedTableError

from services.gateway.room import serve
from services.plumbing.bus import TRY_AGAIN_LATER
from services.plumbing.collecting import seldom
from services.plumbing.environment import SettingsWrong, read
from services.plumbing.issuer import IssuerRefused
from services.plumbing.life import BAD_SETTINGS, STOPS_WITHIN
from services.plumbing.logs import speak
from services.plumbing.settings import GatewaySettings

log = structlog.get_logger()


async def until_told(settings: GatewaySettings) -> None:
    """Serve until SIGTERM or SIGINT; a second telling kills."""

    async def live() -> None:
        async with serve(settings):
            seldom()
            await asyncio.Event().wait()

    life = asyncio.create_task(live())
    overdue = threading.Timer(STOPS_WITHIN, os._exit, (1,))
    overdue.daemon = True

    def told(number: int) -> None:
        if life.cancelling():
            os._exit(128 + number)
        log.info("closing", component="gateway", signal=signal.Signals(number).name)
        overdue.start()
        life.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told, number)
    try:
        await life
    except asyncio.CancelledError:
        log.info("closed", component="gateway")
    finally:
        overdue.cancel()


def main() -> int:
    """Settings, logs, then the loop; a wrong setting is one sentence each on stderr."""
    speak()
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # a line for each page of a feed
    try:
        settings = read(GatewaySettings)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(until_told(settings))
    except SettingsWrong as wrong:
        print(*wrong.sentences, sep="\n", file=sys.stderr)
        return BAD_SETTINGS
    except UndefinedTableError:
        return TRY_AGAIN_LATER
    except IssuerRefused as refused:
        print(refused, file=sys.stderr)
        return BAD_SETTINGS
    return 0


if __name__ == "__main__":
    sys.exit(main())
