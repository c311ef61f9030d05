"""Everything a room does for the proof of its logs, from the key it was given; nothing without."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from services.kernel.ask import Ask
from services.kernel.replies import Accepted
from services.kernel.room import Room
from services.kernel.store import EventStore
from services.plumbing.health import Check
from services.plumbing.leases import Work
from services.plumbing.proving.anchoring import Anchoring
from services.plumbing.proving.gate import Gate
from services.plumbing.proving.integrator import Integrator
from services.plumbing.proving.remembered import Peers, Remembered
from services.plumbing.proving.tables import Tree
from services.plumbing.proving.watch import Watch
from services.plumbing.settings import RoomSettings
from services.proof.checkpoint import origin_of
from services.proof.note import Signer, Verifier

type Pool = asyncpg.Pool[asyncpg.Record]


class Proving:
    """One replica's share. `execute` answers the room's own commands."""

    def __init__(
        self,
        room: Room,
        settings: RoomSettings,
        key: Signer,
        trees: Mapping[str, Tree],
        peers: Peers,
        execute: Callable[[Ask], Awaitable[Accepted]],
        gate: Gate,
    ) -> None:
        self.gate, self.trees, self._key = gate, trees, key
        remembered = Remembered(settings.signed_folder, room.name)
        self._watches = {
            street: Watch(tree, gate, remembered, peers, room.name, key)
            for street, tree in self.trees.items()
        }
        self._integrators = {
            street: Integrator(
                tree,
                gate,
                remembered,
                room.name,
                key,
                every=settings.checkpoint_seconds,
                epoch_command=room.epoch,
                execute=execute,
                doubt=self._watches[street].doubt,
            )
            for street, tree in self.trees.items()
        }
        self._anchorings = {
            street: Anchoring(
                tree,
                gate,
                peers,
                room.name,
                every=settings.anchor_seconds,
                command=room.anchor,
                execute=execute,
            )
            for street, tree in self.trees.items()
            if room.anchor is not None and peers.urls
        }

    @property
    def wanted(self) -> Mapping[str, asyncio.Event]:
        return {street: each.wanted for street, each in self._integrators.items()}

    def verifier(self, street: str, epoch: int) -> Verifier:
        """The public key of a log, under the name it bears in that epoch."""
        origin = origin_of(self._key.verifier.name, street, epoch)
        return self._key.named(origin).verifier

    def works(self) -> dict[str, Work]:
        """What one replica at a time does."""
        works: dict[str, Work] = {
            f"tree/{street}": each.run for street, each in self._integrators.items()
        }
        return works | {f"anchor/{street}": each.run for street, each in self._anchorings.items()}

    def tasks(self) -> Sequence[Coroutine[Any, Any, None]]:
        """What every replica does."""
        return [each.run() for each in self._watches.values()]

    def checks(self) -> dict[str, Check]:
        async def history() -> bool:
            return self.gate.whole

        return {"history": history}


@asynccontextmanager
async def proving_of(
    room: Room,
    settings: RoomSettings,
    store: EventStore,
    pool: Pool,
    execute: Callable[[Ask], Awaitable[Accepted]],
    gate: Gate,
) -> AsyncIterator[Proving]:
    """What the room does for the proof of its logs; without a key it has none to prove."""
    signing = settings.signing_key
    key = Signer.new("unsigned") if signing is None else Signer.read(signing.get_secret_value())
    streets = () if signing is None else settings.streets
    trees = {street: Tree(pool, store.read, street) for street in streets}
    others = {name: url for name, url in settings.feeds.items() if name != room.name}
    token = None if settings.feed_token is None else settings.feed_token.get_secret_value()
    peers = Peers(others, token)
    try:
        yield Proving(room, settings, key, trees, peers, execute, gate)
    finally:
        await peers.close()


def gate_of(settings: RoomSettings) -> Gate:
    """Closed until each log was looked at; of no log where none is signed."""
    return Gate(() if settings.signing_key is None else settings.streets)
