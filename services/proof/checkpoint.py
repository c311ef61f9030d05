"""How long a log's tree is and what its root is, signed (C2SP tlog-checkpoint)."""

import re
from base64 import b64decode, b64encode
from typing import Self

from services.kernel.values import State
from services.proof.merkle import HASH
from services.proof.note import Note, NoteWrong, Signer, Verifier, signed

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_EPOCH = re.compile(r"(.+)/epoch-([1-9][0-9]{0,8})")


class Checkpoint(State):
    """A tree's head. `origin` names the log in the world: `<organisation>/<room>/<street>`."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def read(cls, text: str) -> Self:
        """From a note's text; lines that others may have added are passed over."""
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < 3 or "" in lines or not _SIZE.fullmatch(lines[1]):
            raise NoteWrong("not a checkpoint")
        origin, size, told, *_ = lines
        try:
            root = b64decode(told, validate=True)
        except ValueError:
            raise NoteWrong("not a checkpoint") from None
        if len(root) != HASH:
            raise NoteWrong("not a checkpoint")
        return cls(origin=origin, size=int(size), root=root)

    def signed(self, signer: Signer) -> str:
        """As a note, by a key that bears the origin's name."""
        return signed(self.text, [signer])


def opened(note: str, verifier: Verifier) -> Checkpoint:
    """The checkpoint in a note signed by this key for its own log. Raises NoteWrong otherwise."""
    read = Note.read(note)
    if not read.signed_by(verifier):
        raise NoteWrong("not signed by the log's key")
    checkpoint = Checkpoint.read(read.text)
    if checkpoint.origin != verifier.name:
        raise NoteWrong("the checkpoint is of another log")
    return checkpoint


def origin_of(name: str, street: str, epoch: int) -> str:
    """A log's name: of the key, of the street, and of the epoch if it is not the first.

    What does not continue what was signed is another log, and must not be taken for the old one.
    """
    first = f"{name}/{street}"
    return first if epoch == 1 else f"{first}/epoch-{epoch}"


def epoch_of(origin: str) -> tuple[str, int]:
    """The log's name in its first epoch, and the number of the epoch."""
    found = _EPOCH.fullmatch(origin)
    return (origin, 1) if found is None else (found[1], int(found[2]))
