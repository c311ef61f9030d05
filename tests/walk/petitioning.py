"""A petition on its way through the hall, as the people at the desk enter it."""

from datetime import datetime, timedelta
from typing import Any

from tests.walk.client import Client, Done
from tests.walk.people import CLERK, COMMUNITY, HANDLER, OFFICER, SECOND_OFFICER, Who, person
from tests.walk.street import at

FILED = at(4)


def demand(petitioner: Who, **more: Any) -> dict[str, Any]:
    """What the desk writes down for somebody."""
    return {
        "channel": "VISIT",
        "demand_type": "HELP",
        "category_code": "NOISE",
        "estate_id": "E01",
        "station_id": "SE01",
        "petitioner": petitioner.person,
        "narrative": "楼上夜间噪声大，多次沟通无果。",
        **more,
    }


async def filed(client: Client, petitioner: Who, **more: Any) -> Done:
    return await client.ask(CLERK, "petitions", demand(petitioner, **more), FILED)


async def taken_up(client: Client, petition: str) -> Done:
    """Classified, accepted, dispatched, signed for, the petitioner contacted."""
    due = _later(days=21).isoformat()
    kind = {"topic_class": "PRACTICAL", "category_code": "NOISE", "demand_type": "HELP"}
    await _ask(client, COMMUNITY, petition, "classify-petition", kind, _later(hours=1))
    await _ask(client, COMMUNITY, petition, "accept-petition", {"due_at": due}, _later(hours=2))
    dispatch = {"dispatch_id": person(f"dispatch {petition}")}
    sent = {**dispatch, "lead_org": "HOUSING", "due_at": due}
    await _ask(client, OFFICER, petition, "dispatch-petition", sent, _later(hours=3))
    await _ask(client, HANDLER, petition, "sign-dispatch", dispatch, _later(hours=4))
    met = {"mode": "PHONE", "at": _later(hours=5).isoformat(), "reached": True}
    return await _ask(client, HANDLER, petition, "record-contact", met, _later(hours=5))


async def replied(client: Client, petition: str, days: int = 4) -> Done:
    reply = {
        "proposed_outcome": "RESOLVED",
        "reply": "已处理完毕，感谢您的反映。",
        "evidence_refs": ["照片-1"],
    }
    return await _ask(client, HANDLER, petition, "reply-petition", reply, _later(days=days))


async def closed(client: Client, petition: str, days: int = 6) -> Done:
    """Called back by somebody of another unit, content, closed as resolved."""
    heard = {"effective": True, "contacted": True, "solved": True, "satisfaction": "SATISFIED"}
    when = _later(days=days)
    await _ask(client, SECOND_OFFICER, petition, "complete-callback", heard, when)
    body = {"outcome": "RESOLVED", "confirmed_by": "CALLBACK", "evidence_refs": ["照片-1"]}
    when += timedelta(hours=1)
    return await _ask(client, SECOND_OFFICER, petition, "close-petition", body, when)


def _later(days: int = 0, hours: int = 0) -> datetime:
    return FILED + timedelta(days=days, hours=hours)


async def _ask(
    client: Client, who: Who, petition: str, command: str, body: dict[str, Any], when: datetime
) -> Done:
    return await client.ask(who, f"petitions/{petition}/{command}", body, when)
