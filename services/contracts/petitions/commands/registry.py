"""Asked of the registry: the street's org units, estates, stations and Party organisations."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.contracts.places import PremisesKind, RoomKind, UnitKind
from services.kernel import Code, Command, Line


class UnitCommand(Command, category="unit", about="unit_id"):
    """Asked about an org unit."""

    unit_id: Code


class RegisterUnit(UnitCommand, creates=True):
    """Put a community, grid, building, department or company on the street's map. The street
    first."""

    kind: UnitKind
    name: Line
    parent_id: Code | None = None


class EstateCommand(Command, category="estate", about="estate_id"):
    """Asked about a residential estate (小区)."""

    estate_id: Code


class RegisterEstate(EstateCommand, creates=True):
    """Register an estate within its community."""

    name: Line
    community_id: Code
    household_count: Annotated[int, Field(ge=1, le=100_000)]
    buildings: Annotated[tuple[Code, ...], Field(max_length=500)] = ()


class StationCommand(Command, category="station", about="station_id"):
    """Asked about a grid Party-mass station (网格党群驿站)."""

    station_id: Code


class PlanStation(StationCommand, creates=True):
    """Plan a station for an estate: one that is not closed, at most."""

    estate_id: Code
    name: Line


class SecurePremises(StationCommand):
    """Premises found. Open floors and property premises are co-owned: say who consented
    (R-INV-5)."""

    premises_kind: PremisesKind
    area_centi_m2: Annotated[int, Field(ge=1)]
    authorisation_kind: Line | None = None
    authorisation_ref: Line | None = None


class OpenRoom(StationCommand):
    """Open one of the two rooms and the hall."""

    room_kind: RoomKind
    opened_on: date


class CloseRoom(StationCommand):
    """Close a room of the station."""

    room_kind: RoomKind
    reason: Line


class AcceptStation(StationCommand):
    """Accept the station as built: its three rooms are open (R-INV-1)."""

    built_on: date
    acceptance_ref: Line


class SuspendStation(StationCommand):
    """Suspend the station for a time."""

    reason: Line


class ResumeStation(StationCommand):
    """Take the suspended station up again."""


class CloseStation(StationCommand):
    """Close the station for good; the estate may plan another."""

    reason: Line


type AnyStationCommand = (
    PlanStation
    | SecurePremises
    | OpenRoom
    | CloseRoom
    | AcceptStation
    | SuspendStation
    | ResumeStation
    | CloseStation
)


class PartyOrgCommand(Command, category="party", about="party_org_id"):
    """Asked about a Party organisation of one of the four levels."""

    party_org_id: Code


class FoundPartyOrg(PartyOrgCommand, creates=True):
    """Found one: 1 village/community, 2 estate (special), 3 building group, 4 Party-member
    volunteers."""

    level: Annotated[int, Field(ge=1, le=4)]
    name: Line
    place_id: Code
    parent_id: Code | None = None
    founded_on: date


class ReparentPartyOrg(PartyOrgCommand):
    """Move it under another organisation of the level above."""

    parent_id: Code


class AssessPartyOrg(PartyOrgCommand):
    """Record an assessment (e.g. 红岩先锋)."""

    scheme: Line
    grade: Line


class DissolvePartyOrg(PartyOrgCommand):
    """Dissolve it."""

    reason: Line
