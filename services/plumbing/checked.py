"""How single values of a program's environment are checked, and those that are not text are read.

Each raises ValueError, whose text nobody sees: the setting's own description is told instead.
"""

import json
import ssl
from base64 import b64decode
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr

from services.proof.note import Signer


def url_of(*schemes: str) -> AfterValidator:
    """A URL of one of these schemes; several with commas between where one may be NATS."""

    def check[T: (str, SecretStr)](value: T) -> T:
        text = value if isinstance(value, str) else value.get_secret_value()
        for one in text.split(",") if "nats" in schemes else [text]:
            parts = urlsplit(one.strip())
            if parts.scheme not in schemes or not (parts.netloc or "host=" in parts.query):
                raise ValueError
        return value

    return AfterValidator(check)


def keks(value: SecretStr) -> SecretStr:
    """Key-encryption keys: 32 bytes in base64, one a line."""
    keys = [b64decode(line, validate=True) for line in value.get_secret_value().split()]
    if not keys or any(len(key) != 32 for key in keys):
        raise ValueError
    return value


def signer(value: SecretStr) -> SecretStr:
    """A signing key that can be read."""
    Signer.read(value.get_secret_value())
    return value


def certificates(file: Path) -> Path:
    """A file of certificates that can be read."""
    try:
        ssl.create_default_context(cafile=file)
    except OSError as unreadable:  # not there, or no certificate in it
        raise ValueError from unreadable
    return file


def is_https(url: str) -> bool:
    """For what production demands."""
    return url.startswith("https://")


def as_list(value: object) -> object:
    """Parts with commas between."""
    return tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else value


def as_json(value: object) -> object:
    """What was written as JSON."""
    return json.loads(value) if isinstance(value, str) else value
