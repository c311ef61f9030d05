"""A baseline: what `pgbench` gets out of the same Postgres with one bare insert a transaction."""

import asyncio
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import asyncpg

from tests.load.figures import Run
from tests.load.ground import Ground
from tests.load.programs import postgres_program
from tests.load.spent import backends, spending, until_gone

BODY = 220
"""Bytes of the row's body: about an event's."""

_TABLE = """
CREATE TABLE bare (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream   text    NOT NULL,
    version  bigint  NOT NULL,
    type     text    NOT NULL,
    body     bytea   NOT NULL
)
"""
_INSERT = r"""
\set stream random(1, 100000)
INSERT INTO bare (stream, version, type, body)
VALUES ('party-' || :stream, 1, 'PartyOrgAssessed', decode(repeat('ab', {body}), 'hex'))
"""
_SAMPLED = 0.05


class Pgbench:
    """Bare inserts into a table of their own."""

    def __init__(self, ground: Ground, owner_url: str) -> None:
        self._ground, self._url = ground, owner_url

    async def prepare(self) -> None:
        connection: asyncpg.Connection[asyncpg.Record] = await asyncpg.connect(self._url)
        try:
            await connection.execute(_TABLE)
        finally:
            await connection.close()

    async def run(self, clients: int, seconds: float) -> Run:
        """As many inserts as fit into the time, by so many clients.

        Its time counts from its start: where connecting took all of it, it is asked again.
        """
        while True:
            run = await self._once(clients, seconds)
            if run is not None:
                return run
            seconds *= 2

    async def _once(self, clients: int, seconds: float) -> Run | None:
        parts = urlsplit(self._url)
        with TemporaryDirectory() as aside:
            script = Path(aside) / "insert.sql"
            script.write_text(_INSERT.format(body=BODY))
            others = backends(self._ground.postgres.pid, parts.path[1:])
            with spending({"postgres": self._ground.postgres.pid}, own="") as spent:
                process = await asyncio.create_subprocess_exec(
                    postgres_program("pgbench"),
                    *("--no-vacuum", "--protocol=prepared", f"--client={clients}"),
                    *(f"--jobs={min(clients, 2)}", f"--time={max(1, round(seconds))}"),
                    *("--log", f"--sampling-rate={_SAMPLED}", f"--file={script}"),
                    cwd=aside,
                    env={
                        **os.environ,
                        "PGHOST": parts.hostname or "",
                        "PGPORT": str(parts.port),
                        "PGUSER": parts.username or "",
                        "PGPASSWORD": parts.password or "",
                        "PGDATABASE": parts.path[1:],
                    },
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.STDOUT,
                )
                said, _ = await process.communicate()
                await until_gone(self._ground.postgres.pid, parts.path[1:], but=others)
            assert process.returncode == 0, said.decode()
            latencies = [
                int(line.split()[2]) / 1e6
                for log in Path(aside).glob("pgbench_log.*")
                for line in log.read_text().splitlines()
            ]
        told = _told(said.decode())
        if told is None:
            return None
        count, rate = told
        return Run(count=count, seconds=count / rate, latencies=latencies, cpu=spent.cpu)


def _told(said: str) -> tuple[int, float] | None:
    """Transactions and transactions a second, connecting left out; None where there were none."""
    count = re.search(r"actually processed: (\d+)", said)
    rate = re.search(r"^tps = ([0-9.]+)", said, re.MULTILINE)
    assert count is not None, said
    return None if rate is None else (int(count[1]), float(rate[1]))
