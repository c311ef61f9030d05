"""Who may ask, by the names that the tables use (domain §3.6)."""

from services.authority import Role, allow

STREET = allow(Role.STREET_OFFICER)
COMMUNITY = allow(Role.STREET_OFFICER, Role.COMMUNITY_OFFICER)
ITSELF = allow(Role.SYSTEM)
"""The hall's own reactions, processes and timers."""

INVOLVED = ("petitioner", "accused")
"""Who has a direct interest keeps out of it (P-LAW-22, 23)."""

JUDGES = allow(Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, barred=INVOLVED)
DESK = allow(Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, Role.STATION_CLERK, barred=INVOLVED)
HANDLER = allow(
    Role.DEPT_HANDLER,
    Role.ESTATE_SECRETARY,
    Role.COMMUNITY_OFFICER,
    Role.STREET_OFFICER,
    barred=INVOLVED,
)
SUPERVISOR = allow(Role.STREET_OFFICER, Role.SUPERVISOR, barred=INVOLVED)
CALLER = allow(Role.CALLER, Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, barred=INVOLVED)
"""Of another unit than the one that handled it: the petition itself sees to that (P-INV-10)."""
