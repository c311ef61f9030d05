"""The Merkle tree over a log (RFC 6962, RFC 9162): hashes, roots, and proofs checked against them.

Positions are counted from 1 in a log and from 0 in its tree: the leaf of position p is leaf p - 1.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

HASH = 32
"""Bytes in a hash."""

EMPTY = sha256(b"").digest()
"""The root of a tree without leaves."""

type Node = Callable[[int, int], bytes]
"""The hash over the leaves [index · 2^level, (index + 1) · 2^level): `node(level, index)`."""

type Span = tuple[int, int]
"""The leaves from the first number up to, not including, the second."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry, which can never be taken for the hash of two others."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two neighbours."""
    return sha256(b"\x01" + left + right).digest()


def perfect(span: Span) -> Iterator[tuple[int, int]]:
    """The perfect subtrees (level, index) a span of leaves is made of, from left to right.

    The span begins where a subtree as large as itself may begin, as in every tree and proof here.
    """
    begin, end = span
    while begin < end:
        level = (end - begin).bit_length() - 1
        yield level, begin >> level
        begin += 1 << level


def spanned(hashes: Sequence[bytes]) -> bytes:
    """The root over neighbouring perfect subtrees, the largest first."""
    if not hashes:
        return EMPTY
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def hash_of(span: Span, node: Node) -> bytes:
    """The hash over these leaves."""
    return spanned([node(level, index) for level, index in perfect(span)])


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes, from nothing but themselves."""
    row = list(leaves)
    while len(row) > 1:
        pairs = zip(row[::2], row[1::2], strict=False)
        row = [node_hash(left, right) for left, right in pairs] + row[len(row) & ~1 :]
    return row[0] if row else EMPTY


def inclusion(index: int, size: int) -> list[Span]:
    """What proves that leaf `index` is in the tree of `size`: hashes of spans, nearest first."""
    if not 0 <= index < size:
        raise ValueError("no such leaf in a tree of this size")
    spans: list[Span] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((begin, middle))
            begin = middle
    return spans[::-1]


def consistency(old: int, new: int) -> list[Span]:
    """What proves that the tree of `new` leaves begins with the tree of `old`."""
    if not 0 <= old <= new:
        raise ValueError("a tree does not shrink")
    if old in (0, new):
        return []
    spans: list[Span] = []
    begin, end = 0, new
    while end != old:
        middle = begin + _split(end - begin)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((begin, middle))
            begin = middle
    if begin:
        spans.append((begin, end))
    return spans[::-1]


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Is this leaf hash leaf `index` under this root? (RFC 9162, 2.1.3.2)"""
    if not 0 <= index < size or not _hashes(leaf, root, *proof):
        return False
    at, last, found = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(each, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, each)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def consistent(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Does the tree with the new root begin with the one of the old? (RFC 9162, 2.1.4.2)"""
    if not 0 <= old <= new or not _hashes(old_root, new_root, *proof):
        return False
    if old == 0:
        return not proof and old_root == EMPTY and (new > 0 or new_root == EMPTY)
    if old == new:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    found_old = found_new = path[0]
    for each in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            found_old, found_new = node_hash(each, found_old), node_hash(each, found_new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found_new = node_hash(found_new, each)
        at, last = at >> 1, last >> 1
    return last == 0 and found_old == old_root and found_new == new_root


def _split(width: int) -> int:
    """The largest power of two smaller than a width of two or more."""
    return 1 << ((width - 1).bit_length() - 1)


def _hashes(*each: bytes) -> bool:
    return all(len(one) == HASH for one in each)
