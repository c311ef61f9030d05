"""Asked about those who help: coalitions and volunteers."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.contracts.activities.words import AgeBand, Audience, ResourceKind
from services.contracts.ids import PersonId, VolunteerId
from services.kernel import Code, Command, Line, Sealed, of


class CoalitionCommand(Command, category="coalition", about="coalition_id"):
    """Asked about a coalition (银发联盟, 雏鹰行动, 津新力量 and others)."""

    coalition_id: Code


class FormCoalition(CoalitionCommand, creates=True):
    """Form a coalition for an audience, at home in an org unit."""

    name: Line
    audience: Audience
    org_id: Code


class OfferResource(CoalitionCommand):
    """The coalition brings people, a venue, material or a course."""

    kind: ResourceKind
    description: Line
    valid_to: date | None = None


class VolunteerCommand(Command, category="volunteer", about="volunteer_id"):
    """Asked about a volunteer."""

    volunteer_id: VolunteerId


class RegisterVolunteer(VolunteerCommand, creates=True):
    """A person becomes a volunteer of an org unit; a minor needs the guardian's consent."""

    person: PersonId
    org_id: Code
    age_band: AgeBand
    guardian_consent_ref: Line | None = None
    skills: Annotated[tuple[Code, ...], Field(max_length=30)] = ()
    availability: Annotated[tuple[Line, ...], Field(max_length=30)] = ()
    coalition_ids: Annotated[tuple[Code, ...], Field(max_length=10)] = ()
    party_member: bool = False
    name: Annotated[Sealed, of("person")]
    phone: Annotated[Sealed, of("person")] | None = None


class VerifySkill(VolunteerCommand):
    """The licence or proof of a skill was seen."""

    skill: Code
    licence: Line
    valid_to: date | None = None


class CompleteTraining(VolunteerCommand):
    """The volunteer has completed a course."""

    course: Line
    valid_to: date | None = None


class RecordBackgroundCheck(VolunteerCommand):
    """The criminal-record check was answered; a passed one holds for a year at most (A-LAW-16)."""

    passed: bool
    checked_on: date
    valid_to: date | None = None


class RecordInsurance(VolunteerCommand):
    """The volunteer is insured against accidents."""

    valid_to: date


class SuspendVolunteer(VolunteerCommand):
    """The volunteer is not to serve for a time."""

    reason: Line


class ResumeVolunteer(VolunteerCommand):
    """The volunteer may serve again."""


class LeaveVolunteering(VolunteerCommand):
    """The volunteer leaves; nobody can be made to stay."""
