"""The embedded NATS with JetStream: on loopback, with a user for each program that speaks there."""

import os
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from services.plumbing.allowed import GATEWAY, PROVISIONER
from services.town.keys import kept_secret
from services.town.nats_configuration import OPERATOR, Tls, configuration
from services.town.paths import DataFolder
from services.town.ports import LOOPBACK
from services.town.program import Program
from services.town.provisioner import ROOMS

__all__ = ["OPERATOR", "USERS", "Nats", "configured", "embedded"]

# One user per program that speaks on the bus, and one that lays it out.
USERS = (*ROOMS, GATEWAY, PROVISIONER)


@dataclass(frozen=True, kw_only=True)
class Nats:
    """One server, where it keeps its streams, and who may connect."""

    data: Path
    config: Path
    port: int
    monitor_port: int
    passwords: dict[str, str]
    streets: Sequence[str]
    tls: Tls | None = None

    def url(self, user: str) -> str:
        scheme = "nats" if self.tls is None else "tls"
        return f"{scheme}://{user}:{self.passwords[user]}@{LOOPBACK}:{self.port}"

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
            gives_way=True,
            ports={"nats": self.port, "nats-monitor": self.monitor_port},
        )

    async def prepare(self) -> None:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.config, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(self.configuration())

    def configuration(self) -> str:
        return configuration(
            host=LOOPBACK,
            port=self.port,
            monitor=f"{LOOPBACK}:{self.monitor_port}",
            store=self.data,
            passwords=self.passwords,
            streets=self.streets,
            tls=self.tls,
        )


def configured(passwords: dict[str, str], streets: Sequence[str], tls: Tls | None = None) -> str:
    """For a server of its own, in a container: it keeps its streams in /data."""
    return configuration(
        host="0.0.0.0",
        port=4222,
        monitor=f"{LOOPBACK}:8222",
        store=Path("/data"),
        passwords=passwords,
        streets=streets,
        tls=tls,
    )


def embedded(folder: DataFolder, port: int, monitor_port: int, streets: Sequence[str]) -> Nats:
    """The town's own server."""
    return Nats(
        data=folder.nats,
        config=folder.run / "nats.conf",
        port=port,
        monitor_port=monitor_port,
        passwords={user: kept_secret(folder, f"nats-{user}") for user in (*USERS, OPERATOR)},
        streets=streets,
    )


def _binary() -> Path:
    return Path(sysconfig.get_path("scripts")) / "nats-server"
