"""Who says which days the street works, and how it weighs its rates."""

from collections.abc import Mapping

from services.authority import Rule
from services.contracts.petitions.commands import calendars, weights
from services.kernel import Command
from services.petitions.permitted.rules import STREET

table: Mapping[type[Command], Rule] = {
    calendars.PublishWorkCalendar: STREET,
    weights.PublishRateWeights: STREET,
}
