"""b. The same with one writer, who waits for each answer: what one costs when nobody shares it."""

from functools import partial

from tests.load.figures import Figure, Report, Run, growth, ratio, rounds
from tests.load.ground import Ground
from tests.load.hall import MANY, open_hall
from tests.load.pgbench import Pgbench


async def measure(ground: Ground, report: Report) -> None:
    """Against bare inserts of one client."""
    sizes, pid = ground.sizes, ground.postgres.pid
    owner, service = await ground.database()
    bare = Pgbench(ground, owner)
    await bare.prepare()
    ours = Figure(row="b", what="append, one writer")
    longer = Figure(row="b", what="append, one writer, ten times the log")
    inserts = Figure(row="b", what="pgbench bare insert, 1 client", unit="inserts/s")
    async with ground.fast.holding(open_hall(service, pid)) as hall:
        await ground.fast.run(hall.found())
        await ground.fast.run(hall.grow(sizes.log))

        async def append() -> Run:
            return await ground.fast.run(hall.run(writers=1, streams=MANY, seconds=sizes.seconds))

        await rounds(sizes.rounds, (inserts, partial(bare.run, 1, sizes.seconds)), (ours, append))
        await ground.fast.run(hall.grow(sizes.ten_times))
        await rounds(sizes.rounds, (longer, append))
    report.figures += [ours, longer, inserts]
    report.goals += [ratio("b", ours, inserts, 0.3, 0.5), growth(ours, longer)]
