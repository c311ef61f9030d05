"""What stops the town from starting: one clear sentence each, with the way out."""

import fcntl
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tests.town.conftest import Town


@pytest.fixture
def taken(town: Town) -> Iterator[int]:
    """The town's port, in use by this very process."""
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", town.port))
        listener.listen()
        yield town.port


def test_a_taken_port(town: Town, taken: int) -> None:
    said = town.refused()
    assert f"端口 {taken} 已被" in said
    assert f"YIZHAN_PORT={taken + 1} make up" in said
    assert f"({psutil.Process().pid})" in said


def test_a_full_disk_before_the_start(town: Town) -> None:
    town.more = {"YIZHAN_FREE_SPACE_MB": "999999999"}
    said = town.refused()
    assert "磁盘空间不足" in said
    assert "999999999 MB are needed" in said


def test_a_disk_that_fills_up_while_a_server_starts(town: Town) -> None:
    town.programs = "full_disk"
    said = town.refused()
    assert "磁盘已写满，postgres 无法写入" in said
    assert "nothing that was acknowledged is lost" in said
    assert _nothing_runs(town)


def test_a_data_folder_of_another_version(town: Town) -> None:
    town.data.mkdir()
    (town.data / "VERSION").write_text("7\n")
    said = town.refused()
    assert "属于另一个版本（7，本程序使用 1）" in said
    assert (town.data / "VERSION").read_text() == "7\n"


def test_a_data_folder_of_another_postgresql(town: Town) -> None:
    town.folder.postgres.mkdir(parents=True)
    (town.data / "VERSION").write_text("1\n")
    (town.folder.postgres / "PG_VERSION").write_text("17\n")
    assert "PostgreSQL 17" in town.refused()


def test_a_folder_with_somebodys_files_is_left_alone(town: Town) -> None:
    town.data.mkdir()
    (town.data / "letter.txt").write_text("dear")
    assert "不是驿站的数据目录" in town.refused()
    assert [file.name for file in town.data.iterdir()] == ["letter.txt"]


def test_a_data_folder_that_cannot_be_made(town: Town, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    town.data = tmp_path / "file" / "data"
    assert "无法写入数据目录" in town.refused()


def test_the_lock_of_a_dead_town_does_not_block(town: Town) -> None:
    town.up()
    assert town.yizhan("down").returncode == 0
    town.folder.lock.write_text("1\n")
    assert "驿站已就绪" in town.up()


def test_a_lock_that_is_held_names_its_owner(town: Town) -> None:
    town.up()
    assert town.yizhan("down").returncode == 0
    with town.folder.lock.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711\n")
        lock.flush()
        assert "正被进程 4711 使用" in town.refused()


def test_a_town_on_another_port_is_named(town: Town) -> None:
    town.up()
    asked, town.port = town.port, town.port - 1
    said = town.refused()
    assert f"驿站已在端口 {asked} 运行（进程 {town.state.pid}）" in said
    assert "make down" in said


def test_a_port_that_is_no_number(town: Town) -> None:
    town.more = {"YIZHAN_PORT": "eighty"}
    assert "YIZHAN_PORT=eighty 不是有效的数值" in town.refused()


def test_a_program_that_does_not_start_names_its_log_and_leaves_nothing_running(town: Town) -> None:
    town.programs = "broken"
    said = town.refused()
    assert "mediation 无法启动" in said
    assert str(town.folder.log_of("mediation")) in said
    assert _nothing_runs(town)


def _nothing_runs(town: Town) -> bool:
    return town.yizhan("status").returncode == 1
