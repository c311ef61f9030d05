"""A volunteer: registered, checked, suspended or resumed, free to leave at any time."""

from collections.abc import Sequence
from datetime import date, timedelta

from services.activities.people.refusals import (
    CoalitionUnknown,
    GuardianConsentMissing,
    PersonIsVolunteer,
    PlaceUnknown,
    VolunteerAlreadyRegistered,
    VolunteerHasLeft,
    VolunteerIsServing,
    VolunteerIsSuspended,
    VolunteerUnknown,
)
from services.activities.people.volunteer_life import (
    MINORS,
    Left,
    Registered,
    Serving,
    Suspended,
    Unregistered,
    Volunteer,
    evolve,
)
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.people import (
    CompleteTraining,
    LeaveVolunteering,
    RecordBackgroundCheck,
    RecordInsurance,
    RegisterVolunteer,
    ResumeVolunteer,
    SuspendVolunteer,
    VerifySkill,
)
from services.contracts.activities.events.people import (
    BackgroundCheckFailed,
    BackgroundCheckPassed,
    InsuranceRecorded,
    SkillVerified,
    TrainingCompleted,
    VolunteerEvent,
    VolunteerLeft,
    VolunteerRegistered,
    VolunteerResumed,
    VolunteerSuspended,
)
from services.kernel import Claim, Decider, Release, Setting, Standing, Take

type VolunteerCommand = (
    RegisterVolunteer
    | VerifySkill
    | CompleteTraining
    | RecordBackgroundCheck
    | RecordInsurance
    | SuspendVolunteer
    | ResumeVolunteer
    | LeaveVolunteering
)

CHECK_HOLDS = timedelta(days=365)
"""A background check is asked for again every year (A-LAW-16)."""


def decide(
    command: VolunteerCommand, volunteer: Volunteer, setting: Setting[Volunteer, Surroundings]
) -> list[VolunteerEvent]:
    which = command.volunteer_id
    match volunteer, command:
        case Unregistered(), RegisterVolunteer():
            return [_registered(command, setting.around)]
        case _, RegisterVolunteer():
            raise VolunteerAlreadyRegistered
        case Unregistered(), _:
            raise VolunteerUnknown
        case Left(), LeaveVolunteering():
            return []
        case Left(), _:
            raise VolunteerHasLeft
        case _, VerifySkill():
            return [SkillVerified(**vars(command))]
        case _, CompleteTraining():
            return [TrainingCompleted(**vars(command))]
        case _, RecordBackgroundCheck(passed=True, checked_on=day, valid_to=until):
            held = min(until or date.max, day + CHECK_HOLDS)
            return [BackgroundCheckPassed(volunteer_id=which, checked_on=day, valid_to=held)]
        case _, RecordBackgroundCheck(checked_on=day):
            return [BackgroundCheckFailed(volunteer_id=which, checked_on=day)]
        case _, RecordInsurance():
            return [InsuranceRecorded(**vars(command))]
        case Serving(), SuspendVolunteer():
            return [VolunteerSuspended(**vars(command))]
        case Suspended(), ResumeVolunteer():
            return [VolunteerResumed(volunteer_id=which)]
        case Registered(person=person), LeaveVolunteering():
            return [VolunteerLeft(volunteer_id=which, person=person)]
        case _, SuspendVolunteer():
            raise VolunteerIsSuspended
        case _, ResumeVolunteer():
            raise VolunteerIsServing


def _registered(command: RegisterVolunteer, around: Surroundings) -> VolunteerRegistered:
    if not around.directory.knows(command.org_id):
        raise PlaceUnknown(place=command.org_id)
    for coalition in command.coalition_ids:
        if coalition not in around.coalitions:
            raise CoalitionUnknown(coalition=coalition)
    if command.age_band in MINORS and command.guardian_consent_ref is None:
        raise GuardianConsentMissing
    return VolunteerRegistered(**vars(command))


def claims(event: VolunteerEvent) -> Sequence[Claim]:
    """A person is one volunteer, until they leave."""
    match event:
        case VolunteerRegistered(person=person):
            return [Take(scope="volunteer-of", key=str(person), refusal=PersonIsVolunteer)]
        case VolunteerLeft(person=person):
            return [Release(scope="volunteer-of", key=str(person))]
        case _:
            return []


def standing(command: VolunteerCommand, volunteer: Volunteer, around: Surroundings) -> Standing:
    match command, volunteer:
        case RegisterVolunteer(org_id=org, person=person), _:
            return Standing(place=org, people={"volunteer": frozenset({str(person)})})
        case _, Registered(org_id=org, person=person):
            return Standing(place=org, people={"volunteer": frozenset({str(person)})})
        case _:
            return Standing(place=command.key)


decider: Decider[VolunteerCommand, Volunteer, VolunteerEvent, Surroundings] = Decider(
    category="volunteer",
    initial=Unregistered(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    claims=claims,
)
