"""An issuer's keys are fetched once for many, again when that helps, and outlive its absence."""

import asyncio

import httpx2
import pytest
from joserfc.jwk import ECKey, OKPKey

from services.plumbing.identity import IssuerUnreachable
from services.plumbing.published_keys import PublishedKeys

ED, EC = OKPKey.generate_key("Ed25519"), ECKey.generate_key("P-256")
PUBLISHED = {
    "keys": [{**ED.as_dict(private=False), "kid": "ed"}, {**EC.as_dict(private=False), "kid": "ec"}]
}


class Published:
    """An issuer's JWKS address that can be counted, changed, slowed and broken."""

    def __init__(self) -> None:
        self.asked, self.away, self.now, self.keys = 0, False, 1000.0, PUBLISHED
        client = httpx2.AsyncClient(transport=httpx2.MockTransport(self.answer))
        self.found = PublishedKeys("https://issuer.example/jwks", client, clock=lambda: self.now)

    async def answer(self, _: httpx2.Request) -> httpx2.Response:
        self.asked += 1
        await asyncio.sleep(0)
        return httpx2.Response(503) if self.away else httpx2.Response(200, json=self.keys)


async def test_many_asking_at_once_are_one_fetch_and_the_keys_are_remembered() -> None:
    issuer = Published()
    found = await asyncio.gather(*(issuer.found.find("ed") for _ in range(50)))
    assert all(found)
    issuer.now += 299
    assert await issuer.found.find("ec")
    assert issuer.asked == 1
    issuer.now += 2
    assert await issuer.found.find("ec")
    assert issuer.asked == 2


async def test_an_unknown_key_asks_again_but_not_more_often_than_the_cooldown() -> None:
    issuer = Published()
    await issuer.found.find("ed")
    issuer.keys = {"keys": [{**ED.as_dict(private=False), "kid": "rotated"}]}
    assert await issuer.found.find("rotated") is None
    issuer.now += 10
    assert await issuer.found.find("rotated")
    assert [await issuer.found.find(f"guess{n}") for n in range(20)] == [None] * 20
    assert issuer.asked == 2


async def test_the_keys_we_have_serve_for_a_day_while_the_issuer_is_away() -> None:
    issuer = Published()
    await issuer.found.find("ed")
    issuer.away = True
    issuer.now += 86_400
    assert await issuer.found.find("ed")
    assert await issuer.found.find("ed")
    assert issuer.asked == 2
    issuer.now += 10
    with pytest.raises(IssuerUnreachable):
        await issuer.found.find("ed")
    issuer.away = False
    issuer.now += 10
    assert await issuer.found.find("ed")


async def test_an_issuer_never_reached_is_not_the_askers_fault() -> None:
    issuer = Published()
    issuer.away = True
    for _ in range(2):
        with pytest.raises(IssuerUnreachable):
            await issuer.found.find("ed")
    assert issuer.asked == 1


async def test_an_empty_key_set_does_not_replace_the_one_we_have() -> None:
    issuer = Published()
    await issuer.found.find("ed")
    issuer.keys = {"keys": []}
    issuer.now += 301
    assert await issuer.found.find("ed")
