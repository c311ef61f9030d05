"""Tiles are laid out as in C2SP tlog-tiles, and an independent reader proves the tree from them."""

from collections.abc import Sequence

import aics_tlog
import aics_tlog.tiles
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.proof import tiles
from services.proof.merkle import consistency, hash_of, inclusion, leaf_hash, root_of
from services.proof.tiles import WIDE, Edge, Full, Tile, edge_tiles, parse, tiles_of


def entries_of(count: int) -> list[bytes]:
    return [f"event {n}".encode() for n in range(count)]


class Grown:
    """A tree grown leaf by leaf, its full tiles kept as a log keeps them."""

    def __init__(self, count: int) -> None:
        self.entries = entries_of(count)
        self.leaves = [leaf_hash(each) for each in self.entries]
        self.edge = Edge()
        self.full: list[Full] = []
        for leaf in self.leaves:
            self.full += self.edge.append(leaf)

    def tile(self, where: Tile) -> Sequence[bytes]:
        """From the kept full tiles, else from the roots of those below, else from the leaves."""
        kept = {(each.level, each.index): each for each in self.full}
        begin = where.index * WIDE
        if (found := kept.get((where.level or 0, where.index))) is not None:
            return tiles.hashes(found.hashes)[: where.width]
        if where.level == 0:
            return self.leaves[begin : begin + where.width]
        below = (where.level or 0) - 1
        return [kept[(below, begin + n)].root for n in range(where.width)]

    def served(self) -> dict[str, bytes]:
        """Every file that a reader of this tree may ask for."""
        size = len(self.leaves)
        found = {f"tile/{each.path}": tiles.joined(self.tile(each)) for each in tiles_of(size)}
        for each in tiles_of(size):
            if each.level == 0:
                bundle = Tile(level=None, index=each.index, width=each.width)
                begin, end = bundle.span
                found[f"tile/{bundle.path}"] = tiles.bundle(self.entries[begin:end])
        return found


def test_the_tiles_of_seventy_thousand_entries() -> None:
    """The example of the specification."""
    found = list(tiles_of(70_000))
    full = [each for each in found if each.width == WIDE]
    partial = [(each.level, each.width) for each in found if each.width < WIDE]
    assert [each.level for each in full] == [0] * 273 + [1]
    assert partial == [(0, 112), (1, 17), (2, 1)]
    assert [(each.level, each.width) for each in tiles_of(256)] == [(0, 256), (1, 1)]


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(level=0, index=0), "0/000"),
        (Tile(level=1, index=1_234_067), "1/x001/x234/067"),
        (Tile(level=0, index=1000, width=8), "0/x001/000.p/8"),
        (Tile(level=None, index=999, width=255), "entries/999.p/255"),
        (Tile(level=63, index=5), "63/005"),
    ],
)
def test_paths_are_those_of_the_specification(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert parse(path) == tile
    if tile.level is not None:
        partial = None if tile.width == WIDE else tile.width
        assert aics_tlog.tiles.tile_path(tile.level, tile.index, partial).endswith(path)


@pytest.mark.parametrize(
    "path",
    ["0/0", "00/000", "64/000", "0/x000/001", "0/001.p/256", "0/001.p/0", "0/001.p/01", "0/-01",
     "0/001/", "../0/001", "0/x001", "entries", "1e/000", "0/１２３", "0/000.p/8/"],
)  # fmt: skip
def test_no_other_path_is_one(path: str) -> None:
    with pytest.raises(ValueError, match="not the path of a tile"):
        parse(path)


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_800])
def test_an_independent_reader_finds_the_same_tree(size: int) -> None:
    grown = Grown(size)
    assert grown.edge.size == size
    assert grown.edge.root() == root_of(grown.leaves)
    served = grown.served()
    assert served == aics_tlog.tiles.materialise_tiles(grown.entries)
    if size:
        reader = aics_tlog.tiles.MemoryTileReader(served)
        assert aics_tlog.tree_root_from_tiles(reader, size) == grown.edge.root()
        report = aics_tlog.verified.audit_tiles(reader, size, grown.edge.root())
        assert report is not None


@given(st.integers(0, 1500), st.integers(0, 1500))
def test_a_tree_goes_on_from_its_edge_as_if_it_had_never_stopped(begun: int, more: int) -> None:
    grown = Grown(begun)
    edge = Edge(begun, [grown.tile(each) if each.width else [] for each in edge_tiles(begun)])
    for entry in entries_of(begun + more)[begun:]:
        edge.append(leaf_hash(entry))
    assert edge.root() == Grown(begun + more).edge.root()


@given(st.data())
def test_proofs_from_tiles_are_those_of_an_independent_reader(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 1200))
    index = data.draw(st.integers(0, size - 1))
    grown = Grown(size)
    node = tiles.node(grown.tile, size)
    reader = aics_tlog.tiles.MemoryTileReader(grown.served())
    assert [hash_of(span, node) for span in inclusion(index, size)] == list(
        aics_tlog.inclusion_proof_from_tiles(reader, index, size)
    )
    assert [hash_of(span, node) for span in consistency(index, size)] == list(
        aics_tlog.consistency_proof_from_tiles(reader, index, size)
    )


def test_entries_stand_behind_their_lengths() -> None:
    assert tiles.bundle([b"a", b"", b"bc"]) == b"\0\1a\0\0\0\2bc"
    assert tiles.entries(b"\0\1a\0\0\0\2bc") == [b"a", b"", b"bc"]
    for broken in (b"\0", b"\0\2a", b"\0\0\0"):
        with pytest.raises(ValueError, match="not a bundle"):
            tiles.entries(broken)
    with pytest.raises(ValueError, match="too long"):
        tiles.bundle([bytes(0x10000)])
    for broken in (b"", bytes(31), bytes(32 * 257)):
        with pytest.raises(ValueError, match="not a tile"):
            tiles.hashes(broken)
