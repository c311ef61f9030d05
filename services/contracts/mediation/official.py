"""The kinds of dispute by which the state counts people's mediation (M-LAW-20)."""

from enum import StrEnum


class OfficialKind(StrEnum):
    """The kinds of the official people's mediation statistics (M-LAW-20)."""

    MARRIAGE_FAMILY = "MARRIAGE_FAMILY"
    NEIGHBOUR = "NEIGHBOUR"
    HOUSING_LAND = "HOUSING_LAND"
    CONTRACT = "CONTRACT"
    BUSINESS = "BUSINESS"
    DAMAGES = "DAMAGES"
    FOREST_LAND = "FOREST_LAND"
    EXPROPRIATION = "EXPROPRIATION"
    ENVIRONMENT = "ENVIRONMENT"
    LABOUR = "LABOUR"
    CONSUMER = "CONSUMER"
    MEDICAL = "MEDICAL"
    TRAFFIC = "TRAFFIC"
    PROPERTY_MANAGEMENT = "PROPERTY_MANAGEMENT"
    OTHER = "OTHER"
