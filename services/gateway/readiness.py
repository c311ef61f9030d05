"""When the gateway can do its work: its tables and the vault answer, and all has been heard once.

Without a bus reading goes on, so a gateway stays ready; only one just started waits for it a while.
"""

import asyncio
from collections.abc import Sequence

from services.gateway.listening import Ears
from services.gateway.tables import Pool
from services.plumbing.health import Check
from services.plumbing.vault import Vault

BUS_AT_FIRST = 10.0
"""A gateway just started waits so long for the bus before it calls itself ready without one."""


def checks(
    pool: Pool, vault: Vault, ears: Sequence[Ears], on_the_bus: asyncio.Event
) -> dict[str, Check]:
    """What must be so, by the name that `/readyz` tells."""
    until = asyncio.get_running_loop().time() + BUS_AT_FIRST

    async def postgres() -> bool:
        return bool(await pool.fetchval("SELECT true", timeout=1.0))

    async def the_vault() -> bool:
        await vault.check()
        return True

    async def read_models() -> bool:
        return all(each.caught_up for each in ears)

    async def bus_at_first() -> bool:
        return on_the_bus.is_set() or asyncio.get_running_loop().time() > until

    return {
        "postgres": postgres,
        "vault": the_vault,
        "read_models": read_models,
        "bus_at_first": bus_at_first,
    }
