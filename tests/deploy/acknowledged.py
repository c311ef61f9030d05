"""Is all that was acknowledged in the logs, once? Asked by an auditor, through the front door."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from tests.faults.load import Load
from tests.walk.client import Client
from tests.walk.patience import eventually
from tests.walk.people import AUDITOR
from tests.walk.town import ROOMS

_PAGE = 200


async def nothing_is_lost(client: Client, load: Load) -> None:
    """Each acknowledged command is in its log once, where its answer said; the log has no hole."""
    for room in ROOMS:
        mine = {each.command_id: each for each in load.acknowledged if each.room == room}
        assert mine, f"nothing was acknowledged by {room}"
        last = max(each.position for each in mine.values())
        events = await _whole_log(client, room, last)
        assert [each["position"] for each in events] == list(range(1, len(events) + 1))
        places: defaultdict[str, list[int]] = defaultdict(list)
        for each in events:
            places[each["command_id"]].append(each["position"])
        for command_id, told in mine.items():
            stands = places[str(command_id)]
            assert stands, f"{room}: {told} is not in its log"
            assert stands == list(range(stands[0], stands[-1] + 1)), f"{room}: {told} twice"
            assert told.position in stands


async def _whole_log(client: Client, room: str, least: int) -> Sequence[Any]:
    async def heard() -> bool:
        logs = (await client.see(AUDITOR, "audit/logs"))["logs"]
        return any(each["room"] == room and each["head"] >= least for each in logs)

    await eventually(heard, 60)
    events: list[Any] = []
    while page := (await _page(client, room, len(events)))["events"]:
        events += page
    return events


async def _page(client: Client, room: str, after: int) -> Any:
    return await client.see(AUDITOR, f"audit/logs/{room}/events", after=after, limit=_PAGE)
