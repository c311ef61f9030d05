"""The rooms' doors as an export reads them: their logs and what proves them, page by page."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import httpx2
import orjson

from services.kernel.record import Stored
from services.plumbing.envelope import from_json
from services.proof.tiles import Tile
from services.town.troubles import Trouble

_PAGE = 1000
_PATIENCE = 30.0


class Logs(Protocol):
    """A street's logs, and what proves them."""

    def about(self, room: str) -> dict[str, Any]:
        """The log's epochs, each with its origin and public key."""
        ...

    def checkpoint(self, room: str) -> str:
        """A checkpoint of everything that is in the log now."""
        ...

    def tile(self, room: str, tile: Tile) -> bytes:
        """A tile of its tree."""
        ...

    def events(self, room: str, until: int) -> Iterator[tuple[dict[str, Any], Stored]]:
        """Every event up to a position, as the room tells it and as it is meant."""
        ...


class Source:
    """The logs of one street, at the rooms' doors for programs of the house."""

    def __init__(self, feeds: Mapping[str, str], token: str | None, street: str) -> None:
        self._feeds, self.street = feeds, street
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        self._client = httpx2.Client(headers=headers, timeout=_PATIENCE, trust_env=False)

    @property
    def rooms(self) -> list[str]:
        return list(self._feeds)

    def about(self, room: str) -> dict[str, Any]:
        found: dict[str, Any] = orjson.loads(self._get(room, f"/log/{self.street}"))
        return found

    def checkpoint(self, room: str) -> str:
        head = orjson.loads(self._get(room, f"/feed/{self.street}/head"))["position"]
        return self._get(room, f"/checkpoint/{self.street}?covering={head}").decode()

    def tile(self, room: str, tile: Tile) -> bytes:
        return self._get(room, f"/tile/{self.street}/{tile.path}")

    def events(self, room: str, until: int) -> Iterator[tuple[dict[str, Any], Stored]]:
        after = 0
        while after < until:
            limit = min(_PAGE, until - after)
            page = self._get(room, f"/feed/{self.street}/events?after={after}&limit={limit}")
            for told in orjson.loads(page)["events"]:
                stored = from_json(told)
                after = stored.position
                yield told, stored

    def close(self) -> None:
        self._client.close()

    def _get(self, room: str, path: str) -> bytes:
        try:
            answer = self._client.get(f"{self._feeds[room]}{path}")
            answer.raise_for_status()
        except httpx2.HTTPStatusError as refused:
            status = refused.response.status_code
            raise Trouble(
                f"{room} 没有给出 {path.partition('?')[0]}（{status}）：它签署日志了吗？",
                f"{room} does not give {path.partition('?')[0]} ({status}): does it sign its log?",
            ) from refused
        except httpx2.HTTPError as away:
            raise Trouble(
                f"连不上 {room}：请确认它在运行", f"{room} cannot be reached: is it running?"
            ) from away
        return bytes(answer.content)
