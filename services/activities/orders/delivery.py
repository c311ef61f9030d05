"""When an order is delivered (A-INV-22): check-out and the resident's word, or late evidence."""

from services.activities.calendar import after_days
from services.activities.orders.order_life import Accepted, Order
from services.activities.orders.refusals import (
    EvidenceMissing,
    NobodyCheckedOut,
    OrderNotAccepted,
    ResidentMayStillAnswer,
)
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.orders import ConfirmDelivery
from services.contracts.activities.events.orders import OrderDelivered
from services.contracts.activities.words import ConfirmedBy
from services.kernel import Setting

SILENCE_DAYS = 3
"""So long the word is the resident's alone."""

RATING_DAYS = 7


def delivered(
    command: ConfirmDelivery, order: Accepted, setting: Setting[Order, Surroundings]
) -> OrderDelivered:
    found = setting.around.task_for(command.order_id)
    if found is None:
        raise OrderNotAccepted
    _, task = found
    speakers = {str(order.wish.resident), str(order.wish.guardian)}
    by = ConfirmedBy.RESIDENT if setting.asker.person in speakers else ConfirmedBy.ORGANISER
    match by:
        case ConfirmedBy.RESIDENT:
            if not any(each.left is not None for each in task.present.values()):
                raise NobodyCheckedOut
        case ConfirmedBy.ORGANISER:
            if command.evidence_ref is None:
                raise EvidenceMissing
            if setting.occurred_at < after_days(task.offer.ends_at, SILENCE_DAYS):
                raise ResidentMayStillAnswer
    return OrderDelivered(
        order_id=command.order_id,
        task_id=order.task_id,
        confirmed_by=by,
        evidence_ref=command.evidence_ref,
        delivered_at=setting.occurred_at,
        rate_by=after_days(setting.occurred_at, RATING_DAYS),
    )
