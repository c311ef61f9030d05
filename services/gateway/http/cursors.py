"""Where a list goes on, closed to readers: the last line scanned may be one they may not see."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from services.gateway.http.problems import Problem

_NONCE = 12


def closed(key: bytes, cursor: str, about: str) -> str:
    """The cursor as a reader gets it, good for this list alone (`about`)."""
    nonce = os.urandom(_NONCE)
    box = AESGCM(key).encrypt(nonce, cursor.encode(), about.encode())
    return urlsafe_b64encode(nonce + box).rstrip(b"=").decode()


def opened(key: bytes, text: str, about: str) -> str:
    """The cursor within; 422 for one that no page of this list has given."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], about.encode()).decode()
    except (ValueError, InvalidTag) as wrong:
        raise Problem(
            422,
            "unknown-cursor",
            "cursor 不是本列表给出的。",
            "The cursor is not of this list: begin anew without one.",
        ) from wrong
