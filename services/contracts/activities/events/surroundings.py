"""What this room has noted of the street around it, and what it answers to a wish to be forgotten.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date

from services.contracts.activities.words import ErasureOutcome
from services.contracts.ids import PersonId
from services.contracts.places import UnitKind
from services.kernel import Code, Event


class NotedUnitEvent(Event, category="notedunit", about="unit_id"):
    """About an org unit as this room knows it."""

    unit_id: Code


class ActivitiesUnitNoted(NotedUnitEvent):
    """The unit is on this room's map."""

    kind: UnitKind
    parent_id: Code | None


class ForgettingEvent(Event, category="forgetting", about="person"):
    """About the erasure of a person's data."""

    person: PersonId


class ActivitiesErasureAnswered(ForgettingEvent):
    """APPLIED: nothing here needs the data. RESTRICTED: an open matter does (`ground`)."""

    outcome: ErasureOutcome
    ground: Code | None
    until: date | None
