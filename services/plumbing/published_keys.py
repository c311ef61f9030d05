"""An issuer's published keys (JWKS), remembered for a while and fetched again when that helps.

One fetch at a time however many ask; an unknown key asks again, but not more often than every few
seconds; while the issuer is away the keys we have keep serving, for a day.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import structlog

from services.plumbing.identity import Identity, IssuerUnreachable
from services.plumbing.issuer import open_issuer
from services.plumbing.jwks import LocalKeys, PublicKey, read_jwks
from services.plumbing.settings import GatewaySettings

_LARGEST = 1_048_576

log: structlog.typing.FilteringBoundLogger = structlog.get_logger("identity")


class PublishedKeys:
    """The keys at a JWKS address; `find` is what `Identity` asks."""

    def __init__(
        self,
        url: str,
        client: httpx2.AsyncClient,
        *,
        fresh_for: float = 300.0,
        cooldown: float = 10.0,
        served_stale_for: float = 86_400.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url, self._client, self._clock = url, client, clock
        self._fresh_for, self._cooldown, self._stale_for = fresh_for, cooldown, served_stale_for
        self._keys: dict[str, PublicKey] = {}
        self._fetched: float | None = None
        self._tried: float | None = None
        self._one_at_a_time = asyncio.Lock()

    async def find(self, kid: str) -> PublicKey | None:
        """The key, None if the issuer has no such key, `IssuerUnreachable` if nobody can tell."""
        if self._wants_fetch(kid):
            async with self._one_at_a_time:
                if self._wants_fetch(kid):  # whoever was before us may have fetched it
                    await self._fetch()
        if self._age(self._fetched) > self._stale_for:
            raise IssuerUnreachable("the issuer's keys cannot be fetched")
        return self._keys.get(kid)

    def _wants_fetch(self, kid: str) -> bool:
        fresh = self._age(self._fetched) <= self._fresh_for
        return not (fresh and kid in self._keys) and self._age(self._tried) >= self._cooldown

    async def _fetch(self) -> None:
        try:
            answer = await self._client.get(self._url, timeout=5.0)
            answer.raise_for_status()
            if len(answer.content) > _LARGEST:
                raise ValueError("the key set is too large")
            keys = read_jwks(answer.json())
            if not keys:
                raise ValueError("the key set holds no key we can use")
        except (httpx2.HTTPError, ValueError) as failed:
            log.warning("issuer keys not fetched", failure=failed, keys_held=len(self._keys))
        else:
            self._keys, self._fetched = keys, self._clock()
        self._tried = self._clock()

    def _age(self, moment: float | None) -> float:
        return float("inf") if moment is None else self._clock() - moment


@asynccontextmanager
async def open_identity(settings: GatewaySettings) -> AsyncIterator[Identity]:
    """Who the gateway believes, as its settings say: a published key set, or the local issuer."""
    issuer, audience = settings.issuer, settings.audience
    match settings.jwks_url, settings.issuer_key_file:
        case str(url), _:
            async with httpx2.AsyncClient() as client:
                yield Identity(issuer, audience, PublishedKeys(url, client))
        case None, Path() as key_file:
            local = open_issuer(key_file, issuer, audience, settings.environment)
            yield Identity(issuer, audience, LocalKeys(local.jwks()))
        case _:
            raise ValueError("the settings name no issuer")  # their own check comes first
