"""The file of an export: one JSON document a line, compressed where its name ends in `.gz`.

export      what this file is, and what was asked for
log         a room's log: origin, public key, checkpoint, which positions are in the file
tile        hashes of its tree: enough to prove every event below
event       an event in its exact bytes (texts about people still sealed)
end         that nothing is cut off

An event's line and the last one carry the digest of all before them: what was changed has a place.
"""

import zlib
from collections.abc import Iterator, Mapping
from gzip import GzipFile
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

FORMAT = "yizhan.export.1"
SHORT = 16
"""Hexadecimal digits of a digest that tell where; the whole one at the end tells that."""


class Writing:
    """A file being written: it appears under its name when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._draft = path.with_name(f".{path.name}.part")
        self._digest = sha256()
        packed = path.suffix == ".gz"
        self._file = GzipFile(self._draft, "wb", 6) if packed else self._draft.open("wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if error is None:
            self._draft.replace(self._path)
        else:
            self._draft.unlink()

    def event(self, **told: object) -> None:
        """One event; whatever was changed before it is found out here."""
        self.line("event", **told, before=self._digest.hexdigest()[:SHORT])

    def line(self, kind: str, **told: object) -> None:
        written = orjson.dumps({"kind": kind, **told}) + b"\n"
        self._file.write(written)
        self._digest.update(written)

    def end(self, events: Mapping[str, int]) -> None:
        """Nothing comes after: how many events, and the digest of all that stands before."""
        self.line("end", events=events, sha256=self._digest.hexdigest())


class Damaged(Exception):
    """From here on the file cannot be read."""


class Unreadable:
    """A line that is no document of ours."""


type Line = dict[str, Any] | Unreadable


def lines_of(path: Path) -> Iterator[tuple[Line, str]]:
    """The documents in order, each with the digest of all before.

    Raises Damaged where the file itself breaks off.
    """
    digest = sha256()
    packed = path.suffix == ".gz"
    with GzipFile(path) if packed else path.open("rb") as file:
        try:
            for line in file:
                yield _document(line), digest.hexdigest()
                digest.update(line)
        except (OSError, EOFError, zlib.error) as broken:
            raise Damaged(str(broken)) from broken


def _document(line: bytes) -> Line:
    try:
        told = orjson.loads(line)
    except ValueError:
        return Unreadable()
    return told if isinstance(told, dict) and isinstance(told.get("kind"), str) else Unreadable()
