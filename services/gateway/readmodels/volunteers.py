"""The volunteers, and what each is trusted with."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from services.contracts.activities.events.people import (
    BackgroundCheckFailed,
    BackgroundCheckPassed,
    InsuranceRecorded,
    SkillVerified,
    TrainingCompleted,
    VolunteerLeft,
    VolunteerRegistered,
    VolunteerResumed,
    VolunteerSuspended,
)
from services.contracts.activities.words import AgeBand
from services.contracts.ids import PersonId, VolunteerId
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import in_order
from services.kernel import Code, Event, Instant, Line, ReadModel, Sealed, Value, of
from services.kernel.readmodel import Told


class VolunteerStatus(StrEnum):
    """Whether they may serve."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"


class SkillOnCard(Value):
    """A skill whose proof was seen."""

    skill: Code
    valid_to: date | None


class TrainingOnCard(Value):
    """A course that was completed."""

    course: Line
    valid_to: date | None


class VolunteerCard(Card):
    """A volunteer."""

    volunteer_id: VolunteerId
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
    status: VolunteerStatus = VolunteerStatus.ACTIVE
    registered_at: Instant
    verified_skills: tuple[SkillOnCard, ...] = ()
    trainings: tuple[TrainingOnCard, ...] = ()
    background_check_valid_to: date | None = None
    background_check_failed_on: date | None = None
    insured_to: date | None = None
    reason: Line | None = None


def evolve(card: VolunteerCard | None, told: Told[Event]) -> VolunteerCard | None:
    match card, told.event:
        case None, VolunteerRegistered() as event:
            return VolunteerCard.of(event, registered_at=told.stored.occurred_at)
        case None, _:
            return None
        case _, SkillVerified(skill=skill, valid_to=valid_to):
            others = tuple(each for each in card.verified_skills if each.skill != skill)
            seen = SkillOnCard(skill=skill, valid_to=valid_to)
            return card.but(verified_skills=(*others, seen))
        case _, TrainingCompleted(course=course, valid_to=valid_to):
            done = TrainingOnCard(course=course, valid_to=valid_to)
            return card.but(trainings=(*card.trainings, done))
        case _, BackgroundCheckPassed(valid_to=valid_to):
            return card.but(background_check_valid_to=valid_to, background_check_failed_on=None)
        case _, BackgroundCheckFailed(checked_on=day):
            return card.but(background_check_valid_to=None, background_check_failed_on=day)
        case _, InsuranceRecorded(valid_to=valid_to):
            return card.but(insured_to=valid_to)
        case _, VolunteerSuspended(reason=reason):
            return card.but(status=VolunteerStatus.SUSPENDED, reason=reason)
        case _, VolunteerResumed():
            return card.but(status=VolunteerStatus.ACTIVE, reason=None)
        case _, VolunteerLeft():
            return card.but(status=VolunteerStatus.LEFT)
        case _:
            return card


volunteers = ReadModel(
    name="volunteers",
    room="activities",
    category="volunteer",
    card=VolunteerCard,
    evolve=evolve,
    sort=lambda card: in_order(card.registered_at),
    tags=lambda card: tagged(
        status=card.status,
        coalition=card.coalition_ids,
        org=card.org_id,
        skill=card.skills,
        age=card.age_band,
        party_member=card.party_member,
        person=card.person,
    ),
    confidential=frozenset(
        {
            "person",
            "phone",
            "age_band",
            "guardian_consent_ref",
            "party_member",
            "background_check_valid_to",
            "background_check_failed_on",
            "insured_to",
            "reason",
        }
    ),
)
