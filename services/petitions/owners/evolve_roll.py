"""How a roll of owners changes with what is told of it."""

from collections.abc import Mapping

from rpds import HashTrieMap

from services.contracts.ids import OwnerKey
from services.contracts.petitions.events.owners_roll import (
    RollDrafted,
    RollDropped,
    RollEvent,
    RollFrozen,
    RollObjectionDismissed,
    RollObjectionFiled,
    RollObjectionUpheld,
    RollPosted,
    RollUnitsRecorded,
)
from services.contracts.petitions.owners_values import RollUnit
from services.contracts.petitions.owners_words import ExclusiveKind
from services.kernel import replace
from services.petitions.owners.counting import ExclusiveUnit, Weight, voter_for, weigh
from services.petitions.owners.states_roll import (
    Draft,
    Dropped,
    Frozen,
    Objection,
    Posted,
    Roll,
    Undrafted,
)


def evolve(roll: Roll, event: RollEvent) -> Roll:
    match roll, event:
        case Undrafted(), RollDrafted():
            return Draft(
                roll_id=event.roll_id,
                estate_ids=event.estate_ids,
                parking_counted=event.parking_counted,
                developer=event.developer,
                drafters=frozenset({event.drafted_by}),
            )
        case Draft(), RollUnitsRecorded(units=units, recorded_by=who):
            recorded = roll.units
            for unit in units:
                recorded = recorded.insert(unit.unit_id, unit)
            return replace(roll, units=recorded, drafters=roll.drafters | {who})
        case Posted(), RollObjectionFiled(objection_id=which):
            filed = Objection(objector=event.objector, unit_id=event.unit_id)
            return replace(roll, objections=roll.objections.insert(str(which), filed))
        case Posted(), RollObjectionUpheld(correction=correction, struck=struck):
            answered = _answered(roll, str(event.objection_id))
            return replace(answered, units=_put_right(roll.units, correction, struck))
        case Posted(), RollObjectionDismissed(objection_id=which):
            return _answered(roll, str(which))
        case Draft(), RollPosted(ends_on=day):
            return Posted(**vars(roll), ends_on=day)
        case Posted(), RollFrozen():
            weights = weights_of(roll)
            voters = {
                name: voter_for(_seen(unit), roll.developer)
                for name, unit in roll.units.items()
                if roll.parking_counted or unit.kind is not ExclusiveKind.PARKING
            }
            return Frozen(estate_ids=roll.estate_ids, weights=weights, voters=voters)
        case _, RollDropped():
            return Dropped(estate_ids=event.estate_ids)
        case _:
            return roll


def _answered(roll: Posted, which: str) -> Posted:
    objection = replace(roll.objections[which], answered=True)
    return replace(roll, objections=roll.objections.insert(which, objection))


def _put_right(
    units: "HashTrieMap[str, RollUnit]", correction: RollUnit | None, struck: str | None
) -> "HashTrieMap[str, RollUnit]":
    left = units if struck is None else units.discard(struck)
    return left if correction is None else left.insert(correction.unit_id, correction)


def weights_of(roll: Draft) -> Mapping[OwnerKey, Weight]:
    """Every voter of the roll, and what they weigh."""
    units = (_seen(unit) for unit in roll.units.values())
    return weigh(units, roll.developer, roll.parking_counted)


def _seen(unit: RollUnit) -> ExclusiveUnit:
    return ExclusiveUnit(
        owner=unit.owner_key, area=unit.area_centi_m2, kind=unit.kind, status=unit.status
    )
