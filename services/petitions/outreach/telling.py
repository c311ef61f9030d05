"""What is told of a session when it is scheduled and when it is held."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from services.contracts.petitions.commands.outreach import (
    AnyOutreachCommand,
    HoldOutreachSession,
    ScheduleOutreachSession,
)
from services.contracts.petitions.events.outreach import (
    OutreachSessionHeld,
    OutreachSessionScheduled,
)
from services.contracts.petitions.outreach import OutreachItem
from services.kernel import Setting
from services.petitions.outreach.periods import (
    end_of_week,
    midnight,
    monday_of,
    period_of,
    station_of,
)
from services.petitions.outreach.refusals import NoItemNamed, NotOfThisWeek, PeriodHasNotBegun
from services.petitions.periods import local_day
from services.petitions.registry.refusals import StationIsNotBuilt
from services.petitions.surroundings import Surroundings


def week(command: AnyOutreachCommand) -> dict[str, Any]:
    which = command.outreach_id
    return {"outreach_id": which, "station_id": station_of(which), "iso_week": period_of(which)}


def scheduled(
    command: ScheduleOutreachSession, setting: Setting[Any, Surroundings]
) -> Sequence[OutreachSessionScheduled]:
    """A station that is out of use goes without; its weeks begin again when it is taken up."""
    of, itself = week(command), setting.asker.is_system
    if of["station_id"] not in setting.around.in_use:
        if itself:
            return []
        raise StationIsNotBuilt
    begins, ends = midnight(monday_of(of["iso_week"])), end_of_week(of["iso_week"])
    if begins > setting.now:
        raise PeriodHasNotBegun
    return [OutreachSessionScheduled(**of, ends_at=ends, recurring=itself or ends > setting.now)]


def held(command: HoldOutreachSession, setting: Setting[Any, Surroundings]) -> OutreachSessionHeld:
    if not command.items:
        raise NoItemNamed
    monday = monday_of(period_of(command.outreach_id))
    last = min(monday + timedelta(days=6), local_day(setting.now))
    if not monday <= command.held_on <= last:
        raise NotOfThisWeek(day=command.held_on.isoformat())
    return OutreachSessionHeld(
        **week(command),
        held_on=command.held_on,
        items=tuple(item for item in OutreachItem if item in command.items),
        leaders=command.leaders,
        leads=command.leads,
    )
