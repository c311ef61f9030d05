"""Those who ask a room at once share a message, and each is answered for itself."""

import asyncio

from nats.aio.msg import Msg

from services.kernel.ask import Ask
from services.kernel.replies import Accepted, Refused
from services.plumbing import wire
from services.plumbing.bus import connected
from services.plumbing.courier import Courier
from tests.plumbing.on_the_wire import asking, register, the_street
from tests.plumbing.test_counter import open_room


async def test_what_is_asked_at_once_is_one_message_and_each_is_answered(nats_url: str) -> None:
    overheard: list[str] = []

    async def overhear(message: Msg) -> None:
        overheard.append(message.subject)

    async with (
        open_room(nats_url),
        connected(nats_url, "gateway") as client,
        connected(nats_url, "listener") as listener,
    ):
        await listener.subscribe("cmd.>", cb=overhear)
        await listener.flush()
        courier = Courier(client, 2.0)
        assert isinstance(await courier.ask("petitions", asking(the_street)), Accepted)
        some = [register("C1"), register("C2"), register("C1"), register("C3")]
        found = await asyncio.gather(*(courier.ask("petitions", asking(each)) for each in some))
        await client.flush()
        await listener.flush()
    first, second, again, third = found
    assert isinstance(again, Refused)
    assert again.slug == "unit-already-registered"
    assert [each.stream for each in (first, second, third) if isinstance(each, Accepted)] == [
        "unit-C1",
        "unit-C2",
        "unit-C3",
    ]
    assert overheard == ["cmd.petitions.RegisterUnit", "cmd.petitions.several"]


async def test_a_slow_command_holds_up_none_of_its_bag(nats_url: str) -> None:
    go_on = asyncio.Event()

    async def answer(asked: Ask) -> Accepted:
        if asked.command == register("slow"):
            await go_on.wait()
        return Accepted(room="petitions", stream="unit-x", version=1, position=1)

    async with open_room(nats_url, answer), connected(nats_url, "gateway") as client:
        courier = Courier(client, 5.0)
        slow, quick = (
            asyncio.create_task(courier.ask("petitions", asking(register(name))))
            for name in ("slow", "quick")
        )
        assert isinstance(await quick, Accepted)
        assert not slow.done()
        go_on.set()
        assert isinstance(await slow, Accepted)


async def test_a_full_room_takes_of_a_bag_what_it_can(nats_url: str) -> None:
    go_on = asyncio.Event()

    async def slow(_: Ask) -> Accepted:
        await go_on.wait()
        return Accepted(room="petitions", stream="unit-x", version=1, position=1)

    async with open_room(nats_url, slow, limit=2), connected(nats_url, "gateway") as client:
        courier = Courier(client, 5.0)
        some = [
            asyncio.create_task(courier.ask("petitions", asking(register(f"C{n}"))))
            for n in range(5)
        ]
        busy = await asyncio.gather(*some[2:])
        assert {each.kind for each in busy if isinstance(each, Refused)} == {"busy"}
        go_on.set()
        assert all(isinstance(each, Accepted) for each in await asyncio.gather(*some[:2]))


async def test_a_bag_that_cannot_be_read_is_answered(nats_url: str) -> None:
    async with open_room(nats_url), connected(nats_url, "gateway") as client:
        answer = await client.request("cmd.petitions.several", b"no bag", timeout=2)
    assert Refused.model_validate_json(answer.data).slug == "not-understood"


async def test_nobody_there_is_known_at_once_by_all_who_asked(nats_url: str) -> None:
    async with connected(nats_url, "gateway") as client:
        courier = Courier(client, 30.0)
        some = [courier.ask("petitions", asking(register(f"C{n}"))) for n in range(3)]
        async with asyncio.timeout(5):
            found = await asyncio.gather(*some, return_exceptions=True)
    assert [type(each) for each in found] == [wire.RoomUnreachable] * 3


async def test_an_answer_that_cannot_be_read_is_nobodys(nats_url: str) -> None:
    async def odd(message: Msg) -> None:
        await message.respond(b"7\n{}")
        await message.respond(b"no answer")

    async with (
        connected(nats_url, "gateway") as client,
        connected(nats_url, "odd") as room,
    ):
        await room.subscribe("cmd.petitions.*", cb=odd)
        await room.flush()
        courier = Courier(client, 0.3)
        some = [courier.ask("petitions", asking(register(f"C{n}"))) for n in range(2)]
        found = await asyncio.gather(*some, return_exceptions=True)
    assert [type(each) for each in found] == [wire.RoomUnreachable] * 2
