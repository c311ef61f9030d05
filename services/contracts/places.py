"""The two trees of a street: its administration and its Party organisations. Linked, never
merged."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What an org unit is."""

    STREET = "STREET"
    COMMUNITY = "COMMUNITY"
    GRID = "GRID"
    ESTATE = "ESTATE"
    BUILDING = "BUILDING"
    STATION = "STATION"
    DEPARTMENT = "DEPARTMENT"
    COMPANY = "COMPANY"


class RoomKind(StrEnum):
    """两室一厅: two rooms and a hall."""

    HALL = "HALL"
    MEDIATION = "MEDIATION"
    ACTIVITY = "ACTIVITY"


class PremisesKind(StrEnum):
    """架空层 · 物业用房 · 社区用房."""

    OPEN_FLOOR = "OPEN_FLOOR"
    PROPERTY_PREMISES = "PROPERTY_PREMISES"
    COMMUNITY_PREMISES = "COMMUNITY_PREMISES"
