"""How a person's words are locked: AES-256-GCM under that person's own key, itself wrapped by ours.

What a sealed text is bound to (the command it was said under, the field it stands in, whose it
is) goes into the seal, so a ciphertext moved elsewhere does not open. Nothing here touches a disk.
"""

import json
import os
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap_with_padding,
    aes_key_wrap_with_padding,
)

from services.kernel.sealed import Sealed

_NONCE = 12
_KEY = 32


class Tampered(Exception):
    """A sealed text does not belong where it was found, or was changed."""

    def __init__(self, sealed: Sealed, field: str) -> None:
        super().__init__(f"sealed under {sealed.under}, field {field}: does not open")


class KekMissing(Exception):
    """A person's key was wrapped by a key-encryption key this program was not given."""

    def __init__(self, kek_id: str) -> None:
        super().__init__(
            f"the key-encryption key {kek_id} is not configured: "
            "add it to YIZHAN_KEK_FILE on a line below the current one"
        )


class Erased(Enum):
    """What a sealed text reads as once its person is erased: a value, not a failure."""

    ERASED = "erased"


ERASED: Final = Erased.ERASED


@dataclass(frozen=True, slots=True)
class ToSeal:
    """A text about to be sealed: whose it is, under which command, in which field it stands."""

    person: str
    under: str
    field: str
    text: str = dataclass_field(repr=False)


def bound(person: str, under: str, field: str) -> bytes:
    """The associated data: one JSON array, so that no two bindings share their bytes."""
    return f'["yizhan.sealed.1","{under}",{_quoted(field)},"{person}"]'.encode()


@lru_cache(maxsize=1_000)
def _quoted(field: str) -> str:
    return json.dumps(field, ensure_ascii=True)


@lru_cache(maxsize=10_000)
def _id(text: str) -> str:
    """An id as it is written here, whichever way it came; ValueError for what is none."""
    return str(UUID(text))


def seal(key: AESGCM, item: ToSeal) -> Sealed:
    """Lock one text; the same text never gives the same box twice."""
    person, under = _id(item.person), _id(item.under)
    nonce = os.urandom(_NONCE)
    box = key.encrypt(nonce, item.text.encode(), bound(person, under, item.field))
    return Sealed(person=person, under=under, nonce=_text(nonce), box=_text(box))


def unseal(key: AESGCM, sealed: Sealed, field: str) -> str:
    """The text again, or `Tampered`."""
    try:
        return key.decrypt(*_to_open(sealed, field)).decode()
    except (InvalidTag, ValueError) as wrong:
        raise Tampered(sealed, field) from wrong


@lru_cache(maxsize=10_000)
def _to_open(sealed: Sealed, field: str) -> tuple[bytes, bytes, bytes]:
    """All that opening takes but the key: nonce, box, and what they are bound to."""
    associated = bound(_id(sealed.person), _id(sealed.under), field)
    return _bytes(sealed.nonce), _bytes(sealed.box), associated


class Keks:
    """The keys that wrap people's keys: the first wraps from now on, the others only still open.

    Rotation: put the new key first, restart, `Vault.rewrap`, then destroy the old one. That also
    makes every key left behind in old backups unreadable, the erased ones included.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys or any(len(key) != _KEY for key in keys):
            raise ValueError("a key-encryption key is 32 bytes, and there is at least one")
        self._keys = {kek_id(key): key for key in keys}
        self.current = kek_id(keys[0])

    @property
    def ids(self) -> list[str]:
        """Every key-encryption key we hold, by its id."""
        return list(self._keys)

    def new_key(self) -> bytes:
        """A fresh key for one person, already wrapped by the current key-encryption key."""
        return self.wrap(AESGCM.generate_key(_KEY * 8))

    def wrap(self, key: bytes) -> bytes:
        """RFC 5649 under the current key-encryption key."""
        return aes_key_wrap_with_padding(self._keys[self.current], key)

    def unwrap(self, kek_id: str, wrapped: bytes) -> bytes:
        """A person's key again; `KekMissing` when it was wrapped by a key we do not hold."""
        if kek_id not in self._keys:
            raise KekMissing(kek_id)
        try:
            key = aes_key_unwrap_with_padding(self._keys[kek_id], wrapped)
        except InvalidUnwrap as wrong:
            raise ValueError("a wrapped key in the vault is damaged") from wrong
        if len(key) != _KEY:
            raise ValueError("a wrapped key in the vault has the wrong length")
        return key


def kek_id(key: bytes) -> str:
    """A short name for a key-encryption key that says nothing about it."""
    return sha256(b"yizhan.kek.1" + key).hexdigest()[:16]


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    raw = b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)
    if _text(raw) != text:
        raise ValueError("not the one way to write these bytes")
    return raw
