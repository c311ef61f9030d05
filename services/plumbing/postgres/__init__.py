"""A room's log in Postgres: `open_store` is the door, `ROOM_MIGRATIONS` what it stands on."""

from services.plumbing.postgres.lease import Lease
from services.plumbing.postgres.looking import StreetUnknown
from services.plumbing.postgres.opening import open_store
from services.plumbing.postgres.patience import StoreUnavailable
from services.plumbing.postgres.statements import ROOM_MIGRATIONS
from services.plumbing.postgres.store import PostgresStore, TooBusy, Watch

__all__ = [
    "ROOM_MIGRATIONS",
    "Lease",
    "PostgresStore",
    "StoreUnavailable",
    "StreetUnknown",
    "TooBusy",
    "Watch",
    "open_store",
]
