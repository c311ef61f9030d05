"""One log in an export: its checkpoint, the hashes of its tree, and each event against them."""

from collections.abc import Sequence
from typing import Any

from services.kernel.record import Stored
from services.proof import tiles
from services.proof.checkpoint import Checkpoint, opened
from services.proof.leaf import leaf_of
from services.proof.merkle import hash_of, root_of
from services.proof.note import NoteWrong, Verifier
from services.proof.tiles import WIDE, Tile, edge_tiles
from services.town.audit.selecting import Expected


class Log:
    """What the file says of one room's log, and whether it can be so."""

    def __init__(self, told: dict[str, Any], trusted: Sequence[Verifier]) -> None:
        """`trusted`: keys the auditor has from elsewhere; without any, the file's own are."""
        self.room: str = told["room"]
        self.whole = told["whole"] is True
        self.note: str = told["checkpoint"]
        self.verifiers = [Verifier.read(each["vkey"]) for each in told["epochs"]]
        self.expected = Expected(told["positions"])
        self.checkpoint: Checkpoint | None = None
        self.trouble: str | None = None
        self._tiles: dict[tuple[int, int], list[bytes]] = {}
        self._true: dict[tuple[int, int], bool] = {}
        try:
            self.checkpoint = self._opened(told["origin"], trusted)
        except NoteWrong as wrong:
            self.trouble = f"checkpoint: {wrong}"

    def _opened(self, origin: str, trusted: Sequence[Verifier]) -> Checkpoint:
        named = [each for each in (trusted or self.verifiers) if each.name == origin]
        if not named:
            raise NoteWrong(f"there is no trusted key of {origin}")
        return opened(self.note, named[0])

    @property
    def size(self) -> int:
        return 0 if self.checkpoint is None else self.checkpoint.size

    def add(self, told: dict[str, Any], hashes: list[bytes]) -> None:
        tile = tiles.parse(told["path"])
        if tile.level is not None and len(hashes) == tile.width:
            self._tiles[(tile.level, tile.index)] = hashes

    def wrong_root(self) -> bool:
        """The tree's right edge does not have the root that was signed."""
        if self.checkpoint is None:
            return False
        found = self.root(self.size)
        right = found == self.checkpoint.root
        for each in edge_tiles(self.size):
            if each.width:
                self._true[(each.level or 0, each.index)] = right
        return not right

    def root(self, size: int) -> bytes | None:
        """The root of the first so many leaves; None where the hashes for that are not there."""

        def tile(where: Tile) -> Sequence[bytes]:
            return self._tiles[(where.level or 0, where.index)][: where.width]

        try:
            return hash_of((0, size), tiles.node(tile, size))
        except KeyError:
            return None

    def against(self, stored: Stored) -> str | None:
        """What is wrong with an event at its position; None if it is the one that was signed."""
        index = stored.position - 1
        if stored.position > self.size:
            return "is not covered by the checkpoint"
        hashes = self._tiles.get((0, index // WIDE))
        if hashes is None or index % WIDE >= len(hashes):
            return "has no proof"
        if hashes[index % WIDE] != leaf_of(stored):
            return "is not the event that was signed"
        if not self._is_true(0, index // WIDE):
            return "stands under hashes that were not signed"
        return None

    def _is_true(self, level: int, index: int) -> bool:
        """Whether a tile belongs to the signed root: through the tiles above it."""
        known = self._true.get((level, index))
        if known is not None:
            return known
        above = self._tiles.get((level + 1, index // WIDE))
        here = self._tiles.get((level, index))
        found = (
            above is not None
            and here is not None
            and index % WIDE < len(above)
            and root_of(here) == above[index % WIDE]
            and self._is_true(level + 1, index // WIDE)
        )
        self._true[(level, index)] = found
        return found
