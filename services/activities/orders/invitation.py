"""Whom a task is offered to, round after round: some, the next group, everyone (A-INV-2)."""

from datetime import datetime, timedelta

from services.activities.orders.order_life import Reviewed
from services.activities.orders.refusals import OrderUnknown, TimesOutOfOrder
from services.activities.orders.task_life import Invitation, Task
from services.activities.orders.task_refusals import NobodyInvited, NotEligible, OrderNotApproved
from services.activities.people.refusals import CoalitionUnknown
from services.activities.people.volunteer_life import Demands, Registered, lacks
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.tasks import OfferTask
from services.contracts.activities.events.tasks import TaskEvent, TaskOffered, TaskUnfilled
from services.contracts.activities.words import CandidateGroup, OfferedTo, RiskLevel
from services.contracts.ids import VolunteerId
from services.kernel import Setting

LONGEST = timedelta(hours=24)


def first(command: OfferTask, setting: Setting[Task, Surroundings]) -> TaskOffered:
    """The first round of an approved order's task."""
    around = setting.around
    order = around.orders.get(command.order_id)
    if order is None:
        raise OrderUnknown(order=command.order_id)
    if not isinstance(order, Reviewed):
        raise OrderNotApproved
    _check_times(command, setting.occurred_at)
    demands = Demands(
        audience=order.wish.audience,
        skill_needs=order.needs.skill_needs,
        risk_level=order.needs.risk_level,
        starts_at=command.starts_at,
    )
    for each in command.candidates:
        lacking = lacks(around.volunteers.get(each), demands)
        if lacking is not None:
            raise NotEligible(volunteer=each, lacking=lacking)
    for group in command.next_groups:
        _check_coalition(group, around)
    everyone = command.to is OfferedTo.OPEN_POOL
    return TaskOffered(
        task_id=command.task_id,
        order_id=command.order_id,
        attempt=1,
        to=command.to,
        coalition_id=command.coalition_id,
        candidates=_first_candidates(command, demands, around),
        respond_by=command.respond_by,
        next_groups=() if everyone else command.next_groups,
        pool_until=command.respond_by if everyone else command.pool_until or command.starts_at,
        needed=command.needed,
        agreement_needed=command.agreement_needed or order.needs.risk_level is RiskLevel.HIGH,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        estate_id=order.wish.estate_id,
        audience=order.wish.audience,
        skill_needs=order.needs.skill_needs,
        risk_level=order.needs.risk_level,
    )


def _check_times(command: OfferTask, at: datetime) -> None:
    begin, end = command.starts_at, command.ends_at
    groups = [group.respond_by for group in command.next_groups]
    answers = [command.respond_by, *groups, command.pool_until or begin]
    if not begin < end <= begin + LONGEST or not at < command.respond_by:
        raise TimesOutOfOrder
    if max(answers) > begin or answers != sorted(answers):
        raise TimesOutOfOrder


def _first_candidates(
    command: OfferTask, demands: Demands, around: Surroundings
) -> tuple[VolunteerId, ...]:
    if command.to is OfferedTo.OPEN_POOL:
        return ()
    group = CandidateGroup(
        to=command.to,
        coalition_id=command.coalition_id,
        candidates=command.candidates,
        respond_by=command.respond_by,
    )
    _check_coalition(group, around)
    found = _invited(group, demands, frozenset(), around)
    if not found:
        raise NobodyInvited
    return found


def _check_coalition(group: CandidateGroup, around: Surroundings) -> None:
    if group.to is OfferedTo.COALITION and group.coalition_id not in around.coalitions:
        raise CoalitionUnknown(coalition=group.coalition_id)


def _invited(
    group: CandidateGroup,
    demands: Demands,
    answered: frozenset[VolunteerId],
    around: Surroundings,
) -> tuple[VolunteerId, ...]:
    """Those of a group who may serve and have not answered."""
    named = group.candidates
    if group.to is OfferedTo.COALITION and not named:
        named = tuple(
            which
            for which, each in around.volunteers.items()
            if isinstance(each, Registered) and group.coalition_id in each.coalitions
        )
    fit = (each for each in dict.fromkeys(named) if each not in answered)
    return tuple(
        sorted(each for each in fit if lacks(around.volunteers.get(each), demands) is None)
    )


def onwards(task: Invitation, at: datetime, around: Surroundings) -> list[TaskEvent]:
    """The next round, or the end: places are left, and this round can fill none of them."""
    offer = task.offer
    for n, group in enumerate(offer.next_groups):
        fit = _invited(group, task.demands, task.answered, around)
        if fit and group.respond_by > at:
            return [
                _again(
                    offer,
                    to=group.to,
                    coalition_id=group.coalition_id,
                    candidates=fit,
                    respond_by=group.respond_by,
                    next_groups=offer.next_groups[n + 1 :],
                )
            ]
    if offer.to is not OfferedTo.OPEN_POOL and offer.pool_until > at:
        return [to_everyone(offer, offer.pool_until)]
    return [
        TaskUnfilled(
            task_id=offer.task_id,
            order_id=offer.order_id,
            attempts=offer.attempt,
            accepted=len(task.accepted),
        )
    ]


def to_everyone(offer: TaskOffered, until: datetime) -> TaskOffered:
    """The open pool: everyone who may serve can take a place."""
    return _again(
        offer,
        to=OfferedTo.OPEN_POOL,
        coalition_id=None,
        candidates=(),
        respond_by=until,
        next_groups=(),
    )


def _again(offer: TaskOffered, **changed: object) -> TaskOffered:
    return TaskOffered(**{**vars(offer), "attempt": offer.attempt + 1, **changed})
