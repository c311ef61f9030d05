"""What others may have of a log's proof: checkpoints, tiles, and proofs of single events.

Read by programs of the house alone (the feeds' shared secret): entries name people by their ids.
"""

import asyncio
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.plumbing.feed import FeedOf, away, number
from services.plumbing.proving.proving import Proving
from services.plumbing.proving.records import Kept, TreeDiffers
from services.plumbing.proving.tables import Tree
from services.proof import tiles
from services.proof.leaf import entry
from services.proof.merkle import consistency, inclusion, leaf_hash
from services.proof.tiles import Tile, parse

_PATIENCE = 4.0
_AGAIN = 0.05
_FAR = 2**62
_TEXT = "text/plain; charset=utf-8"
_NOTE = {"cache-control": "no-cache"}
_FOR_GOOD = {"cache-control": "private, max-age=31536000, immutable"}


class ProofsOf:
    """The proof of one room's logs, from when it is `open`."""

    def __init__(self, feed: FeedOf) -> None:
        self._feed = feed
        self._opened: Proving | None = None

    def open(self, proving: Proving) -> None:
        self._opened = proving

    def routes(self) -> list[Route]:
        return [
            Route("/log/{log}", self.about, methods=["GET"]),
            Route("/checkpoint/{log}", self.checkpoint, methods=["GET"]),
            Route("/tile/{log}/{path:path}", self.tile, methods=["GET"]),
            Route("/proof/{log}/{position:int}", self.proof, methods=["GET"]),
            Route("/anchored/{log}/{room}", self.anchored, methods=["GET"]),
        ]

    async def about(self, request: Request) -> Response:
        """The log's name and key in each epoch, and why it is broken, if it is."""
        tree = self._tree(request)
        try:
            later = await tree.epochs()
        except Exception as error:
            raise away(error) from error
        epochs = [{"number": 1}, *({**vars(each)} for each in later)]
        for each in epochs:
            verifier = self._proving.verifier(tree.log, int(str(each["number"])))
            each |= {"origin": verifier.name, "vkey": verifier.vkey}
        broken = self._proving.gate.broken(tree.log)
        return _json({"log": tree.log, "epochs": epochs, "broken": broken})

    async def checkpoint(self, request: Request) -> Response:
        """The last one signed; `?covering=` waits a little for one that covers this position."""
        tree = self._tree(request)
        kept = await self._signed(tree, number(request, "covering", 0, _FAR))
        if kept is None:
            raise HTTPException(404, headers={"retry-after": "1"})
        return Response(kept.note, media_type=_TEXT, headers=_NOTE)

    async def tile(self, request: Request) -> Response:
        """A tile of hashes or a bundle of entries, as far as the last checkpoint goes."""
        tree = self._tree(request)
        try:
            tile = parse(request.path_params["path"])
        except ValueError:
            raise HTTPException(404) from None
        kept = await self._signed(tree, 0)
        if kept is None or tile.span[1] > kept.size:
            raise HTTPException(404)
        try:
            body = await _bytes(tree, kept.epoch, tile)
        except Exception as error:
            raise away(error) from error
        return Response(body, media_type="application/octet-stream", headers=_FOR_GOOD)

    async def proof(self, request: Request) -> Response:
        """That this event is in the log as signed; `?from=` also that the log only grew since."""
        tree = self._tree(request)
        position = int(request.path_params["position"])
        kept = await self._signed(tree, position) if position else None
        if kept is None or position > kept.size:
            raise HTTPException(404, headers={"retry-after": "1"})
        old = number(request, "from", 0, kept.size)
        try:
            told = await _proof(tree, kept, position)
            if old:
                spans = consistency(old, kept.size)
                hashes = await tree.hashes(kept.epoch, kept.size, spans)
                told["consistency"] = {"from": old, "proof": _texts(hashes)}
        except Exception as error:
            raise away(error) from error
        return _json(told)

    async def anchored(self, request: Request) -> Response:
        """The longest of another room's checkpoints that this log has kept."""
        tree = self._tree(request)
        try:
            note = await tree.said_of(str(request.path_params["room"]))
        except Exception as error:
            raise away(error) from error
        if note is None:
            raise HTTPException(404)
        return Response(note, media_type=_TEXT, headers=_NOTE)

    @property
    def _proving(self) -> Proving:
        if self._opened is None:
            raise HTTPException(503, headers={"retry-after": "1"})
        return self._opened

    def _tree(self, request: Request) -> Tree:
        tree = self._proving.trees.get(self._feed.asked_log(request))
        if tree is None:
            raise HTTPException(404)
        return tree

    async def _signed(self, tree: Tree, covering: int) -> Kept | None:
        """The last checkpoint of the epoch; waited for until it covers what is in the log."""
        clock = asyncio.get_running_loop().time
        until = clock() + _PATIENCE
        while True:
            try:
                stands = await tree.stands()
                kept = None if stands is None else await tree.last(stands.epoch)
            except Exception as error:
                raise away(error) from error
            if stands is None or (kept is not None and kept.epoch < stands.epoch):
                kept = None
            size = 0 if kept is None else kept.size
            enough = stands is None or size >= min(covering, stands.position)
            if enough or clock() > until or not self._proving.gate.opened(tree.log):
                return kept
            self._proving.wanted[tree.log].set()
            await asyncio.sleep(_AGAIN)


async def _bytes(tree: Tree, epoch: int, tile: Tile) -> bytes:
    if tile.level is None:
        return tiles.bundle([entry(each) for each in await tree.events(tile)])
    return tiles.joined(await tree.tile(epoch, tile))


async def _proof(tree: Tree, kept: Kept, position: int) -> dict[str, object]:
    """The event's proof, also as C2SP tlog-proof: one text that is checked offline."""
    index = position - 1
    stored = (await tree.read(position - 1, 1))[0]
    if stored.position != position:
        raise TreeDiffers(f"{tree.log}: position {position} is missing")
    hashes = _texts(await tree.hashes(kept.epoch, kept.size, inclusion(index, kept.size)))
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *hashes, "", kept.note]
    return {
        "log": tree.log,
        "position": position,
        "index": index,
        "size": kept.size,
        "entry": entry(stored).decode(),
        "leaf": b64encode(leaf_hash(entry(stored))).decode(),
        "proof": hashes,
        "checkpoint": kept.note,
        "tlog_proof": "\n".join(lines),
        "read_at": datetime.now(UTC).isoformat(),
    }


def _texts(hashes: Sequence[bytes]) -> list[str]:
    return [b64encode(each).decode() for each in hashes]


def _json(told: Mapping[str, object]) -> Response:
    return Response(orjson.dumps(told), media_type="application/json", headers=_NOTE)
