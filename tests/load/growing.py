"""f, g and h again, when the town's log has grown ten times by what was measured before."""

from functools import partial

from tests.load.a_town import MeasuredTown
from tests.load.clients import knocked
from tests.load.figures import Figure, Report, Run, growth
from tests.load.ground import Ground
from tests.load.showing import PEOPLE, SERVERS
from tests.walk.people import COMMUNITY_CHAIR

_RATE = 500
_WHAT = {
    "h": ("HTTP reads of one case", "reads/s"),
    "f": (f"command to commit of the read models, {_RATE} a second", "commands/s"),
    "g": ("HTTP commands, one event each", "commands/s"),
}
"""In the order in which they are measured: what adds least first."""


class Young:
    """What one costs while the log is short; once everything has been asked for once."""

    def __init__(self, town: MeasuredTown, path: str, seconds: float) -> None:
        self._town, self._path, self._seconds = town, path, seconds
        self.log = 0
        self._short: dict[str, Run] = {}

    async def measure(self) -> None:
        await self._once(seconds=1.0)
        self.log = await self._town.head()
        self._short = await self._once(self._seconds)

    async def grown(self, report: Report) -> None:
        """The same again; goals where the log is ten times as long."""
        log = await self._town.head()
        report.notes.append(
            f"f., g., h. at the beginning: a log of {self.log:,}; at the end {log:,}."
        )
        if log < 10 * self.log:
            return
        for row, run in (await self._once(self._seconds)).items():
            what, unit = _WHAT[row]
            short = Figure(row=row, what=f"{what}, at the beginning", unit=unit)
            long = Figure(row=row, what=f"{what}, at the end", unit=unit)
            short.runs.append(self._short[row])
            long.runs.append(run)
            report.figures += [short, long]
            report.goals.append(growth(short, long))

    async def _once(self, seconds: float) -> dict[str, Run]:
        town = self._town
        ask = partial(knocked, town.port, servers=town.servers(*SERVERS), seconds=seconds)
        over_the_bus = partial(
            ask,
            requests=(),
            module="tests.load.committing",
            rate=_RATE,
            bus=town.bus,
            database=town.read_models,
            commands=town.bare_premises(),
            people=PEOPLE,
        )
        return {
            "h": await ask(requests=[town.get(COMMUNITY_CHAIR, self._path)]),
            "f": await over_the_bus(),
            "g": await ask(requests=town.premises()),
        }


async def young(ground: Ground) -> Young:
    """Brings the town up and measures it before anything else does."""
    town = await ground.town()
    found = Young(town, f"cases/{await town.a_case()}", ground.sizes.seconds)
    await found.measure()
    return found
