"""After the reply: somebody who did not handle it asks the petitioner; the street may rest it."""

from collections.abc import Sequence

from services.contracts.petitions.clocks import ClockKind
from services.contracts.petitions.commands.closing import (
    AskRepresentative,
    AttemptCallback,
    CompleteCallback,
    DecideNotToReopen,
)
from services.contracts.petitions.events.closing import (
    CallbackAttempted,
    CallbackCompleted,
    ReopeningDeclined,
)
from services.contracts.petitions.events.petition import PetitionEvent
from services.petitions.asker import person
from services.petitions.hall import of_group
from services.petitions.hall.clocks import DECISION, counted
from services.petitions.hall.places import check_independent
from services.petitions.hall.refusals import MomentInFuture
from services.petitions.hall.refusals_closing import (
    CallbackIsCompleted,
    GroupIsAskedOneByOne,
    PetitionerIsContent,
)
from services.petitions.hall.states import Hall, KnownPetition, Replied
from services.petitions.hall.why_not import why_not

type CallbackCommand = AttemptCallback | CompleteCallback | AskRepresentative | DecideNotToReopen


def decide(
    command: CallbackCommand, petition: KnownPetition, setting: Hall
) -> Sequence[PetitionEvent]:
    match petition, command:
        case Replied(attempts=attempts), AttemptCallback():
            check_independent(petition, setting)
            if command.at > setting.now:
                raise MomentInFuture
            return [CallbackAttempted(**vars(command), n=len(attempts) + 1)]
        case Replied(), CompleteCallback():
            check_independent(petition, setting)
            return [_completed(command, petition, setting)]
        case Replied(), AskRepresentative():
            check_independent(petition, setting)
            return of_group.asked(command, petition, setting)
        case Replied(kept=True), DecideNotToReopen():
            return []
        case Replied(), DecideNotToReopen(reason=reason):
            if petition.callback is None or petition.callback.content:
                raise PetitionerIsContent
            return [
                ReopeningDeclined(
                    petition_id=command.petition_id,
                    reason=reason,
                    decided_by=person(setting.asker),
                    cycle=petition.facts.cycle,
                )
            ]
        case _:
            raise why_not(petition)


def _completed(command: CompleteCallback, petition: Replied, setting: Hall) -> CallbackCompleted:
    """One effective call-back a cycle; a failed one says nothing about the matter itself.

    The street has three working days to reopen or to say why not (P-INV-9).
    """
    if petition.facts.representatives:
        raise GroupIsAskedOneByOne
    if petition.callback is not None and petition.callback.effective:
        raise CallbackIsCompleted
    said, cycle = of_group.callback_of(command), petition.facts.cycle
    decide_by = counted(ClockKind.REOPENING_DECISION, DECISION, cycle, setting)
    return CallbackCompleted(
        **vars(command),
        called_by=person(setting.asker),
        cycle=cycle,
        clocks=() if said.content else (decide_by,),
    )
