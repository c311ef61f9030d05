"""A wish to be forgotten (X10): granted, unless an open matter still needs the person's data."""

from collections.abc import Iterator
from datetime import date

from services.activities.calendar import local_day
from services.activities.orders.order_life import (
    Cancelled,
    Closed,
    Delivered,
    Known,
    Rejected,
    Reviewed,
)
from services.activities.orders.task_life import Filled, Offered
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.surroundings import AnswerErasureForActivities
from services.contracts.activities.events.surroundings import ActivitiesErasureAnswered
from services.contracts.activities.words import ErasureOutcome
from services.contracts.ids import OrderId, PersonId
from services.kernel import Code, Decider, Setting, Standing, State


class Forgetting(State):
    """Every request is answered anew, from what is open then: nothing is remembered."""


class Matter(State):
    """Why the data is still needed, and until when if that is known."""

    ground: Code
    until: date | None


def decide(
    command: AnswerErasureForActivities,
    forgetting: Forgetting,
    setting: Setting[Forgetting, Surroundings],
) -> list[ActivitiesErasureAnswered]:
    match next(_open_matters(command.person, setting.around), None):
        case None:
            outcome, ground, until = ErasureOutcome.APPLIED, None, None
        case Matter() as open_:
            outcome, ground, until = ErasureOutcome.RESTRICTED, open_.ground, open_.until
    return [
        ActivitiesErasureAnswered(
            person=command.person, outcome=outcome, ground=ground, until=until
        )
    ]


def _open_matters(person: PersonId, around: Surroundings) -> Iterator[Matter]:
    for order in around.orders.values():
        match order:
            case Rejected() | Cancelled() | Closed():
                continue
            case Delivered(wish=wish, rate_by=until) if wish.concerns(person):
                yield Matter(ground="open-order", until=local_day(until))
            case Known(wish=wish) if wish.concerns(person):
                yield Matter(ground="open-order", until=None)
    for task in around.tasks.values():
        match task:
            case Offered(offer=offer) | Filled(offer=offer) if _runs(offer.order_id, around):
                if any(str(person) in around.person_behind(who) for who in task.accepted):
                    yield Matter(ground="accepted-task", until=local_day(offer.ends_at))


def _runs(order_id: OrderId, around: Surroundings) -> bool:
    """Is its order on its way, neither delivered nor ended?"""
    return isinstance(around.orders.get(order_id), Reviewed)


def evolve(forgetting: Forgetting, event: ActivitiesErasureAnswered) -> Forgetting:
    return forgetting


def standing(
    command: AnswerErasureForActivities, forgetting: Forgetting, around: Surroundings
) -> Standing:
    return Standing(place=command.key)


decider: Decider[
    AnswerErasureForActivities, Forgetting, ActivitiesErasureAnswered, Surroundings
] = Decider(
    category="forgetting",
    initial=Forgetting(),
    decide=decide,
    evolve=evolve,
    standing=standing,
)
