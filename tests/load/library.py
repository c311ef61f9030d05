"""Baselines: the library `eventsourcing` on the same Postgres, as its own documentation uses it.

    python -m tests.load.library append < what.json

A process of its own: its threads must not share an interpreter with what is measured beside it.
"""

import asyncio
import json
import sys
import threading
import time
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, DomainEventProtocol, event
from eventsourcing.persistence import Tracking, TrackingRecorder
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from eventsourcing.utils import get_topic

from services.town.paths import CHECKOUT
from tests.load.figures import Run
from tests.load.spent import spending

PAGE = 1000


class PartyOrg(Aggregate):
    """The aggregate that is written beside ours."""

    def __init__(self, level: int, name: str, place: str) -> None:
        self.level, self.name, self.place = level, name, place
        self.grade = ""

    @event("Assessed")
    def assess(self, scheme: str, grade: str) -> None:
        self.grade = grade


class Street(Application[UUID]):
    """Its application."""


def environment(url: str, connections: int) -> dict[str, str]:
    """Its settings: a pool as large as its threads, otherwise as it comes."""
    parts = urlsplit(url)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": parts.path[1:],
        "POSTGRES_HOST": parts.hostname or "",
        "POSTGRES_PORT": str(parts.port),
        "POSTGRES_USER": parts.username or "",
        "POSTGRES_PASSWORD": parts.password or "",
        "POSTGRES_POOL_SIZE": str(connections),
        "POSTGRES_MAX_OVERFLOW": str(connections),
        "POSTGRES_POOL_TIMEOUT": "30",
    }


def append(what: dict[str, Any]) -> dict[str, Any]:
    """Load, call, save, by so many threads for some seconds, over many aggregates."""
    threads, seconds = what["threads"], what["seconds"]
    app = Street(environment(what["url"], threads))
    mine = [_founded(app, what["streams"] // threads) for _ in range(threads)]
    latencies: list[list[float]] = [[] for _ in range(threads)]
    cpu, begun = time.process_time(), time.perf_counter()

    def work(number: int) -> None:
        ids, told = mine[number], latencies[number]
        while (asked := time.perf_counter()) - begun < seconds:
            org: PartyOrg = app.repository.get(ids[len(told) % len(ids)])
            org.assess("红岩先锋变革型组织", "示范，全街道通报表扬")
            app.save(org)
            told.append(time.perf_counter() - asked)

    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    passed = time.perf_counter() - begun
    every = [each for told in latencies for each in told]
    return {
        "count": len(every),
        "seconds": passed,
        "cpu": time.process_time() - cpu,
        "latencies": every[:: max(1, len(every) // 5000)],
    }


def fill(what: dict[str, Any]) -> dict[str, Any]:
    """So many events, saved in large steps; nothing of this is measured."""
    app = Street(environment(what["url"], 2))
    for _ in range(what["events"] // PAGE):
        org = PartyOrg(level=1, name="第一党组织", place="shengquan")
        for _ in range(PAGE - 1):
            org.assess("红岩先锋变革型组织", "示范，全街道通报表扬")
        app.save(org)
    return {"count": what["events"], "seconds": 1.0, "cpu": 0.0, "latencies": []}


def replay(what: dict[str, Any]) -> dict[str, Any]:
    """Every event in order, typed: its recorder's pages through its mapper."""
    app = Street(environment(what["url"], 2))
    done, last = 0, 0
    cpu, begun = time.process_time(), time.perf_counter()
    while page := app.recorder.select_notifications(start=last + 1, limit=PAGE):
        for notification in page:
            app.mapper.to_domain_event(notification)
        done, last = done + len(page), page[-1].id
    passed = time.perf_counter() - begun
    return {"count": done, "seconds": passed, "cpu": time.process_time() - cpu, "latencies": []}


class Grades(PostgresTrackingRecorder):
    """Its view: a row for each organisation, and the position with it."""

    def create_table(self) -> None:
        super().create_table()
        with self.datastore.transaction(commit=True) as curs:
            curs.execute(
                "CREATE TABLE IF NOT EXISTS grades (id uuid PRIMARY KEY, grade text, n integer)"
            )

    def note(self, org: UUID, grade: str, tracking: Tracking) -> None:
        with self.datastore.transaction(commit=True) as curs:
            self._insert_tracking(curs, tracking)
            curs.execute(
                "INSERT INTO grades VALUES (%s, %s, 1) "
                "ON CONFLICT (id) DO UPDATE SET grade = excluded.grade, n = grades.n + 1",
                (org, grade),
            )


class GradesShown(Projection[Grades]):
    """Its projection."""

    name = "grades"
    topics = (get_topic(PartyOrg.Assessed),)  # type: ignore[attr-defined]

    @singledispatchmethod
    def process_event(self, domain_event: DomainEventProtocol[UUID], tracking: Tracking) -> None:
        event: Any = domain_event
        self.view.note(event.originator_id, event.grade, tracking)


def project(what: dict[str, Any]) -> dict[str, Any]:
    """Its tracked projection over the log from the beginning, for some seconds."""
    env = environment(what["url"], 4)
    cpu, begun = time.process_time(), time.perf_counter()
    with ProjectionRunner(
        application_class=Street, projection_class=GradesShown, view_class=Grades, env=env
    ) as runner:
        view: TrackingRecorder = runner.projection.view
        time_is_up = threading.Event()
        time_is_up.wait(what["seconds"])
        done = view.max_tracking_id(runner.app.name) or 0
        passed = time.perf_counter() - begun
    return {"count": done, "seconds": passed, "cpu": time.process_time() - cpu, "latencies": []}


def _founded(app: Street, many: int) -> list[UUID]:
    orgs = [PartyOrg(level=1, name=f"党组织{uuid4()}", place="shengquan") for _ in range(many)]
    app.save(*orgs)
    return [org.id for org in orgs]


_WORKS = {"append": append, "fill": fill, "replay": replay, "project": project}


async def by_library(work: str, postgres: int, **what: Any) -> Run:
    """Have it done, in its own process."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.load.library", work),
        cwd=CHECKOUT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    with spending({"postgres": postgres}, own="") as spent:
        said, _ = await process.communicate(json.dumps(what).encode())
    assert process.returncode == 0, f"the library failed at {work}: see above"
    told = json.loads(said)
    return Run(
        count=told["count"],
        seconds=told["seconds"],
        latencies=told["latencies"],
        cpu={"library": told["cpu"], "postgres": spent.cpu["postgres"]},
    )


if __name__ == "__main__":
    print(json.dumps(_WORKS[sys.argv[1]](json.load(sys.stdin))))
