"""Whoever asks a room is answered, whatever becomes of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from uuid import uuid4

import pytest
from nats.aio.client import Client
from nats.js.api import AckPolicy, ConsumerConfig

from services.kernel import Command
from services.kernel.actor import Principal
from services.kernel.ask import Ask
from services.kernel.execution import Execution
from services.kernel.memory import MemoryStore
from services.kernel.replies import Accepted, Refused
from services.petitions.room import room
from services.plumbing import wire
from services.plumbing.broker import Broker
from services.plumbing.bus import Hold, connected
from services.plumbing.counter import Counter
from services.plumbing.courier import Courier
from services.plumbing.metrics import Metrics
from services.plumbing.postgres import StoreUnavailable
from tests.plumbing.on_the_wire import asking, register, the_street, until
from tests.scenario import SOMEBODY, STREET


@asynccontextmanager
async def open_room(
    url: str,
    answer: Callable[[Ask], Awaitable[Accepted]] | None = None,
    metrics: Metrics | None = None,
    limit: int = 256,
) -> AsyncIterator[Counter]:
    """The hall's counter on the bus, its log in memory."""
    execution = Execution(MemoryStore(), room.events, room.deciders, room.around, room.permit)
    counter = Counter(
        room,
        answer or execution,
        [STREET],
        metrics or Metrics(),
        limit=limit,
        patience=0.5,
    )
    broker = Broker(url, Hold(room.name))
    await broker.start()
    await counter.open(broker)
    try:
        yield counter
    finally:
        await counter.close(within=1)
        await broker.stop()


async def ask(client: Client, command: Command) -> Accepted | Refused:
    return await Courier(client, 2.0).ask(room.name, asking(command))


async def test_a_command_is_answered_and_repeating_it_tells_the_same(nats_url: str) -> None:
    async with open_room(nats_url), connected(nats_url, "gateway") as client:
        asked = asking(the_street)
        accepted = Accepted(room="petitions", stream="unit-shengquan", version=1, position=1)
        for _ in range(2):
            assert await Courier(client, 2.0).ask("petitions", asked) == accepted
        refusal = await ask(client, the_street)
        assert isinstance(refusal, Refused)
        assert (refusal.slug, refusal.kind) == ("unit-already-registered", "conflict")


async def test_a_poison_message_is_answered_and_harms_nobody(nats_url: str) -> None:
    async with open_room(nats_url), connected(nats_url, "gateway") as client:
        for body in (b"", b"\xff\x00", b"null", b"{" * 1000):
            answer = await client.request("cmd.petitions.RegisterUnit", body, timeout=2)
            assert Refused.model_validate_json(answer.data).slug == "not-understood"
        assert isinstance(await ask(client, the_street), Accepted)


async def test_an_event_that_looks_like_a_command_is_none_wherever_it_is_sent(
    nats_url: str,
) -> None:
    """Any reader of a stream may have its messages sent to any subject, the room's included."""
    metrics = Metrics()
    counted = {"room": "petitions", "command": "unknown", "outcome": "refused"}
    async with (
        open_room(nats_url, metrics=metrics),
        connected(nats_url, "gateway") as client,
    ):
        bus, letter = client.jetstream(), wire.written(asking(the_street))
        await bus.add_stream(name="ODD", subjects=["evt.odd.>"], max_bytes=1 << 20)
        await bus.publish("evt.odd.RegisterUnit", letter.body, headers=letter.headers)
        await bus.add_consumer("ODD", ConsumerConfig(name="odd", ack_policy=AckPolicy.NONE))
        there = "cmd.petitions.RegisterUnit"
        await client.publish("$JS.API.CONSUMER.MSG.NEXT.ODD.odd", b'{"batch":1}', reply=there)
        told = partial(metrics.registry.get_sample_value, "yizhan_commands_total", counted)
        await until(lambda: told() == 1)
        assert isinstance(await ask(client, the_street), Accepted)  # it has not been done before


async def test_an_answer_does_not_carry_the_question_back(nats_url: str) -> None:
    async with open_room(nats_url), connected(nats_url, "gateway") as client:
        letter = wire.written(asking(the_street))
        subject = "cmd.petitions.RegisterUnit"
        answer = await client.request(subject, letter.body, timeout=2, headers=letter.headers)
    assert Accepted.model_validate_json(answer.data).version == 1
    assert not answer.headers


async def test_a_street_that_is_not_served_is_unknown(nats_url: str) -> None:
    async with open_room(nats_url), connected(nats_url, "gateway") as client:
        elsewhere = Principal(person="p", street="elsewhere", grants=SOMEBODY.grants)
        asked = Ask(command=the_street, command_id=uuid4(), principal=elsewhere)
        reply = await Courier(client, 2.0).ask("petitions", asked)
        assert isinstance(reply, Refused)
        assert reply.kind == "unknown"


async def test_nobody_there_is_known_at_once(nats_url: str) -> None:
    async with connected(nats_url, "gateway") as client:
        began = asyncio.get_running_loop().time()
        with pytest.raises(wire.RoomUnreachable):
            await Courier(client, 30.0).ask("petitions", asking(the_street))
        assert asyncio.get_running_loop().time() - began < 1


async def test_no_answer_in_time_is_unreachable(nats_url: str) -> None:
    async with connected(nats_url, "gateway") as client, connected(nats_url, "mute") as mute:
        await mute.subscribe("cmd.petitions.*")
        await mute.flush()
        with pytest.raises(wire.RoomUnreachable):
            await Courier(client, 0.2).ask("petitions", asking(the_street))


async def refused_by(
    nats_url: str, error: Exception | None, metrics: Metrics | None = None
) -> Refused:
    """What a room answers whose execution fails like this, or takes for ever."""

    async def answer(_: Ask) -> Accepted:
        if error is not None:
            raise error
        await asyncio.Event().wait()
        raise AssertionError

    async with open_room(nats_url, answer, metrics), connected(nats_url, "gateway") as client:
        reply = await ask(client, the_street)
    assert isinstance(reply, Refused)
    return reply


async def test_a_log_out_of_reach_is_answered_as_busy(nats_url: str) -> None:
    for error in (StoreUnavailable("append"), ConnectionRefusedError(), None):
        reply = await refused_by(nats_url, error)
        assert (reply.slug, reply.kind) == ("log-unreachable", "busy")


async def test_a_bug_is_answered_counted_and_tells_nothing(nats_url: str) -> None:
    metrics = Metrics()
    reply = await refused_by(nats_url, KeyError("张三"), metrics)
    assert (reply.slug, reply.kind) == ("internal-error", "internal")
    assert "张三" not in reply.model_dump_json()
    counted = {"room": "petitions", "command": "RegisterUnit", "outcome": "failed"}
    assert metrics.registry.get_sample_value("yizhan_commands_total", counted) == 1


async def test_more_than_the_room_can_hold_is_told_at_once(nats_url: str) -> None:
    go_on = asyncio.Event()

    async def slow(asked: Ask) -> Accepted:
        await go_on.wait()
        return Accepted(room="petitions", stream="unit-x", version=1, position=1)

    async with open_room(nats_url, slow, limit=3), connected(nats_url, "gateway") as client:
        waiting = [asyncio.create_task(ask(client, register(f"C{n}"))) for n in range(8)]
        await until(lambda: sum(task.done() for task in waiting) == 5, within=0.4)
        go_on.set()
        replies = await asyncio.gather(*waiting)
    assert sum(isinstance(reply, Accepted) for reply in replies) == 3
    assert {reply.kind for reply in replies if isinstance(reply, Refused)} == {"busy"}


async def test_a_closing_counter_finishes_what_it_took(nats_url: str) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(asked: Ask) -> Accepted:
        begun.set()
        await go_on.wait()
        return Accepted(room="petitions", stream="unit-x", version=1, position=1)

    async with open_room(nats_url, slow) as counter, connected(nats_url, "gateway") as client:
        waiting = asyncio.create_task(ask(client, the_street))
        await begun.wait()
        closing = asyncio.create_task(counter.close(within=2))

        async def refused() -> bool:
            try:
                await Courier(client, 0.1).ask("petitions", asking(the_street))
            except wire.RoomUnreachable:
                return True
            return False

        await until(refused)
        go_on.set()
        await closing
        assert isinstance(await waiting, Accepted)
