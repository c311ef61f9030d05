"""Asked about more time for a petition's handling (延期)."""

from typing import Annotated

from pydantic import Field

from services.contracts.petitions.commands.petition import PetitionCommand
from services.kernel import Command, Line, Sealed, of


class RequestExtension(PetitionCommand):
    """Ask for so many days more: say why it cannot be done in time, and by what plan (P-LAW-15)."""

    days: Annotated[int, Field(ge=1, le=30)]
    reason: Annotated[Sealed, of("petition_id")]


class DecideExtension(PetitionCommand):
    """Grant it or not, as the unit's head; the petitioner is told why (P-INV-6)."""

    approved: bool
    reason: Line
    petitioner_told: bool = False


type ExtensionCommand = RequestExtension | DecideExtension
extension_commands: tuple[type[Command], ...] = (RequestExtension, DecideExtension)
