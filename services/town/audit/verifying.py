"""`yizhan audit verify`: is this file what the rooms signed? No server and no database is asked."""

from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from services.kernel import State
from services.kernel.record import Stored
from services.plumbing.envelope import as_json, from_json
from services.proof import tiles
from services.proof.checkpoint import Checkpoint
from services.proof.note import Note, NoteWrong, Verifier
from services.town.audit.lines import FORMAT, SHORT, Damaged, Unreadable, lines_of
from services.town.audit.proven import Log

_MOST = 20
"""Findings that are told one by one."""


class Verified(State):
    """What was found; `problems` empty if the file is whole and true."""

    problems: tuple[str, ...]
    events: dict[str, int]
    checkpoints: dict[str, Checkpoint]
    keys: dict[str, str]
    anchored: int


class Verifying:
    """One pass over a file."""

    def __init__(self, trusted: Sequence[Verifier] = ()) -> None:
        self._trusted = trusted
        self.logs: dict[str, Log] = {}
        self.problems: list[str] = []
        self._events: Counter[str] = Counter()
        self._versions: Counter[tuple[str, str]] = Counter()
        self._anchored: list[tuple[str, int, dict[str, Any]]] = []
        self._began = self._ended = self._at_events = False
        self._room, self._last = "", "head"

    def run(self, path: Path) -> Verified:
        try:
            for line, digest in lines_of(path):
                self._take({"kind": "unreadable"} if isinstance(line, Unreadable) else line, digest)
        except Damaged:
            self._problem(f"{self._where()}: the file breaks off or is damaged")
        self._conclude()
        return Verified(
            problems=tuple(self.problems),
            events=dict(self._events),
            checkpoints={room: log.checkpoint for room, log in self.logs.items() if log.checkpoint},
            keys={each.name: each.vkey for log in self.logs.values() for each in log.verifiers},
            anchored=len(self._anchored),
        )

    def _take(self, line: dict[str, Any], digest: str) -> None:
        try:
            match line["kind"]:
                case "export" if line["format"] == FORMAT:
                    self._began = True
                case "log":
                    self._open(Log(line, self._trusted))
                case "tile":
                    hashes = tiles.hashes(b64decode(line["hashes"], validate=True))
                    self.logs[line["room"]].add(line, hashes)
                case "event":
                    self._unchanged(line.get("before"), digest[:SHORT])
                    self._event(line)
                case "end":
                    self._end(line["events"])
                    self._unchanged(line["sha256"], digest)
                case _:
                    self._problem(f"{self._where()}: a line cannot be read")
        except (KeyError, ValueError, TypeError):
            self._problem(f"{self._where()}: a line cannot be read")

    def _open(self, log: Log) -> None:
        self.logs[log.room] = log
        if log.trouble is not None:
            self._problem(f"{log.room}: {log.trouble}")

    def _event(self, line: dict[str, Any]) -> None:
        if not self._at_events:
            self._at_events = True
            for each in self.logs.values():
                if each.wrong_root():
                    self._problem(f"{each.room}: the hashes do not have the signed root")
        log, stored = self.logs[line["room"]], from_json(line["event"])
        self._room = log.room
        self._last = f"{log.room}/{stored.position}"
        if as_json(stored) != line["event"]:
            self._problem(f"{self._last}: is not written as it was exported")
        self._order(log, stored)
        why = None if log.checkpoint is None else log.against(stored)
        if why is not None:
            self._problem(f"{log.room}/{stored.position}: {why}")
        self._events[log.room] += 1
        if log.whole:
            self._versions[(log.room, stored.stream)] += 1
            if stored.version != self._versions[(log.room, stored.stream)]:
                self._problem(f"{log.room}/{stored.position}: is not the next of its stream")
        if stored.type.endswith("CheckpointAnchored"):
            self._anchored.append((log.room, stored.position, orjson.loads(stored.body)))

    def _unchanged(self, told: str | None, digest: str) -> None:
        """Where nothing else is wrong so far, what was changed is in the line before. Exports
        written before lines had digests tell none."""
        if told not in (None, digest) and not self.problems:
            self._problem(f"{self._last}: the file was changed here after it was written")

    def _order(self, log: Log, stored: Stored) -> None:
        while log.expected.next is not None and log.expected.next < stored.position:
            self._problem(f"{log.room}/{log.expected.next}: is missing here")
            log.expected.pass_by()
        if log.expected.next == stored.position:
            log.expected.pass_by()
        else:
            self._problem(f"{log.room}/{stored.position}: does not belong here")

    def _end(self, counts: dict[str, int]) -> None:
        self._ended = True
        for room, log in self.logs.items():
            while log.expected.next is not None:
                self._problem(f"{room}/{log.expected.next}: is missing here")
                log.expected.pass_by()
            if counts.get(room, 0) != self._events[room]:
                self._problem(f"{room}: {counts.get(room, 0)} events were exported, not these")

    def _conclude(self) -> None:
        if not self._began:
            self._problem("the file does not begin as an export")
        if not self._ended:
            self._problem(f"{self._where()}: the file breaks off")
        for room, position, told in self._anchored:
            for why in self._against_peer(told):
                self._problem(f"{room}/{position}: the checkpoint anchored here {why}")

    def _against_peer(self, told: dict[str, Any]) -> Iterator[str]:
        """What one log keeps of another must be what that other one is."""
        other = self.logs.get(told["room"])
        if other is None or other.checkpoint is None or not other.whole:
            return
        try:
            note = Note.read(told["note"])
            anchored = Checkpoint.read(note.text)
            signed = any(note.signed_by(each) for each in other.verifiers)
        except NoteWrong:
            signed, anchored = False, None
        if not signed or anchored is None:
            yield "was not signed by its key"
        elif anchored.origin == other.checkpoint.origin and (
            anchored.size > other.size or other.root(anchored.size) != anchored.root
        ):
            yield f"is not of the log of {other.room}"

    def _where(self) -> str:
        """The place to look at: the position that should come next."""
        if not self._room:
            return "head"
        coming = self.logs[self._room].expected.next
        return f"{self._room}/{'end' if coming is None else coming}"

    def _problem(self, what: str) -> None:
        if what not in self.problems:
            self.problems.append(what)


def shown(problems: Sequence[str]) -> list[str]:
    """The first of them, and how many more there are."""
    more = len(problems) - _MOST
    return [*problems[:_MOST], *([f"… {more}"] if more > 0 else [])]


def verify(path: Path, trusted: Sequence[Verifier] = ()) -> Verified:
    """Everything that can be said of a file by itself, and by keys known from elsewhere."""
    return Verifying(trusted).run(path)
