"""Rooms that sign: their settings, their doors, and a backup that brings yesterday back."""

from pathlib import Path
from typing import Any

import asyncpg
import httpx2
from pydantic import SecretStr

from services.plumbing.settings import RoomSettings
from services.proof.note import Signer, Verifier
from tests.conftest import FreshDatabase
from tests.plumbing.on_the_wire import TOKEN, settings
from tests.scenario import STREET

KEY = Signer("yizhan.example/petitions", bytes(range(32)))
ORIGIN = f"yizhan.example/petitions/{STREET}"
VERIFIER = KEY.named(ORIGIN).verifier

_TABLES = (
    "log_head", "stream_head", "event", "commit_batch", "command", "timer", "reservation",
    "reaction_checkpoint", "tile", "checkpoint", "log_epoch",
)  # fmt: skip


def signing(
    database: FreshDatabase, nats_url: str, folder: Path | None, key: Signer = KEY, **more: Any
) -> RoomSettings:
    """What a room is told that signs its log at once, and remembers in this folder."""
    told = {
        "signing_key": SecretStr(key.skey),
        "signed_folder": folder,
        "checkpoint_seconds": 0.05,
        **more,
    }
    return settings(database, nats_url).model_copy(update=told)


class Door:
    """A room's door for the programs of the house."""

    def __init__(self, address: str) -> None:
        self._client = httpx2.AsyncClient(
            base_url=address, headers={"authorization": f"Bearer {TOKEN}"}
        )

    async def __aenter__(self) -> "Door":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(self, path: str) -> httpx2.Response:
        return await self._client.get(path)

    async def text(self, path: str) -> str:
        answer = await self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.text

    async def json(self, path: str) -> dict[str, Any]:
        answer = await self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        found: dict[str, Any] = answer.json()
        return found


async def backed_up(database: FreshDatabase) -> dict[str, list[asyncpg.Record]]:
    """Every row of the room's database, as a backup holds it."""
    connection = await asyncpg.connect(database.owner_url)
    try:
        return {
            table: await connection.fetch(f"SELECT {columns} FROM {table}")
            for table in _TABLES
            for columns in [await _columns(connection, table)]
        }
    finally:
        await connection.close()


async def restored(database: FreshDatabase, backup: dict[str, list[asyncpg.Record]]) -> None:
    """The database as it was then: whoever restores owns it, no role of the room could do it."""
    connection = await asyncpg.connect(database.owner_url)
    try:
        async with connection.transaction():
            for table in _TABLES:
                await connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            await connection.execute(f"TRUNCATE {', '.join(_TABLES)}")
            for table, rows in backup.items():
                columns = (await _columns(connection, table)).split(", ")
                await connection.copy_records_to_table(
                    table, records=[tuple(row) for row in rows], columns=columns
                )
            for table in _TABLES:
                await connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    finally:
        await connection.close()


async def _columns(connection: Any, table: str) -> str:
    rows = await connection.fetch(
        "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 "
        "AND attgenerated = '' AND NOT attisdropped ORDER BY attnum",
        table,
    )
    return ", ".join(row["attname"] for row in rows)


def verifier(about: dict[str, Any], epoch: int = 1) -> Verifier:
    """The key a log says to be signed with."""
    return Verifier.read(about["epochs"][epoch - 1]["vkey"])
