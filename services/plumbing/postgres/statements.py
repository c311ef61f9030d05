"""The statements of the log, as written in `sql/`: one file each, read once."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "sql"

ROOM_MIGRATIONS = Path(__file__).parent.parent / "sql" / "room"
"""The numbered files that make a room's database, for `migrate`."""


def _statement(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text()


APPEND = _statement("append")
APPEND_ONE = _statement("append_one")
APPEND_PLAIN = _statement("append_plain")
BEGIN = _statement("begin")
DUE = _statement("due")
FIRED = _statement("fired")
HEAD = _statement("head")
LOOK = _statement("look")
READ = _statement("read")
READ_TYPES = _statement("read_types")
