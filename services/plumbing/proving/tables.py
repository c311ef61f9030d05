"""A log's tree as its database keeps it: full tiles, signed checkpoints, epochs."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime

import asyncpg

from services.kernel.record import Stored
from services.plumbing.proving import statements
from services.plumbing.proving.records import Epoch, Kept, Stands, TreeDiffers
from services.proof import tiles
from services.proof.leaf import leaf_of
from services.proof.merkle import Span, hash_of, perfect
from services.proof.tiles import WIDE, Edge, Full, Tile, edge_tiles, home

type Pool = asyncpg.Pool[asyncpg.Record]
type Read = Callable[[str, int, int], Awaitable[Sequence[Stored]]]
"""Events of a log after a position, so many at most."""

_PATIENCE = 5.0


class Tree:
    """The tree of one log."""

    def __init__(self, pool: Pool, read: Read, log: str) -> None:
        self._pool, self._read, self.log = pool, read, log

    async def stands(self, at: int = 0) -> Stands | None:
        """None for a log that has not begun."""
        row = await self._pool.fetchrow(statements.STANDS, self.log, at, timeout=_PATIENCE)
        return None if row is None else Stands(**row)

    async def epochs(self) -> list[Epoch]:
        """Those after the first, in order."""
        rows = await self._pool.fetch(statements.EPOCHS, self.log, timeout=_PATIENCE)
        return [
            Epoch(
                number=row["number"],
                reason=row["reason"],
                size=row["size"],
                opened_at=row["opened_at"].isoformat(),
            )
            for row in rows
        ]

    async def last(self, epoch: int) -> Kept | None:
        """The last checkpoint signed in this epoch or before."""
        row = await self._pool.fetchrow(statements.LAST, self.log, epoch, timeout=_PATIENCE)
        return None if row is None else Kept(**row)

    async def said_of(self, room: str) -> str | None:
        """The longest checkpoint of this room that was anchored here, of its latest epoch."""
        note: str | None = await self._pool.fetchval(
            statements.SAID, self.log, f"anchor-{room}", timeout=_PATIENCE
        )
        return note

    async def anchored_at(self) -> datetime | None:
        """When a checkpoint was last anchored here, else when the log began."""
        moment: datetime | None = await self._pool.fetchval(
            statements.ANCHORED_AT, self.log, timeout=_PATIENCE
        )
        return moment

    async def read(self, after: int, limit: int) -> Sequence[Stored]:
        """Events of the log itself."""
        return await self._read(self.log, after, limit)

    async def tile(self, epoch: int, tile: Tile) -> list[bytes]:
        """A tile's hashes: kept, or made of what is below it."""
        level, begin = tile.level or 0, tile.index * WIDE
        kept = await self._pool.fetchval(
            statements.FULL, self.log, epoch, level, tile.index, timeout=_PATIENCE
        )
        if kept is not None:
            return tiles.hashes(kept)[: tile.width]
        if level == 0:
            return [leaf_of(each) for each in await self.events(tile)]
        rows = await self._pool.fetch(
            statements.ROOTS,
            self.log,
            epoch,
            level - 1,
            begin,
            begin + tile.width,
            timeout=_PATIENCE,
        )
        if len(rows) != tile.width:
            raise TreeDiffers(f"{self.log}: tiles of level {level - 1} are missing")
        return [row["root"] for row in rows]

    async def events(self, tile: Tile) -> Sequence[Stored]:
        """The events a tile of the lowest level is about."""
        begin = tile.index * WIDE
        found = await self._read(self.log, begin, tile.width)
        if len(found) != tile.width or found[-1].position != begin + tile.width:
            raise TreeDiffers(f"{self.log}: events are missing after {begin}")
        return found

    async def hashes(self, epoch: int, size: int, spans: Iterable[Span]) -> list[bytes]:
        """The hashes over these spans of leaves in the tree of `size`."""
        spans = list(spans)
        nodes = [each for span in spans for each in perfect(span)]
        wanted = {home(level, index, size)[0] for level, index in nodes}
        found: Mapping[Tile, list[bytes]] = {each: await self.tile(epoch, each) for each in wanted}
        node = tiles.node(found.__getitem__, size)
        return [hash_of(span, node) for span in spans]

    async def root(self, epoch: int, size: int) -> bytes:
        """The root as it was when the log was so long."""
        return (await self.hashes(epoch, size, [(0, size)]))[0]

    async def edge(self, epoch: int, size: int) -> Edge:
        """Where the tree of this size goes on."""
        levels = [await self.tile(epoch, each) if each.width else [] for each in edge_tiles(size)]
        return Edge(size, levels)

    async def keep(self, epoch: int, full: Sequence[Full]) -> None:
        """Full tiles, for good. Raises TreeDiffers where one is kept already and is another."""
        levels, indices = [each.level for each in full], [each.index for each in full]
        hashes, roots = [each.hashes for each in full], [each.root for each in full]
        done = await self._pool.execute(
            statements.KEEP, self.log, epoch, levels, indices, hashes, roots, timeout=_PATIENCE
        )
        if done != f"INSERT 0 {len(full)}" and await self._pool.fetchval(
            statements.DIFFERS, self.log, epoch, levels, indices, roots, timeout=_PATIENCE
        ):
            raise TreeDiffers(f"{self.log}: a tile was made of other events")

    async def sign(self, kept: Kept) -> None:
        """Keep a checkpoint that was signed."""
        await self._pool.execute(
            statements.SIGN,
            self.log,
            kept.epoch,
            kept.size,
            kept.root,
            kept.note,
            timeout=_PATIENCE,
        )
