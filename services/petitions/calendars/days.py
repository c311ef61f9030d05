"""Which days are worked in the street, by the calendars published so far."""

from datetime import date

from rpds import HashTrieMap

from services.contracts.petitions.events.calendars import WorkCalendarPublished
from services.kernel import State

SATURDAY = 5


class WorkYear(State):
    """One year's exceptions from Monday to Friday."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


class Calendars(State):
    """The latest edition of every year. A year without one is worked Monday to Friday."""

    years: "HashTrieMap[int, WorkYear]" = HashTrieMap()

    def is_worked(self, day: date) -> bool:
        year = self.years.get(day.year, WorkYear())
        return day in year.worked or (day.weekday() < SATURDAY and day not in year.off)


def evolve(calendars: Calendars, event: WorkCalendarPublished) -> Calendars:
    year = WorkYear(off=frozenset(event.holidays), worked=frozenset(event.make_up_workdays))
    return Calendars(years=calendars.years.insert(event.year, year))
