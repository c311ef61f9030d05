"""What the handbook tells an operator to do, done line by line on a street that is at work."""

from pathlib import Path

import httpx2
import pytest

from services.plumbing.postgres import ROOM_MIGRATIONS
from tests.deploy.acknowledged import nothing_is_lost
from tests.deploy.composed import ROOMS, TAG, ComposedStreet, ran
from tests.deploy.handbook import blocks, followed
from tests.faults.load import under_load
from tests.walk.client import Client, client_at
from tests.walk.patience import eventually
from tests.walk.people import AUDITOR, CLERK, COMMUNITY, OFFICER, Who, resident
from tests.walk.petitioning import demand

pytestmark = pytest.mark.needs_engine

NEXT = "next-under-test"
_NEXT_VERSION = """
FROM yizhan/tools:{tag}
COPY next.sql /srv/yizhan/services/plumbing/sql/room/{number:04}_next.sql
"""


async def _version_with_another_migration(folder: Path) -> None:
    """Images of a later version: the same programs, and one more file for a room's database."""
    number = len(list(ROOM_MIGRATIONS.glob("*.sql"))) + 1
    (folder / "next.sql").write_text("ALTER TABLE command ADD COLUMN asked_by_next text;\n")
    (folder / "Dockerfile").write_text(_NEXT_VERSION.format(tag=TAG, number=number))
    await ran("docker", "build", "--quiet", "--tag", f"yizhan/tools:{NEXT}", str(folder))
    for program in (*ROOMS, "gateway"):
        await ran("docker", "tag", f"yizhan/{program}:{TAG}", f"yizhan/{program}:{NEXT}")


async def test_a_room_is_upgraded_with_its_tables_while_people_go_on(
    street: ComposedStreet, client: Client, tmp_path: Path
) -> None:
    await _version_with_another_migration(tmp_path)
    [upgrade] = blocks("滚动升级")
    async with under_load(client, "upgraded") as load:
        await load.more(30)
        await followed(upgrade, {**street.environ, "NEXT": NEXT}, street.folder)
        street.tag = NEXT
        await load.more(60)
    image = await ran(
        "docker", "inspect", "--format", "{{.Config.Image}}", await street.only("petitions")
    )
    assert image.strip() == f"yizhan/petitions:{NEXT}"
    await nothing_is_lost(client, load)


async def test_users_and_keys_are_rotated_and_everything_goes_on(
    street: ComposedStreet, client: Client
) -> None:
    asked = demand(resident("before the rotation"))
    before = await client.ask(CLERK, "petitions", asked)
    old = (street.secrets / "petitions-nats-url").read_text()
    for block in blocks("更换口令与密钥"):
        told = await followed(block, street.environ, street.folder)
    assert "wrapped anew" in told
    assert (street.secrets / "petitions-nats-url").read_text() != old
    async with under_load(client, "rotated") as load:
        await load.more(30)
    await nothing_is_lost(client, load)
    seen = await client.see(COMMUNITY, f"petitions/{before.key}")
    assert seen["narrative"] == asked["narrative"]


async def test_a_log_restored_from_a_backup_waits_for_an_epoch(
    street: ComposedStreet, client: Client, tmp_path: Path
) -> None:
    environ = {**street.environ, "BACKUP": str(tmp_path / "petitions.dump")}
    [backup] = blocks("备份")
    restore, go_on = blocks("恢复")
    kept = await client.ask(CLERK, "petitions", demand(resident("kept"), matter="kept-1"))
    await client.see(COMMUNITY, f"petitions/{kept.key}", after=kept)
    await followed(backup, environ, street.folder)
    lost = await client.ask(CLERK, "petitions", demand(resident("lost"), matter="lost-1"))
    await _signed(client, lost.place)
    await followed(restore, environ, street.folder)

    async def refused() -> bool:
        answer = await client.post(CLERK, "petitions", demand(resident("too early")))
        return answer.status_code == 503 and answer.json()["type"].endswith("history-broken")

    await eventually(refused, 60)
    told = await followed(go_on, environ, street.folder)
    assert "epoch 2" in told

    async def goes_on() -> bool:
        try:
            answer = await client.post(CLERK, "petitions", demand(resident("after the epoch")))
        except httpx2.TransportError:  # the gateway is starting
            return False
        return answer.status_code == 201

    await eventually(goes_on, 60)

    async def shown() -> bool:
        first = await client.get(COMMUNITY, f"petitions/{kept.key}")
        gone = await client.get(COMMUNITY, f"petitions/{lost.key}")
        return (first.status_code, gone.status_code) == (200, 404)

    await eventually(shown, 60)


async def _signed(client: Client, position: int) -> None:
    """A checkpoint beyond that position stands."""

    async def beyond() -> bool:
        answer = await client.get(AUDITOR, "audit/logs/petitions/checkpoint")
        return answer.status_code == 200 and int(answer.text.splitlines()[1]) >= position

    await eventually(beyond, 60)


async def test_a_street_is_added_beside_the_first(street: ComposedStreet, client: Client) -> None:
    [adding] = blocks("增加街道")
    await followed(adding, street.environ, street.folder)
    async with client_at(street.url, street.secrets) as again:
        officer = Who(name="officer of jinyang", role="street_officer", org="jinyang")
        token = again.tokens.mint(officer, street="jinyang")
        unit = {"unit_id": "jinyang", "kind": "STREET", "name": "金阳街道"}
        made = await again.http.post(
            "/v1/units", json=unit, headers={"Authorization": f"Bearer {token}"}
        )
        assert made.status_code == 201, made.text
    answer = await client.get(OFFICER, "statistics/headline")
    assert answer.status_code == 200


async def test_a_street_is_moved_into_another_database(street: ComposedStreet) -> None:
    [moving] = blocks("搬迁街道")
    owner = (street.secrets / "petitions-migration-url").read_text().strip()
    target = f"{owner.rpartition('/')[0]}/elsewhere"
    make = "CREATE DATABASE elsewhere OWNER petitions_owner TEMPLATE template0"
    await street.compose("exec", "-T", "postgres", "psql", "-U", "postgres", "-c", make)
    service = (street.secrets / "petitions-database-url").read_text().strip()
    await street.compose(
        *("run", "--rm", "--no-deps", "-e", f"YIZHAN_MIGRATION_URL={target}"),
        *("-e", f"YIZHAN_DATABASE_URL={service}", "migrate-petitions", "migrate"),
    )
    told = await followed(moving, {**street.environ, "TARGET": target}, street.folder)
    [copied] = [line for line in told.splitlines() if line.startswith("shengquan: event ")]
    count = "SELECT count(*) FROM event WHERE log = 'shengquan'"
    here, there = [
        await street.compose(
            "exec", "-T", "postgres", "psql", "-U", "postgres", "-d", database, "-Atc", count
        )
        for database in ("petitions", "elsewhere")
    ]
    assert here.strip() == there.strip() == copied.split()[-1]


async def test_the_bus_is_put_under_tls(street: ComposedStreet, client: Client) -> None:
    [sealing] = blocks("总线加密")
    await followed(sealing, street.environ, street.folder)
    assert (street.secrets / "petitions-nats-url").read_text().startswith("tls://")
    async with under_load(client, "under-tls") as load:
        await load.more(30)
    await nothing_is_lost(client, load)


async def test_what_each_program_says_of_itself_can_be_looked_at(street: ComposedStreet) -> None:
    [looking] = blocks("变慢时看什么")
    told = await followed(looking, street.environ, street.folder)
    for name in ("yizhan_append_commit_seconds_count", "yizhan_commands_under_way"):
        assert f'{name}{{room="petitions"}}' in told
