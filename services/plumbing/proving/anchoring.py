"""Keeping the other rooms' checkpoints in this room's own log, every hour."""

import asyncio
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

import orjson
import structlog

from services.kernel.actor import system
from services.kernel.ask import Ask
from services.kernel.refusal import Refusal
from services.kernel.replies import Accepted
from services.kernel.values import Command
from services.plumbing.proving.gate import Gate
from services.plumbing.proving.remembered import Peers
from services.plumbing.proving.tables import Tree
from services.proof.checkpoint import Checkpoint, epoch_of
from services.proof.merkle import consistent
from services.proof.note import Note, NoteWrong

log = structlog.get_logger()

_LONGEST_SLEEP = 60.0


class Anchoring:
    """One street's checkpoints of the other rooms, on their way into this room's log."""

    def __init__(
        self,
        tree: Tree,
        gate: Gate,
        peers: Peers,
        room: str,
        *,
        every: float,
        command: type[Command],
        execute: Callable[[Ask], Awaitable[Accepted]],
    ) -> None:
        self._tree, self._gate, self._peers, self._room = tree, gate, peers, room
        self._every, self._command, self._execute = every, command, execute

    async def run(self) -> None:
        """Ask the others whenever it is time, until cancelled."""
        clock = asyncio.get_running_loop().time
        asked = clock() - self._every
        while True:
            left = max(await self._left(), asked + self._every - clock())
            if left <= 0:
                for peer in sorted(self._peers.urls):
                    await self._anchor(peer)
                asked, left = clock(), self._every
            await asyncio.sleep(min(left, _LONGEST_SLEEP))

    async def _left(self) -> float:
        """Seconds until the next time; counted from the last one, or from the log's first event."""
        if not self._gate.opened(self._tree.log):
            return min(self._every, 1.0)
        since = await self._tree.anchored_at()
        if since is None:
            return self._every
        return self._every - (datetime.now(UTC) - since).total_seconds()

    async def _anchor(self, peer: str) -> None:
        """Its checkpoint, if it continues the one that is kept here; a break is told and kept out.

        So the log goes on saying what the other one has signed, whatever that one says now.
        """
        street = self._tree.log
        kept = await self._tree.said_of(peer)
        try:
            before = None if kept is None else Checkpoint.read(Note.read(kept).text)
            note = await self._continuing(peer, before)
            if note is not None:
                await self._keep(peer, note, Checkpoint.read(Note.read(note).text))
        except (ValueError, KeyError) as wrong:
            log.error(f"no checkpoint of a peer: {wrong}", source=peer, street=street)
        except Refusal as refusal:
            log.info("checkpoint not kept yet", source=peer, street=street, slug=refusal.slug)

    async def _continuing(self, peer: str, before: Checkpoint | None) -> str | None:
        """The peer's checkpoint. Raises NoteWrong if it does not continue the one before."""
        street = self._tree.log
        _, note = await self._peers.answers(peer, f"/checkpoint/{street}")
        if not note or before is None:
            return note
        now = Checkpoint.read(Note.read(note).text)
        (log_then, then), (log_now, epoch) = epoch_of(before.origin), epoch_of(now.origin)
        if log_now != log_then or epoch < then:
            raise NoteWrong("it bears another log's name, or is of an epoch before")
        if epoch > then or now == before:
            return note
        if now.size < before.size:
            raise NoteWrong(f"{before.size} events were signed, {now.size} are now")
        _, told = await self._peers.answers(peer, f"/proof/{street}/1?from={before.size}")
        if told is None:
            return None
        proven = orjson.loads(told)
        now = Checkpoint.read(Note.read(proven["checkpoint"]).text)
        proof = [b64decode(each) for each in proven["consistency"]["proof"]]
        if not consistent(before.size, now.size, before.root, now.root, proof):
            raise NoteWrong(f"the first {before.size} events are not those that were signed")
        return str(proven["checkpoint"])

    async def _keep(self, peer: str, note: str, checkpoint: Checkpoint) -> None:
        root = b64encode(checkpoint.root).decode()
        told = {"room": peer, "size": checkpoint.size, "root": root, "note": note}
        command = self._command.model_validate(told)
        name = f"{self._room}/{self._tree.log}/anchor/{peer}/{note}"
        asker = system(self._room, self._tree.log)
        command_id = uuid5(NAMESPACE_URL, name)
        await self._execute(Ask(command=command, command_id=command_id, principal=asker))
