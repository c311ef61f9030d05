"""`yizhan audit export`: a street, a room, one matter or a span of time, in one file."""

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from services.gateway.readmodels.every import every as models
from services.kernel.record import Stored
from services.proof.checkpoint import Checkpoint
from services.proof.note import Note
from services.proof.tiles import WIDE, Tile, edge_tiles, tiles_of
from services.town.audit.lines import FORMAT, Writing
from services.town.audit.selecting import Selection, Ties, ranges
from services.town.audit.source import Logs
from services.town.troubles import Trouble

type Say = Callable[[str], None]


def export(source: Logs, selection: Selection, path: Path, say: Say) -> int:
    """Write the file; how many events are in it."""
    logs = {room: _head(source, room) for room in selection.rooms}
    chosen = {room: list(positions) for room, positions in _chosen(source, selection, logs).items()}
    if not any(chosen.values()):
        raise Trouble("没有符合条件的事件", "Nothing in the logs is as asked for")
    with Writing(path) as file:
        made_at = datetime.now(UTC).isoformat()
        file.line("export", format=FORMAT, made_at=made_at, selection=selection.told())
        for room, (about, note, checkpoint) in logs.items():
            file.line(
                "log",
                room=room,
                epochs=about["epochs"],
                origin=checkpoint.origin,
                checkpoint=note,
                whole=selection.everything,
                positions=ranges(chosen[room]),
            )
            for tile in _proving(checkpoint.size, chosen[room], selection.everything):
                hashes = b64encode(source.tile(room, tile)).decode()
                file.line("tile", room=room, path=tile.path, hashes=hashes)
        for room, (_, _, checkpoint) in logs.items():
            _write_events(file, source, room, checkpoint.size, set(chosen[room]))
            say(f"{room}: {len(chosen[room])} / {checkpoint.size}")
        counts = {room: len(positions) for room, positions in chosen.items()}
        file.end(counts)
    return sum(counts.values())


def _head(source: Logs, room: str) -> tuple[dict[str, Any], str, Checkpoint]:
    note = source.checkpoint(room)
    return source.about(room), note, Checkpoint.read(Note.read(note).text)


def _chosen(
    source: Logs, selection: Selection, logs: dict[str, tuple[dict[str, Any], str, Checkpoint]]
) -> dict[str, Sequence[int]]:
    """The positions that belong into the file."""
    sizes = {room: checkpoint.size for room, (_, _, checkpoint) in logs.items()}
    if selection.everything:
        return {room: range(1, size + 1) for room, size in sizes.items()}
    ties = Ties()
    within: dict[str, list[tuple[int, str]]] = {room: [] for room in sizes}
    for room, size in sizes.items():
        for _, stored in source.events(room, size):
            ties.note(room, stored)
            if selection.within(stored):
                within[room].append((stored.position, stored.stream))
    if selection.case is None:
        return {room: [position for position, _ in each] for room, each in within.items()}
    matter = ties.matter(selection.case)
    return {
        room: [position for position, stream in each if f"{room}/{stream}" in matter]
        for room, each in within.items()
    }


def _proving(size: int, chosen: Sequence[int], everything: bool) -> Iterator[Tile]:
    """The tiles that prove these positions: their own, those above, and the tree's right edge."""
    if everything:
        yield from tiles_of(size)
        return
    edge = [each for each in edge_tiles(size) if each.width]
    yield from edge
    told = {(each.level, each.index) for each in edge}
    for position in chosen:
        level, index = 0, (position - 1) // WIDE
        while (level, index) not in told:
            told.add((level, index))
            yield Tile(level=level, index=index)
            level, index = level + 1, index // WIDE


def _write_events(file: Writing, source: Logs, room: str, size: int, chosen: set[int]) -> None:
    ranks = Ranks(room)
    for told, stored in source.events(room, size):
        taken = ranks.take(stored)
        if stored.position in chosen:
            file.event(room=room, event=told, ranks=taken)


class Ranks:
    """The rank an event takes in each series of the read models: the number of a case.

    In a file of one matter the others are missing, so nobody could count again: it is told there.
    """

    def __init__(self, room: str) -> None:
        self._models = [model for model in models if model.room == room]
        self._taken: Counter[tuple[str, str]] = Counter()

    def take(self, stored: Stored) -> dict[str, int]:
        """By the name of the read model."""
        taken: dict[str, int] = {}
        for model in self._models:
            series = model.series(stored) if model.listens_to(stored.category) else None
            if series is not None:
                self._taken[(model.name, series)] += 1
                taken[model.name] = self._taken[(model.name, series)]
        return taken
