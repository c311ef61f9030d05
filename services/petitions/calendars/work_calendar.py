"""A year's work calendar (工作日历): published once a notice is out, and again with a reason."""

from datetime import date

from services.contracts.petitions.commands.calendars import PublishWorkCalendar
from services.contracts.petitions.events.calendars import WorkCalendarPublished
from services.kernel import Decider, Setting, Standing, State
from services.petitions.calendars.days import SATURDAY
from services.petitions.calendars.refusals import (
    DayOffIsWorked,
    DayOutsideYear,
    EditionNeedsReason,
    MakeUpOnAWeekday,
)
from services.petitions.surroundings import Surroundings


class Unpublished(State):
    """Not out: Monday to Friday are worked."""


class Published(State):
    """Out, in its latest edition."""

    latest: WorkCalendarPublished


type WorkCalendar = Unpublished | Published


def decide(
    command: PublishWorkCalendar,
    calendar: WorkCalendar,
    setting: Setting[WorkCalendar, Surroundings],
) -> list[WorkCalendarPublished]:
    _check(command)
    match calendar:
        case Unpublished():
            return [_edition(command, 1)]
        case Published(latest=latest) if _says_the_same(latest, _edition(command, latest.edition)):
            return []
        case Published() if command.reason is None:
            raise EditionNeedsReason
        case Published(latest=latest):
            return [_edition(command, latest.edition + 1)]


def _check(command: PublishWorkCalendar) -> None:
    for day in (*command.holidays, *command.make_up_workdays):
        if day.year != command.year:
            raise DayOutsideYear(day=day.isoformat())
    for day in command.make_up_workdays:
        if day in command.holidays:
            raise DayOffIsWorked(day=day.isoformat())
        if day.weekday() < SATURDAY:
            raise MakeUpOnAWeekday(day=day.isoformat())


def _edition(command: PublishWorkCalendar, number: int) -> WorkCalendarPublished:
    return WorkCalendarPublished(
        year=command.year,
        edition=number,
        holidays=_in_order(command.holidays),
        make_up_workdays=_in_order(command.make_up_workdays),
        source=command.source,
        provisional=command.provisional,
        reason=command.reason if number > 1 else None,
    )


def _in_order(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))


def _says_the_same(latest: WorkCalendarPublished, asked: WorkCalendarPublished) -> bool:
    return latest.model_copy(update={"reason": None}) == asked.model_copy(update={"reason": None})


def evolve(calendar: WorkCalendar, event: WorkCalendarPublished) -> WorkCalendar:
    return Published(latest=event)


def standing(
    command: PublishWorkCalendar, calendar: WorkCalendar, around: Surroundings
) -> Standing:
    return Standing(place=command.key)


decider: Decider[PublishWorkCalendar, WorkCalendar, WorkCalendarPublished, Surroundings] = Decider(
    category="calendar", initial=Unpublished(), decide=decide, evolve=evolve, standing=standing
)
