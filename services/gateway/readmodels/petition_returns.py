"""What a petition's card shows of its ticket's returns: who gave it back, and how late it was."""

from services.contracts.petitions.clocks import ClockKind
from services.contracts.petitions.events.returns import (
    DispatchReturnDecided,
    DispatchReturnRequested,
    ReturnEvent,
)
from services.kernel import Code, Value

type Returns = tuple["ReturnOnCard", ...]


class ReturnOnCard(Value):
    """One return. `late`: the clocks that had run out in this unit's hands (§5.1-4)."""

    org: Code
    approved: bool | None = None
    """None: not decided yet."""
    final: bool = False
    late: tuple[ClockKind, ...] = ()


def after(returns: Returns, event: ReturnEvent, late: tuple[ClockKind, ...]) -> Returns:
    match event:
        case DispatchReturnRequested(org=org):
            return (*returns, ReturnOnCard(org=org, late=late))
        case DispatchReturnDecided(org=org, approved=approved, final_designation=final):
            told = ReturnOnCard(org=org, approved=approved, final=final, late=late)
            return (*returns[:-1], told)
