"""Who is asking: a token of the configured issuer becomes a `Principal`, or a reason why not.

Only the gateway authenticates; what a principal may do is decided in the rooms. The algorithms
are fixed here, not taken from the token, and no sentence about a bad token repeats a part of it.
"""

import json
import time
from collections.abc import Callable
from typing import Annotated, Final, NamedTuple, Protocol
from uuid import UUID

from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry, deserialize_compact, extract_compact
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from services.kernel.actor import Grant, Principal
from services.plumbing.jwks import PublicKey

ALGORITHMS: Final = ("EdDSA", "Ed25519", "ES256")  # RFC 9864 renames the first to the second
_TYPES: Final = ("at+jwt", "application/at+jwt")
_LONGEST = 8192
_LEEWAY = 30  # seconds two clocks may differ
_REMEMBERED = 4096  # tokens whose signature held

MISSING = "请先登录。(Send a bearer token.)"
MALFORMED = "登录凭证无法识别。(The token is not a signed access token of type at+jwt.)"
UNKNOWN_KEY = (
    "登录凭证的签发密钥未知。(The token is signed with a key its issuer does not publish.)"
)
BAD_SIGNATURE = "登录凭证的签名不对。(The token's signature does not verify.)"
EXPIRED = "登录已过期，请重新登录。(The token has expired.)"
TOO_EARLY = "登录凭证尚未生效。(The token is not valid yet.)"
FOREIGN = "登录凭证不是为本系统签发的。(The token is of another issuer or for another audience.)"
INCOMPLETE = "登录凭证缺少身份信息。(The token lacks a well-formed sub, street or grants.)"


class Unauthenticated(Exception):
    """Nobody we know is asking; `reason` is a sentence for them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class IssuerUnreachable(Exception):
    """The issuer's keys cannot be had just now: not the asker's fault, so try again later."""


class Keys(Protocol):
    """Where an issuer's public keys come from; None for a key it does not publish."""

    async def find(self, kid: str) -> PublicKey | None: ...


class _Times(BaseModel):
    """The part of a token that says whether it is for us and for now."""

    iss: str
    aud: str | list[str]
    exp: float
    nbf: float = 0


class _Grant(BaseModel):
    model_config = ConfigDict(strict=True)

    role: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,39}$")]
    org: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]


class _Person(BaseModel):
    """The part that says who it is: a person (never a room), a street, roles at org units."""

    model_config = ConfigDict(strict=True)

    sub: Annotated[UUID, Field(strict=False)]
    street: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,62}$")]
    grants: Annotated[list[_Grant], Field(max_length=64)]


class _Verified(NamedTuple):
    """A token whose signature held: under which key, when it is good, for whom."""

    kid: str
    key: PublicKey
    times: _Times
    principal: Principal


class Identity:
    """Tells principals from strangers: one issuer, one audience, its published keys, a clock."""

    def __init__(
        self, issuer: str, audience: str, keys: Keys, *, now: Callable[[], float] = time.time
    ) -> None:
        self._issuer, self._audience, self._now = issuer, audience, now
        self.keys = keys
        self._registry = JWSRegistry(algorithms=list(ALGORITHMS))
        self._verified: dict[str, _Verified] = {}

    async def principal(self, authorization: str | None) -> Principal:
        """Who sent this `Authorization` header."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise Unauthenticated(MISSING)
        return await self.verify(token.strip())

    async def verify(self, token: str) -> Principal:
        """Who a token is for; the signature first, then whether it is for us, then who.

        A signature that held is not tried again while its key is still the issuer's.
        """
        known = self._verified.get(token)
        if known is not None and await self.keys.find(known.kid) is known.key:
            self._check_times(known.times)
            return known.principal
        kid, key, claims = await self._signed_claims(token)
        try:
            times = _Times.model_validate(claims, strict=True)
        except ValidationError as wrong:
            raise Unauthenticated(INCOMPLETE) from wrong
        self._check_times(times)
        try:
            person = _Person.model_validate(claims)
        except ValidationError as wrong:
            raise Unauthenticated(INCOMPLETE) from wrong
        grants = tuple(Grant(role=grant.role, org=grant.org) for grant in person.grants)
        principal = Principal(person=str(person.sub), street=person.street, grants=grants)
        self._remember(token, _Verified(kid=kid, key=key, times=times, principal=principal))
        return principal

    def _remember(self, token: str, verified: _Verified) -> None:
        self._verified[token] = verified
        if len(self._verified) > _REMEMBERED:
            del self._verified[next(iter(self._verified))]  # the one met longest ago

    async def _signed_claims(self, token: str) -> tuple[str, PublicKey, object]:
        if len(token) > _LONGEST or not token.isascii():
            raise Unauthenticated(MALFORMED)
        try:
            header = extract_compact(token.encode(), registry=self._registry).headers()
        except (JoseError, ValueError, RecursionError) as wrong:
            raise Unauthenticated(MALFORMED) from wrong
        kid = header.get("kid")
        typ = str(header.get("typ", "")).lower()
        if header.get("alg") not in ALGORITHMS or typ not in _TYPES or not isinstance(kid, str):
            raise Unauthenticated(MALFORMED)
        key = await self.keys.find(kid)
        if key is None:
            raise Unauthenticated(UNKNOWN_KEY)
        try:
            signed = deserialize_compact(token, key, registry=self._registry)
            return kid, key, json.loads(signed.payload)
        except (JoseError, ValueError) as wrong:
            raise Unauthenticated(BAD_SIGNATURE) from wrong

    def _check_times(self, times: _Times) -> None:
        audiences = [times.aud] if isinstance(times.aud, str) else times.aud
        now = self._now()
        match times:
            case _ if times.iss != self._issuer or self._audience not in audiences:
                raise Unauthenticated(FOREIGN)
            case _ if not now < times.exp + _LEEWAY:
                raise Unauthenticated(EXPIRED)
            case _ if not now >= times.nbf - _LEEWAY:
                raise Unauthenticated(TOO_EARLY)
