"""What is told of a petition whose matter the hall deliberates on.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from services.contracts.ids import TopicId
from services.contracts.petitions.events.petition import PetitionEvent
from services.kernel import Event


class PetitionPlacedOnAgenda(PetitionEvent):
    """It has become a topic: there its meeting, its resolution and its tasks are told."""

    topic_id: TopicId


agenda_events: tuple[type[Event], ...] = (PetitionPlacedOnAgenda,)
