"""`yizhan logs`: the last lines of each program's log, and the ones that follow."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from services.town.paths import DataFolder

LAST_BYTES = 256 << 10
POLL = 0.2


def files(folder: DataFolder, name: str | None) -> list[Path]:
    """The log of one program, or of all; empty when there is none."""
    pattern = "*.log" if name is None else f"{name}.log"
    return sorted(folder.logs.glob(pattern))


def last_lines(file: Path, count: int) -> list[str]:
    with file.open("rb") as opened:
        size = opened.seek(0, 2)
        opened.seek(max(0, size - LAST_BYTES))
        return opened.read().decode(errors="replace").splitlines()[-count:]


def follow(found: list[Path], say: Callable[[str, str], None]) -> None:
    """Every new line of every file, for ever; a file that was turned is read on from its start."""
    places = {file: file.stat().st_size for file in found}
    while True:
        for file in found:
            for line in _new_lines(file, places):
                say(file.stem, line)
        time.sleep(POLL)


def _new_lines(file: Path, places: dict[Path, int]) -> Iterator[str]:
    try:
        with file.open("rb") as opened:
            size = opened.seek(0, 2)
            opened.seek(places[file] if places[file] <= size else 0)
            text = opened.read()
    except FileNotFoundError:
        return
    whole = text[: text.rfind(b"\n") + 1]
    places[file] = (places[file] if places[file] <= size else 0) + len(whole)
    yield from whole.decode(errors="replace").splitlines()
