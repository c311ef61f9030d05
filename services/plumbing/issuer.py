"""The development issuer: signs tokens on one's own machine, where there is no OIDC server.

Its key is a private JWK in a file nobody else may read. In production it does not exist: opening
it is refused here, and the settings refuse to name its file.
"""

import json
import os
import secrets
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from services.kernel.actor import Grant

_ALGORITHM = "Ed25519"


class IssuerRefused(Exception):
    """The development issuer must not or cannot be used here; the message says why."""


class DevelopmentIssuer:
    """Signs access tokens with the key in a file; `open_issuer` is how to get one."""

    def __init__(
        self, key: OKPKey, issuer: str, audience: str, *, now: Callable[[], float] = time.time
    ) -> None:
        self._key, self._issuer, self._audience, self._now = key, issuer, audience, now
        self._kid = key.thumbprint()

    def mint(
        self,
        person: str,
        street: str,
        grants: Iterable[Grant],
        lifetime: timedelta = timedelta(hours=8),
    ) -> str:
        """A bearer token for a person (a UUID) with roles at org units of a street."""
        issued = int(self._now())
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(UUID(person)),
            "street": street,
            "grants": [{"role": grant.role, "org": grant.org} for grant in grants],
            "iat": issued,
            "nbf": issued,
            "exp": issued + int(lifetime.total_seconds()),
            "jti": str(uuid4()),
        }
        header = {"alg": _ALGORITHM, "typ": "at+jwt", "kid": self._kid}
        return jwt.encode(header, claims, self._key, algorithms=[_ALGORITHM])

    def jwks(self) -> dict[str, list[dict[str, object]]]:
        """The public half, as an issuer publishes it."""
        public = self._key.as_dict(private=False)
        return {"keys": [{**public, "kid": self._kid, "use": "sig", "alg": _ALGORITHM}]}


def open_issuer(
    key_file: Path,
    issuer: str,
    audience: str,
    environment: str,
    *,
    now: Callable[[], float] = time.time,
) -> DevelopmentIssuer:
    """The issuer whose key is in `key_file`, made on first use; refused in production."""
    if environment != "development":
        raise IssuerRefused(
            "生产环境不使用内置签发者。"
            "(The development issuer exists only where YIZHAN_ENVIRONMENT=development.)"
        )
    if not key_file.exists():
        _create(key_file)
    return DevelopmentIssuer(_read(key_file), issuer, audience, now=now)


def _create(key_file: Path) -> None:
    """Written whole under another name, then linked: nobody meets half a key, two makers agree."""
    key = OKPKey.generate_key("Ed25519")
    draft = key_file.with_name(f"{key_file.name}.{secrets.token_hex(8)}")
    key_file.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump({**key.as_dict(private=True), "kid": key.thumbprint()}, file)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, key_file)
    except FileExistsError:
        return  # another program was faster, and its key is as good
    finally:
        draft.unlink()


def _open_to_others(key_file: Path) -> bool:
    """A key of ours that others can reach. One that somebody hands to us, a container engine for
    instance, is closed by their means and not by its mode."""
    file, folder = key_file.stat(), key_file.parent.stat()
    ours = file.st_uid == os.geteuid()
    return bool(ours and file.st_mode & 0o077 and folder.st_mode & 0o011)


def _read(key_file: Path) -> OKPKey:
    if _open_to_others(key_file):
        raise IssuerRefused(f"{key_file} 可被他人读取。(Others can read it: chmod 600 {key_file}.)")
    try:
        key = OKPKey.import_key(json.loads(key_file.read_bytes()))
    except (JoseError, ValueError) as wrong:
        raise IssuerRefused(
            f"{key_file} 不是签发密钥。(It is not a private JWK: move it away to make a new one.)"
        ) from wrong
    if key.curve_name != "Ed25519" or not key.is_private:
        raise IssuerRefused(f"{key_file} 不是 Ed25519 私钥。(It is not a private Ed25519 JWK.)")
    return key
