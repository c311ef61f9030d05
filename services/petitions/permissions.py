"""Who may ask what of the hall (domain §3.6), row by row: a table for each part of it."""

from collections.abc import Mapping

from services.authority import Rule
from services.kernel import Command
from services.petitions.permitted import (
    calendars,
    deliberation,
    hall,
    outreach,
    owners,
    privacy,
    proof,
    registry,
    whistle,
)

table: Mapping[type[Command], Rule] = {
    **registry.table,
    **calendars.table,
    **hall.table,
    **outreach.table,
    **owners.table,
    **deliberation.table,
    **whistle.table,
    **privacy.table,
    **proof.table,
}
