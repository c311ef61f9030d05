"""An auditor's afternoon: export, verify offline, replay; and a restored backup that is refused."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import aics_tlog
import asyncpg
import pytest

from services.town.ports import free_port
from tests.servers import a_folder
from tests.walk import petitioning
from tests.walk.client import Client, client_of
from tests.walk.patience import eventually
from tests.walk.people import AUDITOR, OFFICER, resident
from tests.walk.street import Street
from tests.walk.town import STREET, Town

NARRATIVE = "楼上夜间噪声大，多次沟通无果。"


async def told_by_the_file(town: Town, *words: str) -> dict[str, object]:
    code, said = await town.yizhan("audit", "replay", *words)
    assert code == 0, said
    told: dict[str, object] = json.loads(said)
    return told


async def test_a_street_is_exported_verified_and_replayed_without_the_town(
    client: Client, town: Town, street: Street, tmp_path: Path
) -> None:
    filed = await petitioning.filed(client, resident("is exported"))
    await petitioning.taken_up(client, filed.key)
    done = await petitioning.replied(client, filed.key)
    shown = {
        name: await client.see(AUDITOR, f"statistics/{name}", after=done)
        for name in ("headline", "coverage", "three-rates")
    }
    card = await client.see(OFFICER, f"petitions/{filed.key}", after=done)

    file = tmp_path / "street.jsonl.gz"
    code, said = await town.yizhan("audit", "export", str(file))
    assert code == 0, said

    elsewhere = Town(data=tmp_path / "nothing", port=1)
    code, said = await elsewhere.yizhan("audit", "verify", str(file))
    assert (code, said.splitlines()[-1]) == (0, "✓ 完整无误 · whole and true")
    statistics = (await told_by_the_file(elsewhere, str(file)))["statistics"]
    assert isinstance(statistics, dict)
    assert {name: statistics[name] for name in shown} == shown

    told = await told_by_the_file(elsewhere, str(file), "--case", filed.key)
    cards, timeline = told["cards"], told["timeline"]
    assert isinstance(cards, dict)
    assert isinstance(timeline, list)
    assert cards["petitions"]["number"] == card["number"]
    assert cards["petitions"]["status"] == card["status"] == "replied"
    assert timeline[0]["type"] == "PetitionRegistered"
    assert NARRATIVE not in json.dumps(told, ensure_ascii=False)

    for at in ("2024-11-01T00:00:00+08:00", "2024-10-31"):
        before = await told_by_the_file(elsewhere, str(file), "--as-of", at)
        earlier = before["statistics"]
        assert isinstance(earlier, dict)
        assert earlier["headline"]["received"] == 0


async def test_a_flipped_byte_a_removed_and_two_swapped_events_are_named(
    client: Client, town: Town, street: Street, tmp_path: Path
) -> None:
    file, changed = tmp_path / "hall.jsonl", tmp_path / "changed.jsonl"
    code, said = await town.yizhan("audit", "export", str(file), "--room", "petitions")
    assert code == 0, said
    lines = file.read_text().splitlines()
    at = next(n for n, line in enumerate(lines) if '"kind":"event"' in line) + 4
    flipped = lines[at].replace('"body":"eyJ', '"body":"eyK', 1)
    assert flipped != lines[at]
    for attempt, named in (
        ([*lines[:at], flipped, *lines[at + 1 :]], "petitions/5"),
        ([*lines[:at], *lines[at + 1 :]], "petitions/5: is missing here"),
        (
            [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]],
            "petitions/5: does not belong here",
        ),
        ([line.replace("\\n\\n— ", "9\\n\\n— ") for line in lines], "petitions: "),
    ):
        changed.write_text("".join(f"{line}\n" for line in attempt))
        code, said = await town.yizhan("audit", "verify", str(changed))
        assert code == 1
        assert f"✗ {named}" in said, said
        code, _ = await town.yizhan("audit", "replay", str(changed))
        assert code == 1


async def test_the_gateway_s_proof_is_accepted_by_an_independent_verifier(
    client: Client, town: Town, street: Street
) -> None:
    logs = "audit/logs/petitions"
    keys = (await client.see(AUDITOR, f"{logs}/keys"))["epochs"]
    proof = await client.see(AUDITOR, f"{logs}/proof/3")
    note = aics_tlog.parse_note(proof["checkpoint"])
    key = aics_tlog.parse_vkey(keys[0]["vkey"])
    assert aics_tlog.verify_checkpoint(note, key).ok
    checkpoint = aics_tlog.parse_checkpoint(note.text)
    assert checkpoint.origin == f"yizhan.localhost/petitions/{STREET}"
    hashes = [aics_tlog.note.b64_decode(each) for each in proof["proof"]]
    assert aics_tlog.verify_leaf_inclusion(
        proof["entry"].encode(), 2, checkpoint.size, hashes, checkpoint.root
    )
    events = await client.see(AUDITOR, f"{logs}/events", after=2, limit=1)
    assert json.loads(proof["entry"])["event_id"] == events["events"][0]["event_id"]


async def test_a_wish_that_cannot_be_met_is_a_sentence(town: Town, tmp_path: Path) -> None:
    file = str(tmp_path / "x.jsonl")
    for words, said in (
        (("audit", "export", file, "--room", "kitchen"), "There is no room kitchen"),
        (("audit", "export", file, "--from", "yesterday"), "--from takes a moment with its zone"),
        (("audit", "export", file, "--case", "nobody"), "Nothing in the logs is as asked for"),
        (("log", "epoch", "open", "--room", "kitchen", "--reason", "x"), "no room kitchen"),
        (("log", "epoch", "open", "--room", "petitions", "--reason", " "), "1 to 400 characters"),
        (
            ("log", "epoch", "open", "--room", "petitions", "--reason", "x", "--street", "y"),
            "There is no log of y",
        ),
    ):
        code, told = await town.yizhan(*words)
        assert code == 1
        assert said in told
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
async def own_town() -> AsyncIterator[Town]:
    """A town of this test's own, that anchors at once."""
    with a_folder() as folder:
        more = {"YIZHAN_CHECKPOINT_SECONDS": "0.2", "YIZHAN_ANCHOR_SECONDS": "0.5"}
        started = Town(data=folder / "data", port=free_port(), more=more)
        await started.up()
        try:
            yield started
        finally:
            await started.down()


async def test_rooms_anchor_each_other_and_a_shortened_log_is_refused_until_an_epoch_is_opened(
    own_town: Town, tmp_path: Path
) -> None:
    town = own_town
    async with client_of(town) as client:
        unit = {"kind": "COMMUNITY", "name": "社区", "parent_id": "shengquan"}
        first = {"unit_id": "shengquan", "kind": "STREET", "name": "圣泉街道", "parent_id": None}
        await client.ask(OFFICER, "units", first)
        await client.ask(OFFICER, "units", {**unit, "unit_id": "C1"})

        async def anchored() -> bool:
            told = await client.see(AUDITOR, "audit/logs/petitions/events", limit=200)
            return "PetitionsCheckpointAnchored" in {each["type"] for each in told["events"]}

        await eventually(anchored)
        file = tmp_path / "street.jsonl.gz"
        code, said = await town.yizhan("audit", "export", str(file))
        assert code == 0, said
        code, said = await town.yizhan("audit", "verify", str(file))
        assert code == 0, said
        assert "anchored checkpoints" in said

        await cut_back(town.database("petitions"), 2)

        async def broken() -> bool:
            told = await client.get(AUDITOR, "audit/logs/petitions/keys")
            return told.status_code == 200 and told.json()["broken"] is not None

        await eventually(broken)
        refused = await client.post(OFFICER, "units", {**unit, "unit_id": "C2"}, key="one more")
        assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (
            503,
            "history-broken",
        )
        code, said = await town.yizhan(
            *("log", "epoch", "open", "--room", "petitions", "--reason", "cut back by a test")
        )
        assert code == 0, said

        async def written() -> bool:
            sent = {**unit, "unit_id": "C2"}
            answer = await client.post(OFFICER, "units", sent, key="one more")
            return answer.status_code == 201

        await eventually(written)
        epochs = (await client.see(AUDITOR, "audit/logs/petitions/keys"))["epochs"]
        assert [each["reason"] for each in epochs[1:]] == ["cut back by a test"]


async def cut_back(url: str, size: int) -> None:
    """The log as a backup from before has it; whoever restores owns the database."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            for table in ("event", "commit_batch", "checkpoint"):
                await connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            await connection.execute("DELETE FROM event WHERE position > $1", size)
            await connection.execute("DELETE FROM commit_batch WHERE last_position > $1", size)
            await connection.execute("DELETE FROM stream_head WHERE position > $1", size)
            await connection.execute("DELETE FROM command WHERE position > $1", size)
            await connection.execute("DELETE FROM checkpoint WHERE size > $1", size)
            await connection.execute("UPDATE log_head SET position = $1", size)
            for table in ("event", "commit_batch", "checkpoint"):
                await connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    finally:
        await connection.close()
