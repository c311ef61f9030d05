"""Commands a second with one, two and three replicas of a room, on the composed street.

    python -m tests.load.replicas [SECONDS]

It needs a Docker engine. 64 connections ask the gateway; what each service computes is counted.
"""

import asyncio
import os
import sys

from tests.deploy.composed import ComposedStreet, a_composed_street, ran
from tests.load.a_town import found, premises
from tests.load.clients import knocked
from tests.load.figures import Figure
from tests.walk.client import client_at
from tests.walk.street import lay_out

SERVICES = ("gateway", "petitions", "nats", "postgres")
REPLICAS = (1, 2, 3, 1)


async def measured(seconds: float) -> list[Figure]:
    """A figure for each number of replicas, the first again at the end."""
    figures: list[Figure] = []
    async with (
        a_composed_street() as street,
        client_at(street.url, street.secrets) as client,
    ):
        await lay_out(client)
        await found(client)
        requests = premises(client.tokens)
        for replicas in REPLICAS:
            await street.scale("petitions", replicas)
            figure = Figure(row="-", what=f"{replicas} of the room")
            servers = await _processes(street)
            await knocked(street.port, requests, servers, seconds=1.0)
            figure.runs.append(await knocked(street.port, requests, servers, seconds=seconds))
            figures.append(figure)
    return figures


async def _processes(street: ComposedStreet) -> dict[str, int]:
    """The first process of every container, by service and number."""
    pids: dict[str, int] = {}
    for service in SERVICES:
        for number, each in enumerate(await street.containers(service), start=1):
            pid = await ran("docker", "inspect", "--format", "{{.State.Pid}}", each)
            pids[f"{service} {number}"] = int(pid)
    return pids


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    print(f"{os.cpu_count()} cores; runs of {seconds:g} s, 64 connections")
    for figure in asyncio.run(measured(seconds)):
        costs = ", ".join(f"{name} {cpu:.3f}" for name, cpu in figure.cpu.items())
        p50, p99 = figure.percentile(0.5), figure.percentile(0.99)
        print(
            f"{figure.what}: {figure.rate:,.0f} commands/s, p50 {p50:.0f} ms, p99 {p99:.0f} ms; "
            f"CPU s a thousand: {costs}; bound by {figure.bound}"
        )


if __name__ == "__main__":
    main()
