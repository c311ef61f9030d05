"""Is this program alive, and can it do its work? Asked by whoever starts and watches it.

Alive is a question to the event loop, put by a thread: a loop that stands still for a minute is
ended, since nothing inside it could do so. Ready means that everything it needs really answers.
"""

import asyncio
import os
import sys
import threading
import time
import traceback
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.plumbing.bus import TRY_AGAIN_LATER

log = structlog.get_logger()

type Check = Callable[[], Awaitable[bool]]

_ANSWERS_WITHIN = 2.0


class Heartbeat:
    """The event loop's pulse, felt by a thread."""

    def __init__(self, *, every: float = 1.0, slow: float = 5.0, dead: float = 60.0) -> None:
        self._every, self._slow, self._dead = every, slow, dead
        self._last = time.monotonic()
        self._stopped = threading.Event()

    @property
    def age(self) -> float:
        """Seconds since the loop last answered."""
        return time.monotonic() - self._last

    @property
    def alive(self) -> bool:
        return self.age < self._slow

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Feel the running loop's pulse inside."""
        loop, owner = asyncio.get_running_loop(), threading.get_ident()
        watcher = threading.Thread(
            target=self._watch, args=(loop, owner), name="heartbeat", daemon=True
        )
        watcher.start()
        try:
            yield
        finally:
            self._stopped.set()

    def _beat(self) -> None:
        self._last = time.monotonic()

    def _watch(self, loop: asyncio.AbstractEventLoop, owner: int) -> None:
        told = False
        while not self._stopped.wait(self._every):
            if self.age > self._dead:
                log.critical("the event loop stands still; starting anew", frames=_at(owner))
                os._exit(TRY_AGAIN_LATER)
            if not self.alive and not told:
                log.error("the event loop does not answer", frames=_at(owner))
            told = not self.alive
            try:
                loop.call_soon_threadsafe(self._beat)
            except RuntimeError:  # the loop was closed: the program is ending
                return


def _at(thread: int) -> list[str]:
    frame = sys._current_frames().get(thread)
    stack = traceback.extract_stack(frame)[-10:] if frame is not None else []
    return [f"{Path(each.filename).name}:{each.lineno}:{each.name}" for each in stack]


def routes(
    heartbeat: Heartbeat, ready: Mapping[str, Check], told: Callable[[bool], None] = lambda _: None
) -> list[Route]:
    """`/healthz` and `/readyz`; the second names what does not answer, and tells `told`."""

    async def healthz(_: Request) -> Response:
        return _answer({"alive": heartbeat.alive}, heartbeat.alive)

    async def readyz(_: Request) -> Response:
        asked = dict(ready)  # what is asked for may become something else before all have answered
        answers = await asyncio.gather(*(_asked(check) for check in asked.values()))
        found = dict(zip(asked, answers, strict=True))
        told(all(answers))
        return _answer(found, all(answers))

    return [Route("/healthz", healthz), Route("/readyz", readyz)]


async def _asked(check: Check) -> bool:
    """No answer in time, or trouble of whatever kind, is a no: the name of the check says where."""
    try:
        async with asyncio.timeout(_ANSWERS_WITHIN):
            return await check()
    except Exception as trouble:
        log.debug("not ready", kind=type(trouble))
        return False


def _answer(found: Mapping[str, bool], good: bool) -> Response:
    return Response(
        orjson.dumps({"ok": good, **found}),
        status_code=200 if good else 503,
        media_type="application/json",
        headers={"cache-control": "no-store"},
    )
