"""The gateway's inside on a real database: projector, queries and the rest, wired for a test."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from services.gateway.asking import Statistics
from services.gateway.parking import Parking
from services.gateway.projector import Projector
from services.gateway.queries import Queries
from services.gateway.readmodels.every import every as every_model
from services.gateway.rebuilding import Rebuilding
from services.gateway.statistics.every import every as every_statistic
from services.gateway.store import MIGRATIONS, open_store
from services.gateway.tables import Pool
from services.gateway.waiting import Tide
from services.kernel import ReadModel, Vocabulary
from tests.conftest import FreshDatabase, MakeDatabase
from tests.gateway.paper import WORDS, Paper
from tests.plumbing.rooms import a_database

# Everything that a log leaves behind: two gateways that heard the same show the same here.
_DUMP = """
SELECT 'card' AS what, to_jsonb(t) - 'version' AS row FROM card t
UNION ALL SELECT 'cell', to_jsonb(t) - 'version' FROM cell t
UNION ALL SELECT 'series', to_jsonb(t) - 'version' FROM series t
UNION ALL SELECT 'heard', to_jsonb(t) FROM heard t
UNION ALL SELECT 'parked', to_jsonb(t) - 'version' - 'parked_at' FROM parked t
UNION ALL SELECT 'checkpoint', to_jsonb(t) - ARRAY['version', 'moved_at', 'turn']
    FROM checkpoint t
"""


@dataclass(frozen=True)
class Gateway:
    """Everything of the gateway that is behind its door."""

    pool: Pool
    projector: Projector
    queries: Queries
    statistics: Statistics
    parking: Parking
    rebuilding: Rebuilding
    tide: Tide
    parked: dict[tuple[str, str, str], int]

    async def hear(self, paper: Paper, batch: int = 500) -> None:
        """Follow a log to its end, as a follower does."""
        after = await self.projector.position(paper.room, paper.log)
        while events := paper.events[after : after + batch]:
            await self.projector.apply(paper.room, paper.log, events)
            after = events[-1].position

    async def dump(self) -> list[str]:
        """All that is kept, in a fixed order."""
        return sorted(f"{row['what']} {row['row']}" for row in await self.pool.fetch(_DUMP))

    async def wipe(self) -> None:
        """Drop every row."""
        for table in ("checkpoint", "build", "alias", "heard", "card", "cell", "series", "parked"):
            await self.pool.execute(f"DELETE FROM {table}")


async def migrated(database: MakeDatabase) -> FreshDatabase:
    """An empty database with the gateway's tables."""
    return await a_database(database, MIGRATIONS)


@asynccontextmanager
async def a_gateway(
    where: FreshDatabase,
    models: Sequence[ReadModel[Any]] = every_model,
    words: Mapping[str, Vocabulary[Any]] = WORDS,
) -> AsyncIterator[Gateway]:
    """One gateway process on that database."""
    async with open_store(where.service_url) as pool:
        tide = Tide()
        parked: dict[tuple[str, str, str], int] = {}

        def count(projection: str, room: str, log: str, streams: int) -> None:
            parked[projection, room, log] = streams

        projector = Projector(pool, models, words, tide, count)
        queries = Queries(pool, models, words, tide)
        yield Gateway(
            pool=pool,
            projector=projector,
            queries=queries,
            statistics=Statistics(pool, every_statistic, queries, words),
            parking=Parking(pool, models, words),
            rebuilding=Rebuilding(pool, models, projector),
            tide=tide,
            parked=parked,
        )
