"""A petition (诉求): from the desk through a unit's hands to the petitioner's word and the end."""

from collections.abc import Sequence

from services.contracts.petitions.commands.agenda import PlaceOnAgenda
from services.contracts.petitions.commands.clocks import (
    ApproachDeadline,
    BreachDeadline,
    ClockCommand,
    CloseSupervision,
    OpenSupervision,
    RecalculateDeadline,
    SuperviseSilence,
    UrgeHandling,
)
from services.contracts.petitions.commands.closing import (
    AskRepresentative,
    AttemptCallback,
    ClosePetition,
    ClosingCommand,
    CompleteCallback,
    DecideNotToReopen,
    ReopenPetition,
)
from services.contracts.petitions.commands.duplicates import (
    ConfirmMerge,
    ConfirmUnmerge,
    DuplicatesCommand,
    MergeDuplicate,
    UnmergePetition,
)
from services.contracts.petitions.commands.extensions import (
    DecideExtension,
    ExtensionCommand,
    RequestExtension,
)
from services.contracts.petitions.commands.handling import (
    DispatchPetition,
    HandlingCommand,
    RecordContact,
    RecordProgress,
    ReplyPetition,
    SignDispatch,
)
from services.contracts.petitions.commands.petition import IntakeCommand, RegisterPetition
from services.contracts.petitions.commands.referral import (
    CancelReferral,
    PetitionReferralCommand,
    RecordReferralOutcome,
    ReferToMediation,
    UrgePetition,
)
from services.contracts.petitions.commands.returns import (
    DecideReturn,
    RequestReturn,
    ReturnCommand,
)
from services.contracts.petitions.commands.reviews import (
    AskReview,
    ConcludeReview,
    ReviewCommand,
)
from services.contracts.petitions.events.petition import PetitionEvent
from services.kernel import Decider, Standing
from services.petitions.hall import (
    callback,
    closing,
    duplicates,
    extending,
    handling,
    intake,
    matter,
    overdue,
    referring,
    registering,
    returning,
    reviewing,
)
from services.petitions.hall.evolve import evolve
from services.petitions.hall.places import place_of, standing_at
from services.petitions.hall.refusals import PetitionAlreadyRegistered, PetitionUnknown
from services.petitions.hall.states import Dispatched, Hall, InHandling, Petition, Unregistered
from services.petitions.surroundings import Surroundings

type PetitionCommand = (
    PlaceOnAgenda
    | IntakeCommand
    | DuplicatesCommand
    | HandlingCommand
    | ReturnCommand
    | ExtensionCommand
    | ReviewCommand
    | ClockCommand
    | ClosingCommand
    | PetitionReferralCommand
)


def decide(command: PetitionCommand, petition: Petition, setting: Hall) -> Sequence[PetitionEvent]:
    match petition, command:
        case Unregistered(), RegisterPetition():
            return registering.register(command, setting)
        case _, RegisterPetition():
            raise PetitionAlreadyRegistered
        case Unregistered(), _:
            raise PetitionUnknown
        case _, MergeDuplicate() | ConfirmMerge() | UnmergePetition() | ConfirmUnmerge():
            return duplicates.decide(command, petition, setting)
        case _, (
            DispatchPetition()
            | SignDispatch()
            | RecordContact()
            | RecordProgress()
            | ReplyPetition()
        ):
            return handling.decide(command, petition, setting)
        case _, PlaceOnAgenda():
            return handling.placed(command, petition)
        case _, RequestReturn() | DecideReturn():
            return returning.decide(command, petition, setting)
        case _, RequestExtension() | DecideExtension():
            return extending.decide(command, petition, setting)
        case _, AskReview() | ConcludeReview():
            return reviewing.decide(command, petition, setting)
        case _, (
            AttemptCallback() | CompleteCallback() | AskRepresentative() | DecideNotToReopen()
        ):
            return callback.decide(command, petition, setting)
        case _, ClosePetition() | ReopenPetition():
            return closing.decide(command, petition, setting)
        case _, (ReferToMediation() | CancelReferral() | UrgePetition() | RecordReferralOutcome()):
            return referring.decide(command, petition, setting)
        case _, (
            ApproachDeadline()
            | BreachDeadline()
            | RecalculateDeadline()
            | OpenSupervision()
            | CloseSupervision()
            | SuperviseSilence()
            | UrgeHandling()
        ):
            return overdue.decide(command, petition, setting)
        case _, _:
            return intake.decide(command, petition, setting)


def others(command: PetitionCommand) -> Sequence[str]:
    """Merging and unmerging guard the lead as well."""
    match command:
        case MergeDuplicate() | ConfirmMerge() | UnmergePetition() | ConfirmUnmerge():
            return [str(command.lead_id)]
        case _:
            return []


def standing(command: PetitionCommand, petition: Petition, around: Surroundings) -> Standing:
    """Where it is judged; for those who handle it, the unit it was handed to."""
    match petition, command:
        case _, RegisterPetition():
            return Standing(place=command.station_id or command.estate_id)
        case Unregistered(), _:
            return Standing(place=command.key)
        case (
            (Dispatched(dispatch=dispatch) | InHandling(dispatch=dispatch)),
            SignDispatch()
            | RequestReturn()
            | RequestExtension()
            | DecideExtension()
            | RecordContact()
            | RecordProgress()
            | ReplyPetition(),
        ) if dispatch is not None:
            return standing_at(dispatch.lead_org, petition.facts)
        case _:
            return standing_at(place_of(petition.facts, around.directory), petition.facts)


decider: Decider[PetitionCommand, Petition, PetitionEvent, Surroundings] = Decider(
    category="petition",
    initial=Unregistered(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    others=others,
    deadlines=overdue.deadlines,
    claims=matter.claims,
)
