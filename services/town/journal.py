"""A program's log file: one JSON object a line, never larger than its bound."""

import json
import os
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

LARGEST = 8 << 20
LONGEST_LINE = 64 << 10
KEPT = 2


class Journal:
    """Takes lines as a program prints them; keeps `largest` bytes in each of `kept` + 1 files."""

    def __init__(self, file: Path, *, largest: int = LARGEST, kept: int = KEPT) -> None:
        self.file = file
        self._largest, self._kept = largest, kept
        file.parent.mkdir(parents=True, exist_ok=True)
        self._opened: BinaryIO = file.open("ab", buffering=0)
        self._size = os.fstat(self._opened.fileno()).st_size

    def write(self, line: bytes) -> None:
        """A line that is JSON already is kept as it is; any other becomes the event of one."""
        text = line.rstrip(b"\r\n")
        if not text:
            return
        if not (text.startswith(b"{") and text.endswith(b"}")):
            text = said(text.decode(errors="replace"))
        if self._size and self._size + len(text) + 1 > self._largest:
            self._turn()
        self._size += self._opened.write(text + b"\n")

    def note(self, event: str, **more: object) -> None:
        """A line of the supervisor's own about this program."""
        self.write(said(event, **more))

    def close(self) -> None:
        self._opened.close()

    def _turn(self) -> None:
        self._opened.close()
        older = [self.file, *(numbered(self.file, n) for n in range(1, self._kept + 1))]
        for newer, place in reversed(list(pairwise(older))):
            if newer.exists():
                os.replace(newer, place)
        self._opened = self.file.open("wb", buffering=0)
        self._size = 0


def said(event: str, **more: object) -> bytes:
    """One line of JSON for something said in plain text."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return json.dumps({"timestamp": now, "event": event, **more}, ensure_ascii=False).encode()


def numbered(file: Path, number: int) -> Path:
    return file.with_name(f"{file.name}.{number}")
