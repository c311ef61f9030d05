"""Words of the activity room that its commands and its events share."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from services.contracts.ids import PersonId, VolunteerId
from services.kernel import Code, Instant, Value


class Audience(StrEnum):
    """一老 · 一小 · 一青年: whom it is for. The tags of an item are not exclusive."""

    SENIOR = "SENIOR"
    CHILD = "CHILD"
    YOUTH = "YOUTH"


class AgeBand(StrEnum):
    """How old somebody is, as far as a rule needs to know."""

    UNDER_8 = "UNDER_8"
    FROM_8_TO_13 = "FROM_8_TO_13"
    FROM_14_TO_17 = "FROM_14_TO_17"
    ADULT = "ADULT"
    SENIOR = "SENIOR"


class ItemKind(StrEnum):
    """What an item of the service catalogue is."""

    PROGRAMME = "PROGRAMME"
    CLASS = "CLASS"
    SPACE = "SPACE"
    SERVICE = "SERVICE"


class ResourceKind(StrEnum):
    """What a coalition brings along."""

    PEOPLE = "PEOPLE"
    VENUE = "VENUE"
    MATERIAL = "MATERIAL"
    COURSE = "COURSE"


class LocationKind(StrEnum):
    """Where a service is rendered: at home, in the estate, in the station."""

    HOME = "HOME"
    ESTATE = "ESTATE"
    STATION = "STATION"


class Priority(StrEnum):
    """How soon it is wished for."""

    ROUTINE = "ROUTINE"
    URGENT = "URGENT"


class RiskLevel(StrEnum):
    """How risky it is for those who help. HIGH asks for insurance and a signed agreement."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


class OfferedTo(StrEnum):
    """Who is invited: one volunteer, a team, a coalition, or everyone (派单 is an invitation)."""

    VOLUNTEER = "VOLUNTEER"
    TEAM = "TEAM"
    COALITION = "COALITION"
    OPEN_POOL = "OPEN_POOL"


class UnwillingReason(StrEnum):
    """Why a volunteer does not come, if they care to say."""

    NO_TIME = "NO_TIME"
    TOO_FAR = "TOO_FAR"
    NOT_SUITED = "NOT_SUITED"
    UNWELL = "UNWELL"
    OTHER = "OTHER"


class CheckMethod(StrEnum):
    """How presence was taken: scanned, by the clerk, by position."""

    QR = "QR"
    CLERK = "CLERK"
    GEO = "GEO"


class HoursBasis(StrEnum):
    """On what the minutes rest."""

    CHECKED_IN_AND_OUT = "CHECKED_IN_AND_OUT"
    SECOND_PERSON = "SECOND_PERSON"


class PendingReason(StrEnum):
    """Why minutes are not credited yet."""

    MISSING_CHECK_OUT = "MISSING_CHECK_OUT"


class ConfirmedBy(StrEnum):
    """On whose word an order counts as delivered."""

    RESIDENT = "RESIDENT"
    ORGANISER = "ORGANISER"


class ErasureOutcome(StrEnum):
    """What a room answers to a request for erasure."""

    APPLIED = "APPLIED"
    RESTRICTED = "RESTRICTED"


type Score = Annotated[int, Field(ge=1, le=5)]
"""One to five stars."""

type VenueDayId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,47}_\d{4}-\d{2}-\d{2}$", strict=True),
    Field(examples=["V01_2024-11-04"]),
]
"""One venue on one day of Shengquan: `V01_2024-11-04`."""


class TimeSpan(Value):
    """From one moment to another."""

    starts_at: Instant
    ends_at: Instant


class Participant(Value):
    """Somebody an order is for."""

    person: PersonId
    age_band: AgeBand


class VenueFunction(Value):
    """One use of a venue. An exclusive one is booked; others (阅读角) are open to all."""

    code: Code
    exclusive: bool = True
    capacity: Annotated[int, Field(ge=1, le=2000)]


class CandidateGroup(Value):
    """Whom to invite next if those before do not come. A coalition without names: its members."""

    to: OfferedTo
    coalition_id: Code | None = None
    candidates: Annotated[tuple[VolunteerId, ...], Field(max_length=500)] = ()
    respond_by: Instant


class RatingDims(Value):
    """The parts of a rating, each as far as it was given."""

    content: Score | None = None
    attitude: Score | None = None
    punctuality: Score | None = None
