"""A mediator (调解员): put forward, certified, promoted to gold, suspended, reinstated, revoked."""

from collections.abc import Sequence

from services.contracts.ids import PersonId
from services.contracts.mediation.commands.mediators import (
    CertifyMediator,
    PromoteMediator,
    RecordSpeciality,
    RegisterMediator,
    ReinstateMediator,
    RevokeMediator,
    SuspendMediator,
)
from services.contracts.mediation.events.mediators import (
    MediatorCertified,
    MediatorPromoted,
    MediatorRegistered,
    MediatorReinstated,
    MediatorRevoked,
    MediatorSuspended,
    SpecialityRecorded,
)
from services.contracts.mediation.kinds import Grade
from services.kernel import Claim, Decider, Release, Setting, Standing, State, Take, replace
from services.mediation.known import Surroundings
from services.mediation.people.certificate import check_term
from services.mediation.people.committee import check_committee
from services.mediation.people.refusals import (
    CertificateNumberTaken,
    MediatorAlreadyRegistered,
    MediatorIsGold,
    MediatorIsNotCertified,
    MediatorIsNotSuspended,
    MediatorIsRevoked,
    MediatorIsSuspended,
    MediatorUnknown,
    PersonIsMediator,
)


class Unregistered(State):
    """Nobody put this person forward."""


class Applied(State):
    """Put forward by a committee."""

    person: PersonId
    committee_id: str
    level: int


class Certified(Applied):
    """May be assigned while the certificate is valid."""

    grade: Grade


class Suspended(Certified):
    """Certified, and out of service."""


class Revoked(State):
    """A mediator no more."""

    person: PersonId
    committee_id: str


type Mediator = Unregistered | Applied | Certified | Suspended | Revoked

type MediatorCommand = (
    RegisterMediator
    | CertifyMediator
    | PromoteMediator
    | SuspendMediator
    | ReinstateMediator
    | RevokeMediator
    | RecordSpeciality
)
type MediatorEvent = (
    MediatorRegistered
    | MediatorCertified
    | MediatorPromoted
    | MediatorSuspended
    | MediatorReinstated
    | MediatorRevoked
    | SpecialityRecorded
)


def decide(
    command: MediatorCommand, mediator: Mediator, setting: Setting[Mediator, Surroundings]
) -> list[MediatorEvent]:
    which = command.mediator_id
    match mediator, command:
        case Unregistered(), RegisterMediator(committee_id=committee):
            check_committee(committee, setting.around.directory)
            return [MediatorRegistered(**vars(command))]
        case Unregistered(), _:
            raise MediatorUnknown
        case _, RegisterMediator():
            raise MediatorAlreadyRegistered
        case Revoked(), _:
            raise MediatorIsRevoked
        case Applied(person=person), RevokeMediator(reason=reason):
            return [MediatorRevoked(mediator_id=which, person=person, reason=reason)]
        case Applied(), RecordSpeciality():
            return [SpecialityRecorded(**vars(command))]
        case Suspended(), ReinstateMediator():
            return [MediatorReinstated(mediator_id=which)]
        case Suspended(), _:
            raise MediatorIsSuspended
        case Applied(), CertifyMediator():
            check_term(command.valid_from, command.valid_to)
            return [
                MediatorCertified(
                    person=mediator.person,
                    committee_id=mediator.committee_id,
                    level=mediator.level,
                    **vars(command),
                )
            ]
        case Certified(grade=Grade.GOLD), PromoteMediator():
            raise MediatorIsGold
        case Certified(), PromoteMediator():
            check_term(command.valid_from, command.valid_to)
            return [MediatorPromoted(**vars(command))]
        case Certified(), SuspendMediator(reason=reason):
            return [MediatorSuspended(mediator_id=which, reason=reason)]
        case Certified(), ReinstateMediator():
            raise MediatorIsNotSuspended
        case Applied(), PromoteMediator() | SuspendMediator() | ReinstateMediator():
            raise MediatorIsNotCertified


def evolve(mediator: Mediator, event: MediatorEvent) -> Mediator:
    match mediator, event:
        case Unregistered(), MediatorRegistered(person=person, committee_id=committee):
            return Applied(person=person, committee_id=committee, level=event.level)
        case Applied(), MediatorCertified(grade=grade):
            return _as(Certified, mediator, grade)
        case Certified(), MediatorPromoted():
            return replace(mediator, grade=Grade.GOLD)
        case Certified(grade=grade), MediatorSuspended():
            return _as(Suspended, mediator, grade)
        case Suspended(grade=grade), MediatorReinstated():
            return _as(Certified, mediator, grade)
        case Applied(person=person, committee_id=committee), MediatorRevoked():
            return Revoked(person=person, committee_id=committee)
        case _:
            return mediator


def _as[S: Certified](kind: type[S], mediator: Applied, grade: Grade) -> S:
    return kind(
        person=mediator.person,
        committee_id=mediator.committee_id,
        level=mediator.level,
        grade=grade,
    )


def claims(event: MediatorEvent) -> Sequence[Claim]:
    """One registration for a person, one mediator for a certificate number."""
    match event:
        case MediatorRegistered(person=person):
            return [Take(scope="mediator-person", key=str(person), refusal=PersonIsMediator)]
        case MediatorRevoked(person=person):
            return [Release(scope="mediator-person", key=str(person))]
        case MediatorCertified(cert_no=number) | MediatorPromoted(cert_no=number):
            return [Take(scope="mediator-cert", key=number, refusal=CertificateNumberTaken)]
        case _:
            return []


def standing(command: MediatorCommand, mediator: Mediator, around: Surroundings) -> Standing:
    """At its committee; `self` is the person, who decides nothing about their own certificate."""
    match mediator, command:
        case Unregistered(), RegisterMediator(committee_id=committee, person=person):
            return Standing(place=committee, people={"self": frozenset({str(person)})})
        case Unregistered(), _:
            return Standing(place="")
        case Applied() | Revoked(), _:
            return Standing(
                place=mediator.committee_id, people={"self": frozenset({str(mediator.person)})}
            )


decider: Decider[MediatorCommand, Mediator, MediatorEvent, Surroundings] = Decider(
    category="mediator",
    initial=Unregistered(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    claims=claims,
)
