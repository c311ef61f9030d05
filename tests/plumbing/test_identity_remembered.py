"""A token that was believed once is believed as long as its key and its time allow, no longer."""

from services.plumbing.identity import EXPIRED, UNKNOWN_KEY, Identity
from services.plumbing.jwks import LocalKeys
from tests.plumbing.test_identity import ADA, AUDIENCE, ISSUER, NOW, PUBLISHED, refused, signed


class Clock:
    now = NOW + 10.0

    def __call__(self) -> float:
        return self.now


async def test_a_token_runs_out_though_it_was_believed_before() -> None:
    clock = Clock()
    who = Identity(ISSUER, AUDIENCE, LocalKeys(PUBLISHED), now=clock)
    token = signed()
    assert (await who.verify(token)).person == ADA
    clock.now = NOW + 600 + 31
    assert await refused(token, who) == EXPIRED


async def test_a_token_of_a_withdrawn_key_is_not_believed_any_more() -> None:
    who = Identity(ISSUER, AUDIENCE, LocalKeys(PUBLISHED), now=Clock())
    token = signed()
    assert (await who.verify(token)).person == ADA
    who.keys = LocalKeys({"keys": []})
    assert await refused(token, who) == UNKNOWN_KEY


async def test_a_forged_token_beside_a_believed_one_is_refused() -> None:
    who = Identity(ISSUER, AUDIENCE, LocalKeys(PUBLISHED), now=Clock())
    token = signed()
    await who.verify(token)
    head, body, signature = token.split(".")
    other = "B" if signature[0] == "A" else "A"
    await refused(f"{head}.{body}.{other}{signature[1:]}", who)
