"""The rolls of owners: how far each has come, and what stands on it. Nobody is named."""

from datetime import date
from enum import StrEnum

from services.contracts.ids import ObjectionId, OwnerKey, RollId
from services.contracts.petitions.events.owners_roll import (
    RollDrafted,
    RollDropped,
    RollFrozen,
    RollObjectionDismissed,
    RollObjectionFiled,
    RollObjectionUpheld,
    RollPosted,
    RollUnitsRecorded,
)
from services.contracts.petitions.owners_values import RollUnit
from services.gateway.readmodels.card import Card, tagged
from services.kernel import Code, Event, Line, ReadModel, Sealed, Value
from services.kernel.readmodel import Told


class RollStatus(StrEnum):
    """Only a frozen roll may be voted upon."""

    DRAFT = "draft"
    POSTED = "posted"
    FROZEN = "frozen"
    DROPPED = "dropped"


class ObjectionOnCard(Value):
    """An objection to the roll, and what became of it."""

    objection_id: ObjectionId
    unit_id: Code | None
    objection: Sealed
    upheld: bool | None = None
    answer: Sealed | None = None


class RollCard(Card):
    """The roll of one property-management area. An owner is shown their own key alone."""

    roll_id: RollId
    estate_ids: tuple[Code, ...]
    status: RollStatus = RollStatus.DRAFT
    parking_counted: bool
    developer: OwnerKey | None
    units: tuple[RollUnit, ...] = ()
    begins_on: date | None = None
    ends_on: date | None = None
    objections: tuple[ObjectionOnCard, ...] = ()
    unanswered: int = 0
    snapshot_hash: Line | None = None
    total_area_centi_m2: int | None = None
    total_heads: int | None = None
    reason: Line | None = None
    """Why it was given up."""


def evolve(card: RollCard | None, told: Told[Event]) -> RollCard | None:
    match card, told.event:
        case None, RollDrafted() as event:
            return RollCard.of(event)
        case None, _:
            return None
        case _, RollUnitsRecorded(units=units):
            return card.but(units=_with(card, units))
        case _, RollPosted(begins_on=first, ends_on=last):
            return card.but(status=RollStatus.POSTED, begins_on=first, ends_on=last)
        case _, RollObjectionFiled() as event:
            filed = ObjectionOnCard(
                objection_id=event.objection_id, unit_id=event.unit_id, objection=event.objection
            )
            return card.but(objections=(*card.objections, filed), unanswered=card.unanswered + 1)
        case _, RollObjectionUpheld() as event:
            corrected = () if event.correction is None else (event.correction,)
            units = _with(card, corrected, event.struck)
            return _answered(card, event.objection_id, True, event.answer).but(units=units)
        case _, RollObjectionDismissed() as event:
            return _answered(card, event.objection_id, False, event.answer)
        case _, RollFrozen() as event:
            return card.but(
                status=RollStatus.FROZEN,
                snapshot_hash=event.snapshot_hash,
                total_area_centi_m2=event.total_area_centi_m2,
                total_heads=event.total_heads,
            )
        case _, RollDropped(reason=reason):
            return card.but(status=RollStatus.DROPPED, reason=reason)
        case _:
            return card


def _with(
    card: RollCard, units: tuple[RollUnit, ...], struck: str | None = None
) -> tuple[RollUnit, ...]:
    by_id = {unit.unit_id: unit for unit in (*card.units, *units)}
    return tuple(by_id[each] for each in sorted(by_id) if each != struck)


def _answered(card: RollCard, which: ObjectionId, upheld: bool, answer: Sealed) -> RollCard:
    objections = tuple(
        each.model_copy(update={"upheld": upheld, "answer": answer})
        if each.objection_id == which
        else each
        for each in card.objections
    )
    return card.but(objections=objections, unanswered=card.unanswered - 1)


rolls = ReadModel(
    name="owners-rolls",
    room="petitions",
    category="roll",
    card=RollCard,
    evolve=evolve,
    sort=lambda card: str(card.roll_id),
    tags=lambda card: tagged(status=card.status, estate=card.estate_ids),
    confidential=frozenset({"objections", "developer"}),
)
