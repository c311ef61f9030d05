"""A ticket given back (退单): asked in time, decided by the street, at some point finally.

The handling clock runs on through it all (P-LAW-14), or tickets would hang in the air.
"""

from collections.abc import Sequence

from services.contracts.petitions.commands.returns import (
    DecideReturn,
    RequestReturn,
    ReturnCommand,
)
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.events.returns import (
    DispatchReturnDecided,
    DispatchReturnRequested,
)
from services.petitions.asker import person
from services.petitions.hall.refusals import OtherDispatch
from services.petitions.hall.refusals_returns import (
    FinallyDesignated,
    OwnReturnRequest,
    ReturnAlreadyRequested,
    ReturnNotRequested,
    ReturnWindowOver,
)
from services.petitions.hall.states import Dispatch, Dispatched, Hall, InHandling, KnownPetition
from services.petitions.hall.why_not import why_not


def decide(
    command: ReturnCommand, petition: KnownPetition, setting: Hall
) -> Sequence[PetitionEvent]:
    match petition:
        case Dispatched(dispatch=dispatch) | InHandling(dispatch=Dispatch() as dispatch):
            if command.dispatch_id != dispatch.dispatch_id:
                raise OtherDispatch
        case _:
            raise why_not(petition)
    match command:
        case RequestReturn():
            return [_requested(command, petition, dispatch, setting)]
        case DecideReturn():
            return [_decided(command, dispatch, setting)]


def _requested(
    command: RequestReturn, petition: KnownPetition, dispatch: Dispatch, setting: Hall
) -> DispatchReturnRequested:
    if petition.facts.designated:
        raise FinallyDesignated
    if dispatch.returning is not None:
        raise ReturnAlreadyRequested
    if dispatch.return_until is None or setting.occurred_at >= dispatch.return_until:
        raise ReturnWindowOver
    return DispatchReturnRequested(
        **vars(command), org=dispatch.lead_org, requested_by=person(setting.asker)
    )


def _decided(command: DecideReturn, dispatch: Dispatch, setting: Hall) -> DispatchReturnDecided:
    if dispatch.returning is None:
        raise ReturnNotRequested
    if dispatch.returning == person(setting.asker):
        raise OwnReturnRequest
    return DispatchReturnDecided(
        **vars(command), org=dispatch.lead_org, decided_by=person(setting.asker)
    )
