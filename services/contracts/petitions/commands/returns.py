"""Asked about a ticket that its unit wants to give back (退单)."""

from typing import Annotated

from services.contracts.ids import DispatchId
from services.contracts.petitions.commands.petition import Papers, PetitionCommand
from services.kernel import Command, Line, Sealed, of


class RequestReturn(PetitionCommand):
    """Ask to give it back, as not in your remit: say why, in time (P-LAW-4)."""

    dispatch_id: DispatchId
    reason: Annotated[Sealed, of("petition_id")]
    evidence_refs: Papers = ()


class DecideReturn(PetitionCommand):
    """Take it back or leave it there; finally, if nobody is to return it again (P-INV-7)."""

    dispatch_id: DispatchId
    approved: bool
    final_designation: bool = False
    reason: Line


type ReturnCommand = RequestReturn | DecideReturn
return_commands: tuple[type[Command], ...] = (RequestReturn, DecideReturn)
