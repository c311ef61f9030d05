"""Text signed by one or more keys (C2SP signed-note, Ed25519): readable, and checked offline."""

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from services.kernel.values import State

_ED25519 = b"\x01"
_DASH = "— "
_LONGEST = 1_000_000
_MOST_SIGNATURES = 100
_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteWrong(ValueError):
    """Not a signed note, or not signed by whom it should be."""


class Verifier(State):
    """A public key by the name it signs under."""

    name: str
    key: bytes

    @classmethod
    def read(cls, vkey: str) -> Self:
        """From `<name>+<key id in hex>+<base64>`, as it is published."""
        name, told, key = _split_key(vkey)
        if len(key) != 33 or key[:1] != _ED25519:
            raise NoteWrong("not an Ed25519 verifier key")
        found = cls(name=name, key=key[1:])
        if found.key_id.hex() != told:
            raise NoteWrong("the key id is not that of the key")
        return found

    @property
    def key_id(self) -> bytes:
        return sha256(f"{self.name}\n".encode() + _ED25519 + self.key).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key as it is published."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(_ED25519 + self.key).decode()}"

    def verify(self, text: str, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


class Signer:
    """A private key by the name it signs under. It is never shown."""

    def __init__(self, name: str, seed: bytes) -> None:
        _check_name(name)
        self._seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(name=name, key=self._key.public_key().public_bytes_raw())

    @classmethod
    def read(cls, skey: str) -> Self:
        """From `PRIVATE+KEY+<name>+<key id in hex>+<base64>`, as it is kept."""
        rest = skey.strip().removeprefix("PRIVATE+KEY+")
        if rest == skey.strip():
            raise NoteWrong("not a signer key")
        name, told, key = _split_key(rest)
        if len(key) != 33 or key[:1] != _ED25519:
            raise NoteWrong("not an Ed25519 signer key")
        found = cls(name, key[1:])
        if found.verifier.key_id.hex() != told:
            raise NoteWrong("the key id is not that of the key")
        return found

    @classmethod
    def new(cls, name: str) -> Self:
        """A fresh key."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def skey(self) -> str:
        """The key as it is kept in its file."""
        told = b64encode(_ED25519 + self._seed).decode()
        return f"PRIVATE+KEY+{self.verifier.name}+{self.verifier.key_id.hex()}+{told}"

    def named(self, name: str) -> "Signer":
        """The same key under another name: of one of the logs it signs for."""
        return Signer(name, self._seed)

    def sign(self, text: str) -> bytes:
        return self._key.sign(text.encode())


class Signature(State):
    """A line below a note: who says to have signed it."""

    name: str
    key_id: bytes
    signature: bytes


class Note(State):
    """A text and its signatures, none of them checked yet."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def read(cls, told: str) -> Self:
        """Raises NoteWrong for what is no signed note."""
        body, blank, below = told.rpartition("\n\n")
        if not blank or len(told) > _LONGEST or _CONTROL.search(told) or not told.endswith("\n"):
            raise NoteWrong("not a signed note")
        lines = below.removesuffix("\n").split("\n")
        if len(lines) > _MOST_SIGNATURES:
            raise NoteWrong("too many signatures")
        return cls(text=body + "\n", signatures=tuple(_signature(line) for line in lines))

    def signed_by(self, verifier: Verifier) -> bool:
        """Has this key signed it? A wrong signature under its name and id is a forgery: NoteWrong.

        Signatures of keys we do not know are passed over.
        """
        own = [
            each
            for each in self.signatures
            if (each.name, each.key_id) == (verifier.name, verifier.key_id)
        ]
        if not all(verifier.verify(self.text, each.signature) for each in own):
            raise NoteWrong("the signature is not by the key it names")
        return bool(own)


def signed(text: str, signers: Sequence[Signer]) -> str:
    """The text as a note signed by all of them, in order."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise NoteWrong("a note's text ends in a line, without other control characters")
    lines = [
        f"{_DASH}{each.verifier.name} "
        f"{b64encode(each.verifier.key_id + each.sign(text)).decode()}\n"
        for each in signers
    ]
    return f"{text}\n{''.join(lines)}"


def _signature(line: str) -> Signature:
    name, space, told = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space or not _NAME.fullmatch(name):
        raise NoteWrong("not a signature line")
    raw = _base64(told)
    if len(raw) < 5:
        raise NoteWrong("not a signature line")
    return Signature(name=name, key_id=raw[:4], signature=raw[4:])


def _split_key(told: str) -> tuple[str, str, bytes]:
    parts = told.strip().split("+", 2)
    if len(parts) != 3:
        raise NoteWrong("not a key")
    name, key_id, key = parts
    _check_name(name)
    return name, key_id, _base64(key)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise NoteWrong("a key's name has neither spaces nor plus signs")


def _base64(told: str) -> bytes:
    try:
        return b64decode(told, validate=True)
    except (binascii.Error, ValueError):
        raise NoteWrong("not base64") from None
