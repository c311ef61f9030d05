"""In the hands of a unit: dispatched past those it complains of, signed for, worked on, replied."""

from collections.abc import Sequence

from services.authority import Role
from services.contracts.petitions.clocks import ClockKind
from services.contracts.petitions.commands.agenda import PlaceOnAgenda
from services.contracts.petitions.commands.handling import (
    DispatchPetition,
    HandlingCommand,
    RecordContact,
    RecordProgress,
    ReplyPetition,
    SignDispatch,
)
from services.contracts.petitions.events.agenda import PetitionPlacedOnAgenda
from services.contracts.petitions.events.petition import (
    DispatchSigned,
    HandlingProgressRecorded,
    PetitionDispatched,
    PetitionerContacted,
    PetitionEvent,
    PetitionReplied,
)
from services.contracts.petitions.words import Outcome, ReferralOutcome, Regime
from services.contracts.places import UnitKind
from services.kernel import replace
from services.petitions.asker import person
from services.petitions.hall.clocks import CALL_BACK, at_dispatch, counted, return_until
from services.petitions.hall.due import governing
from services.petitions.hall.places import check_target, conflict_check, holds, place_of
from services.petitions.hall.refusals import (
    ConflictOfInterest,
    MomentInFuture,
    OtherDispatch,
    OutsideYourCommunity,
)
from services.petitions.hall.refusals_closing import AgreementNotPerformed, FormalNeedsAuthority
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
    Replied,
    Voided,
    Withdrawn,
)
from services.petitions.hall.why_not import why_not
from services.petitions.registry.refusals import UnitUnknown

AUTHORITIES = frozenset({UnitKind.STREET, UnitKind.DEPARTMENT})
"""Who may answer a formal petition: a station is no letters-and-visits authority (P-LAW-1)."""


def decide(
    command: HandlingCommand, petition: KnownPetition, setting: Hall
) -> Sequence[PetitionEvent]:
    which = command.petition_id
    match petition, command:
        case Accepted() | InHandling(dispatch=None), DispatchPetition():
            return [_dispatched(command, petition, setting)]
        case Dispatched(dispatch=dispatch), SignDispatch(dispatch_id=signed):
            if signed != dispatch.dispatch_id:
                raise OtherDispatch
            who = person(setting.asker)
            return [DispatchSigned(petition_id=which, dispatch_id=signed, signed_by=who)]
        case InHandling(dispatch=dispatch), SignDispatch(dispatch_id=signed) if (
            dispatch is not None and dispatch.dispatch_id == signed
        ):
            return []
        case Dispatched() | InHandling() | Referred() | Replied(), RecordContact(at=at):
            if at > setting.now:
                raise MomentInFuture
            return [PetitionerContacted(**vars(command))]
        case InHandling() | Referred(), RecordProgress():
            return [HandlingProgressRecorded(**vars(command))]
        case InHandling(), ReplyPetition():
            return [_replied(command, petition, setting)]
        case _:
            raise why_not(petition)


def placed(command: PlaceOnAgenda, petition: KnownPetition) -> Sequence[PetitionEvent]:
    """What has ended, or is told of that topic already, stays as it is."""
    if command.topic_id in petition.facts.topics:
        return []
    if isinstance(petition, Closed | Declined | Merged | Withdrawn | Voided):
        return []
    return [PetitionPlacedOnAgenda(**vars(command))]


def _dispatched(
    command: DispatchPetition, petition: Accepted | InHandling, setting: Hall
) -> PetitionDispatched:
    facts, directory = petition.facts, setting.around.directory
    if command.handler is not None and command.handler in facts.accused_persons:
        raise ConflictOfInterest(person=command.handler)
    for unit in (command.lead_org, *command.co_orgs):
        if not directory.knows(unit):
            raise UnitUnknown(unit=unit)
        check_target(unit, facts, directory)
        if not holds(setting, (Role.STREET_OFFICER, Role.COMMUNITY_OFFICER), unit):
            raise OutsideYourCommunity(unit=unit)
    clock = at_dispatch(command.due_at, facts, setting)
    return PetitionDispatched(
        petition_id=command.petition_id,
        dispatch_id=command.dispatch_id,
        lead_org=command.lead_org,
        co_orgs=command.co_orgs,
        handler=command.handler,
        due_at=governing(replace(facts, due_at=clock.due_at)) or clock.due_at,
        conflict_check=conflict_check(facts, directory),
        clocks=(clock,),
        return_until=None if facts.designated else return_until(facts, setting),
    )


def _replied(command: ReplyPetition, petition: InHandling, setting: Hall) -> PetitionReplied:
    facts, handlers = petition.facts, handling_orgs(petition, setting)
    if facts.regime is Regime.FORMAL and (
        command.legal_base is None or setting.around.directory.kind(handlers[0]) not in AUTHORITIES
    ):
        raise FormalNeedsAuthority
    if command.proposed_outcome is Outcome.RESOLVED and _waits_for_performance(petition):
        raise AgreementNotPerformed
    return PetitionReplied(
        **vars(command),
        replied_by=person(setting.asker),
        handling_orgs=handlers,
        cycle=facts.cycle,
        clocks=(counted(ClockKind.CALL_BACK, CALL_BACK, facts.cycle, setting),),
    )


def _waits_for_performance(petition: InHandling) -> bool:
    mediated = petition.facts.mediated
    return (
        mediated is not None
        and mediated.outcome is ReferralOutcome.AGREEMENT_REACHED
        and not mediated.performed
    )


def handling_orgs(petition: InHandling, setting: Hall) -> tuple[str, ...]:
    """Lead first. Back from mediation undispatched, it is in its community's hands."""
    if petition.dispatch is not None:
        return (petition.dispatch.lead_org, *petition.dispatch.co_orgs)
    directory = setting.around.directory
    place = place_of(petition.facts, directory)
    return (directory.of_kind(place, UnitKind.COMMUNITY) or place,)
