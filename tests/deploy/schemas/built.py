"""An overlay as `kubectl apply` would be given it, with secrets made for the test."""

import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from services.town.handing_out import Street, hand_out
from services.town.paths import CHECKOUT

KUBERNETES = CHECKOUT / "deploy" / "kubernetes"
OVERLAYS = {"small": "postgres:5432", "production": "postgres-{database}-rw:5432"}
"""By name, where each finds its databases: as its README has the secrets made."""

type Object = dict[str, Any]

_PODS_OF = {"Deployment", "StatefulSet", "Job"}


@dataclass(frozen=True)
class Built:
    """Every object of one overlay."""

    name: str
    objects: Sequence[Object]

    def of(self, *kinds: str) -> list[Object]:
        return [each for each in self.objects if each["kind"] in kinds]

    def one(self, kind: str, name: str) -> Object:
        [found] = [each for each in self.of(kind) if each["metadata"]["name"] == name]
        return found

    @property
    def workloads(self) -> list[Object]:
        """Whatever makes pods."""
        return self.of(*_PODS_OF)

    def keys(self, kind: str, name: str) -> set[str]:
        """What a Secret or ConfigMap holds, by its name; KeyError where there is none."""
        held = {each["metadata"]["name"]: each for each in self.of(kind)}
        return set(held[name].get("data", {}))


@cache
def build(name: str) -> Built:
    """From a copy, so that the secrets of the checkout, if it has any, are left alone."""
    kubectl = Path(sysconfig.get_path("scripts")) / "kubectl"
    with TemporaryDirectory(prefix="yizhan-kubernetes-") as scratch:
        copy = Path(scratch) / "kubernetes"
        shutil.copytree(KUBERNETES, copy, ignore=_made_secrets)
        overlay = copy / "overlays" / name
        hand_out(overlay, Street(postgres=OVERLAYS[name]))
        run = subprocess.run(
            [kubectl, "kustomize", overlay], capture_output=True, text=True, timeout=60
        )
    assert run.returncode == 0, run.stderr
    return Built(name, [each for each in yaml.safe_load_all(run.stdout) if each])


def pod(workload: Object) -> Object:
    """The pod that a workload makes: labels and spec."""
    return dict(workload["spec"]["template"])


def containers(workload: Object) -> Iterator[Object]:
    spec = pod(workload)["spec"]
    yield from spec.get("initContainers", [])
    yield from spec["containers"]


def selects(selector: Object, labels: dict[str, str]) -> bool:
    """Whether a label selector, of whatever form, finds these labels."""
    exact = selector.get("matchLabels", {}).items() <= labels.items()
    return exact and all(_holds(one, labels) for one in selector.get("matchExpressions", []))


def _holds(expression: Object, labels: dict[str, str]) -> bool:
    value = labels.get(expression["key"])
    match expression["operator"]:
        case "In":
            return value in expression["values"]
        case "Exists":
            return value is not None
        case other:
            raise AssertionError(f"a selector with {other}: teach this test what it means")


def _made_secrets(folder: str, names: list[str]) -> set[str]:
    if Path(folder).name != "secrets":
        return set()
    return set(names) - {"kustomization.yaml", ".gitignore"}
