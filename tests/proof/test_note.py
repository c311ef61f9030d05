"""Signed notes and checkpoints as others write and read them: Go's sumdb, C2SP, a Python peer."""

import aics_tlog
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.proof.checkpoint import Checkpoint, epoch_of, opened, origin_of
from services.proof.merkle import EMPTY, leaf_hash
from services.proof.note import Note, NoteWrong, Signer, Verifier, signed
from tests.proof.vectors import (
    C2SP_CHECKPOINT,
    C2SP_NOTE,
    GO_NOTE,
    GO_SKEY,
    GO_TEXT,
    GO_VKEY,
)

ROOM = Signer("yizhan.example/petitions/shengquan", bytes(range(32)))
OTHER = Signer("witness.example/w1", bytes(32))


def test_go_s_example_is_signed_and_read_byte_for_byte() -> None:
    signer, verifier = Signer.read(GO_SKEY), Verifier.read(GO_VKEY)
    assert signer.verifier == verifier
    assert (signer.skey, verifier.vkey) == (GO_SKEY, GO_VKEY)
    assert signed(GO_TEXT, [signer]) == GO_NOTE
    note = Note.read(GO_NOTE)
    assert note.text == GO_TEXT
    assert note.signed_by(verifier)


def test_the_specifications_examples_are_read() -> None:
    note = Note.read(C2SP_NOTE)
    assert note.text.count("\n") == 4
    assert [each.name for each in note.signatures] == ["quasimodo.example/salvatore"]
    checkpoint = Checkpoint.read(Note.read(C2SP_CHECKPOINT).text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.text == C2SP_CHECKPOINT.partition("\n\n")[0] + "\n"


def test_a_signature_by_its_name_and_a_forged_text_is_refused() -> None:
    with pytest.raises(NoteWrong, match="not by the key"):
        Note.read(GO_NOTE.replace("problem is", "problem was")).signed_by(Verifier.read(GO_VKEY))


def test_several_may_sign_and_strangers_are_passed_over() -> None:
    note = Note.read(signed("so it is\n", [ROOM, OTHER]))
    assert note.signed_by(ROOM.verifier)
    assert note.signed_by(OTHER.verifier)
    assert not note.signed_by(Verifier.read(GO_VKEY))
    stranger = Signer(ROOM.verifier.name, b"another key of the same name....")
    assert not note.signed_by(stranger.verifier)


def test_a_checkpoint_is_read_by_an_independent_implementation() -> None:
    root = leaf_hash(b"the first")
    ours = Checkpoint(origin=ROOM.verifier.name, size=1, root=root).signed(ROOM)
    theirs = aics_tlog.sign_checkpoint(
        aics_tlog.Checkpoint(ROOM.verifier.name, 1, root),
        Ed25519PrivateKey.from_private_bytes(bytes(range(32))),
        ROOM.verifier.name,
    )
    assert theirs.serialise() == ours
    key = aics_tlog.parse_vkey(ROOM.verifier.vkey)
    verified = aics_tlog.verify_checkpoint(aics_tlog.parse_note(ours), key)
    assert verified.ok
    assert opened(ours, ROOM.verifier) == Checkpoint(origin=ROOM.verifier.name, size=1, root=root)


def test_a_checkpoint_of_another_log_or_by_another_key_is_no_checkpoint_of_ours() -> None:
    empty = Checkpoint(origin="yizhan.example/mediation/shengquan", size=0, root=EMPTY)
    with pytest.raises(NoteWrong, match="another log"):
        opened(empty.signed(ROOM), ROOM.verifier)
    with pytest.raises(NoteWrong, match="not signed by"):
        opened(empty.signed(OTHER), ROOM.verifier)


@pytest.mark.parametrize(
    "told",
    ["", "\n", "text\n", "text\n\n", "text\n\n— name\n", "text\n\n— name !!!!\n",
     "text\n\n- name AAAAAAA=\n", "te\txt\n\n— name AAAAAAA=\n", "text\n\n— a+b AAAAAAA=\n",
     "text\n\n— name AAAAAAA=", "text\n\n— na me AAAAAAA=\n"],
)  # fmt: skip
def test_what_is_no_note_is_not_read(told: str) -> None:
    with pytest.raises(NoteWrong):
        Note.read(told)


@pytest.mark.parametrize(
    "text",
    ["", "o\n1\n", "o\n01\nAAAA\n", "o\n-1\nAAAA\n", "o\n1\nAAAA\n", "o\n1\n!\n",
     "\n1\n" + "A" * 43 + "=\n", "o\n1\n" + "A" * 43 + "=\n\n"],
)  # fmt: skip
def test_what_is_no_checkpoint_is_not_read(text: str) -> None:
    with pytest.raises(NoteWrong):
        Checkpoint.read(text)


@pytest.mark.parametrize(
    "key",
    ["", "a+b", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
     "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
     "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
     "PeterNeumann+c74f20a3+ARpc", "PeterNeumann+c74f20a3+???"],
)  # fmt: skip
def test_what_is_no_key_is_not_read(key: str) -> None:
    with pytest.raises(NoteWrong):
        Verifier.read(key)
    with pytest.raises(NoteWrong):
        Signer.read(f"PRIVATE+KEY+{key}")
    with pytest.raises(NoteWrong):
        Signer.read(key)


def test_a_new_key_is_read_back_and_serves_several_logs() -> None:
    kept = Signer.new("yizhan.example/petitions")
    again = Signer.read(kept.skey + "\n")
    assert again.verifier == kept.verifier
    log = again.named("yizhan.example/petitions/shengquan")
    assert log.verifier.key == kept.verifier.key
    assert log.verifier.key_id != kept.verifier.key_id


def test_another_epoch_is_another_log() -> None:
    first = origin_of("yizhan.example/petitions", "shengquan", 1)
    second = origin_of("yizhan.example/petitions", "shengquan", 2)
    assert (first, second) == (
        "yizhan.example/petitions/shengquan",
        "yizhan.example/petitions/shengquan/epoch-2",
    )
    assert (epoch_of(first), epoch_of(second)) == ((first, 1), (first, 2))
