"""Asked of two petitions about one matter. Whoever proposes does not confirm."""

from services.contracts.ids import PetitionId
from services.contracts.petitions.commands.petition import PetitionCommand
from services.contracts.petitions.words import MergeBasis
from services.kernel import Line


class MergeDuplicate(PetitionCommand):
    """Propose that this petition goes on within `lead_id`."""

    lead_id: PetitionId
    basis: MergeBasis


class ConfirmMerge(PetitionCommand):
    """Confirm the merge that somebody else proposed."""

    lead_id: PetitionId


class UnmergePetition(PetitionCommand):
    """Propose that a merged petition stands by itself again."""

    lead_id: PetitionId
    reason: Line


class ConfirmUnmerge(PetitionCommand):
    """Confirm the unmerge that somebody else proposed."""

    lead_id: PetitionId


type DuplicatesCommand = MergeDuplicate | ConfirmMerge | UnmergePetition | ConfirmUnmerge
