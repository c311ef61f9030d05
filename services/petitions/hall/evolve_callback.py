"""What the call-back makes of a petition that was answered."""

from services.contracts.petitions.events.closing import (
    CallbackAttempted,
    CallbackCompleted,
    ReopeningDeclined,
    RepresentativeAsked,
)
from services.kernel import replace
from services.petitions.hall.facts import after
from services.petitions.hall.states import Callback, Replied
from services.petitions.periods import local_day

type CallbackEvent = CallbackAttempted | RepresentativeAsked | CallbackCompleted | ReopeningDeclined


def evolve(petition: Replied, event: CallbackEvent) -> Replied:
    match event:
        case CallbackAttempted(at=at, result=result):
            return replace(petition, attempts=(*petition.attempts, (local_day(at), result)))
        case RepresentativeAsked(representative=who):
            return replace(petition, asked=(*petition.asked, (who, _said(event))))
        case CallbackCompleted():
            return replace(petition, callback=_said(event), facts=after(petition.facts, event))
        case ReopeningDeclined():
            return replace(petition, kept=True, facts=after(petition.facts, event))


def _said(event: RepresentativeAsked | CallbackCompleted) -> Callback:
    return Callback(
        effective=event.effective,
        contacted=event.contacted,
        solved=event.solved,
        satisfaction=event.satisfaction,
    )
