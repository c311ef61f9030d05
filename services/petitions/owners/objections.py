"""Objections to a posted roll: filed by anybody, decided by who did not draft it (§3.6)."""

from collections.abc import Sequence

from services.contracts.petitions.commands.owners_roll import (
    DismissRollObjection,
    FileRollObjection,
    UpholdRollObjection,
)
from services.contracts.petitions.events.owners_roll import (
    RollObjectionDismissed,
    RollObjectionFiled,
    RollObjectionUpheld,
)
from services.kernel.actor import Principal
from services.petitions.asker import person
from services.petitions.owners.posting import check_developer
from services.petitions.owners.refusals_roll import (
    DrafterDecidesObjection,
    NothingToCorrect,
    RollObjectionAnswered,
    RollObjectionUnknown,
    UnitNotOnRoll,
)
from services.petitions.owners.states_roll import Objection, Posted


def filed(command: FileRollObjection, roll: Posted) -> Sequence[RollObjectionFiled]:
    """About a unit of the roll, or about the whole: that a unit is missing, say."""
    if str(command.objection_id) in roll.objections:
        return []
    if command.unit_id is not None and command.unit_id not in roll.units:
        raise UnitNotOnRoll(unit=command.unit_id)
    return [RollObjectionFiled(**vars(command))]


def upheld(command: UpholdRollObjection, roll: Posted, asker: Principal) -> RollObjectionUpheld:
    about = _open(command, roll, asker).unit_id
    correction = command.correction
    if correction is not None:
        check_developer(correction, roll.developer)
    elif about is None or about not in roll.units:
        raise NothingToCorrect
    return RollObjectionUpheld(
        **vars(command), struck=about if correction is None else None, decided_by=person(asker)
    )


def dismissed(
    command: DismissRollObjection, roll: Posted, asker: Principal
) -> RollObjectionDismissed:
    _open(command, roll, asker)
    return RollObjectionDismissed(**vars(command), decided_by=person(asker))


def _open(
    command: UpholdRollObjection | DismissRollObjection, roll: Posted, asker: Principal
) -> Objection:
    objection = roll.objections.get(str(command.objection_id))
    if objection is None:
        raise RollObjectionUnknown
    if objection.answered:
        raise RollObjectionAnswered
    if person(asker) in roll.drafters:
        raise DrafterDecidesObjection
    return objection
