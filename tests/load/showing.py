"""f. From a command to its event in the read models, and on a screen: open loop, so that no delay
hides in waiting."""

from base64 import b64encode
from functools import partial

from tests.load.clients import knocked
from tests.load.figures import Figure, Goal, Report, rounds
from tests.load.ground import Ground
from tests.walk.people import OFFICER

RATES = (100, 500)
PEOPLE = 20
"""Who ask in turn, each reading what they changed: one alone would be told it is too much."""
ENOUGH = 1000
"""Commands of a round: ten of them are beyond the p99."""
SERVERS = ("gateway", "petitions", "mediation", "activities", "nats", "postgres")


async def measure(ground: Ground, report: Report) -> None:
    """Commands come at a fixed rate, over the bus: until the read models have committed them. Then
    over HTTP: until one screen is told of each, and until whoever asked has read it back `?after=`
    its position, which is two requests each."""
    town = await ground.town()
    screen = b64encode(town.get(OFFICER, "events?room=petitions")).decode()
    for rate in RATES:
        figure = Figure(row="f", what=f"command to screen, {rate} a second")
        committed = Figure(row="f", what=f"command to commit of the read models, {rate} a second")
        back = Figure(row="f", what=f"command to its asker's reading back, {rate} a second")
        ask = partial(
            knocked,
            town.port,
            town.premises(people=PEOPLE),
            town.servers(*SERVERS),
            connections=64,
            rate=rate,
        )
        wait = partial(
            knocked,
            *(town.port, (), town.servers(*SERVERS)),
            module="tests.load.committing",
            rate=rate,
            bus=town.bus,
            database=town.read_models,
            commands=town.bare_premises(),
            people=PEOPLE,
        )
        watch = partial(ask, module="tests.load.watching", screen=screen)
        look = partial(ask, module="tests.load.looking")
        await look(seconds=1.0)  # connections open and statements prepared, on both sides
        seconds = max(ground.sizes.seconds, ENOUGH / rate)
        await rounds(
            ground.sizes.rounds,
            (committed, partial(wait, seconds=seconds)),
            (figure, partial(watch, seconds=seconds)),
            (back, partial(look, seconds=seconds)),
        )
        report.figures += [committed, figure, back]
        for share, minimum, aim in ((0.5, 8.0, 4.0), (0.99, 40.0, 15.0)):
            value = committed.percentile(share) or 0.0
            what = f"{committed.what}, p{share * 100:.0f}"
            report.goals.append(
                Goal(row="f", what=what, value=value, minimum=minimum, aim=aim, unit="ms")
            )
