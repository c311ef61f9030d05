"""The tree as tiles of 256 neighbouring hashes, and its entries in bundles (C2SP tlog-tiles).

A full tile never changes. The last one of each level is partial: how wide it is says the tree.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from services.kernel.values import State
from services.proof.merkle import HASH, node_hash, root_of

WIDE = 256
"""Hashes in a full tile."""

_HEIGHT = 8
_MOST_LEVELS = 64
_LONGEST_ENTRY = 0xFFFF
_PATH = re.compile(
    r"(?:(?P<level>0|[1-9][0-9]?)|entries)/(?P<index>(?:x[0-9]{3}/)*[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


class Tile(State):
    """One tile's place: `level` None for a bundle of entries; `width` as far as the tree goes."""

    level: int | None
    index: int
    width: int = WIDE

    @property
    def path(self) -> str:
        """Where it is served, below `tile/`: `0/x001/x234/067.p/8`."""
        level = "entries" if self.level is None else str(self.level)
        partial = "" if self.width == WIDE else f".p/{self.width}"
        return f"{level}/{_digits(self.index)}{partial}"

    @property
    def span(self) -> tuple[int, int]:
        """The leaves it spans."""
        each = WIDE ** (self.level or 0)
        return self.index * WIDE * each, (self.index * WIDE + self.width) * each


def parse(path: str) -> Tile:
    """The tile of a path below `tile/`. Raises ValueError for what is no such path."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise ValueError("not the path of a tile")
    level = None if found["level"] is None else int(found["level"])
    tile = Tile(
        level=level,
        index=int(re.sub("[x/]", "", found["index"])),
        width=WIDE if found["width"] is None else int(found["width"]),
    )
    if tile.path != path or (level or 0) >= _MOST_LEVELS:
        raise ValueError("not the path of a tile")
    return tile


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of hashes that a tree of this size has, level by level."""
    level = 0
    while size:
        for index in range(size // WIDE):
            yield Tile(level=level, index=index)
        if size % WIDE:
            yield Tile(level=level, index=size // WIDE, width=size % WIDE)
        size //= WIDE
        level += 1


def home(level: int, index: int, size: int) -> tuple[Tile, slice]:
    """In which tile of a tree of `size` a node's hash is found, or the hashes it is made of."""
    tile_level, within = divmod(level, _HEIGHT)
    first = index << within
    tile = first // WIDE
    width = min(WIDE, (size // WIDE**tile_level) - tile * WIDE)
    begin = first % WIDE
    return Tile(level=tile_level, index=tile, width=width), slice(begin, begin + (1 << within))


def node(tile: Callable[[Tile], Sequence[bytes]], size: int) -> Callable[[int, int], bytes]:
    """The nodes of a tree of `size`, from its tiles."""

    def hash_at(level: int, index: int) -> bytes:
        where, part = home(level, index, size)
        return root_of(tile(where)[part])

    return hash_at


def joined(hashes: Sequence[bytes]) -> bytes:
    """A tile's bytes."""
    return b"".join(hashes)


def hashes(tile: bytes) -> list[bytes]:
    """A tile's hashes. Raises ValueError where the bytes are none."""
    if not tile or len(tile) % HASH or len(tile) > HASH * WIDE:
        raise ValueError("not a tile")
    return [tile[at : at + HASH] for at in range(0, len(tile), HASH)]


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries, each behind its length."""
    if any(len(entry) > _LONGEST_ENTRY for entry in entries):
        raise ValueError("an entry is too long for a bundle")
    return b"".join(len(entry).to_bytes(2) + entry for entry in entries)


def entries(packed: bytes) -> list[bytes]:
    """The entries of a bundle. Raises ValueError where the bytes are none."""
    found: list[bytes] = []
    at = 0
    while at < len(packed):
        length = int.from_bytes(packed[at : at + 2])
        found.append(packed[at + 2 : at + 2 + length])
        at += 2 + length
    if at != len(packed):
        raise ValueError("not a bundle of entries")
    return found


class Full(State):
    """A tile that has just become full: it stays as it is."""

    level: int
    index: int
    hashes: bytes
    root: bytes


class Edge:
    """The right edge of a growing tree: all that is needed to go on, and to say its root."""

    def __init__(self, size: int = 0, levels: Sequence[Sequence[bytes]] = ()) -> None:
        """`levels`: the hashes of the partial tile of each level of a tree of `size`."""
        self.size = size
        self._levels = [list(each) for each in levels]

    def append(self, leaf: bytes) -> list[Full]:
        """One leaf hash more; the tiles that it filled, lowest first."""
        self.size += 1
        full: list[Full] = []
        level, rising = 0, leaf
        while True:
            if level == len(self._levels):
                self._levels.append([])
            row = self._levels[level]
            row.append(rising)
            if len(row) < WIDE:
                return full
            rising = root_of(row)
            index = self.size // WIDE ** (level + 1) - 1
            full.append(Full(level=level, index=index, hashes=joined(row), root=rising))
            row.clear()
            level += 1

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        root: bytes | None = None
        for row in self._levels:
            end = len(row)
            while end:
                width = end & -end  # the smallest perfect subtree stands at the right
                subtree = root_of(row[end - width : end])
                root = subtree if root is None else node_hash(subtree, root)
                end -= width
        return root_of([]) if root is None else root


def edge_tiles(size: int) -> list[Tile]:
    """The partial tile of each level at the right edge; of width 0 where it has just been filled.

    Reading these is enough to go on from a tree of this size.
    """
    found: list[Tile] = []
    level = 0
    while size >> (_HEIGHT * level):
        here = size >> (_HEIGHT * level)
        found.append(Tile(level=level, index=here // WIDE, width=here % WIDE))
        level += 1
    return found


def _digits(index: int) -> str:
    text = str(index)
    text = text.zfill(-(-len(text) // 3) * 3)
    parts = [text[at : at + 3] for at in range(0, len(text), 3)]
    return "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
