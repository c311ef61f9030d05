"""A volunteer's hours: vouched for by somebody else, set right by a second person, never edited."""

from typing import Any
from uuid import UUID

from services.activities.calendar import local_day, working_day_after
from services.activities.orders.credit import Span, minutes, served
from services.activities.orders.hours_life import Credited, Hours, Pending, Revoked, evolve
from services.activities.orders.presence import CHECK_OUT_GRACE
from services.activities.orders.task_life import Invitation, Presence
from services.activities.orders.task_refusals import (
    CorrectionTooLate,
    HoursAreRevoked,
    HoursUnknown,
    NothingServed,
    OutBeforeIn,
    SecondPersonNeeded,
    StillServing,
    TaskUnknown,
)
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.hours import (
    CorrectHours,
    HoldHours,
    RevokeHours,
    VerifyHours,
)
from services.contracts.activities.events.hours import (
    HoursCorrected,
    HoursEvent,
    HoursPending,
    HoursRevoked,
    HoursVerified,
)
from services.contracts.activities.events.tasks import TaskOffered
from services.contracts.activities.words import HoursBasis, PendingReason
from services.contracts.ids import PersonId, TaskId, VolunteerId
from services.kernel import Decider, Setting, Standing
from services.kernel.actor import Principal

type HoursCommand = VerifyHours | CorrectHours | RevokeHours | HoldHours
type Here = Setting[Hours, Surroundings]

CORRECTION_DAYS = 10


def decide(command: HoursCommand, hours: Hours, setting: Here) -> list[HoursEvent]:
    match command, hours.entries.get(command.task_id):
        case VerifyHours() | HoldHours(), None:
            return [_entered(command, hours, setting)]
        case CorrectHours(), Pending() | Credited() as entry:
            return [_corrected(command, entry, hours, setting)]
        case RevokeHours(), Pending() | Credited() as entry:
            return [_revoked(command, entry, hours, setting)]
        case RevokeHours() | HoldHours(), Revoked():
            return []
        case _, Revoked():
            raise HoursAreRevoked
        case VerifyHours() | HoldHours(), _:
            return []
        case CorrectHours() | RevokeHours(), _:
            raise HoursUnknown


def _entered(
    command: VerifyHours | HoldHours, hours: Hours, here: Here
) -> HoursVerified | HoursPending:
    offer, presence = _presence(command.task_id, command.volunteer_id, here.around)
    last = working_day_after(here.occurred_at, CORRECTION_DAYS)
    about: dict[str, Any] = {
        "volunteer_id": command.volunteer_id,
        "task_id": command.task_id,
        "order_id": offer.order_id,
        "estate_id": offer.estate_id,
        "audience": offer.audience,
    }
    if presence.left is not None:
        span = served(presence.arrived, presence.left, offer.starts_at, offer.ends_at)
        return HoursVerified(
            **about,
            minutes=_gained(span, command.task_id, hours),
            basis=HoursBasis.CHECKED_IN_AND_OUT,
            counted_from=span.begins,
            counted_to=span.ends,
            verified_by=_person(here.asker),
            correct_by=last,
        )
    if not presence.missed and here.occurred_at <= offer.ends_at + CHECK_OUT_GRACE:
        raise StillServing
    return HoursPending(
        **about,
        reason=PendingReason.MISSING_CHECK_OUT,
        checked_in_at=presence.arrived,
        held_by=_person(here.asker),
        correct_by=last,
    )


def _corrected(
    command: CorrectHours, entry: Pending | Credited, hours: Hours, here: Here
) -> HoursCorrected:
    if entry.by is not None and entry.by == _person(here.asker):
        raise SecondPersonNeeded
    if local_day(here.occurred_at) > entry.correct_by:
        raise CorrectionTooLate
    offer, presence = _presence(command.task_id, command.volunteer_id, here.around)
    arrived, left = command.checked_in_at or presence.arrived, command.checked_out_at
    if left <= arrived:
        raise OutBeforeIn
    before = [entry.span] if isinstance(entry, Credited) else []
    if not before:
        left = min(left, offer.ends_at)  # never beyond the planned end (A-INV-7)
    span = served(arrived, left, offer.starts_at, offer.ends_at)
    others = hours.spans(without=command.task_id)
    return HoursCorrected(
        volunteer_id=command.volunteer_id,
        task_id=command.task_id,
        delta=minutes([*others, span]) - minutes([*others, *before]),
        basis=HoursBasis.SECOND_PERSON,
        counted_from=span.begins,
        counted_to=span.ends,
        reason=command.reason,
        approver=_person(here.asker),
    )


def _revoked(
    command: RevokeHours, entry: Pending | Credited, hours: Hours, here: Here
) -> HoursRevoked:
    taken = _gained(entry.span, command.task_id, hours) if isinstance(entry, Credited) else 0
    return HoursRevoked(**vars(command), minutes=taken, revoked_by=_person(here.asker))


def _gained(span: Span, task: TaskId, hours: Hours) -> int:
    """What this time adds to the others: where they overlap, only once."""
    others = hours.spans(without=task)
    return minutes([*others, span]) - minutes(others)


def _presence(
    task_id: TaskId, who: VolunteerId, around: Surroundings
) -> tuple[TaskOffered, Presence]:
    task = around.tasks.get(task_id)
    if not isinstance(task, Invitation):
        raise TaskUnknown
    presence = task.present.get(who)
    if presence is None:
        raise NothingServed
    return task.offer, presence


def _person(asker: Principal) -> PersonId | None:
    return None if asker.is_system else PersonId(UUID(asker.person))


def standing(command: HoursCommand, hours: Hours, around: Surroundings) -> Standing:
    people = {"volunteer": around.person_behind(command.volunteer_id)}
    match around.tasks.get(command.task_id):
        case Invitation(offer=offer):
            return Standing(place=around.place_of(offer.order_id), people=people)
        case _:
            return Standing(place=command.key, people=people)


decider: Decider[HoursCommand, Hours, HoursEvent, Surroundings] = Decider(
    category="hours", initial=Hours(), decide=decide, evolve=evolve, standing=standing
)
