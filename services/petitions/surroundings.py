"""What the hall knows of its street while it decides: the org tree and the Party organisations."""

from rpds import HashTrieMap

from services.authority import Directory
from services.contracts.petitions.events.registry import (
    EstateRegistered,
    PartyOrgDissolved,
    PartyOrgFounded,
    StationPlanned,
    UnitRegistered,
)
from services.contracts.places import UnitKind
from services.kernel import Around, Event, State


class Surroundings(State):
    """The street as registered so far. `party_levels`: level of each standing Party
    organisation."""

    directory: Directory = Directory()
    party_levels: "HashTrieMap[str, int]" = HashTrieMap()


def evolve(known: Surroundings, event: Event) -> Surroundings:
    match event:
        case UnitRegistered(unit_id=code, kind=kind, parent_id=parent):
            return _placed(known, code, kind, parent)
        case EstateRegistered(estate_id=code, community_id=parent):
            return _placed(known, code, UnitKind.ESTATE, parent)
        case StationPlanned(station_id=code, estate_id=parent):
            return _placed(known, code, UnitKind.STATION, parent)
        case PartyOrgFounded(party_org_id=code, level=level):
            return Surroundings(
                directory=known.directory, party_levels=known.party_levels.insert(code, level)
            )
        case PartyOrgDissolved(party_org_id=code):
            return Surroundings(
                directory=known.directory, party_levels=known.party_levels.discard(code)
            )
        case _:
            return known


def _placed(known: Surroundings, code: str, kind: UnitKind, parent: str | None) -> Surroundings:
    return Surroundings(
        directory=known.directory.with_unit(code, kind, parent), party_levels=known.party_levels
    )


around = Around(
    categories=("unit", "estate", "station", "party"), initial=Surroundings(), evolve=evolve
)
