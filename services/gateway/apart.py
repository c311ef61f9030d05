"""Raising builds in processes of their own, one for each core: folding is all computing.

`python -m services.gateway.apart` is such a process: told on stdin what to raise, it ends when that
is done. How far it is stands in the tables, written with every window.
"""

import asyncio
import os
import sys
from collections.abc import Sequence
from typing import Any

import orjson
import uvloop

from services.gateway.dealing import dealt
from services.gateway.http.words import EVENTS
from services.gateway.levelling import Part
from services.gateway.pace import Pace
from services.gateway.raising import Progress, Raising, WouldNotFold
from services.gateway.readmodels.every import every
from services.gateway.store import open_store
from services.gateway.tables import Build, Pool
from services.gateway.windows import Log
from services.plumbing.collecting import seldom

_MODELS = {model.name: model for model in every}
_COUNTS = "SELECT room, log, category, count(*) AS n FROM heard GROUP BY room, log, category"
_STANDS = """
SELECT min(COALESCE(c.position, 0))
FROM unnest($3::text[], $4::integer[]) AS b (projection, version)
LEFT JOIN checkpoint c ON c.room = $1 AND c.log = $2
     AND c.projection = b.projection AND c.version = b.version
"""
_LOOK_AGAIN = 0.5
_PATIENCE = 600.0
_WORTH_A_PROCESS = 25_000
"""Events: starting a process takes as long as folding some thousands."""

_POLITE = 5
"""How far the street's own programs go before (`nice`)."""

_WOULD_NOT_FOLD = 3


class Broken(Exception):
    """A process ended without having done its work; its own words are on stderr."""


class Apart:
    """A way for `Rebuilding` to raise; `a_second`: so many events at most, by all together."""

    def __init__(self, pool: Pool, url: str, processes: int, a_second: float | None = None) -> None:
        self._pool, self._url = pool, url
        self._processes, self._a_second = processes, a_second

    async def __call__(self, parts: Sequence[Part], strict: bool, progress: Progress) -> None:
        rows = await self._pool.fetch(_COUNTS, timeout=_PATIENCE)
        counts = {(Log(room=r["room"], log=r["log"]), r["category"]): r["n"] for r in rows}
        events = sum({part.of: part.until for part in parts}.values())
        if (processes := min(self._processes, events // _WORTH_A_PROCESS)) < 1:
            await self._here(parts, strict, progress)
            return
        hands = dealt(parts, _MODELS, counts, processes)
        watching = asyncio.ensure_future(self._watch(parts, progress))
        try:
            async with asyncio.TaskGroup() as group:
                for hand in hands:
                    group.create_task(self._run(hand, strict, len(hands)))
        except* WouldNotFold as failures:
            raise failures.exceptions[0] from None
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
        await self._tell(parts, progress)

    async def _here(self, parts: Sequence[Part], strict: bool, progress: Progress) -> None:
        raising = Raising(self._pool, _MODELS, EVENTS, Pace(self._a_second), progress)
        for part in parts:
            await raising.raised(part.of, part.builds, part.until, strict=strict)

    async def _run(self, hand: Sequence[Part], strict: bool, hands: int) -> None:
        told = {
            "url": self._url,
            "strict": strict,
            "a_second": None if self._a_second is None else self._a_second / hands,
            "parts": [_said(part) for part in hand],
        }
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "services.gateway.apart"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,  # an operator's Ctrl-C reaches us, and we end it
        )
        try:
            said, _ = await process.communicate(orjson.dumps(told))
        finally:
            if process.returncode is None:
                process.terminate()
                await process.wait()
        match process.returncode:
            case 0:
                return
            case code if code == _WOULD_NOT_FOLD:
                raise WouldNotFold(said.decode())
            case code:
                raise Broken(f"exit {code}")

    async def _watch(self, parts: Sequence[Part], progress: Progress) -> None:
        while True:
            await asyncio.sleep(_LOOK_AGAIN)
            await self._tell(parts, progress)

    async def _tell(self, parts: Sequence[Part], progress: Progress) -> None:
        for part in parts:
            names = [build.projection for build in part.builds]
            versions = [build.version for build in part.builds]
            of = part.of
            stands = await self._pool.fetchval(_STANDS, of.room, of.log, names, versions)
            progress(of.room, of.log, stands, part.until)


def _said(part: Part) -> dict[str, Any]:
    builds = [(build.projection, build.version) for build in part.builds]
    return {"room": part.of.room, "log": part.of.log, "until": part.until, "builds": builds}


async def _raise(told: dict[str, Any]) -> None:
    async with open_store(told["url"], connections=2) as pool:
        raising = Raising(pool, _MODELS, EVENTS, Pace(told["a_second"]))
        for part in told["parts"]:
            of = Log(room=part["room"], log=part["log"])
            wanted = [Build(projection=name, version=n) for name, n in part["builds"]]
            await raising.raised(of, wanted, part["until"], strict=told["strict"])


def main() -> int:
    """What stdin says, and nothing else."""
    os.nice(_POLITE)
    seldom()
    try:
        uvloop.run(_raise(orjson.loads(sys.stdin.buffer.read())))
    except WouldNotFold as failure:
        sys.stdout.write(str(failure))
        return _WOULD_NOT_FOLD
    return 0


if __name__ == "__main__":
    sys.exit(main())
