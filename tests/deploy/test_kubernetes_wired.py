"""What the manifests give a program is what it takes, and everything they name is there."""

import os
import re
import subprocess
import sysconfig
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from services.plumbing.environment import read
from services.plumbing.settings import GatewaySettings, RoomSettings
from services.town.paths import CHECKOUT
from tests.deploy.schemas.built import OVERLAYS, Built, Object, build, containers, pod
from tests.deploy.schemas.mounts import file_variables, mounted, secrets_of, volumes_of

BY_HAND = {"gateway-tls", "backup-store"}
"""Secrets that an operator makes: `deploy/kubernetes/README.md` says how."""

ROOMS = ("petitions", "mediation", "activities")


@pytest.fixture(params=sorted(OVERLAYS))
def overlay(request: pytest.FixtureRequest) -> Built:
    return build(str(request.param))


@pytest.mark.parametrize("name", [*ROOMS, "gateway"])
def test_a_program_starts_with_the_settings_it_is_given(
    overlay: Built, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = GatewaySettings if name == "gateway" else RoomSettings
    given = _environment(overlay, overlay.one("Deployment", name), tmp_path)
    known = {f"YIZHAN_{field.upper()}" for field in kind.model_fields}
    _as_environment(monkeypatch, given)

    settings = read(kind)

    assert {each if each in known else each.removesuffix("_FILE") for each in given} <= known
    assert (
        settings.environment == {"small": "development", "production": "production"}[overlay.name]
    )
    assert settings.feeds == {room: f"http://{room}:9000" for room in ROOMS}
    assert urlsplit(settings.database_url.get_secret_value()).username == name


def test_a_tool_is_told_nothing_that_no_tool_asks_for(overlay: Built) -> None:
    sources = "".join(file.read_text() for file in (CHECKOUT / "services" / "town").glob("*.py"))
    asked = set(re.findall(r"YIZHAN_[A-Z_]+", sources))
    tools = [
        each
        for workload in overlay.workloads
        for each in containers(workload)
        if each["image"].startswith("yizhan/tools:")
    ]

    told = {variable["name"].removesuffix("_FILE") for each in tools for variable in each["env"]}

    assert len(tools) == {"small": 6, "production": 5}[overlay.name]
    assert told <= asked


def test_an_owners_password_is_given_to_the_migrations_alone(overlay: Built) -> None:
    owners = {"small": {"databases"}, "production": set[str]()}[overlay.name]
    for each in overlay.workloads:
        files = {file for name in secrets_of(each) for file in overlay.keys("Secret", name)}
        name = each["metadata"]["name"]
        told = any("migration-url" in file or file.endswith("-owner") for file in files)
        assert told is (name.startswith("migrate-") or name in owners), name


def test_whatever_a_pod_mounts_or_reads_is_made(overlay: Built) -> None:
    for each in overlay.workloads:
        for name in secrets_of(each):
            assert overlay.keys("Secret", name), name
        for container in containers(each):
            for source in container.get("envFrom", []):
                assert overlay.keys("ConfigMap", source["configMapRef"]["name"])
            mounts = {mount["name"] for mount in container["volumeMounts"]}
            assert mounts <= {volume["name"] for volume in volumes_of(each)}, each["metadata"]


def test_every_file_that_a_variable_names_ismounted(overlay: Built) -> None:
    seen = 0
    for each in overlay.workloads:
        for variable, path in file_variables(overlay, each):
            assert path in mounted(overlay, each), variable
            seen += 1
    assert seen == {"small": 30, "production": 28}[overlay.name]


def test_what_an_operators_object_names_is_made_here_or_by_hand(overlay: Built) -> None:
    made = {each["metadata"]["name"] for each in overlay.of("Secret")} | BY_HAND
    deployments = {each["metadata"]["name"] for each in overlay.of("Deployment")}
    stores = {each["metadata"]["name"] for each in overlay.of("ObjectStore")}
    for cluster in overlay.of("Cluster"):
        spec = cluster["spec"]
        roles = [each["passwordSecret"]["name"] for each in spec["managed"]["roles"]]
        assert {spec["bootstrap"]["initdb"]["secret"]["name"], *roles} <= made
        assert {p["parameters"]["barmanObjectName"] for p in spec.get("plugins", [])} <= stores
    for scaled in overlay.of("ScaledObject"):
        assert scaled["spec"]["scaleTargetRef"]["name"] in deployments
    assert overlay.one("Ingress", "gateway")["spec"]["tls"][0]["secretName"] in made


def test_a_feed_is_found_while_its_room_is_not_ready(overlay: Built) -> None:
    for room in ROOMS:
        found = overlay.one("Service", room)["spec"]
        assert found["publishNotReadyAddresses"] is True
        assert [each["port"] for each in found["ports"]] == [9000]


def test_replicas_on_several_nodes_share_what_was_signed_last() -> None:
    production = build("production")
    for room in ROOMS:
        claimed = production.one("PersistentVolumeClaim", f"signed-{room}")["spec"]
        volumes = pod(production.one("Deployment", room))["spec"]["volumes"]
        assert claimed["accessModes"] == ["ReadWriteMany"]
        named = {"name": "signed", "persistentVolumeClaim": {"claimName": f"signed-{room}"}}
        assert named in volumes


def test_a_scaler_asks_for_measures_that_the_programs_keep() -> None:
    kept = (CHECKOUT / "services" / "plumbing" / "metrics.py").read_text()
    queries = [
        trigger["metadata"]["query"]
        for each in build("production").of("ScaledObject")
        for trigger in each["spec"]["triggers"]
    ]
    assert len(queries) == 7
    for name in (name for query in queries for name in re.findall(r"yizhan_\w+", query)):
        assert f'"{name}"' in kept, name


def test_every_image_carries_a_tag_that_the_overlay_sets(overlay: Built) -> None:
    for each in (one for workload in overlay.workloads for one in containers(workload)):
        assert re.fullmatch(r"[a-z/]+:[0-9][\w.-]*", each["image"]), each["image"]
        assert "latest" not in each["image"]


def test_three_nats_servers_take_the_configuration_they_are_given(tmp_path: Path) -> None:
    production = build("production")
    nats = production.one("StatefulSet", "nats")
    for path, text in mounted(production, nats).items():
        (tmp_path / Path(path).name).write_bytes(text)
    server = Path(sysconfig.get_path("scripts")) / "nats-server"

    tried = subprocess.run(
        [server, "-t", "--config", tmp_path / "cluster.conf"],
        env={**os.environ, "POD_NAME": "nats-0"},
        capture_output=True,
        text=True,
        timeout=20,
    )

    assert tried.returncode == 0, tried.stderr
    assert pod(nats)["spec"]["containers"][0]["args"] == ["--config", "/etc/nats/cluster.conf"]


def _environment(overlay: Built, workload: Object, folder: Path) -> dict[str, str]:
    """A container's variables as it would see them, its files in `folder`."""
    [container] = containers(workload)
    given: dict[str, str] = {}
    for source in container.get("envFrom", []):
        given |= overlay.one("ConfigMap", source["configMapRef"]["name"])["data"]
    given |= {each["name"]: each["value"] for each in container["env"]}
    for path, text in mounted(overlay, workload).items():
        file = folder / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    inside = {name for name, value in given.items() if value in mounted(overlay, workload)}
    return {name: str(folder) + text if name in inside else text for name, text in given.items()}


def _as_environment(monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> None:
    for name in [each for each in os.environ if each.startswith("YIZHAN_")]:
        monkeypatch.delenv(name)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
