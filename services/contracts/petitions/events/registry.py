"""What the registry tells: the street's org units, estates, stations and Party organisations.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date

from services.contracts.places import PremisesKind, RoomKind, UnitKind
from services.kernel import Code, Event, Line


class UnitEvent(Event, category="unit", about="unit_id"):
    """About an org unit."""

    unit_id: Code


class UnitRegistered(UnitEvent):
    """An org unit is on the map."""

    kind: UnitKind
    name: Line
    parent_id: Code | None


class EstateEvent(Event, category="estate", about="estate_id"):
    """About a residential estate."""

    estate_id: Code


class EstateRegistered(EstateEvent):
    """An estate is registered within its community."""

    name: Line
    community_id: Code
    household_count: int
    buildings: tuple[Code, ...]


class StationEvent(Event, category="station", about="station_id"):
    """About a grid Party-mass station."""

    station_id: Code


class StationPlanned(StationEvent):
    """A station is planned for this estate."""

    estate_id: Code
    name: Line


class StationPremisesSecured(StationEvent):
    """It has premises, and who consented to them."""

    premises_kind: PremisesKind
    area_centi_m2: int
    authorisation_kind: Line | None
    authorisation_ref: Line | None


class RoomOpened(StationEvent):
    """One of the two rooms and the hall is open."""

    room_kind: RoomKind
    opened_on: date


class RoomClosed(StationEvent):
    """A room is closed."""

    room_kind: RoomKind
    reason: Line


class StationBuilt(StationEvent):
    """Accepted as built: it counts in the coverage."""

    built_on: date
    acceptance_ref: Line


class StationSuspended(StationEvent):
    """Suspended for a time."""

    reason: Line


class StationResumed(StationEvent):
    """Taken up again."""


class StationClosed(StationEvent):
    """Closed for good."""

    estate_id: Code
    reason: Line


type AnyStationEvent = (
    StationPlanned
    | StationPremisesSecured
    | RoomOpened
    | RoomClosed
    | StationBuilt
    | StationSuspended
    | StationResumed
    | StationClosed
)


class PartyOrgEvent(Event, category="party", about="party_org_id"):
    """About a Party organisation."""

    party_org_id: Code


class PartyOrgFounded(PartyOrgEvent):
    """Founded at its level, for its place, under its parent."""

    level: int
    name: Line
    place_id: Code
    parent_id: Code | None
    founded_on: date


class PartyOrgReparented(PartyOrgEvent):
    """Now under another organisation of the level above."""

    parent_id: Code


class PartyOrgAssessed(PartyOrgEvent):
    """An assessment was recorded."""

    scheme: Line
    grade: Line


class PartyOrgDissolved(PartyOrgEvent):
    """Dissolved; its place may found another."""

    level: int
    place_id: Code
    reason: Line
