"""f. From a command to its event on the screen: open loop, so that no delay hides in waiting."""

from functools import partial

from tests.load.clients import knocked
from tests.load.figures import Figure, Goal, Report, rounds
from tests.load.ground import Ground
from tests.walk.people import AUDITOR

RATES = (100, 500)
PEOPLE = 20
"""Who ask in turn: one alone would be told that it is too many at once."""
_SERVERS = ("gateway", "petitions", "nats", "postgres")


async def measure(ground: Ground, report: Report) -> None:
    """Commands come at a fixed rate; each is then read `?after=` its position."""
    town = await ground.town()
    figures = {rate: Figure(row="f", what=f"command to screen, {rate} a second") for rate in RATES}
    for rate, figure in figures.items():
        ask = partial(
            knocked,
            town.port,
            town.premises(people=PEOPLE),
            town.servers(*_SERVERS),
            seconds=ground.sizes.seconds,
            connections=rate,
            module="tests.load.looking",
            rate=rate,
            token=town.token(AUDITOR),
        )
        await rounds(ground.sizes.rounds, (figure, ask))
    for figure in figures.values():
        report.figures.append(figure)
        for share, minimum, aim in ((0.5, 8.0, 4.0), (0.99, 40.0, 15.0)):
            value = figure.percentile(share) or 0.0
            what = f"{figure.what}, p{share * 100:.0f}"
            report.goals.append(
                Goal(row="f", what=what, value=value, minimum=minimum, aim=aim, unit="ms")
            )
