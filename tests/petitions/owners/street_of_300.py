"""The fixture roll of the owners' votes (domain §4.5): 300 units, 30 000 m², 272 owners."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.contracts.ids import OwnerKey
from services.contracts.petitions.owners_words import Choice, ServiceMode, UnitStatus
from services.petitions.owners.counting import ExclusiveUnit, Vote, weigh

SQUARE_METRES_100 = 100_00


def owner(n: int) -> OwnerKey:
    return OwnerKey(UUID(int=n + 1))


SINGLES = [owner(n) for n in range(270)]
OWNER_X, DEVELOPER = owner(900), owner(901)
UNITS = [
    *(ExclusiveUnit(owner=each, area=SQUARE_METRES_100) for each in SINGLES),
    *(ExclusiveUnit(owner=OWNER_X, area=SQUARE_METRES_100) for _ in range(10)),
    *(
        ExclusiveUnit(owner=owner(1000 + n), area=SQUARE_METRES_100, status=status)
        for n, status in enumerate([UnitStatus.UNSOLD] * 12 + [UnitStatus.UNDELIVERED] * 8)
    ),
]
WEIGHTS = weigh(UNITS, DEVELOPER, parking_counted=False)


def votes(
    agree: int, against: int = 0, abstain: int = 0, developer: Choice | None = None
) -> Sequence[Vote]:
    """So many single owners for each choice, and the developer."""
    choices = [Choice.FOR] * agree + [Choice.AGAINST] * against + [Choice.ABSTAIN] * abstain
    cast = [Vote(voter=SINGLES[n], choice=choice) for n, choice in enumerate(choices)]
    return [*cast, *([Vote(voter=DEVELOPER, choice=developer)] if developer else [])]


def served(begin: int, end: int, mode: ServiceMode) -> Mapping[OwnerKey, frozenset[ServiceMode]]:
    return {SINGLES[n]: frozenset({mode}) for n in range(begin, end)}
