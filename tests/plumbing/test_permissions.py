"""On the bus each program does what is its own, and is denied everything else: user by user."""

import asyncio
import json
from collections.abc import AsyncIterator
from functools import partial

import pytest
from nats.aio.msg import Msg
from nats.errors import NoRespondersError

from services.plumbing.allowed import table
from services.plumbing.bags import MOST_LETTERS
from services.plumbing.bus import Hold
from services.plumbing.provision import apply
from services.plumbing.publishing import Publisher
from services.plumbing.pulling import pulling
from services.town.nats import USERS
from services.town.nats_configuration import ROOMS as THE_ROOMS
from tests.plumbing.forbidden import ROOMS, by_user, hearing_denied, publishing_denied
from tests.plumbing.listening import listening
from tests.plumbing.members import member, overhearing, sent
from tests.plumbing.on_the_wire import LogOnPaper, until
from tests.scenario import STREET
from tests.servers import BUS_USER, OpenNats, Server, a_folder, open_nats


@pytest.fixture(scope="module")
async def bus() -> AsyncIterator[OpenNats]:
    """A bus with the users of the product, laid out by its provisioner."""
    with a_folder() as folder:
        bus = open_nats(folder)
        server = Server(bus.program(), bus.url(BUS_USER), bus.data)
        await server.start()
        async with member(bus, "provisioner") as (client, hold):
            await apply(client, ROOMS, [STREET])
            assert hold.denied == 0
        yield bus
        await server.stop()


def _denied(hold: Hold, times: int) -> bool:
    return hold.denied == times


@pytest.mark.parametrize(("user", "subjects"), by_user(publishing_denied()), ids=USERS)
async def test_what_is_not_its_own_a_user_cannot_say(
    bus: OpenNats, user: str, subjects: list[str]
) -> None:
    async with member(bus, BUS_USER) as (all_mighty, _):
        before = await all_mighty.jetstream().streams_info()
    async with overhearing(bus, ">") as arrived, member(bus, user) as (client, hold):
        for number, subject in enumerate(subjects, start=1):
            await client.publish(subject, b"{}")
            await sent(client)
            await until(partial(_denied, hold, number))
    assert [subject for subject in arrived if subject in subjects] == []
    async with member(bus, BUS_USER) as (all_mighty, _):
        assert await all_mighty.jetstream().streams_info() == before


@pytest.mark.parametrize(("user", "subjects"), by_user(hearing_denied()), ids=USERS)
async def test_what_is_not_for_it_a_user_cannot_hear(
    bus: OpenNats, user: str, subjects: list[str]
) -> None:
    heard: list[str] = []

    async def hear(message: Msg) -> None:
        heard.append(message.subject)

    async with member(bus, user) as (client, hold), member(bus, BUS_USER) as (all_mighty, _):
        for number, subject in enumerate(subjects, start=1):
            await client.subscribe(subject, cb=hear)
            await sent(client)
            await until(partial(_denied, hold, number))
        for subject in subjects:
            example = subject.replace("*", "Register").replace(">", "x.y")
            if not subject.startswith("$SYS"):
                await all_mighty.publish(example, b"for somebody else")
        await sent(all_mighty)
        await sent(client)
    assert heard == []


@pytest.mark.parametrize("room", ROOMS)
async def test_a_room_tells_its_events_few_or_many_and_sees_how_far_they_have_come(
    bus: OpenNats, room: str
) -> None:
    log = LogOnPaper()
    await log.write(40)
    async with member(bus, room) as (client, hold):
        publisher = Publisher(client, room, STREET)
        events = await log.read(STREET, 0, 40)
        assert await publisher.publish(events[:2], "one") == 2  # one behind the other
        assert await publisher.publish(events[2:], "one") == 40  # one atomic batch
        assert await publisher.last() == (40, str(events[-1].event_id))
        await client.publish(f"wm.{room}.{STREET}", b"{}")
        await sent(client)
        assert hold.denied == 0


@pytest.mark.parametrize(
    ("who", "room"),
    [
        ("petitions", "mediation"),
        ("petitions", "activities"),
        ("mediation", "petitions"),
        ("activities", "petitions"),
        ("gateway", "petitions"),
        ("gateway", "mediation"),
        ("gateway", "activities"),
    ],
)
async def test_who_reacts_to_a_room_or_shows_it_hears_it(
    bus: OpenNats, who: str, room: str
) -> None:
    subject = f"evt.{room}.{STREET}.case.HeardBy_{who}"
    async with member(bus, BUS_USER) as (all_mighty, _), member(bus, who) as (client, hold):
        told = await all_mighty.jetstream().publish(subject, b"{}")
        stream = f"{room.upper()}_{STREET}"
        async with pulling(client, stream, told.seq, subjects=[subject]) as pull:
            assert [message.subject for message in await pull.next()] == [subject]
            if who != "gateway":
                await client.jetstream().consumer_info(stream, pull.name)
        await client.subscribe(f"wm.{room}.{STREET}")
        await sent(client)
        assert hold.denied == 0


@pytest.mark.parametrize("room", ROOMS)
async def test_the_gateway_asks_every_room_and_only_the_asked_may_answer_each_letter_once(
    bus: OpenNats, room: str
) -> None:
    async with member(bus, "gateway") as (gateway, asking), member(bus, room) as (client, hold):
        asked: list[str] = []

        async def answer(message: Msg) -> None:
            asked.append(message.reply)
            await message.respond(b"done")

        with pytest.raises(NoRespondersError):
            await gateway.request(f"cmd.{room}.Register", b"{}", timeout=2)
        await client.subscribe(f"cmd.{room}.*", queue=room, cb=answer)
        await sent(client)
        assert (await gateway.request(f"cmd.{room}.Register", b"{}", timeout=2)).data == b"done"
        assert (asking.denied, hold.denied) == (0, 0)
        with listening() as said:
            async with overhearing(bus, asked[0]) as arrived:
                for _ in range(MOST_LETTERS):  # one more than were left, after the first
                    await client.publish(asked[0], b"another letter's")
                await sent(client)
                await until(lambda: "an answer came too late" in said.getvalue())
            assert (len(arrived), hold.denied) == (MOST_LETTERS - 1, 0)
    with listening() as said:
        async with overhearing(bus, asked[0]) as arrived, member(bus, room) as (client, hold):
            await client.publish(asked[0], b"and once more, on another connection")
            await sent(client)
            await until(lambda: "an answer came too late" in said.getvalue())
            assert (arrived, hold.denied) == ([], 0)


async def test_the_provisioner_changes_and_deletes_a_stream_that_it_laid_out(
    bus: OpenNats,
) -> None:
    async with member(bus, "provisioner") as (client, hold):
        manager = client.jetstream()
        await apply(client, ROOMS, ["jiaotong"])
        config = (await manager.stream_info("PETITIONS_jiaotong")).config
        config.max_age = 3600
        assert (await manager.update_stream(config)).config.max_age == 3600
        for room in ROOMS:
            assert await manager.delete_stream(f"{room.upper()}_jiaotong")
        assert hold.denied == 0


async def test_an_answer_of_the_servers_sent_to_a_room_is_no_command_of_it(bus: OpenNats) -> None:
    """Whatever a program has the server send there: it carries nobody's request."""
    came: asyncio.Queue[Msg] = asyncio.Queue()
    async with member(bus, "petitions") as (client, _), member(bus, "mediation") as (room, _):
        await room.subscribe("cmd.mediation.*", queue="mediation", cb=came.put)
        await sent(room)
        asked = f"$JS.API.STREAM.INFO.PETITIONS_{STREET}"
        await client.publish(asked, b"", reply="cmd.mediation.OpenCase")
        message = await asyncio.wait_for(came.get(), 5)
    assert "cmd" not in (message.headers or {})
    assert json.loads(message.data)["type"] == "io.nats.jetstream.api.v1.stream_info_response"


def test_the_table_has_a_row_for_every_user_and_no_user_may_everything() -> None:
    rows = table(THE_ROOMS, [STREET])
    assert tuple(rows) == USERS == (*ROOMS, "gateway", "provisioner")
    for allowed in rows.values():
        subjects = {*allowed.publish, *allowed.subscribe}
        assert not subjects & {">", "*", "$JS.>", "$JS.API.>", "evt.>", "cmd.>"}


def test_a_new_street_changes_the_table_and_nothing_else_does() -> None:
    one, two = (table(THE_ROOMS, streets) for streets in ([STREET], [STREET, "jiaotong"]))
    more = {user: len(two[user].publish) - len(one[user].publish) for user in USERS}
    assert more == {
        "petitions": 4 + 2 * 4,  # its events, watermark, two looks; two rooms heard, four each
        "mediation": 4 + 4,
        "activities": 4 + 4,
        "gateway": 3 * 3,
        "provisioner": 3 * 4,
    }
