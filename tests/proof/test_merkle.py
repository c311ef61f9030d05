"""The tree of RFC 6962: the published vectors hold, every proof verifies, and no other one does."""

from hashlib import sha256

import aics_tlog
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.proof import merkle
from services.proof.merkle import (
    EMPTY,
    Span,
    consistency,
    consistent,
    hash_of,
    includes,
    inclusion,
    leaf_hash,
    node_hash,
    root_of,
)
from tests.proof.vectors import CONSISTENCY, EMPTY_TREE, INCLUSION, LEAVES, ROOTS


def leaves_of(count: int) -> list[bytes]:
    return [leaf_hash(str(n).encode()) for n in range(count)]


def mth(hashes: list[bytes]) -> bytes:
    """The definition in RFC 6962, 2.1, word for word."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return node_hash(mth(hashes[:k]), mth(hashes[k:]))


def proof(spans: list[Span], hashes: list[bytes]) -> list[bytes]:
    def node(level: int, index: int) -> bytes:
        return mth(hashes[index << level : (index + 1) << level])

    return [hash_of(span, node) for span in spans]


def test_the_reference_roots() -> None:
    assert EMPTY == EMPTY_TREE
    hashes = [leaf_hash(each) for each in LEAVES]
    assert [root_of(hashes[:size]) for size in range(1, 9)] == ROOTS


@pytest.mark.parametrize(("leaf", "size", "expected"), INCLUSION)
def test_the_reference_proofs_of_inclusion(leaf: int, size: int, expected: list[str]) -> None:
    hashes = [leaf_hash(each) for each in LEAVES[:size]]
    found = proof(inclusion(leaf - 1, size), hashes)
    assert [each.hex() for each in found] == expected
    assert includes(hashes[leaf - 1], leaf - 1, size, found, ROOTS[size - 1])


@pytest.mark.parametrize(("old", "new", "expected"), CONSISTENCY)
def test_the_reference_proofs_of_consistency(old: int, new: int, expected: list[str]) -> None:
    found = proof(consistency(old, new), [leaf_hash(each) for each in LEAVES])
    assert [each.hex() for each in found] == expected
    assert consistent(old, new, ROOTS[old - 1], ROOTS[new - 1], found)


@given(st.integers(0, 70))
def test_the_root_is_the_one_of_the_definition(size: int) -> None:
    assert root_of(leaves_of(size)) == mth(leaves_of(size))


@given(st.data())
def test_every_leaf_is_proven_here_and_by_others(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 70))
    index = data.draw(st.integers(0, size - 1))
    hashes = leaves_of(size)
    root, found = mth(hashes), proof(inclusion(index, size), hashes)
    assert found == aics_tlog.MerkleTree([str(n).encode() for n in range(size)]).inclusion_proof(
        index
    )
    assert includes(hashes[index], index, size, found, root)
    assert aics_tlog.verify_inclusion(hashes[index], index, size, found, root)


@given(st.data())
def test_every_growth_is_proven_here_and_by_others(data: st.DataObject) -> None:
    new = data.draw(st.integers(0, 70))
    old = data.draw(st.integers(0, new))
    hashes = leaves_of(new)
    old_root, new_root = mth(hashes[:old]), mth(hashes)
    found = proof(consistency(old, new), hashes)
    assert consistent(old, new, old_root, new_root, found)
    assert aics_tlog.verify_consistency(old, new, old_root, new_root, found)


@given(st.data())
def test_no_flipped_bit_is_proven(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 40))
    index = data.draw(st.integers(0, size - 1))
    hashes = leaves_of(size)
    root, found = mth(hashes), proof(inclusion(index, size), hashes)
    parts = [hashes[index], root, *found]
    which = data.draw(st.integers(0, len(parts) - 1))
    parts[which] = flipped(parts[which], data.draw(st.integers(0, 255)))
    assert not includes(parts[0], index, size, parts[2:], parts[1])
    assert not includes(hashes[index], (index + 1) % size, size, found, root)
    assert not includes(hashes[index], index, size, [*found, root], root)
    assert not includes(hashes[index], index, size, found[:-1], root)


@given(st.data())
def test_no_changed_history_is_a_growth(data: st.DataObject) -> None:
    new = data.draw(st.integers(2, 40))
    old = data.draw(st.integers(1, new - 1))
    hashes = leaves_of(new)
    parts = [mth(hashes[:old]), mth(hashes), *proof(consistency(old, new), hashes)]
    which = data.draw(st.integers(0, len(parts) - 1))
    broken = [*parts]
    broken[which] = flipped(parts[which], data.draw(st.integers(0, 255)))
    assert not consistent(old, new, broken[0], broken[1], broken[2:])
    assert not consistent(old, new, parts[0], parts[1], parts[2:-1])
    assert not consistent(new, old, parts[1], parts[0], parts[2:])
    forked = [*hashes]
    forked[data.draw(st.integers(0, old - 1))] = leaf_hash(b"another history")
    assert not consistent(old, new, parts[0], mth(forked), proof(consistency(old, new), forked))


def test_an_empty_tree_is_the_beginning_of_every_tree_and_of_no_other() -> None:
    assert consistent(0, 3, EMPTY, mth(leaves_of(3)), [])
    assert consistent(0, 0, EMPTY, EMPTY, [])
    assert not consistent(0, 3, mth(leaves_of(1)), mth(leaves_of(3)), [])
    assert not consistent(0, 0, EMPTY, mth(leaves_of(1)), [])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 2)])
def test_there_is_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion(index, size)
    with pytest.raises(ValueError, match="does not shrink"):
        consistency(size + 1, size)


def test_an_entry_is_never_taken_for_two_others() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)
    assert merkle.hash_of((0, 0), lambda level, index: b"") == EMPTY


def flipped(what: bytes, bit: int) -> bytes:
    changed = bytearray(what)
    changed[bit // 8] ^= 1 << (bit % 8)
    return bytes(changed)
