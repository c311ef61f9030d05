"""Starting the town, starting it again, stopping it, and what it says meanwhile."""

import signal
import urllib.request
from contextlib import suppress

import asyncpg
import psutil
import pytest

from services.town.keys import kept_secret
from services.town.ports import is_free
from services.town.program import Program, in_order
from services.town.state import Standing
from tests.town.conftest import Town


def test_up_returns_when_the_town_answers_and_says_where_to_look(town: Town) -> None:
    said = town.up()
    url = f"http://127.0.0.1:{town.port}"
    with urllib.request.urlopen(f"{url}/readyz") as answer:
        assert answer.status == 200
    assert f"驿站已就绪 · the town is ready: {url}" in said
    assert said.count("\ncurl -s ") == 3
    assert f"{url}/v1/statistics/headline" in said
    assert "│            36 │            27 │             75.00 │" in said


def test_a_second_up_on_a_running_town_only_prints(town: Town) -> None:
    town.up()
    before = [process.pid for process in town.processes()]
    assert "驿站已就绪" in town.up()
    assert [process.pid for process in town.processes()] == before


def test_down_stops_everything_and_twice_is_no_harm(town: Town) -> None:
    town.up()
    running = town.processes()
    assert "驿站已停止" in town.yizhan("down").stdout
    assert not any(process.is_running() for process in running)
    assert is_free(town.port)
    again = town.yizhan("down")
    assert (again.returncode, again.stdout) == (0, "驿站没有在运行 · nothing is running\n")


async def test_after_kill_9_of_everything_the_town_goes_on_with_the_same_data(town: Town) -> None:
    town.programs = "servers"
    town.up()
    connection = await asyncpg.connect(_petitions_owner(town))
    await connection.execute("CREATE TABLE kept AS SELECT 36 AS received")
    connection.terminate()
    everything = town.processes()
    for process in everything:
        with suppress(psutil.NoSuchProcess):  # some end by themselves when their parent dies
            process.kill()
    psutil.wait_procs(everything, timeout=10)

    town.up()
    connection = await asyncpg.connect(_petitions_owner(town))
    assert await connection.fetchval("SELECT received FROM kept") == 36
    await connection.close()


def test_when_the_supervisor_is_killed_nothing_lives_on_without_it(town: Town) -> None:
    town.programs = "servers"
    town.up()
    everything = town.processes()
    everything[0].kill()
    _, alive = psutil.wait_procs(everything, timeout=15)
    assert alive == []


@pytest.mark.parametrize("name", ["postgres", "nats", "gateway"])
def test_a_program_that_is_killed_comes_back(town: Town, name: str) -> None:
    town.programs = "servers"
    town.up()
    killed = town.state.programs[name].pid
    assert killed is not None
    process = psutil.Process(killed)
    process.send_signal(signal.SIGKILL)
    process.wait(10)

    assert f"✓ {name} 就绪 · ready" in town.up()
    now = town.state.programs[name]
    assert now.restarts == 1
    assert now.pid not in (None, killed)


def test_each_starts_after_those_it_needs(town: Town) -> None:
    town.programs = "three_deep"
    said = town.up().splitlines()
    order = ["✓ step 完成 · done", "✓ room 就绪 · ready", "✓ gateway 就绪 · ready"]
    assert [line for line in said if line in order] == order
    assert town.state.programs["step"].standing is Standing.DONE


def test_a_program_that_ignores_the_word_is_ended_with_all_it_started(town: Town) -> None:
    town.programs = "stubborn"
    town.up()
    running = town.processes()
    assert town.yizhan("down").returncode == 0
    _, alive = psutil.wait_procs(running, timeout=5)
    assert alive == []


def test_programs_that_wait_for_each_other_are_a_mistake_in_the_list() -> None:
    one = Program(name="one", argv=("true",), depends_on=("other",))
    other = Program(name="other", argv=("true",), depends_on=("one",))
    with pytest.raises(ValueError, match="wait for each other"):
        in_order((one, other))


def test_status_shows_every_program_and_its_memory(town: Town) -> None:
    assert town.yizhan("status").returncode == 1
    town.up()
    said = town.yizhan("status").stdout
    assert all(name in said for name in ("supervisor", "gateway", "合计 total"))


def _petitions_owner(town: Town) -> str:
    port = town.state.programs["postgres"].ports["postgres"]
    password = kept_secret(town.folder, "postgres-petitions-owner")
    return f"postgresql://petitions_owner:{password}@127.0.0.1:{port}/petitions"
