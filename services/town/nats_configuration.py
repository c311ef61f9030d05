"""The configuration of a NATS server of ours: who may what, how much, and whether it is sealed.

One pure function for the embedded server, the container's and a cluster's. A message is on disk
before its ack. It is written as JSON, which NATS reads, and which quotes every value.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from services.activities.room import room as activities
from services.mediation.room import room as mediation
from services.petitions.room import room as petitions
from services.plumbing.allowed import Allowed, table
from services.plumbing.bags import MOST_LETTERS
from services.plumbing.provision import LARGEST_STREAM

OPERATOR = "operator"
"""Reads the server's own account, and nothing of what the programs say."""

ROOMS = (petitions, mediation, activities)

_MEBI = 1 << 20
_LEAST_STORE = 16 << 30
_ANSWER_WITHIN = "10s"  # a command is given up long before


@dataclass(frozen=True, kw_only=True)
class Tls:
    """A server's certificate and key; with `ca`, clients must show one that it signed."""

    certificate: Path
    key: Path
    ca: Path | None = None


def configuration(
    *,
    host: str,
    port: int,
    monitor: str,
    store: Path,
    passwords: Mapping[str, str],
    streets: Collection[str],
    server_name: str = "yizhan-town",
    tls: Tls | None = None,
) -> str:
    """The file. `passwords`: of the users there are; `monitor`: the address that shows health."""
    # The streams of these streets, and as many again of streets that have left.
    streams = 2 * len(ROOMS) * len(streets)
    room_for = max(_LEAST_STORE, streams * LARGEST_STREAM)
    told = {
        "server_name": server_name,
        "host": host,
        "port": port,
        "http": monitor,
        "jetstream": {
            "store_dir": str(store),
            "sync_interval": "always",
            "max_memory_store": 64 * _MEBI,
            "max_file_store": room_for,
            "limits": {"max_request_batch": 1000, "duplicate_window": "2m"},
        },
        "accounts": {
            "APP": {
                "jetstream": {
                    "max_mem": 64 * _MEBI,
                    "max_file": room_for,
                    "max_streams": streams,
                    "max_consumers": 256,  # of one stream
                    "max_bytes_required": True,
                },
                "users": _speakers(passwords, streets),
            },
            "SYS": {"users": [_user(OPERATOR, passwords)] if OPERATOR in passwords else []},
        },
        "system_account": "SYS",
        "authorization": {"timeout": 2},
        "max_payload": _MEBI // 4,
        "max_connections": 1024,
        "max_subscriptions": 16_384,
        "max_pending": 16 * _MEBI,
        "ping_interval": "20s",
        "ping_max": 3,
        "write_deadline": "5s",
        "logtime_utc": True,
    }
    return json.dumps(told | ({} if tls is None else {"tls": _sealed(tls)}), indent=2)


def _speakers(passwords: Mapping[str, str], streets: Collection[str]) -> list[dict[str, object]]:
    may = table(ROOMS, streets)
    return [
        _user(user, passwords) | {"permissions": _permissions(allowed)}
        for user, allowed in may.items()
        if user in passwords
    ]


def _user(user: str, passwords: Mapping[str, str]) -> dict[str, object]:
    return {"user": user, "password": passwords[user]}


def _permissions(may: Allowed) -> dict[str, object]:
    lists = {"publish": {"allow": may.publish}, "subscribe": {"allow": may.subscribe}}
    answers = {"allow_responses": {"max": MOST_LETTERS, "expires": _ANSWER_WITHIN}}
    return {**lists, **(answers if may.answers else {})}


def _sealed(tls: Tls) -> dict[str, object]:
    """Sealed from the first byte, so that nobody between can talk a client out of it."""
    shown = {"cert_file": str(tls.certificate), "key_file": str(tls.key), "min_version": "1.3"}
    theirs = {} if tls.ca is None else {"ca_file": str(tls.ca), "verify": True}
    return {**shown, **theirs, "handshake_first": True, "timeout": 2}
