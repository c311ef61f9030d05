"""A referral on its way through mediation (X1): a stream that is inbox and outbox; it urges."""

from collections.abc import Sequence
from uuid import UUID

from services.contracts.ids import CaseId, PetitionId
from services.contracts.petitions.commands.referral import (
    ConcludeReferral,
    DropReferral,
    FollowReferral,
    OpenReferral,
    ReferralStreamCommand,
    UrgeReferral,
)
from services.contracts.petitions.events.referral import (
    ReferralCancelled,
    ReferralConcluded,
    ReferralEvent,
    ReferralOpened,
    ReferralReceived,
    ReferralTakenUp,
    ReferralUrged,
)
from services.contracts.petitions.words import ReferralOutcome
from services.kernel import (
    CancelTimer,
    Deadline,
    Decider,
    SetTimer,
    Setting,
    Standing,
    State,
    replace,
)
from services.petitions.periods import after_working_days
from services.petitions.surroundings import Surroundings

PATIENCE = 2
"""Working days in which mediation opens a case, before it is urged, and urged again."""


class Unopened(State):
    """Nothing was referred."""


class Waiting(State):
    """Mediation has not opened a case. `received`: it has a dispute."""

    petition_id: PetitionId
    urged: int = 0
    received: bool = False


class TakenUp(State):
    """A case is open."""

    petition_id: PetitionId
    case_id: CaseId


class Concluded(State):
    """Its outcome is back."""

    petition_id: PetitionId
    outcome: ReferralOutcome


class Cancelled(State):
    """Called back; whatever mediation still says is not for us."""


type Referral = Unopened | Waiting | TakenUp | Concluded | Cancelled
type InReferral = Setting[Referral, Surroundings]


def decide(
    command: ReferralStreamCommand, referral: Referral, setting: InReferral
) -> Sequence[ReferralEvent]:
    match referral, command:
        case Unopened(), _:
            return _opened(command, setting)
        case Waiting(received=received), FollowReferral():
            return _followed(command, referral.petition_id, received)
        case Waiting(), UrgeReferral():
            return [_urged(command, referral, setting)]
        case Waiting() | TakenUp(), ConcludeReferral():
            return [ReferralConcluded(**vars(command), petition_id=referral.petition_id)]
        case Concluded(outcome=ReferralOutcome.AGREEMENT_REACHED), ConcludeReferral(
            outcome_code=ReferralOutcome.AGREEMENT_PERFORMED
        ):
            return [ReferralConcluded(**vars(command), petition_id=referral.petition_id)]
        case Waiting() | TakenUp(), DropReferral():
            return [ReferralCancelled(**vars(command), petition_id=referral.petition_id)]
        case _:
            return []


def _opened(command: ReferralStreamCommand, setting: InReferral) -> Sequence[ReferralEvent]:
    """Mediation may answer before the hall has heard itself: then both are told at once."""
    found = setting.around.files.by_referral.get(command.key)
    if found is None:
        return []
    petition = PetitionId(UUID(found))
    opened = ReferralOpened(
        referral_id=command.referral_id,
        petition_id=petition,
        urge_at=after_working_days(setting.occurred_at, PATIENCE, setting.around.calendars),
    )
    if isinstance(command, OpenReferral):
        return [opened]
    return [opened, *decide(command, Waiting(petition_id=petition), setting)]


def _followed(
    command: FollowReferral, petition: PetitionId, received: bool
) -> Sequence[ReferralEvent]:
    which, told = command.referral_id, list[ReferralEvent]()
    if command.dispute_id is not None and not received:
        told.append(
            ReferralReceived(referral_id=which, petition_id=petition, dispute_id=command.dispute_id)
        )
    if command.case_id is not None:
        told.append(
            ReferralTakenUp(referral_id=which, petition_id=petition, case_id=command.case_id)
        )
    return told


def _urged(command: UrgeReferral, referral: Waiting, setting: InReferral) -> ReferralUrged:
    return ReferralUrged(
        referral_id=command.referral_id,
        petition_id=referral.petition_id,
        n=referral.urged + 1,
        urge_at=after_working_days(setting.now, PATIENCE, setting.around.calendars),
    )


def evolve(referral: Referral, event: ReferralEvent) -> Referral:
    match referral, event:
        case Unopened(), ReferralOpened(petition_id=petition):
            return Waiting(petition_id=petition)
        case Waiting(), ReferralReceived():
            return replace(referral, received=True)
        case Waiting(), ReferralUrged(n=n):
            return replace(referral, urged=n)
        case Waiting(petition_id=petition), ReferralTakenUp(case_id=case):
            return TakenUp(petition_id=petition, case_id=case)
        case Waiting() | TakenUp() | Concluded(), ReferralConcluded(outcome_code=outcome):
            return Concluded(petition_id=event.petition_id, outcome=outcome)
        case Waiting() | TakenUp(), ReferralCancelled():
            return Cancelled()
        case _:
            return referral


def deadlines(event: ReferralEvent) -> Sequence[Deadline]:
    match event:
        case ReferralOpened(urge_at=due) | ReferralUrged(urge_at=due):
            urge = UrgeReferral(referral_id=event.referral_id)
            return [SetTimer(name="no-case", due_at=due, command=urge)]
        case ReferralTakenUp() | ReferralConcluded() | ReferralCancelled():
            return [CancelTimer(name="no-case")]
        case _:
            return []


def standing(command: ReferralStreamCommand, referral: Referral, around: Surroundings) -> Standing:
    return Standing(place=command.key)


decider: Decider[ReferralStreamCommand, Referral, ReferralEvent, Surroundings] = Decider(
    category="referral",
    initial=Unopened(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    deadlines=deadlines,
)
