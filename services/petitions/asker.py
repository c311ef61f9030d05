"""Who asks, as events name them."""

from uuid import UUID

from services.contracts.ids import PersonId
from services.kernel.actor import Principal


def person(asker: Principal) -> PersonId:
    """The person. What a room, a process or a timer asks names nobody: those rows never come
    here."""
    return PersonId(UUID(asker.person))
