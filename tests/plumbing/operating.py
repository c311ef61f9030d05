"""An operator at the keyboard: the command, told where the gateway's tables are."""

import asyncio
from pathlib import Path

from typer.testing import CliRunner

from services.town.command_line import app
from tests.conftest import FreshDatabase


async def yizhan(where: FreshDatabase | None, *words: str, data: Path | None = None) -> str:
    """What it says, on both channels, after `exit <code>`."""
    told = {
        "COLUMNS": "200",
        "YIZHAN_DATA": str(data or "/nowhere"),
        "YIZHAN_DATABASE_URL": None if where is None else where.service_url,
    }
    # It has a loop of its own, as at the keyboard: so it runs in a thread of its own.
    result = await asyncio.to_thread(CliRunner().invoke, app, words, env=told)
    return f"exit {result.exit_code}\n{result.output}"
