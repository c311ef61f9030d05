"""Where a petition stands, as its card says it."""

from enum import StrEnum


class PetitionStatus(StrEnum):
    """Where it stands."""

    REGISTERED = "registered"
    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    IN_HANDLING = "in_handling"
    REFERRED = "referred"
    REPLIED = "replied"
    CLOSED = "closed"
    DECLINED = "declined"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"


OPEN = frozenset(
    {
        PetitionStatus.REGISTERED,
        PetitionStatus.ACCEPTED,
        PetitionStatus.DISPATCHED,
        PetitionStatus.IN_HANDLING,
        PetitionStatus.REFERRED,
        PetitionStatus.REPLIED,
    }
)
COUNTS_NOWHERE = frozenset({PetitionStatus.MERGED, PetitionStatus.VOIDED})
