"""a. Append: load, decide, check and commit one event; 64 concurrent, many streams."""

from collections.abc import Coroutine
from functools import partial
from typing import Any

from tests.load.figures import Figure, Report, Run, growth, ratio, rounds
from tests.load.ground import Ground
from tests.load.hall import MANY, open_hall
from tests.load.library import by_library
from tests.load.pgbench import Pgbench

WRITERS = 64
_THREADS = (16, 64)


async def measure(ground: Ground, report: Report) -> None:
    """Against bare inserts of as many clients, and against the library at its better."""
    sizes, pid = ground.sizes, ground.postgres.pid
    owner, service = await ground.database()
    elsewhere, _ = await ground.database(None)
    bare = Pgbench(ground, owner)
    await bare.prepare()
    ours = Figure(row="a", what="append, 64 concurrent")
    longer = Figure(row="a", what="append, 64 concurrent, ten times the log")
    inserts = Figure(row="a", what="pgbench bare insert, 64 clients", unit="inserts/s")
    threads = {
        n: Figure(row="a", what=f"eventsourcing, {n} threads", unit="commands/s") for n in _THREADS
    }

    def library(n: int) -> partial[Coroutine[Any, Any, Run]]:
        return partial(
            by_library, "append", pid, url=elsewhere, threads=n, seconds=sizes.seconds, streams=640
        )

    async with ground.fast.holding(open_hall(service, pid)) as hall:
        await ground.fast.run(hall.found())
        await ground.fast.run(hall.grow(sizes.log))

        async def append() -> Run:
            work = hall.run(writers=WRITERS, streams=MANY, seconds=sizes.seconds)
            return await ground.fast.run(work)

        await rounds(
            sizes.rounds,
            (inserts, partial(bare.run, WRITERS, sizes.seconds)),
            (ours, append),
            *((figure, library(n)) for n, figure in threads.items()),
        )
        await ground.fast.run(hall.grow(sizes.ten_times))
        await rounds(sizes.rounds, (longer, append))
    report.figures += [ours, longer, inserts, *threads.values()]
    report.goals += [
        ratio("a", ours, inserts, 0.5, 1.0),
        ratio("a", ours, max(threads.values(), key=lambda each: each.rate), 4, 10),
        growth(ours, longer),
    ]
