"""A roll on its way to being frozen: units recorded, posted for 15 days, frozen (P-LAW-56)."""

from datetime import datetime, timedelta

from services.contracts.ids import OwnerKey
from services.contracts.petitions.commands.owners_roll import (
    DraftRoll,
    FreezeRoll,
    PostRoll,
    RecordUnits,
)
from services.contracts.petitions.events.owners_roll import (
    RollDrafted,
    RollFrozen,
    RollPosted,
    RollUnitsRecorded,
)
from services.contracts.petitions.owners_values import RollUnit
from services.contracts.petitions.owners_words import UnitStatus
from services.contracts.places import UnitKind
from services.kernel import Setting
from services.kernel.actor import Principal
from services.petitions.asker import person
from services.petitions.owners.evolve_roll import weights_of
from services.petitions.owners.refusals_roll import (
    DeveloperNotNamed,
    NoSuchEstateForRoll,
    ObjectionsUnanswered,
    PostedTooShortly,
    RollIsEmpty,
    RollStillPosted,
    UnitRecordedTwice,
)
from services.petitions.owners.snapshot import snapshot_hash
from services.petitions.owners.states_roll import Draft, Posted, Roll
from services.petitions.periods import local_day
from services.petitions.surroundings import Surroundings

POSTED_FOR = timedelta(days=15)
"""The day it is posted on is not counted (Civil Code 201)."""


def drafted(command: DraftRoll, setting: Setting[Roll, Surroundings]) -> RollDrafted:
    estates, directory = command.estate_ids, setting.around.directory
    strange = [each for each in estates if directory.kind(each) is not UnitKind.ESTATE]
    if strange or len({*estates}) < len(estates):
        raise NoSuchEstateForRoll(estates=estates)
    return RollDrafted(**vars(command), drafted_by=person(setting.asker))


def recorded(command: RecordUnits, roll: Draft, asker: Principal) -> RollUnitsRecorded:
    if len({unit.unit_id for unit in command.units}) < len(command.units):
        raise UnitRecordedTwice
    for unit in command.units:
        check_developer(unit, roll.developer)
    return RollUnitsRecorded(**vars(command), recorded_by=person(asker))


def check_developer(unit: RollUnit, developer: OwnerKey | None) -> None:
    """Raises DeveloperNotNamed for a unit that nobody could vote for."""
    if unit.status is not UnitStatus.SOLD and developer is None:
        raise DeveloperNotNamed(unit=unit.unit_id)


def posted(command: PostRoll, roll: Draft, at: datetime) -> RollPosted:
    begins_on = local_day(at)
    if not weights_of(roll):
        raise RollIsEmpty
    if command.ends_on < begins_on + POSTED_FOR:
        raise PostedTooShortly(earliest=str(begins_on + POSTED_FOR))
    return RollPosted(roll_id=command.roll_id, begins_on=begins_on, ends_on=command.ends_on)


def frozen(command: FreezeRoll, roll: Posted, at: datetime) -> RollFrozen:
    if local_day(at) <= roll.ends_on:
        raise RollStillPosted(until=str(roll.ends_on))
    unanswered = [which for which, each in roll.objections.items() if not each.answered]
    if unanswered:
        raise ObjectionsUnanswered(objections=sorted(unanswered))
    weights = weights_of(roll)
    if not weights:
        raise RollIsEmpty
    units = roll.units.values()
    return RollFrozen(
        roll_id=command.roll_id,
        estate_ids=roll.estate_ids,
        snapshot_hash=snapshot_hash(command.roll_id, roll.developer, roll.parking_counted, units),
        unit_count=len(roll.units),
        total_area_centi_m2=sum(each.area for each in weights.values()),
        total_heads=sum(each.heads for each in weights.values()),
        parking_counted=roll.parking_counted,
    )
