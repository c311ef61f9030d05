"""Growing a log's tree after the log, and signing it every few seconds; one replica at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from uuid import NAMESPACE_URL, uuid5

import structlog

from services.kernel.actor import system
from services.kernel.ask import Ask
from services.kernel.refusal import CommandIdReused
from services.kernel.replies import Accepted
from services.kernel.values import Command
from services.plumbing.proving.gate import Gate
from services.plumbing.proving.records import Epoch, Kept, TreeDiffers
from services.plumbing.proving.remembered import Remembered
from services.plumbing.proving.tables import Tree
from services.proof.checkpoint import Checkpoint, epoch_of, origin_of
from services.proof.leaf import leaf_of
from services.proof.note import Note, Signer
from services.proof.tiles import Edge, Full

log = structlog.get_logger()

AT_ONCE = 500
_POLL = 0.5
_TREE = "tree"


class Integrator:
    """The tree of one log, as its one keeper grows it."""

    def __init__(
        self,
        tree: Tree,
        gate: Gate,
        remembered: Remembered,
        room: str,
        key: Signer,
        *,
        every: float,
        epoch_command: type[Command] | None,
        execute: Callable[[Ask], Awaitable[Accepted]],
        doubt: Callable[[], None],
    ) -> None:
        """`doubt` is told when the log is not what it was: then everything is compared."""
        self._tree, self._gate, self._remembered = tree, gate, remembered
        self._room, self._key, self._every = room, key, every
        self._epoch_command, self._execute = epoch_command, execute
        self._doubt = doubt
        self.wanted = asyncio.Event()
        """Set by whoever would have the log signed at once."""

    @property
    def street(self) -> str:
        return self._tree.log

    async def run(self) -> None:
        """Grow and sign, until cancelled; from where the database says, after any oddity."""
        faulted = 0
        while True:
            stands = await self._tree.stands()
            if stands is not None and stands.epoch != faulted:
                if faulted:
                    self._gate.looked(self.street, _TREE)
                if self._gate.opened(self.street):
                    try:
                        await self._own_the_epoch(stands.epoch)
                        await self._grow(stands.epoch)
                    except TreeDiffers as differs:
                        faulted = stands.epoch
                        self._gate.close(self.street, _TREE, str(differs))
            await asyncio.sleep(_POLL)

    async def _grow(self, epoch: int) -> None:
        """From the last checkpoint on; returns when the log turns out to be another."""
        signed = await self._tree.last(epoch)
        size = signed.size if signed is not None and signed.epoch == epoch else 0
        edge = await self._tree.edge(epoch, size)
        if signed is not None and size and edge.root() != signed.root:
            raise TreeDiffers(f"the first {size} events are not those that were signed")
        last: bytes | None = None
        clock = asyncio.get_running_loop().time
        due = clock()
        while self._gate.opened(self.street):
            overlap = 0 if last is None else 1
            events = await self._tree.read(edge.size - overlap, AT_ONCE)
            if overlap and (not events or leaf_of(events[0]) != last):
                log.warning("log is not where it was", street=self.street, position=edge.size)
                self._doubt()
                return
            full: list[Full] = []
            for stored in events[overlap:]:
                last = leaf_of(stored)
                full += edge.append(last)
            if full:
                await self._tree.keep(epoch, full)
            if len(events) == AT_ONCE:
                continue
            if edge.size > size and (clock() >= due or self.wanted.is_set()):
                if not await self._sign(epoch, edge):
                    return
                size, due = edge.size, clock() + self._every
            self.wanted.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.wanted.wait(), min(_POLL, self._every))
            stands = await self._tree.stands()
            if stands is None or stands.epoch != epoch:
                return

    async def _sign(self, epoch: int, edge: Edge) -> bool:
        """Remembered outside the database first: what was signed is never forgotten.

        False where another keeper on this machine has meanwhile signed more.
        """
        origin = origin_of(self._key.verifier.name, self.street, epoch)
        checkpoint = Checkpoint(origin=origin, size=edge.size, root=edge.root())
        if not self._goes_on(checkpoint):
            return False
        note = checkpoint.signed(self._key.named(origin))
        self._remembered.write(self.street, note)
        await self._tree.sign(
            Kept(epoch=epoch, size=checkpoint.size, root=checkpoint.root, note=note)
        )
        return True

    def _goes_on(self, checkpoint: Checkpoint) -> bool:
        told = self._remembered.read(self.street)
        before = None if told is None else Checkpoint.read(Note.read(told).text)
        if before is None or before.origin != checkpoint.origin:
            return True
        if before.size == checkpoint.size and before.root != checkpoint.root:
            raise TreeDiffers(f"other {before.size} events were signed")
        return before.size <= checkpoint.size

    async def _own_the_epoch(self, epoch: int) -> None:
        """The log itself says where its history broke, and why."""
        if epoch == 1 or self._epoch_command is None:
            return
        opened = (await self._tree.epochs())[-1]
        command = self._epoch_command.model_validate(
            {
                "room": self._room,
                "number": opened.number,
                "reason": opened.reason,
                "size": opened.size,
                "broken": await self._broken(opened),
            }
        )
        command_id = uuid5(NAMESPACE_URL, f"{self._room}/{self.street}/{opened.opened_at}")
        asker = system(self._room, self.street)
        with suppress(CommandIdReused):  # recorded before, when another note was remembered
            await self._execute(Ask(command=command, command_id=command_id, principal=asker))

    async def _broken(self, opened: Epoch) -> str | None:
        """The last note of the time before, as it is remembered here or else kept in the log."""
        told = self._remembered.read(self.street)
        if told is not None:
            _, epoch = epoch_of(Checkpoint.read(Note.read(told).text).origin)
            if epoch < opened.number:
                return told
        kept = await self._tree.last(opened.number - 1)
        return None if kept is None else kept.note
