"""A room signs its log a moment after each event, and whoever asks can prove what was signed."""

from base64 import b64decode
from functools import partial
from pathlib import Path

import aics_tlog
import aics_tlog.tiles
import pytest

from services.plumbing.life import serve
from services.proof import tiles
from services.proof.checkpoint import Checkpoint, opened
from services.proof.merkle import consistent, includes, leaf_hash
from services.proof.note import Note
from services.proof.tiles import tiles_of
from tests.conftest import MakeDatabase
from tests.plumbing.an_open_room import accepted, is_ready, laid_out, room
from tests.plumbing.on_the_wire import TOKEN, register, settings, the_street, until
from tests.plumbing.signing import ORIGIN, VERIFIER, Door, signing, verifier
from tests.scenario import STREET


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "signed"


async def test_a_log_is_signed_and_an_independent_reader_agrees(
    database: MakeDatabase, nats_url: str, folder: Path
) -> None:
    where = await database()
    async with (
        laid_out(nats_url) as client,
        serve(room, signing(where, nats_url, folder)) as address,
        Door(address) as door,
    ):
        await until(lambda: is_ready(address))
        assert (await door.get(f"/checkpoint/{STREET}")).status_code == 404
        await accepted(client, the_street)
        for n in range(2, 261):
            await accepted(client, register(f"C{n}"))
        note = await door.text(f"/checkpoint/{STREET}?covering=260")
        checkpoint = opened(note, VERIFIER)
        assert (checkpoint.origin, checkpoint.size) == (ORIGIN, 260)
        assert verifier(await door.json(f"/log/{STREET}")) == VERIFIER
        assert aics_tlog.verify_checkpoint(
            aics_tlog.parse_note(note), aics_tlog.parse_vkey(VERIFIER.vkey)
        ).ok

        served: dict[str, bytes] = {}
        for tile in tiles_of(260):
            paths = [tile.path]
            if tile.level == 0:
                paths.append(tile.path.replace("0/", "entries/", 1))
            for path in paths:
                served[f"tile/{path}"] = (await door.get(f"/tile/{STREET}/{path}")).content
        reader = aics_tlog.tiles.MemoryTileReader(served)
        assert aics_tlog.verified.audit_tiles(reader, 260, checkpoint.root) is not None
        events = (await door.json(f"/feed/{STREET}/events?limit=1000"))["events"]
        bundled = tiles.entries(served["tile/entries/000"])
        assert len(bundled) == 256
        assert bundled[7].decode().startswith('{"form":"yizhan.event.1","log":"shengquan"')
        assert events[7]["event_id"] in bundled[7].decode()
        for path in ("0/002", "0/001.p/5", "2/000", "x", "entries/001", "0/000.p/0"):
            assert (await door.get(f"/tile/{STREET}/{path}")).status_code == 404


async def test_an_event_and_the_growth_since_are_proven(
    database: MakeDatabase, nats_url: str, folder: Path
) -> None:
    where = await database()
    async with (
        laid_out(nats_url) as client,
        serve(room, signing(where, nats_url, folder)) as address,
        Door(address) as door,
    ):
        await until(lambda: is_ready(address))
        await accepted(client, the_street)
        await accepted(client, register("C2"))
        before = opened(await door.text(f"/checkpoint/{STREET}?covering=2"), VERIFIER)
        for n in range(3, 8):
            await accepted(client, register(f"C{n}"))
        proven = await door.json(f"/proof/{STREET}/7?from=2")
        now = opened(proven["checkpoint"], VERIFIER)
        leaf = leaf_hash(proven["entry"].encode())
        hashes = [b64decode(each) for each in proven["proof"]]
        assert (proven["index"], proven["size"], now.size) == (6, 7, 7)
        assert includes(leaf, 6, 7, hashes, now.root)
        grown = [b64decode(each) for each in proven["consistency"]["proof"]]
        assert consistent(2, 7, before.root, now.root, grown)
        assert proven["tlog_proof"].endswith(proven["checkpoint"])
        assert proven["tlog_proof"].startswith("c2sp.org/tlog-proof@v1\nindex 6\n")
        for wrong, status in (("8", 404), ("0", 404), ("7?from=8", 400), ("x", 404)):
            assert (await door.get(f"/proof/{STREET}/{wrong}")).status_code == status


async def test_the_doors_are_open_to_the_house_alone(
    database: MakeDatabase, nats_url: str, folder: Path
) -> None:
    where = await database()
    async with (
        laid_out(nats_url),
        serve(room, signing(where, nats_url, folder)) as address,
        Door(address) as door,
    ):
        await until(lambda: is_ready(address))
        door._client.headers["authorization"] = f"Bearer not {TOKEN}"
        for path in ("log/{}", "checkpoint/{}", "tile/{}/0/000", "proof/{}/1", "anchored/{}/x"):
            assert (await door.get("/" + path.format(STREET))).status_code == 401


async def test_a_room_without_a_key_works_and_proves_nothing(
    database: MakeDatabase, nats_url: str
) -> None:
    where = await database()
    async with (
        laid_out(nats_url) as client,
        serve(room, settings(where, nats_url)) as address,
        Door(address) as door,
    ):
        await until(lambda: is_ready(address))
        assert (await accepted(client, the_street)).position == 1
        assert (await door.get(f"/checkpoint/{STREET}")).status_code == 404


async def test_the_tree_goes_on_where_a_program_before_has_left_it(
    database: MakeDatabase, nats_url: str, folder: Path
) -> None:
    where = await database()
    told = signing(where, nats_url, folder)
    signed: list[Checkpoint] = []
    async with laid_out(nats_url) as client:
        for count in (1, 256, 2):
            async with serve(room, told) as address, Door(address) as door:
                await until(partial(is_ready, address))
                for _ in range(count):
                    size = (signed[-1].size if signed else 0) + 1
                    await accepted(client, the_street if size == 1 else register(f"C{size}"))
                    note = await door.text(f"/checkpoint/{STREET}?covering={size}")
                    signed.append(opened(note, VERIFIER))
                last = signed[-1]
                for before in (signed[0], signed[len(signed) // 2]):
                    proven = await door.json(f"/proof/{STREET}/1?from={before.size}")
                    grown = [b64decode(each) for each in proven["consistency"]["proof"]]
                    assert consistent(before.size, last.size, before.root, last.root, grown)
    kept = (folder / f"petitions.{STREET}.note").read_text()
    assert Checkpoint.read(Note.read(kept).text) == signed[-1]
    assert signed[-1].size == 259
