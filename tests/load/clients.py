"""Sending the client process at a door, and reading what it brings back as a run."""

import asyncio
import json
import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence
from tempfile import TemporaryFile

from services.town.paths import CHECKOUT
from tests.load.figures import Run
from tests.load.spent import spending

_COME_AGAIN = frozenset({429, 503})
_PATIENCE = 120.0  # seconds after which a client that has not come back is a failure


async def knocked(
    port: int,
    requests: Sequence[bytes],
    servers: Mapping[str, int],
    *,
    seconds: float,
    connections: int = 64,
    status: int = 200,
    module: str = "tests.load.knocking",
    **more: object,
) -> Run:
    """Those requests over and over; every answer has the status, or says to come again."""
    what = {
        "port": port,
        "connections": connections,
        "seconds": seconds,
        "requests": [b64encode(each).decode() for each in requests],
        **more,
    }
    with TemporaryFile() as said:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module),
            cwd=CHECKOUT,
            stdin=asyncio.subprocess.PIPE,
            stdout=said,
        )
        async with asyncio.timeout(seconds + _PATIENCE):
            with spending(servers, own="") as spent:
                await process.communicate(json.dumps(what).encode())
        assert process.returncode == 0, "the client failed: see above"
        said.seek(0)
        told = json.load(said)
    others = {int(each): n for each, n in told["statuses"].items() if int(each) != status}
    assert others.keys() <= _COME_AGAIN, f"answered {others} instead of {status}"
    return Run(
        count=told["count"],
        seconds=told["seconds"],
        latencies=told["latencies"],
        cpu={**spent.cpu, "client": told["cpu"]},
        refused=sum(others.values()),
    )
