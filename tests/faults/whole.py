"""Is everything still whole? The logs, the streams on the bus, and what was acknowledged."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import nats
from nats.js.errors import NotFoundError

from services.plumbing.addresses import inbox, stream_name
from tests.faults.load import Acknowledged
from tests.walk.logs import events, heads, opened
from tests.walk.patience import eventually
from tests.walk.town import ROOMS, STREET, Town

SETTLES_WITHIN = 40.0


async def settled(town: Town) -> dict[str, int]:
    """Wait until nothing moves any more: all is heard, reacted to and on the bus. The heads."""

    async def quiet() -> dict[str, int]:
        before = await heads(town)
        places = {
            "the gateway": await _heard_by_gateway(town),
            "the bus": await _on_the_bus(town),
            **await _reacted(town),
        }
        for who, stands in places.items():
            short = {room: at for room, at in stands.items() if at != before[room]}
            assert not short, f"{who} stands at {short} of {before}"
        assert await heads(town) == before
        return before

    return await eventually(quiet, SETTLES_WITHIN)


async def _heard_by_gateway(town: Town) -> dict[str, int]:
    async with opened(town, "gateway") as connection:
        rows = await connection.fetch(
            "SELECT room, min(position) AS position FROM checkpoint WHERE log = $1 GROUP BY room",
            STREET,
        )
    return dict.fromkeys(ROOMS, 0) | {row["room"]: row["position"] for row in rows}


async def _reacted(town: Town) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for room in ROOMS:
        async with opened(town, room) as connection:
            rows = await connection.fetch("SELECT heard_room, position FROM reaction_checkpoint")
        found[f"{room} as a listener"] = {row["heard_room"]: row["position"] for row in rows}
    return found


async def _on_the_bus(town: Town) -> dict[str, int]:
    """Up to where each stream goes, which must have no hole from its first message on."""
    found: dict[str, int] = {}
    rules = {"inbox_prefix": inbox("provisioner"), "max_reconnect_attempts": 0}
    connection = await nats.connect(town.nats("provisioner"), **rules)
    try:
        bus = connection.jetstream(timeout=2)
        for room in ROOMS:
            try:
                state = (await bus.stream_info(stream_name(room, STREET))).state
            except NotFoundError:
                found[room] = 0
                continue
            whole = (state.first_seq, state.messages) == (1, state.last_seq)
            assert whole, f"{room}: a hole in its stream: {state}"
            found[room] = state.last_seq
    finally:
        await connection.close()
    return found


async def logs_are_whole(town: Town) -> None:
    """Positions contiguous from 1, versions dense, heads true, one command one batch of events."""
    for room in ROOMS:
        told = await events(town, room)
        assert [each["position"] for each in told] == list(range(1, len(told) + 1)), room
        versions: dict[str, list[int]] = defaultdict(list)
        for each in told:
            versions[each["stream"]].append(each["version"])
        for stream, numbers in versions.items():
            assert numbers == list(range(1, len(numbers) + 1)), f"{room} {stream}: {numbers}"
        assert (await heads(town))[room] == len(told)
        async with opened(town, room) as connection:
            rows = await connection.fetch("SELECT stream, version FROM stream_head")
        assert {row["stream"]: row["version"] for row in rows} == {
            stream: len(numbers) for stream, numbers in versions.items()
        }


async def acknowledged_once(town: Town, acknowledged: Sequence[Acknowledged]) -> None:
    """Every acknowledged command is in its log exactly once, where its answer said."""
    keys = Counter(each.command_id for each in acknowledged)
    assert max(keys.values()) == 1, "the load used a key twice"
    for room in ROOMS:
        mine = {each.command_id: each for each in acknowledged if each.room == room}
        by_command: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
        for event in await events(town, room):
            by_command[event["command_id"]].append(event)
        lost = mine.keys() - by_command.keys()
        assert not lost, f"{room}: {len(lost)} of {len(mine)} acknowledged commands are lost"
        for command_id, told in mine.items():
            [*_, last] = written = by_command[command_id]
            places = [event["position"] for event in written]
            assert places == list(range(places[0], places[0] + len(places))), "written twice"
            assert (last["position"], last["version"]) == (told.position, told.version)
            assert last["stream"].partition("-")[2] == told.key
