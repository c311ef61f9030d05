"""At the desk: a registered petition is judged, told of, corrected, taken back or struck out."""

from collections.abc import Sequence

from services.authority import Role
from services.contracts.petitions.commands.petition import (
    AcceptPetition,
    ClassifyPetition,
    CorrectPetition,
    DeclinePetition,
    NotifyPetitioner,
    SignpostPetition,
    VoidPetition,
    WithdrawPetition,
)
from services.contracts.petitions.events.petition import (
    PetitionAccepted,
    PetitionClassified,
    PetitionCorrected,
    PetitionDeclined,
    PetitionerNotified,
    PetitionEvent,
    PetitionSignposted,
    PetitionVoided,
    PetitionWithdrawn,
)
from services.contracts.petitions.words import NoticeKind, Outcome
from services.petitions.hall.clocks import at_acceptance
from services.petitions.hall.known import Classification
from services.petitions.hall.outcomes import check_outcome
from services.petitions.hall.places import holds
from services.petitions.hall.refusals import (
    AlreadyClassified,
    MomentInFuture,
    NotClassified,
    NothingToCorrect,
    OutcomeIsTheStreets,
)
from services.petitions.hall.refusals_closing import LeadsDuplicates
from services.petitions.hall.states import (
    Accepted,
    Closed,
    Declined,
    Dispatched,
    Hall,
    InHandling,
    KnownPetition,
    Merged,
    Referred,
    Registered,
    Replied,
    Voided,
    Withdrawn,
)
from services.petitions.hall.why_not import why_not

type DeskCommand = (
    ClassifyPetition
    | AcceptPetition
    | DeclinePetition
    | SignpostPetition
    | NotifyPetitioner
    | WithdrawPetition
    | VoidPetition
    | CorrectPetition
)


def decide(command: DeskCommand, petition: KnownPetition, setting: Hall) -> Sequence[PetitionEvent]:
    which, key = command.petition_id, petition.facts.same_matter
    match petition, command:
        case Voided() | Withdrawn() | Declined() | Merged() | Closed(), ClassifyPetition():
            raise why_not(petition)
        case _, ClassifyPetition():
            return _classified(command, petition)
        case Registered(facts=facts), AcceptPetition(due_at=due):
            clocks = at_acceptance(due, facts, setting)
            until = clocks[-1].due_at
            return [PetitionAccepted(petition_id=which, due_at=until, clocks=clocks)]
        case Accepted(facts=facts), AcceptPetition(due_at=due) if due in (None, facts.due_at):
            return []
        case Registered(), DeclinePetition():
            _check_leads_nobody(petition)
            return [PetitionDeclined(**vars(command), same_matter=key)]
        case Registered() | Accepted() | Dispatched() | InHandling(), SignpostPetition():
            return [PetitionSignposted(**vars(command))]
        case Registered() | Accepted() | Dispatched() | InHandling() | Replied(), (
            WithdrawPetition()
        ):
            _check_leads_nobody(petition)
            return [PetitionWithdrawn(petition_id=which, same_matter=key)]
        case (Withdrawn(), WithdrawPetition()) | (Voided(), VoidPetition()):
            return []
        case Merged() | Referred(), VoidPetition():
            raise why_not(petition)
        case _, VoidPetition(reason=reason):
            _check_leads_nobody(petition)
            return [PetitionVoided(petition_id=which, reason=reason, same_matter=key)]
        case Voided(), CorrectPetition():
            raise why_not(petition)
        case _, CorrectPetition():
            return _corrected(command, petition, setting)
        case _, NotifyPetitioner():
            return _notified(command, petition, setting)
        case _, AcceptPetition() | DeclinePetition() | SignpostPetition() | WithdrawPetition():
            raise why_not(petition)


def _check_leads_nobody(petition: KnownPetition) -> None:
    if petition.facts.members:
        raise LeadsDuplicates(members=len(petition.facts.members))


def _classified(command: ClassifyPetition, petition: KnownPetition) -> list[PetitionClassified]:
    asked = Classification(
        topic_class=command.topic_class,
        category_code=command.category_code,
        demand_type=command.demand_type,
    )
    if petition.facts.classification == asked:
        return []
    if petition.facts.classification is not None:
        raise AlreadyClassified
    return [PetitionClassified(**vars(command))]


def _corrected(
    command: CorrectPetition, petition: KnownPetition, setting: Hall
) -> list[PetitionCorrected]:
    if (command.category_code, command.topic_class, command.outcome) == (None, None, None):
        raise NothingToCorrect
    if command.topic_class is not None and petition.facts.classification is None:
        raise NotClassified
    if command.outcome is not None:
        _check_corrected_outcome(command.outcome, petition, setting)
    return [PetitionCorrected(**vars(command))]


def _check_corrected_outcome(outcome: Outcome, petition: KnownPetition, setting: Hall) -> None:
    """The street's word, on a closed petition, and no way around P-INV-8."""
    if not holds(setting, (Role.STREET_OFFICER,), setting.asker.street):
        raise OutcomeIsTheStreets
    if not isinstance(petition, Closed):
        raise why_not(petition)
    check_outcome(outcome, petition.reply, evidence=petition.evidence)


def _notified(
    command: NotifyPetitioner, petition: KnownPetition, setting: Hall
) -> list[PetitionerNotified]:
    """The lead's end is a merged petition's own: from then on its matter is remembered 180 days."""
    if command.sent_at > setting.now:
        raise MomentInFuture
    merged = isinstance(petition, Merged)
    match command.notice_kind:
        case NoticeKind.LEAD_CLOSED if not merged:
            return []
        case NoticeKind.LEAD_CLOSED:
            return [PetitionerNotified(**vars(command), same_matter=petition.facts.same_matter)]
        case _:
            return [PetitionerNotified(**vars(command), same_matter=None)]
