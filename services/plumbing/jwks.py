"""Public keys as JWKs: those we can verify with, and only their public halves."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

type PublicKey = OKPKey | ECKey

_CURVES: Final[Mapping[str, type[OKPKey] | type[ECKey]]] = {"Ed25519": OKPKey, "P-256": ECKey}


class LocalKeys:
    """Keys from a JWK or JWK set at hand: the development issuer's; only public halves are kept."""

    def __init__(self, jwks: object) -> None:
        self._keys = read_jwks(jwks)

    @classmethod
    def at(cls, path: Path) -> "LocalKeys":
        """Keys from a file holding a JWK or a JWK set."""
        return cls(json.loads(path.read_bytes()))

    async def find(self, kid: str) -> PublicKey | None:
        return self._keys.get(kid)


def read_jwks(jwks: object) -> dict[str, PublicKey]:
    """The keys of a JWK set we can verify with, by kid; others (RSA, say) are passed over."""
    match jwks:
        case {"keys": list(entries)}:
            found = [_read_jwk(entry) for entry in entries]
        case _:
            found = [_read_jwk(jwks)]
    return {kid: key for kid, key in found if key is not None}


def _read_jwk(entry: object) -> tuple[str, PublicKey | None]:
    match entry:
        case {"kid": str(kid), "use": str(use)} if use != "sig":
            return kid, None
        case {"crv": ("Ed25519" | "P-256") as curve, "kid": str(kid), **rest}:
            public: dict[str, str | list[str]] = {"crv": curve}
            for name in ("kty", "x", "y"):  # never d: only the public half is kept
                if isinstance(value := rest.get(name), str):
                    public[name] = value
            try:
                return kid, _CURVES[curve].import_key(public)
            except (JoseError, ValueError):
                return kid, None  # one broken key must not take the others with it
        case _:
            return "", None
