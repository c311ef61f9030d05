"""What the return of a ticket makes of a petition."""

from services.contracts.petitions.events.returns import (
    DispatchReturnDecided,
    DispatchReturnRequested,
    ReturnEvent,
)
from services.kernel import replace
from services.petitions.hall.states import Accepted, Dispatch, Dispatched, InHandling, with_facts


def evolve(
    petition: Dispatched | InHandling, event: ReturnEvent
) -> Accepted | Dispatched | InHandling:
    """Given back, it is as it was before its dispatch, under the clock that runs."""
    if petition.dispatch is None:
        return petition
    facts, dispatch = petition.facts, petition.dispatch
    match event:
        case DispatchReturnRequested(requested_by=who):
            return _held(petition, replace(dispatch, returning=who))
        case DispatchReturnDecided(approved=approved, final_designation=final):
            known = replace(
                facts,
                designated=facts.designated or final,
                returned=facts.returned or approved,
            )
            if approved:
                return Accepted(facts=known)
            return with_facts(_held(petition, replace(dispatch, returning=None)), known)


def _held[P: Dispatched | InHandling](petition: P, dispatch: Dispatch) -> P:
    """In the same hands."""
    return replace(petition, dispatch=dispatch)  # type: ignore[return-value] # keeps the class
