"""A town that runs for months: its logs and its memory stay within bounds."""

import json
from pathlib import Path

import psutil

from services.town.journal import KEPT, LARGEST, Journal, numbered
from tests.town.conftest import Town

ROOM_FOR_THE_SUPERVISOR = 120 << 20


def test_a_log_never_outgrows_its_bound(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "room.log", largest=1000, kept=2)
    for number in range(200):
        journal.note("heard", number=number)
    journal.close()
    sizes = {file.name: file.stat().st_size for file in tmp_path.iterdir()}
    assert sorted(sizes) == ["room.log", "room.log.1", "room.log.2"]
    assert max(sizes.values()) <= 1000
    newest = (tmp_path / "room.log").read_text().splitlines()[-1]
    assert json.loads(newest)["number"] == 199


def test_every_line_of_a_log_is_json_whatever_a_program_prints(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "room.log")
    for line in (b'{"event":"ours"}\n', b"plain\r\n", b"\n", b"broken \xff byte", b"{not json"):
        journal.write(line)
    journal.close()
    events = [json.loads(line)["event"] for line in (tmp_path / "room.log").open()]
    assert events == ["ours", "plain", "broken \N{REPLACEMENT CHARACTER} byte", "{not json"]


def test_a_program_that_prints_without_pause_costs_neither_memory_nor_disk(town: Town) -> None:
    town.programs = "chatter"
    town.up()
    log = town.folder.log_of("chatter")
    oldest = numbered(log, KEPT)
    _until_exists(oldest, psutil.Process(town.state.pid))
    assert psutil.Process(town.state.pid).memory_info().rss < ROOM_FOR_THE_SUPERVISOR
    assert sum(file.stat().st_size for file in log.parent.glob("chatter.log*")) <= LARGEST * (
        KEPT + 1
    )
    # The others are still looked after.
    assert "驿站已就绪" in town.up()


def test_logs_show_the_last_lines_of_a_program(town: Town) -> None:
    town.up()
    said = town.yizhan("logs", "gateway", "-n", "1").stdout
    assert json.loads(said)["event"].startswith("/")
    assert town.yizhan("logs", "nobody").returncode == 1


def _until_exists(file: Path, process: psutil.Process) -> None:
    """Until the log has been turned often enough; the supervisor lives all the while."""
    for _ in range(600):
        if file.exists():
            return
        try:
            process.wait(0.1)
        except psutil.TimeoutExpired:
            continue
    raise AssertionError(f"{file} was not written")
