"""A street of containers under test: `deploy/compose.yaml` as it is, under a name of its own."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

from services.town.handing_out import Street, hand_out
from services.town.paths import CHECKOUT
from services.town.ports import free_port
from tests.servers import a_folder

COMPOSE = CHECKOUT / "deploy" / "compose.yaml"
TAG = "under-test"
ROOMS = ("petitions", "mediation", "activities")
PATIENCE = 300.0


async def ran(*words: str, environ: dict[str, str] | None = None) -> str:
    """What a command prints; AssertionError with what it complains of where it fails."""
    process = await asyncio.create_subprocess_exec(
        *words,
        cwd=CHECKOUT,
        env={**os.environ, **(environ or {})},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(PATIENCE):
        said, complained = await process.communicate()
    assert process.returncode == 0, f"{' '.join(words)}: {complained.decode()[-3000:]}"
    return said.decode()


class ComposedStreet:
    """What an operator does to it, as methods."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port, self.tag = folder, port, TAG
        self.project = f"yizhan-test-{uuid4().hex[:8]}"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def secrets(self) -> Path:
        return self.folder / "secrets"

    @property
    def environ(self) -> dict[str, str]:
        """What makes `docker compose` speak of this street."""
        return {
            "COMPOSE_PROJECT_NAME": self.project,
            "COMPOSE_FILE": str(COMPOSE),
            "YIZHAN_SECRETS": str(self.secrets),
            "YIZHAN_PORT": str(self.port),
            "YIZHAN_TAG": self.tag,
        }

    async def compose(self, *words: str) -> str:
        """`docker compose …` in this project."""
        return await ran("docker", "compose", *words, environ=self.environ)

    async def up(self) -> None:
        """Built, started, and every program ready."""
        hand_out(self.folder, Street())
        await self.compose("build", "--quiet")
        await self.compose("up", "--detach", "--quiet-pull", "--wait")

    async def down(self) -> None:
        await self.compose("down", "--volumes", "--timeout", "5")

    async def scale(self, room: str, replicas: int) -> None:
        """More of a room, or fewer; those that stay are not touched."""
        await self.compose(
            *("up", "--detach", "--no-recreate", "--no-deps", "--wait"),
            *("--scale", f"{room}={replicas}", room),
        )

    async def containers(self, service: str) -> Sequence[str]:
        """The ids of those that run."""
        return (await self.compose("ps", "--quiet", service)).split()

    async def only(self, service: str) -> str:
        """The one container of a service."""
        [one] = await self.containers(service)
        return one

    @property
    def bus(self) -> str:
        """The network that programs reach NATS by, and nothing else."""
        return f"{self.project}_bus"

    async def commands_of(self, container: str) -> int:
        """How many commands a room's replica has answered, as it says itself."""
        asking = (
            "from urllib.request import urlopen;"
            "print(urlopen('http://127.0.0.1:9000/metrics').read().decode())"
        )
        told = await ran("docker", "exec", container, "python", "-c", asking)
        counts = [line for line in told.splitlines() if line.startswith("yizhan_commands_total{")]
        return sum(int(float(line.rpartition(" ")[2])) for line in counts)


@asynccontextmanager
async def a_composed_street() -> AsyncIterator[ComposedStreet]:
    """Up, and gone afterwards with everything it kept."""
    with a_folder() as folder:
        street = ComposedStreet(folder, free_port())
        try:
            await street.up()
            yield street
        finally:
            await street.down()
