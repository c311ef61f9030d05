"""Every replica's own look at its logs: do they still continue what was signed of them?

A quick look every second: the log is not shorter than a moment ago, and its end is the same event.
Whatever is odd is compared with everything that was signed, here and in the other rooms' logs.
"""

import asyncio
from collections.abc import Mapping
from uuid import UUID

import structlog

from services.plumbing.proving.gate import Gate
from services.plumbing.proving.records import Stands, TreeDiffers
from services.plumbing.proving.remembered import Peers, Remembered
from services.plumbing.proving.tables import Tree
from services.plumbing.trouble import passes
from services.proof.checkpoint import Checkpoint, epoch_of, opened, origin_of
from services.proof.note import Note, NoteWrong, Signer

log = structlog.get_logger()

EVERY = 1.0

_WATCH = "watch"


class Watch:
    """One replica's look at one log."""

    def __init__(
        self, tree: Tree, gate: Gate, remembered: Remembered, peers: Peers, room: str, key: Signer
    ) -> None:
        self._tree, self._gate, self._remembered = tree, gate, remembered
        self._peers, self._room, self._key = peers, room, key
        self._seen: tuple[int, UUID | None, int] | None = None
        """Position, its event, and the epoch, when last looked."""
        self._unheard = set(peers.urls)

    @property
    def street(self) -> str:
        return self._tree.log

    async def run(self) -> None:
        """Look, until cancelled."""
        while True:
            try:
                await self.look()
            except Exception as trouble:
                if passes(trouble):
                    log.debug("log not looked at", street=self.street, kind=type(trouble))
                else:
                    log.error("log not looked at", street=self.street, exc_info=trouble)
            await asyncio.sleep(EVERY)

    def doubt(self) -> None:
        """Somebody else has found something odd: compare everything at the next look."""
        self._seen = None

    async def look(self) -> None:
        """Open or close the gate by what is found."""
        seen, own = self._seen, self._own()
        stands = await self._tree.stands(seen[0] if seen else 0)
        if stands is None:
            return
        broken = self._gate.broken(self.street) is not None
        short = own is not None and own.size > stands.position
        if seen is None or broken or short or not _goes_on(seen, stands):
            self._unheard = set(self._peers.urls)
            await self._judge(await self._all_signed(own, stands.epoch))
        elif self._unheard:
            await self._judge(await self._heard())
        self._seen = (stands.position, stands.last_id, stands.epoch)

    async def _judge(self, signed: Mapping[str, Checkpoint]) -> None:
        """All of it was signed before we ask how far the log has come: it grows meanwhile."""
        stands = await self._tree.stands()
        for where, checkpoint in signed.items():
            why = None if stands is None else await self._against(stands, checkpoint)
            if why is not None:
                self._gate.close(self.street, _WATCH, f"{where}: {why}")
                return
        self._gate.looked(self.street, _WATCH)

    async def _against(self, stands: Stands, checkpoint: Checkpoint) -> str | None:
        """What is wrong with the log, given that this was signed of it."""
        _, epoch = epoch_of(checkpoint.origin)
        if epoch < stands.epoch:
            return None  # an operator has owned that this is history no more
        if epoch > stands.epoch:
            return f"epoch {epoch} was signed, the log is in epoch {stands.epoch}"
        if checkpoint.size > stands.position:
            return f"{checkpoint.size} events were signed, {stands.position} are there"
        try:
            root = await self._tree.root(stands.epoch, checkpoint.size)
        except TreeDiffers as differs:
            return str(differs)
        if root != checkpoint.root:
            return f"the first {checkpoint.size} events are not those that were signed"
        return None

    def _own(self) -> Checkpoint | None:
        """From our own disk: what stands there binds, even if the key has changed."""
        note = self._remembered.read(self.street)
        return None if note is None else Checkpoint.read(Note.read(note).text)

    async def _all_signed(self, own: Checkpoint | None, epoch: int) -> dict[str, Checkpoint]:
        """By where it is remembered."""
        found = {} if own is None else {"this machine": own}
        kept = await self._tree.last(epoch)
        if kept is not None:
            found["the database"] = Checkpoint.read(Note.read(kept.note).text)
        return found | await self._heard()

    async def _heard(self) -> dict[str, Checkpoint]:
        """What the other rooms have kept of this log; those that do not answer are asked again."""
        found: dict[str, Checkpoint] = {}
        for peer in sorted(self._unheard):
            path = f"/anchored/{self.street}/{self._room}"
            answered, note = await self._peers.answers(peer, path)
            if answered:
                self._unheard.discard(peer)
            if note:
                checkpoint = self._ours(note)
                if checkpoint is not None:
                    found[f"the log of {peer}"] = checkpoint
        return found

    def _ours(self, note: str) -> Checkpoint | None:
        """A checkpoint that our own key has signed: nobody can shut us out with another."""
        try:
            _, epoch = epoch_of(Checkpoint.read(Note.read(note).text).origin)
            name = origin_of(self._key.verifier.name, self.street, epoch)
            return opened(note, self._key.named(name).verifier)
        except NoteWrong as wrong:
            log.warning(f"anchored checkpoint is not ours: {wrong}", street=self.street)
            return None


def _goes_on(seen: tuple[int, UUID | None, int], stands: Stands) -> bool:
    position, event_id, epoch = seen
    return stands.position >= position and stands.event_id == event_id and stands.epoch == epoch
