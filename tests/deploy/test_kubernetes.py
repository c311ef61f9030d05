"""The manifests of `deploy/kubernetes` are what Kubernetes and its operators say they take."""

import copy
from collections.abc import Callable

import pytest

from tests.deploy.schemas.built import OVERLAYS, Built, Object, build, pod
from tests.deploy.schemas.published import faults


@pytest.fixture(params=sorted(OVERLAYS))
def overlay(request: pytest.FixtureRequest) -> Built:
    return build(str(request.param))


def test_every_object_is_what_its_published_schema_says(overlay: Built) -> None:
    assert [fault for each in overlay.objects for fault in faults(each)] == []


def test_the_programs_the_bus_and_the_databases_are_all_there(overlay: Built) -> None:
    programs = {"petitions", "mediation", "activities", "gateway", "provisioner"}
    databases = {
        "small": {"postgres"},
        "production": {
            f"postgres-{name}"
            for name in ("petitions", "mediation", "activities", "gateway", "vault")
        },
    }[overlay.name]

    assert _named(overlay, "Deployment") == programs
    assert _named(overlay, "StatefulSet", "Cluster") == databases | {"nats"}
    assert _named(overlay, "Job") >= {f"migrate-{name}" for name in programs - {"provisioner"}}


def test_production_keeps_everything_that_cannot_be_grown_again_on_two_disks_and_in_a_backup() -> (
    None
):
    production = build("production")
    kept = {f"postgres-{name}" for name in ("petitions", "mediation", "activities", "vault")}

    synchronous = {
        each["metadata"]["name"]
        for each in production.of("Cluster")
        if each["spec"]["instances"] == 3
        and each["spec"]["postgresql"].get("synchronous", {}).get("dataDurability") == "required"
    }
    backed_up = {each["spec"]["cluster"]["name"] for each in production.of("ScheduledBackup")}

    assert synchronous == backed_up == kept
    assert production.one("StatefulSet", "nats")["spec"]["replicas"] == 3
    provisioner = pod(production.one("Deployment", "provisioner"))["spec"]["containers"][0]
    assert {"name": "YIZHAN_REPLICAS", "value": "3"} in provisioner["env"]


def _misspelt(thing: Object) -> None:
    thing["spec"]["replica"] = 3


def _of_the_wrong_type(thing: Object) -> None:
    thing["spec"]["replicas"] = "three"


def _of_no_known_kind(thing: Object) -> None:
    thing["kind"] = "Deploiment"


def _of_another_api(thing: Object) -> None:
    thing["apiVersion"] = "apps/v1beta1"


@pytest.mark.parametrize(
    "spoil", [_misspelt, _of_the_wrong_type, _of_no_known_kind, _of_another_api]
)
def test_a_deployment_that_was_spoilt_is_refused(
    overlay: Built, spoil: Callable[[Object], None]
) -> None:
    spoilt = copy.deepcopy(overlay.one("Deployment", "petitions"))
    assert faults(spoilt) == []

    spoil(spoilt)

    assert len(faults(spoilt)) == 1


@pytest.mark.parametrize(
    ("kind", "name", "where", "value"),
    [
        ("Cluster", "postgres-vault", ("instances",), "three"),
        ("Cluster", "postgres-vault", ("postgresql", "synchronous", "method"), "all"),
        ("Cluster", "postgres-vault", ("bootstrap", "initdb", "owners"), "vault"),
        ("ScheduledBackup", "postgres-vault", ("schedule",), "0 3 * * *"),
        ("ObjectStore", "vault", ("configuration", "wal", "compression"), "rar"),
        ("ScaledObject", "petitions", ("maxReplicas",), 6),
        ("ScaledObject", "petitions", ("maxReplicaCount",), "six"),
        ("PodMonitor", "yizhan", ("selectors",), {}),
    ],
)
def test_an_operators_object_that_was_spoilt_is_refused(
    kind: str, name: str, where: tuple[str, ...], value: object
) -> None:
    spoilt = copy.deepcopy(build("production").one(kind, name))
    assert faults(spoilt) == []

    inside = spoilt["spec"]
    for step in where[:-1]:
        inside = inside[step]
    inside[where[-1]] = value

    assert len(faults(spoilt)) == 1


def _named(overlay: Built, *kinds: str) -> set[str]:
    return {each["metadata"]["name"] for each in overlay.of(*kinds)}
