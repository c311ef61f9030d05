"""Three rooms' logs on paper with their trees and signatures, as an export reads them."""

from collections.abc import Iterator, Sequence
from typing import Any

from services.kernel.record import Stored
from services.plumbing.envelope import as_json
from services.proof import tiles
from services.proof.checkpoint import Checkpoint
from services.proof.leaf import leaf_of
from services.proof.merkle import root_of
from services.proof.note import Signer
from services.proof.tiles import WIDE, Tile
from tests.gateway.paper import Paper
from tests.scenario import STREET


def key(room: str) -> Signer:
    """The key of a room's log."""
    seed = room.encode().ljust(32, b".")
    return Signer(f"yizhan.example/{room}/{STREET}", seed)


class PaperSource:
    """What `Logs` gives, from events written by hand."""

    def __init__(self, *papers: Paper) -> None:
        self.papers = {paper.room: paper for paper in papers}

    def about(self, room: str) -> dict[str, Any]:
        verifier = key(room).verifier
        epoch = {"number": 1, "origin": verifier.name, "vkey": verifier.vkey}
        return {"log": STREET, "epochs": [epoch], "broken": None}

    def checkpoint(self, room: str, size: int | None = None) -> str:
        leaves = self._leaves(room)[:size]
        signer = key(room)
        checkpoint = Checkpoint(origin=signer.verifier.name, size=len(leaves), root=root_of(leaves))
        return checkpoint.signed(signer)

    def tile(self, room: str, tile: Tile) -> bytes:
        return tiles.joined(self._hashes(self._leaves(room), tile.level or 0, tile.index))

    def events(self, room: str, until: int) -> Iterator[tuple[dict[str, Any], Stored]]:
        for stored in self.papers[room].events[:until]:
            yield as_json(stored), stored

    def _leaves(self, room: str) -> list[bytes]:
        return [leaf_of(each) for each in self.papers[room].events]

    def _hashes(self, leaves: Sequence[bytes], level: int, index: int) -> list[bytes]:
        each = WIDE**level
        whole = len(leaves) // each
        first = index * WIDE
        return [
            root_of(leaves[n * each : (n + 1) * each])
            for n in range(first, min(first + WIDE, whole))
        ]
