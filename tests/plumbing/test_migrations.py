"""A database grows forward, one numbered file at a time, whoever starts first."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from services.plumbing.migrations import MigrationWrong, migrate, read_folder, role_in
from tests.conftest import MakeDatabase

WORKS = "CREATE TABLE work (id int PRIMARY KEY);"
GRANT = "GRANT SELECT ON work TO {service_role};\nCREATE TABLE tag (names text[] DEFAULT '{none}');"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name.removeprefix('f')}.sql").write_text(text)
    return folder


async def tables(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        )
    finally:
        await connection.close()
    return [row["tablename"] for row in rows]


async def test_each_file_runs_once_and_is_told(database: MakeDatabase, tmp_path: Path) -> None:
    where, told = await database(), list[tuple[str, int, int]]()
    folder = write(tmp_path, f0001_work=WORKS, f0002_grant=GRANT)
    names = {"service_role": role_in(where.service_url)}

    async def run() -> list[str]:
        return await migrate(where.owner_url, folder, lambda *step: told.append(step), names=names)

    assert await run() == ["0001_work.sql", "0002_grant.sql"]
    assert await run() == []
    assert told == [("0001_work.sql", 1, 2), ("0002_grant.sql", 2, 2)]
    assert await tables(where.owner_url) == ["schema_migration", "tag", "work"]
    connection = await asyncpg.connect(where.service_url)
    assert await connection.fetch("SELECT id FROM work") == []
    await connection.close()


async def test_two_programs_starting_together_run_each_file_once(
    database: MakeDatabase, tmp_path: Path
) -> None:
    where = await database()
    folder = write(tmp_path, f0001_work=WORKS, f0002_more="CREATE TABLE more (id int);")
    ran = await asyncio.gather(*(migrate(where.owner_url, folder) for _ in range(4)))
    assert sorted(ran) == [[], [], [], ["0001_work.sql", "0002_more.sql"]]


async def test_two_folders_share_a_database_without_mixing(
    database: MakeDatabase, tmp_path: Path
) -> None:
    where = await database()
    for name in ("log", "cards"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, f0001_table=f"CREATE TABLE {name} (id int);")
        assert await migrate(where.owner_url, tmp_path / name) == ["0001_table.sql"]
    assert await tables(where.owner_url) == ["cards", "log", "schema_migration"]


async def test_an_edited_file_is_refused(database: MakeDatabase, tmp_path: Path) -> None:
    where = await database()
    await migrate(where.owner_url, write(tmp_path, f0001_work=WORKS))
    write(tmp_path, f0001_work=WORKS + " -- tidied", f0002_more="CREATE TABLE more (id int);")
    with pytest.raises(MigrationWrong, match=r"0001_work\.sql has run and was changed afterwards"):
        await migrate(where.owner_url, tmp_path)
    assert await tables(where.owner_url) == ["schema_migration", "work"]


async def test_a_newer_database_is_left_alone(database: MakeDatabase, tmp_path: Path) -> None:
    where = await database()
    folder = write(tmp_path, f0001_work=WORKS, f0002_more="CREATE TABLE more (id int);")
    await migrate(where.owner_url, folder)
    (folder / "0002_more.sql").unlink()
    with pytest.raises(MigrationWrong, match="newer than this program"):
        await migrate(where.owner_url, folder)


async def test_a_failing_file_leaves_nothing_and_can_be_put_right(
    database: MakeDatabase, tmp_path: Path
) -> None:
    where = await database()
    write(tmp_path, f0001_work=WORKS, f0002_more="CREATE TABLE more (id int); SELECT nonsense;")
    with pytest.raises(MigrationWrong, match=r"0002_more\.sql failed and was rolled back: 42703"):
        await migrate(where.owner_url, tmp_path)
    assert await tables(where.owner_url) == ["schema_migration", "work"]
    write(tmp_path, f0002_more="CREATE TABLE more (id int);")
    assert await migrate(where.owner_url, tmp_path) == ["0002_more.sql"]


async def test_a_table_in_use_is_not_waited_for(database: MakeDatabase, tmp_path: Path) -> None:
    where = await database()
    await migrate(where.owner_url, write(tmp_path, f0001_work=WORKS))
    write(tmp_path, f0002_wider="ALTER TABLE work ADD COLUMN name text;")
    reader = await asyncpg.connect(where.owner_url)
    async with reader.transaction():
        await reader.fetch("SELECT id FROM work")
        with pytest.raises(MigrationWrong, match=r"0002_wider\.sql: a table it changes is in use"):
            await migrate(where.owner_url, tmp_path, lock_timeout=0.1)
    await reader.close()
    assert await migrate(where.owner_url, tmp_path) == ["0002_wider.sql"]


def test_a_role_may_have_any_name(tmp_path: Path) -> None:
    [file] = read_folder(write(tmp_path, f0001_grant="GRANT x TO {service_role}; '{}' {other}"))
    assert file.sql({"service_role": 'a"; DROP'}) == 'GRANT x TO "a""; DROP"; \'{}\' {other}'
    assert role_in("postgresql://hall%2Dservice:pw@/hall?host=/run") == "hall-service"
    with pytest.raises(MigrationWrong, match="names no role"):
        role_in("postgresql:///hall")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"f0001_a": "", "f0003_c": ""}, "expected number 0002, found 0003_c.sql"),
        ({"f0002_b": ""}, "expected number 0001, found 0002_b.sql"),
        ({"f0001_a": "", "f0001_b": ""}, "expected number 0002, found 0001_b.sql"),
        ({"fnotes": ""}, "name it NNNN_what.sql"),
        ({}, "no migration files were found"),
    ],
)
def test_a_folder_counts_from_one_without_a_gap(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    with pytest.raises(MigrationWrong, match=said):
        read_folder(write(tmp_path, **files))
