"""The embedded NATS with JetStream: on loopback, a message is on disk before its ack."""

import json
import os
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from services.town.keys import kept_secret
from services.town.paths import DataFolder
from services.town.ports import LOOPBACK
from services.town.program import Program

# One user per program that speaks on the bus, and one that lays it out.
USERS = ("petitions", "mediation", "activities", "gateway", "provisioner")
OPERATOR = "operator"


@dataclass(frozen=True, kw_only=True)
class Nats:
    """One server, where it keeps its streams, and who may connect."""

    data: Path
    config: Path
    port: int
    monitor_port: int
    passwords: dict[str, str]

    def url(self, user: str) -> str:
        return f"nats://{user}:{self.passwords[user]}@{LOOPBACK}:{self.port}"

    @property
    def monitor_url(self) -> str:
        return f"http://{LOOPBACK}:{self.monitor_port}"

    def program(self) -> Program:
        return Program(
            name="nats",
            argv=(str(_binary()), "--config", str(self.config)),
            before=self.prepare,
            # Full health, not only liveness: it also tells of a stream that cannot be written.
            ready_url=f"{self.monitor_url}/healthz",
            ports={"nats": self.port, "nats-monitor": self.monitor_port},
        )

    async def prepare(self) -> None:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.config, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(self.configuration())

    def configuration(self) -> str:
        """As JSON, which is valid NATS configuration and quotes every value."""
        speakers = (user for user in self.passwords if user != OPERATOR)
        operators = (user for user in self.passwords if user == OPERATOR)
        return json.dumps(
            {
                "server_name": "yizhan-town",
                "host": LOOPBACK,
                "port": self.port,
                "http": f"{LOOPBACK}:{self.monitor_port}",
                "jetstream": {
                    "store_dir": str(self.data),
                    "sync_interval": "always",
                    "max_memory_store": 64 << 20,
                    "max_file_store": 16 << 30,
                },
                "accounts": {
                    "APP": {"jetstream": "enabled", "users": self._users(speakers)},
                    "SYS": {"users": self._users(operators)},
                },
                "system_account": "SYS",
                "max_payload": 1 << 20,
                "max_connections": 1024,
                "max_pending": 16 << 20,
                "ping_interval": "20s",
                "ping_max": 3,
                "write_deadline": "5s",
                "logtime_utc": True,
            },
            indent=2,
        )

    def _users(self, names: Iterable[str]) -> list[dict[str, str]]:
        return [{"user": name, "password": self.passwords[name]} for name in names]


def embedded(folder: DataFolder, port: int, monitor_port: int) -> Nats:
    """The town's own server."""
    return Nats(
        data=folder.nats,
        config=folder.run / "nats.conf",
        port=port,
        monitor_port=monitor_port,
        passwords={user: kept_secret(folder, f"nats-{user}") for user in (*USERS, OPERATOR)},
    )


def _binary() -> Path:
    return Path(sysconfig.get_path("scripts")) / "nats-server"
