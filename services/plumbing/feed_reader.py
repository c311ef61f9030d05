"""Reading another room's feed over HTTP: slower than the bus, and there when the bus is not."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager

import httpx2
import orjson

from services.kernel.record import Stored
from services.plumbing.envelope import from_json
from services.plumbing.source import FeedAway, Stretch

_PATIENCE = 5.0


class FeedReader:
    """One room's feed."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def events(self, log: str, after: int, limit: int) -> Sequence[Stored]:
        """The next events in order, empty at the head. Raises FeedAway."""
        try:
            answer = await self._client.get(
                f"/feed/{log}/events",
                params={"after": after, "limit": limit},
                headers={"accept": "application/x-ndjson"},
            )
            answer.raise_for_status()
            return [from_json(orjson.loads(line)) for line in answer.content.splitlines()]
        except (httpx2.HTTPError, KeyError, ValueError) as away:
            raise FeedAway from away

    async def some(self, log: str, after: int, types: Collection[str]) -> Stretch:
        """The events of these types in the next stretch of the log. Raises FeedAway."""
        try:
            answer = await self._client.get(
                f"/feed/{log}/some", params={"after": after, "types": ",".join(sorted(types))}
            )
            answer.raise_for_status()
            told = orjson.loads(answer.content)
            events = [from_json(each) for each in told["events"]]
            return Stretch(events=events, to=int(told["to"]), head=int(told["head"]))
        except (httpx2.HTTPError, KeyError, ValueError) as away:
            raise FeedAway from away


@asynccontextmanager
async def reading(url: str, token: str | None) -> AsyncIterator[FeedReader]:
    """A reader of the feed of the room at `url`, with the house's shared secret."""
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    async with httpx2.AsyncClient(
        base_url=url, headers=headers, timeout=_PATIENCE, trust_env=False
    ) as client:
        yield FeedReader(client)
