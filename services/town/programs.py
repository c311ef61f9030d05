"""The list of what runs in the town, in one place: servers, bus, rooms, gateway."""

import json
import sys
from collections.abc import Mapping
from functools import partial

from services.town import databases, nats, postgres
from services.town.databases import Database
from services.town.keys import kept_secret, key_encryption_key, signing_key
from services.town.paths import DataFolder
from services.town.ports import LOOPBACK, kept_ports
from services.town.program import Program
from services.town.provisioner import ROOMS, streets_in

SERVERS = ("postgres", "nats")
BEFORE_ROOMS = (*SERVERS, "provisioner")

_TRACES = ("YIZHAN_OTLP_URL", "YIZHAN_TRACE_SHARE")


def street(folder: DataFolder, port: int, environ: Mapping[str, str]) -> tuple[Program, ...]:
    """Everything, with the environment each part is given."""
    names = ("postgres", "nats", "nats-monitor", *ROOMS, "gateway")
    ports = kept_ports(folder.ports, names)
    cluster = postgres.embedded(folder, ports["postgres"])
    bus = nats.embedded(folder, ports["nats"], ports["nats-monitor"], streets_in(environ))
    mine = _databases(folder)
    shared = {
        "YIZHAN_ENVIRONMENT": "development",
        "YIZHAN_STREETS": environ.get("YIZHAN_STREETS") or "shengquan",
        "YIZHAN_FEED_TOKEN": kept_secret(folder, "feed-token"),
        "YIZHAN_FEEDS": json.dumps({room: f"http://{LOOPBACK}:{ports[room]}" for room in ROOMS}),
        "PYTHONUNBUFFERED": "1",
        **{name: environ[name] for name in _TRACES if environ.get(name)},
    }

    def told(name: str) -> dict[str, str]:
        """What every program is told: its own two ways into its own database, its own user."""
        return {
            **shared,
            "YIZHAN_DATABASE_URL": mine[name].service_url(cluster.url()),
            "YIZHAN_MIGRATION_URL": mine[name].owner_url(cluster.url()),
            "YIZHAN_NATS_URL": bus.url(name),
            "YIZHAN_OPS_PORT": str(ports[name]),
        }

    def signing(room: str) -> dict[str, str]:
        """What a room is told besides, to sign its logs."""
        paces = ("YIZHAN_CHECKPOINT_SECONDS", "YIZHAN_ANCHOR_SECONDS")
        return {
            "YIZHAN_SIGNING_KEY_FILE": str(signing_key(folder, room)),
            "YIZHAN_SIGNED_FOLDER": str(folder.signed),
            **{name: environ[name] for name in paces if environ.get(name)},
        }

    doors = {
        "YIZHAN_PORT": str(port),
        "YIZHAN_VAULT_URL": mine["vault"].service_url(cluster.url()),
        "YIZHAN_VAULT_MIGRATION_URL": mine["vault"].owner_url(cluster.url()),
        "YIZHAN_KEK_FILE": str(key_encryption_key(folder)),
        "YIZHAN_ISSUER_KEY_FILE": str(folder.secrets / "issuer.jwk"),
    }
    ready = {name: f"http://{LOOPBACK}:{ports[name]}/readyz" for name in ROOMS}
    ready["gateway"] = f"http://{LOOPBACK}:{port}/readyz"
    return (
        cluster.program(after=partial(databases.ensure, cluster.url(), mine.values())),
        bus.program(),
        Program(
            name="provisioner",
            argv=(sys.executable, "-m", "services.town.provisioner"),
            environment={**shared, "YIZHAN_NATS_URL": bus.url("provisioner")},
            depends_on=("nats",),
        ),
        *(
            _python(room, told(room) | signing(room), ready[room], ports[room], BEFORE_ROOMS)
            for room in ROOMS
        ),
        _python("gateway", {**told("gateway"), **doors}, ready["gateway"], port, ROOMS),
    )


def _python(
    name: str, environment: dict[str, str], ready: str, port: int, after: tuple[str, ...]
) -> Program:
    return Program(
        name=name,
        argv=(sys.executable, "-m", f"services.{name}"),
        environment=environment,
        depends_on=after,
        ready_url=ready,
        ports={"http": port},
    )


def _databases(folder: DataFolder) -> dict[str, Database]:
    return {
        name: Database(
            name=name,
            owner_password=kept_secret(folder, f"postgres-{name}-owner"),
            service_password=kept_secret(folder, f"postgres-{name}"),
        )
        for name in databases.NAMES
    }
