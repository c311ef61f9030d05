"""The tests' servers as containers, for machines where a Docker engine answers."""

import os
from dataclasses import dataclass

import docker
from docker.errors import DockerException
from testcontainers.community.nats import NatsContainer
from testcontainers.community.postgres import PostgresContainer

POSTGRES_IMAGE = "postgres:18"
NATS_IMAGE = "nats:2.12-alpine"
IMAGES = f"{POSTGRES_IMAGE}, {NATS_IMAGE}"
PASSWORD = "a-password-for-tests"

# The reaper is one more image to pull; the fixture that starts these always stops them.
os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")


class Unavailable(Exception):
    """An engine answers, but the containers cannot be had (no image, no room)."""


@dataclass(frozen=True, kw_only=True)
class Started:
    postgres: PostgresContainer
    nats: NatsContainer

    @property
    def postgres_url(self) -> str:
        return str(self.postgres.get_connection_url(driver=None))

    @property
    def nats_url(self) -> str:
        return str(self.nats.nats_uri())

    def stop(self) -> None:
        for container in (self.nats, self.postgres):
            container.stop()


def engine_answers() -> bool:
    """A look at the engine's socket: milliseconds, whether there is one or not."""
    try:
        client = docker.from_env(timeout=5)
    except DockerException:
        return False
    try:
        return bool(client.ping())
    except (DockerException, OSError):
        return False
    finally:
        client.close()


def start_both() -> Started:
    """Both, or neither: one that started beside one that failed is stopped again."""
    postgres = PostgresContainer(
        POSTGRES_IMAGE, username="postgres", password=PASSWORD, dbname="postgres", driver=None
    ).with_command("postgres -c max_connections=200")
    nats = NatsContainer(NATS_IMAGE, jetstream=True)
    begun: list[PostgresContainer | NatsContainer] = []
    try:
        for container in (postgres, nats):
            begun.append(container)
            container.start()
    except (DockerException, TimeoutError) as error:
        for container in begun:
            container.stop()
        raise Unavailable(str(error)) from error
    return Started(postgres=postgres, nats=nats)
