"""Who says which days the street works."""

from collections.abc import Mapping

from services.authority import Rule
from services.contracts.petitions.commands import calendars
from services.kernel import Command
from services.petitions.permitted.rules import STREET

table: Mapping[type[Command], Rule] = {calendars.PublishWorkCalendar: STREET}
