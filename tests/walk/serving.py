"""An order from a resident's wish to the rating, and the hours of who helped."""

from datetime import datetime, timedelta
from typing import Any

from tests.walk.client import Client, Done
from tests.walk.patience import eventually
from tests.walk.people import CLERK, COMMUNITY, Who
from tests.walk.street import Street, at

BEGINS = at(12, hour=14)


async def wished(client: Client, resident: Who, **more: Any) -> Done:
    body = {
        "resident": resident.person,
        "estate_id": "E01",
        "catalog_item_id": "CHOIR",
        "audience": "SENIOR",
        "location": "STATION",
        "participants": [{"person": resident.person, "age_band": "SENIOR"}],
        **more,
    }
    return await client.ask(CLERK, "orders", body, BEGINS - timedelta(days=1))


async def served(client: Client, street: Street, order: str) -> str:
    """Reviewed, offered to one volunteer, accepted; two hours served and verified. The task."""
    approved = {"order_category": "CULTURE", "risk_level": "LOW"}
    path = f"orders/{order}/approve-order"
    await client.ask(COMMUNITY, path, approved, _before(hours=23))
    offer = {
        "order_id": order,
        "to": "VOLUNTEER",
        "candidates": [street.helpers[0]],
        "respond_by": _before(hours=2).isoformat(),
        "starts_at": BEGINS.isoformat(),
        "ends_at": _before(hours=-2).isoformat(),
    }
    task = (await client.ask(COMMUNITY, "tasks", offer, _before(hours=22))).key
    me: dict[str, Any] = {"volunteer_id": street.helpers[0]}
    who = street.helping[0]
    await client.ask(who, f"tasks/{task}/accept-task", me, _before(hours=21))
    me |= {"method": "QR"}
    await client.ask(who, f"tasks/{task}/check-in", me, BEGINS)
    await client.ask(who, f"tasks/{task}/check-out", me, _before(hours=-2))
    hours = f"hours/{street.helpers[0]}/verify-hours"
    await client.ask(COMMUNITY, hours, {"task_id": task}, _before(hours=-3))
    return task


async def rated(client: Client, resident: Who, order: str, **more: Any) -> Done:
    """Confirmed as delivered once the order knows its volunteers, then rated."""

    async def accepted() -> bool:
        card = await client.see(COMMUNITY, f"orders/{order}")
        return bool(card["status"] == "accepted")

    await eventually(accepted)
    await client.ask(resident, f"orders/{order}/confirm-delivery", {}, _before(hours=-4))
    stars = {"rater": resident.person, "score": 5, **more}
    return await client.ask(resident, f"orders/{order}/rate-order", stars, _before(hours=-24))


async def closed(client: Client, order: str) -> Done:
    """Once the window for ratings has passed."""
    return await client.ask(CLERK, f"orders/{order}/close-order", {}, _before(hours=-24 * 9))


def _before(hours: int) -> datetime:
    return BEGINS - timedelta(hours=hours)
