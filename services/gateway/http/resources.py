"""The table of resources: which things have an address, whose they are, what may be asked of them.

A row names a category of one room's log. Its commands are those of the room's contract; a command
the room asks only of itself (`internal`) has no door, and a category without a row has none either.
"""

from collections.abc import Mapping

from services.gateway.http.addresses.activities import activities
from services.gateway.http.addresses.mediation import mediation
from services.gateway.http.addresses.petitions import petitions
from services.gateway.http.addresses.resource import COMMANDS, ROOMS, Resource

__all__ = ["BY_CATEGORY", "COMMANDS", "RESOURCES", "ROOMS", "Resource"]

RESOURCES: tuple[Resource, ...] = (*petitions, *mediation, *activities)

BY_CATEGORY: Mapping[tuple[str, str], Resource] = {
    (each.room, each.category): each for each in RESOURCES
}
