"""A log that does not continue what was signed of it is neither written nor signed any more."""

from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest

from services.kernel.replies import Refused
from services.plumbing.bus import connected
from services.plumbing.courier import Courier
from services.plumbing.life import serve
from services.plumbing.proving.epochs import LogUnknown, open_epoch
from services.plumbing.provision import provision
from services.proof.checkpoint import opened
from services.proof.note import Note, Signer
from services.town.ports import LOOPBACK, free_port
from tests.conftest import FreshDatabase, MakeDatabase
from tests.plumbing.an_open_room import accepted, ask, is_ready, laid_out, ready, room
from tests.plumbing.on_the_wire import ROOM, asking, register, the_street, until
from tests.plumbing.rooms import a_room_database
from tests.plumbing.signing import (
    KEY,
    ORIGIN,
    VERIFIER,
    Door,
    backed_up,
    restored,
    signing,
)
from tests.scenario import STREET

MEDIATION = Signer("yizhan.example/mediation", bytes(32))


async def is_broken(address: str) -> bool:
    async with Door(address) as door:
        about = await door.get(f"/log/{STREET}")
        return about.status_code == 200 and about.json()["broken"] is not None


async def test_yesterdays_backup_is_refused_until_an_operator_opens_an_epoch(
    database: MakeDatabase, nats_url: str, tmp_path: Path
) -> None:
    where = await database()
    told = signing(where, nats_url, tmp_path)
    async with laid_out(nats_url) as client:
        async with serve(room, told) as address, Door(address) as door:
            await until(lambda: is_ready(address))
            for asked in (the_street, register("C2"), register("C3")):
                await accepted(client, asked)
            await door.text(f"/checkpoint/{STREET}?covering=3")
            yesterday = await backed_up(where)
            for n in (4, 5):
                await accepted(client, register(f"C{n}"))
            lost = await door.text(f"/checkpoint/{STREET}?covering=5")
        await restored(where, yesterday)
        async with serve(room, told) as address, Door(address) as door:
            await until(lambda: is_broken(address))
            about = await door.json(f"/log/{STREET}")
            assert about["broken"] == "this machine: 5 events were signed, 3 are there"
            assert (await ready(address))[1]["history"] is False
            refused = await ask(client, register("C6"))
            assert isinstance(refused, Refused)
            assert (refused.slug, refused.kind) == ("history-broken", "busy")
            assert opened(await door.text(f"/checkpoint/{STREET}"), VERIFIER).size == 3
            assert (await door.json(f"/feed/{STREET}/head"))["position"] == 3

            done = await open_epoch(where.owner_url, STREET, "restored from last night's backup")
            assert (done.number, done.size) == (2, 3)
            assert (await accepted(client, register("C6"))).position >= 4

            async def owned() -> bool:
                return bool((await door.json(f"/feed/{STREET}/head"))["position"] == 5)

            await until(owned)
            note = await door.text(f"/checkpoint/{STREET}?covering=5")
            second = KEY.named(f"{ORIGIN}/epoch-2").verifier
            assert opened(note, second).size == 5
            about = await door.json(f"/log/{STREET}")
            assert about["broken"] is None
            assert about["epochs"][1]["reason"] == "restored from last night's backup"
            assert about["epochs"][1]["vkey"] == second.vkey
            events = (await door.json(f"/feed/{STREET}/events?after=3"))["events"]
            [own] = [each for each in events if each["type"] == "PetitionsEpochOpened"]
            assert own["stream"] == f"anchor-{ROOM}"
        async with serve(room, told) as address, Door(address) as door:
            assert (await accepted(client, register("C7"))).position == 6
            events = (await door.json(f"/feed/{STREET}/events"))["events"]
            assert [each["type"] for each in events].count("PetitionsEpochOpened") == 1
    assert Note.read(lost).signed_by(VERIFIER)


async def test_a_database_restored_under_a_running_room_is_noticed(
    database: MakeDatabase, nats_url: str, tmp_path: Path
) -> None:
    where = await database()
    async with (
        laid_out(nats_url) as client,
        serve(room, signing(where, nats_url, tmp_path)) as address,
        Door(address) as door,
    ):
        await until(lambda: is_ready(address))
        await accepted(client, the_street)
        await door.text(f"/checkpoint/{STREET}?covering=1")
        yesterday = await backed_up(where)
        for n in (2, 3):
            await accepted(client, register(f"C{n}"))
        await door.text(f"/checkpoint/{STREET}?covering=3")
        await restored(where, yesterday)
        await until(lambda: is_broken(address))
        refused = await ask(client, register("C4"))
        assert isinstance(refused, Refused)
        assert refused.slug == "history-broken"


async def test_an_event_changed_behind_the_rooms_back_is_noticed_when_it_opens(
    database: MakeDatabase, nats_url: str, tmp_path: Path
) -> None:
    where = await database()
    told = signing(where, nats_url, tmp_path)
    async with laid_out(nats_url) as client:
        async with serve(room, told) as address, Door(address) as door:
            await until(lambda: is_ready(address))
            for asked in (the_street, register("C2"), register("C3")):
                await accepted(client, asked)
            await door.text(f"/checkpoint/{STREET}?covering=3")
        await tampered(where)
        async with serve(room, told) as address, Door(address) as door:
            await until(lambda: is_broken(address))
            said = (await door.json(f"/log/{STREET}"))["broken"]
            assert said == "this machine: the first 3 events are not those that were signed"


async def tampered(where: FreshDatabase) -> None:
    connection = await asyncpg.connect(where.owner_url)
    try:
        await connection.execute("ALTER TABLE event DISABLE TRIGGER USER")
        await connection.execute("UPDATE event SET body = '{}' WHERE position = 2")
        await connection.execute("ALTER TABLE event ENABLE TRIGGER USER")
    finally:
        await connection.close()


async def test_the_other_rooms_remember_what_this_machine_has_lost(
    database: MakeDatabase, nats_url: str
) -> None:
    """Nothing is remembered in a folder; the peer has anchored what it was shown."""
    first, second = await database(), await database()
    ports = {ROOM: free_port(), "mediation": free_port()}
    feeds = {name: f"http://{LOOPBACK}:{port}" for name, port in ports.items()}
    hall = signing(first, nats_url, None, ops_port=ports[ROOM], feeds=feeds, anchor_seconds=0.1)
    peer = signing(
        second, nats_url, None, MEDIATION,
        ops_port=ports["mediation"], feeds=feeds, anchor_seconds=0.1,
    )  # fmt: skip
    other = replace(room, name="mediation")
    async with laid_out(nats_url) as client, connected(nats_url, "layer") as layer:
        await provision(layer, "mediation", STREET)
        async with (
            serve(other, peer) as there,
            Door(there) as kept,
            serve(room, hall) as address,
            Door(address) as door,
        ):
            await until(lambda: is_ready(address))
            await until(lambda: is_ready(there))
            await accepted(client, the_street)
            await door.text(f"/checkpoint/{STREET}?covering=1")
            yesterday = await backed_up(first)
            for n in (2, 3, 4):
                await accepted(client, register(f"C{n}"))
            await door.text(f"/checkpoint/{STREET}?covering=4")
            await begin_the_other_log(nats_url)

            async def anchored() -> bool:
                answer = await kept.get(f"/anchored/{STREET}/{ROOM}")
                return answer.status_code == 200 and opened(answer.text, VERIFIER).size >= 4

            await until(anchored)
        await restored(first, yesterday)
        async with serve(room, hall) as address, Door(address) as door:
            await until(lambda: is_ready_but_for_its_relay(address))
            async with serve(other, peer):
                await until(lambda: is_broken(address))
                said = (await door.json(f"/log/{STREET}"))["broken"]
                assert said.startswith("the log of mediation: ")
            assert (await ready(address))[1]["history"] is False


async def is_ready_but_for_its_relay(address: str) -> bool:
    found = (await ready(address))[1]
    return bool(found.get("history"))


async def begin_the_other_log(nats_url: str) -> None:
    """A log that has not begun anchors nothing: its hour counts from its first event."""
    async with connected(nats_url, "asker") as client:
        await Courier(client, 5.0).ask("mediation", asking(the_street))


async def test_an_epoch_is_opened_of_a_log_that_is_there(
    database: MakeDatabase, nats_url: str, tmp_path: Path
) -> None:
    where = await database()
    async with laid_out(nats_url), serve(room, signing(where, nats_url, tmp_path)) as address:
        await until(lambda: is_ready(address))
        with pytest.raises(LogUnknown):
            await open_epoch(where.owner_url, "elsewhere", "a reason")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await open_epoch(where.service_url, STREET, "the room itself may not")


@pytest.mark.parametrize("table", ["tile", "checkpoint", "log_epoch"])
@pytest.mark.parametrize(
    "change", ["UPDATE {} SET log = 'elsewhere'", "DELETE FROM {}", "TRUNCATE {}"]
)
async def test_what_was_signed_stays(database: MakeDatabase, table: str, change: str) -> None:
    where = await a_room_database(database)
    for url, refusal in (
        (where.service_url, asyncpg.InsufficientPrivilegeError),
        (where.owner_url, asyncpg.RestrictViolationError),
    ):
        connection = await asyncpg.connect(url)
        try:
            with pytest.raises(refusal):
                await connection.execute(change.format(table))
        finally:
            await connection.close()
