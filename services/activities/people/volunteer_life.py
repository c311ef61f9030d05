"""What a volunteer is: unregistered, serving, suspended, left; and what may be asked of one."""

from datetime import date, datetime

from rpds import HashTrieMap

from services.activities.calendar import local_day
from services.contracts.activities.events.people import (
    BackgroundCheckFailed,
    BackgroundCheckPassed,
    InsuranceRecorded,
    SkillVerified,
    VolunteerEvent,
    VolunteerLeft,
    VolunteerRegistered,
    VolunteerResumed,
    VolunteerSuspended,
)
from services.contracts.activities.words import AgeBand, Audience, RiskLevel
from services.contracts.ids import PersonId
from services.kernel import State, replace

MINORS = frozenset({AgeBand.UNDER_8, AgeBand.FROM_8_TO_13, AgeBand.FROM_14_TO_17})


class Unregistered(State):
    """Not a volunteer."""


class Registered(State):
    """Who it is and what was checked. `licences`: verified skill → until when (None: for good)."""

    person: PersonId
    org_id: str
    age_band: AgeBand
    coalitions: frozenset[str]
    licences: "HashTrieMap[str, date | None]" = HashTrieMap()
    checked_until: date | None = None
    insured_until: date | None = None


class Serving(Registered):
    """May be invited."""


class Suspended(Registered):
    """Not to serve for a time."""


class Left(Registered):
    """Has left."""


type Volunteer = Unregistered | Registered


class Demands(State):
    """What a task asks of whoever serves it."""

    audience: Audience
    skill_needs: tuple[str, ...]
    risk_level: RiskLevel
    starts_at: datetime


def lacks(volunteer: Volunteer | None, demands: Demands) -> str | None:
    """The first thing that stands against it (A-INV-3), or None: a word for programs to compare."""
    day = local_day(demands.starts_at)
    risky = demands.risk_level is RiskLevel.HIGH
    match volunteer:
        case None | Unregistered():
            return "registration"
        case Suspended() | Left():
            return "standing"
        case Serving(age_band=band) if risky and band in MINORS:
            return "age"
        case Serving(licences=licences) if not all(
            _holds(licences, skill, day) for skill in demands.skill_needs
        ):
            return "skill"
        case Serving(checked_until=until) if demands.audience is Audience.CHILD and (
            until is None or until < day
        ):
            return "background-check"
        case Serving(insured_until=until) if risky and (until is None or until < day):
            return "insurance"
        case _:
            return None


def _holds(licences: "HashTrieMap[str, date | None]", skill: str, day: date) -> bool:
    if skill not in licences:
        return False
    until = licences[skill]
    return until is None or until >= day


def evolve(volunteer: Volunteer, event: VolunteerEvent) -> Volunteer:
    match volunteer, event:
        case Unregistered(), VolunteerRegistered():
            return Serving(
                person=event.person,
                org_id=event.org_id,
                age_band=event.age_band,
                coalitions=frozenset(event.coalition_ids),
            )
        case Registered(licences=licences), SkillVerified(skill=skill, valid_to=until):
            return replace(volunteer, licences=licences.insert(skill, until))
        case Registered(), BackgroundCheckPassed(valid_to=until):
            return replace(volunteer, checked_until=until)
        case Registered(), BackgroundCheckFailed():
            return replace(volunteer, checked_until=None)
        case Registered(), InsuranceRecorded(valid_to=until):
            return replace(volunteer, insured_until=until)
        case Serving(), VolunteerSuspended():
            return _as(Suspended, volunteer)
        case Suspended(), VolunteerResumed():
            return _as(Serving, volunteer)
        case Serving() | Suspended(), VolunteerLeft():
            return _as(Left, volunteer)
        case _:
            return volunteer


def _as[V: Registered](kind: type[V], volunteer: Registered) -> V:
    return kind(**vars(volunteer))
