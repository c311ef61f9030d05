"""The words of deliberation (协商议事): where a topic comes from."""

from enum import StrEnum


class TopicSource(StrEnum):
    """Who brought it up: residents, what they asked for in petitions, the station itself."""

    RESIDENTS = "RESIDENTS"
    PETITION = "PETITION"
    STATION = "STATION"
