"""What was last signed, remembered where a backup of the database does not reach.

Once in a folder of this machine, and once in the other rooms' logs: either is enough to notice that
a log is not the one that was signed.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import httpx2
import structlog

log = structlog.get_logger()

_PATIENCE = 2.0


class Remembered:
    """One room's last checkpoint of each street, as a file for each."""

    def __init__(self, folder: Path | None, room: str) -> None:
        self._folder, self._room = folder, room

    def read(self, street: str) -> str | None:
        """The note; None where none was written, or nothing is to be remembered here."""
        if self._folder is None:
            return None
        file = self._file(self._folder, street)
        return file.read_text() if file.exists() else None

    def write(self, street: str, note: str) -> None:
        """On the disk when this returns: whole, or as it was before."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._file(self._folder, street)
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        with draft.open("w") as opened:
            opened.write(note)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(draft, file)

    def _file(self, folder: Path, street: str) -> Path:
        return folder / f"{self._room}.{street}.note"


class Peers:
    """The other rooms, each with its door for programs of the house."""

    def __init__(self, urls: Mapping[str, str], token: str | None) -> None:
        self.urls = urls
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        self._client = httpx2.AsyncClient(headers=headers, timeout=_PATIENCE, trust_env=False)

    async def answers(self, room: str, path: str) -> tuple[bool, str | None]:
        """Whether the room answered at all, and the text if it has one (404: it has none)."""
        try:
            answer = await self._client.get(f"{self.urls[room]}{path}")
        except httpx2.HTTPError as away:
            log.debug("no word from a peer", source=room, kind=type(away))
            return False, None
        if answer.status_code == 404:
            return True, None
        return answer.status_code == 200, answer.text if answer.status_code == 200 else None

    async def close(self) -> None:
        await self._client.aclose()
