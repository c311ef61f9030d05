"""A principal is who a token of our issuer says it is; everybody else is told why not."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, OKPKey

from services.kernel.actor import Grant, Principal
from services.plumbing import identity
from services.plumbing.identity import Identity, Unauthenticated
from services.plumbing.jwks import LocalKeys

ISSUER, AUDIENCE, NOW = "https://issuer.example/yizhan", "yizhan", 1_730_000_000
ADA = "0192d6c0-0000-7000-8000-000000000001"
ED, EC, STRANGER = (
    OKPKey.generate_key("Ed25519"),
    ECKey.generate_key("P-256"),
    OKPKey.generate_key("Ed25519"),
)
SHARED = OctKey.import_key("a shared secret nobody should accept")
PUBLISHED = {
    "keys": [
        {**ED.as_dict(private=False), "kid": "ed", "use": "sig"},
        {**EC.as_dict(private=False), "kid": "ec"},
        {"kty": "RSA", "kid": "rsa", "n": "AQAB", "e": "AQAB"},
        {**STRANGER.as_dict(private=False), "kid": "enc", "use": "enc"},
        {"kty": "OKP", "crv": "Ed25519", "kid": "broken", "x": "!"},
    ]
}
CLAIMS: Mapping[str, object] = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": ADA,
    "street": "shengquan",
    "grants": [{"role": "mediator", "org": "E01"}, {"role": "resident", "org": "shengquan"}],
    "iat": NOW,
    "nbf": NOW,
    "exp": NOW + 600,
}

here = Identity(ISSUER, AUDIENCE, LocalKeys(PUBLISHED), now=lambda: NOW + 10)


def signed(
    key: OKPKey | ECKey | OctKey = ED,
    *,
    without: str = "",
    header: Mapping[str, object] | None = None,
    **claims: object,
) -> str:
    told = {"alg": "Ed25519", "typ": "at+jwt", "kid": "ed", **(header or {})}
    said = {name: value for name, value in {**CLAIMS, **claims}.items() if name != without}
    return jwt.encode(told, said, key, algorithms=[str(told["alg"])])


async def refused(token: str, who: Identity = here) -> str:
    with pytest.raises(Unauthenticated) as told:
        await who.verify(token)
    return told.value.reason


async def test_a_token_of_our_issuer_is_a_principal() -> None:
    ada = Principal(
        person=ADA,
        street="shengquan",
        grants=(Grant(role="mediator", org="E01"), Grant(role="resident", org="shengquan")),
    )
    assert await here.principal(f"Bearer {signed()}") == ada
    assert await here.principal(f"bearer  {signed(aud=['other', AUDIENCE])} ") == ada
    assert await here.verify(signed(EC, header={"alg": "ES256", "kid": "ec"})) == ada
    assert not ada.is_system


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
async def test_the_older_name_of_the_same_signature_is_understood() -> None:
    assert (await here.verify(signed(header={"alg": "EdDSA"}))).person == ADA


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "Token x"])
async def test_without_a_bearer_token_one_is_asked_to_log_in(header: str | None) -> None:
    with pytest.raises(Unauthenticated) as told:
        await here.principal(header)
    assert told.value.reason == identity.MISSING


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"exp": NOW - 21}, identity.EXPIRED),
        ({"exp": float("nan")}, identity.EXPIRED),
        ({"nbf": NOW + 41}, identity.TOO_EARLY),
        ({"iss": "https://other.example"}, identity.FOREIGN),
        ({"aud": "other"}, identity.FOREIGN),
        ({"aud": []}, identity.FOREIGN),
        ({"without": "exp"}, identity.INCOMPLETE),
        ({"exp": "2099"}, identity.INCOMPLETE),
        ({"without": "iss"}, identity.INCOMPLETE),
        ({"without": "sub"}, identity.INCOMPLETE),
        ({"sub": "system:petitions"}, identity.INCOMPLETE),
        ({"street": "evt.*"}, identity.INCOMPLETE),
        ({"without": "grants"}, identity.INCOMPLETE),
        ({"grants": [{"role": "auditor"}]}, identity.INCOMPLETE),
        ({"grants": [{"role": "a b", "org": "E01"}]}, identity.INCOMPLETE),
        ({"grants": [{"role": "auditor", "org": "E01"}] * 65}, identity.INCOMPLETE),
    ],
)
async def test_a_token_that_is_not_for_us_or_for_now_is_refused(
    claims: dict[str, object], reason: str
) -> None:
    assert await refused(signed(**claims)) == reason  # type: ignore[arg-type]  # claims of any type


async def test_two_clocks_may_differ_by_half_a_minute() -> None:
    assert (await here.verify(signed(exp=NOW - 19))).person == ADA
    assert (await here.verify(signed(nbf=NOW + 40))).person == ADA


@pytest.mark.parametrize(
    ("key", "header", "reason"),
    [
        (STRANGER, {}, identity.BAD_SIGNATURE),
        (ED, {"kid": "ec"}, identity.BAD_SIGNATURE),
        (EC, {"alg": "ES256", "kid": "ed"}, identity.BAD_SIGNATURE),
        (ED, {"kid": "unheard"}, identity.UNKNOWN_KEY),
        (ED, {"kid": "rsa"}, identity.UNKNOWN_KEY),
        (STRANGER, {"kid": "enc"}, identity.UNKNOWN_KEY),
        (ED, {"kid": "broken"}, identity.UNKNOWN_KEY),
        (ED, {"typ": "JWT"}, identity.MALFORMED),
        (
            OctKey.import_key("a shared secret nobody should accept"),
            {"alg": "HS256"},
            identity.MALFORMED,
        ),
    ],
)
async def test_only_the_issuers_own_signature_counts(
    key: OKPKey | ECKey | OctKey, header: dict[str, object], reason: str
) -> None:
    assert await refused(signed(key, header=header)) == reason


def unsigned(header: object) -> str:
    parts = [json.dumps(part).encode() for part in (header, CLAIMS)]
    return ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        "a.b.c",
        "..",
        "令牌",
        "x" * 9000,
        unsigned({"alg": "none", "typ": "at+jwt", "kid": "ed"}),
        unsigned({"alg": "Ed25519", "typ": "at+jwt"}),
        unsigned(["Ed25519"]),
        urlsafe_b64encode(b"[" * 5000).decode() + ".e30.e30",
    ],
)
async def test_what_is_not_a_signed_token_is_refused_without_repeating_it(token: str) -> None:
    with pytest.raises(Unauthenticated) as told:
        await here.verify(token)
    assert told.value.reason == identity.MALFORMED
    assert token not in str(told.value)


async def test_a_changed_claim_breaks_the_signature() -> None:
    head, _, tail = signed().split(".")
    body = unsigned({}).split(".")[1]
    assert await refused(f"{head}.{body}.{tail}") == identity.BAD_SIGNATURE
