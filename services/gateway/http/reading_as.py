"""From a caller to a reader: the org tree of the street, and what the rooms know the person as."""

from services.gateway.http.inside import Inside
from services.gateway.http.reader import Reader
from services.kernel.actor import Principal

_MEDIATION = frozenset({"cases"})
_ACTIVITIES = frozenset({"orders", "tasks", "hours"})


async def reader_of(
    inside: Inside, who: Principal, things: frozenset[str], code: str | None = None
) -> Reader:
    """Whoever reads things of these kinds (plurals); only what those need is looked up."""
    return Reader(
        who=who,
        directory=await inside.directories.of(who.street),
        mediators=await _known_as(inside, who, "mediators") if things & _MEDIATION else frozenset(),
        volunteers=(
            await _known_as(inside, who, "volunteers") if things & _ACTIVITIES else frozenset()
        ),
        code=code,
    )


async def _known_as(inside: Inside, who: Principal, name: str) -> frozenset[str]:
    return await inside.directories.known_as(name, who.street, who.person)
