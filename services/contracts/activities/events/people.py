"""What is told about those who help: coalitions and volunteers.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date
from typing import Annotated

from services.contracts.activities.words import AgeBand, Audience, ResourceKind
from services.contracts.ids import PersonId, VolunteerId
from services.kernel import Code, Event, Line, Sealed, of


class CoalitionEvent(Event, category="coalition", about="coalition_id"):
    """About a coalition."""

    coalition_id: Code


class CoalitionFormed(CoalitionEvent):
    """A coalition is there for an audience."""

    name: Line
    audience: Audience
    org_id: Code


class ResourceOffered(CoalitionEvent):
    """It brings something along."""

    kind: ResourceKind
    description: Line
    valid_to: date | None


class VolunteerEvent(Event, category="volunteer", about="volunteer_id"):
    """About a volunteer."""

    volunteer_id: VolunteerId


class VolunteerRegistered(VolunteerEvent):
    """A person is a volunteer."""

    person: PersonId
    org_id: Code
    age_band: AgeBand
    guardian_consent_ref: Line | None
    skills: tuple[Code, ...]
    availability: tuple[Line, ...]
    coalition_ids: tuple[Code, ...]
    party_member: bool
    name: Annotated[Sealed, of("person")]
    phone: Annotated[Sealed, of("person")] | None


class SkillVerified(VolunteerEvent):
    """The licence or proof of a skill was seen."""

    skill: Code
    licence: Line
    valid_to: date | None


class TrainingCompleted(VolunteerEvent):
    """A course was completed."""

    course: Line
    valid_to: date | None


class BackgroundCheckPassed(VolunteerEvent):
    """Nothing stands against serving children, until `valid_to`."""

    checked_on: date
    valid_to: date


class BackgroundCheckFailed(VolunteerEvent):
    """Not to serve children."""

    checked_on: date


class InsuranceRecorded(VolunteerEvent):
    """Insured against accidents."""

    valid_to: date


class VolunteerSuspended(VolunteerEvent):
    """Not to serve for a time."""

    reason: Line


class VolunteerResumed(VolunteerEvent):
    """May serve again."""


class VolunteerLeft(VolunteerEvent):
    """Left the volunteers; the person may register again."""

    person: PersonId
