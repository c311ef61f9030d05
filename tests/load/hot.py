"""c. 64 writers on 8 hot streams: nothing collapses into retries."""

from tests.load.appending import WRITERS
from tests.load.figures import Figure, Report, Run, growth, ratio, rounds
from tests.load.ground import Ground
from tests.load.hall import MANY, open_hall

HOT = 8


async def measure(ground: Ground, report: Report) -> None:
    """Against the same writers on many streams."""
    sizes, pid = ground.sizes, ground.postgres.pid
    _, service = await ground.database()
    spread = Figure(row="c", what="append, 64 concurrent, many streams")
    ours = Figure(row="c", what="append, 64 concurrent, 8 hot streams")
    longer = Figure(row="c", what="append, 64 concurrent, 8 hot streams, ten times the log")
    async with ground.fast.holding(open_hall(service, pid)) as hall:
        await ground.fast.run(hall.found())
        await ground.fast.run(hall.grow(sizes.log))

        async def append(streams: int) -> Run:
            work = hall.run(writers=WRITERS, streams=streams, seconds=sizes.seconds)
            return await ground.fast.run(work)

        await rounds(sizes.rounds, (spread, lambda: append(MANY)), (ours, lambda: append(HOT)))
        await ground.fast.run(hall.grow(sizes.ten_times))
        await rounds(sizes.rounds, (longer, lambda: append(HOT)))
    report.figures += [ours, longer, spread]
    report.goals += [ratio("c", ours, spread, 0.4, 0.8), growth(ours, longer)]
