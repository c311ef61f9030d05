"""`make bench`: every row of the benchmark, side by side with its baselines, in one run.

python -m tests.load [--only a,b] [--quick] [--out FILE]
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from services.town.paths import CHECKOUT
from tests.load import (
    alone,
    appending,
    asking,
    growing,
    hot,
    reading,
    rebuilding,
    replaying,
    showing,
)
from tests.load.figures import Report
from tests.load.ground import QUICK, WHOLE, Ground, standing
from tests.load.machine import described
from tests.load.table import page

type Row = Callable[[Ground, Report], Awaitable[None]]

ROWS: Mapping[str, Row] = {
    "a": appending.measure,
    "b": alone.measure,
    "c": hot.measure,
    "d": replaying.measure,
    "e": rebuilding.measure,
    "f": showing.measure,
    "g": asking.measure,
    "h": reading.measure,
}

IN_TOWN = frozenset({"f", "g", "h"})
"""Rows measured on a whole town."""


async def bench(names: Sequence[str], quick: bool) -> str:
    """The page."""
    sizes, report = QUICK if quick else WHOLE, Report()
    begun = time.monotonic()
    async with standing(sizes) as ground:
        machine = described(ground.folder)
        young: growing.Young | None = None
        for name in names:
            print(f"· {name}", flush=True)
            if name in IN_TOWN and young is None:
                young = await growing.young(ground)
            await ROWS[name](ground, report)
        if young is not None:
            await young.grown(report)
    conditions = (
        f"Rows {', '.join(names)}; {sizes.rounds} rounds of {sizes.seconds:g} s each, what is "
        f"compared in turn; a log of {sizes.log:,} events and of {sizes.ten_times:,}; "
        f"{time.monotonic() - begun:.0f} s in all."
    )
    return page(report, machine, conditions)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench ARGS=")
    parser.add_argument("--only", default=",".join(ROWS), help="rows, comma between: a,b")
    parser.add_argument("--quick", action="store_true", help="a glance, in three minutes")
    parser.add_argument("--out", type=Path, default=CHECKOUT / ".yizhan" / "bench.md")
    told = parser.parse_args()
    names = [name for name in told.only.split(",") if name]
    if unknown := sorted(set(names) - ROWS.keys()):
        parser.error(f"no such row: {', '.join(unknown)}; there are {', '.join(ROWS)}")
    said = asyncio.run(bench(names, told.quick))
    told.out.parent.mkdir(parents=True, exist_ok=True)
    told.out.write_text(said)
    print(said)
    print(f"({told.out})")


if __name__ == "__main__":
    main()
