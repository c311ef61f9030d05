"""What an image holds and how it runs: its own code, no compiler, no tests, as nobody special."""

import json
from typing import Any

import pytest

from tests.deploy.composed import ROOMS, TAG, ComposedStreet, ran

pytestmark = pytest.mark.needs_engine

PROGRAMS = (*ROOMS, "gateway")
FLOORS = {"authority", "contracts", "kernel", "plumbing", "proof"}


async def _config(name: str) -> Any:
    [image] = json.loads(await ran("docker", "image", "inspect", f"yizhan/{name}:{TAG}"))
    return image["Config"]


async def _shell(name: str, script: str) -> str:
    command = ("docker", "run", "--rm", "--network", "none", "--read-only", "--entrypoint", "sh")
    return await ran(*command, f"yizhan/{name}:{TAG}", "-c", script)


@pytest.mark.parametrize("name", [*PROGRAMS, "tools"])
async def test_an_image_runs_as_nobody_in_particular_and_says_what_it_is(
    street: ComposedStreet, name: str
) -> None:
    config = await _config(name)
    assert config["User"] == "10001:10001"
    assert config["Labels"]["org.opencontainers.image.licenses"] == "Apache-2.0"
    assert config["Labels"]["org.opencontainers.image.description"]
    assert (
        await _shell(name, "id -u; touch /srv/yizhan/x 2>/dev/null || echo refused")
    ).split() == [
        "10001",
        "refused",
    ]


@pytest.mark.parametrize("name", PROGRAMS)
async def test_a_program_says_how_its_health_is_asked(street: ComposedStreet, name: str) -> None:
    health = (await _config(name))["Healthcheck"]
    assert health["Test"][0] == "CMD"
    assert health["Test"][-1].endswith("/healthz")


@pytest.mark.parametrize("name", PROGRAMS)
async def test_an_image_holds_its_own_code_and_the_floors_below(
    street: ComposedStreet, name: str
) -> None:
    folders = (await _shell(name, "ls -d /srv/yizhan/services/*/")).split()
    assert {each.rstrip("/").rpartition("/")[2] for each in folders} - {"__pycache__"} == {
        *FLOORS,
        name,
    }


@pytest.mark.parametrize("name", [*PROGRAMS, "tools"])
async def test_an_image_holds_no_compiler_and_no_tests(street: ComposedStreet, name: str) -> None:
    found = await _shell(
        name,
        "command -v cc gcc g++ make uv git; ls -d /srv/yizhan/tests /building 2>/dev/null; true",
    )
    assert found == ""
    libraries = await _shell(name, "ls /opt/yizhan/lib/python3.13/site-packages")
    assert {"pytest", "hypothesis", "testcontainers"}.isdisjoint(libraries.split())


@pytest.mark.parametrize("service", PROGRAMS)
async def test_a_running_program_may_write_only_where_it_must(
    street: ComposedStreet, service: str
) -> None:
    [one, *_] = await street.containers(service)
    [told] = json.loads(await ran("docker", "inspect", one))
    host = told["HostConfig"]
    assert host["ReadonlyRootfs"]
    assert host["CapDrop"] == ["ALL"]
    assert "no-new-privileges:true" in host["SecurityOpt"]
    written = [mount["Destination"] for mount in told["Mounts"] if mount["RW"]]
    assert written == ([] if service == "gateway" else ["/signed"])


async def test_a_program_with_wrong_settings_ends_with_one_sentence_each(
    street: ComposedStreet,
) -> None:
    with pytest.raises(AssertionError, match="YIZHAN_DATABASE_URL 没有设置"):
        await ran("docker", "run", "--rm", "--network", "none", f"yizhan/petitions:{TAG}")
