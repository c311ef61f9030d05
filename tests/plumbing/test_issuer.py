"""On one's own machine tokens come from a key file; in production there is no such thing."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from joserfc.jwk import OKPKey

from services.kernel.actor import Grant
from services.plumbing.identity import EXPIRED, Identity, Unauthenticated
from services.plumbing.issuer import DevelopmentIssuer, IssuerRefused, open_issuer
from services.plumbing.jwks import LocalKeys

ISSUER, AUDIENCE, NOW = "https://issuer.example/yizhan", "yizhan", 1_730_000_000
ADA = "0192d6c0-0000-7000-8000-000000000001"


def opened(key_file: Path, environment: str = "development") -> DevelopmentIssuer:
    return open_issuer(key_file, ISSUER, AUDIENCE, environment, now=lambda: NOW)


async def test_the_development_issuers_tokens_are_believed_until_they_expire(
    tmp_path: Path,
) -> None:
    key_file = tmp_path / "keys" / "issuer.jwk"
    token = opened(key_file).mint(
        ADA, "shengquan", [Grant(role="auditor", org="shengquan")], timedelta(minutes=5)
    )
    again = LocalKeys(opened(key_file).jwks())
    believed = await Identity(ISSUER, AUDIENCE, again, now=lambda: NOW + 300).verify(token)
    assert believed.grants == (Grant(role="auditor", org="shengquan"),)
    by_file = Identity(ISSUER, AUDIENCE, LocalKeys.at(key_file), now=lambda: NOW)
    assert (await by_file.verify(token)).person == ADA
    later = Identity(ISSUER, AUDIENCE, again, now=lambda: NOW + 331)
    with pytest.raises(Unauthenticated) as told:
        await later.verify(token)
    assert told.value.reason == EXPIRED


def test_the_issuers_key_is_for_its_owner_alone_and_never_published(tmp_path: Path) -> None:
    key_file = tmp_path / "issuer.jwk"
    issuer = opened(key_file)
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["issuer.jwk"]
    private = json.loads(key_file.read_text())["d"]
    assert private not in json.dumps(issuer.jwks())
    key_file.chmod(0o644)
    opened(key_file)  # in a folder that nobody else can pass
    tmp_path.chmod(0o755)
    with pytest.raises(IssuerRefused, match="chmod 600"):
        opened(key_file)


def test_a_file_that_is_not_a_signing_key_is_refused(tmp_path: Path) -> None:
    key_file = tmp_path / "issuer.jwk"
    public = OKPKey.generate_key("Ed25519").as_dict(private=False)
    for text in ("", "[]", json.dumps(public), '{"kty": "OKP"}'):
        key_file.write_text(text)
        key_file.chmod(0o600)
        with pytest.raises(IssuerRefused):
            opened(key_file)


def test_production_has_no_development_issuer(tmp_path: Path) -> None:
    with pytest.raises(IssuerRefused, match="YIZHAN_ENVIRONMENT=development"):
        opened(tmp_path / "issuer.jwk", "production")
    assert list(tmp_path.iterdir()) == []
