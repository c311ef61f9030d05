"""Is an object what its kind's schema says? Strictly: with an unknown field, or kind, it is not.

The cluster's own kinds come with `kubernetes-validate`; the others lie beside this file.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from jsonschema_rs import Draft202012Validator, Registry

from tests.deploy.schemas.built import Object

KUBERNETES = "1.35.0"
"""The oldest release that is still looked after: what it takes, the newer ones take."""

_HERE = Path(__file__).parent


def faults(thing: Object) -> list[str]:
    """What is wrong with it, a line each; nothing where all is well."""
    name = f"{thing.get('kind')}/{thing.get('metadata', {}).get('name')}"
    found = _validator(str(thing.get("apiVersion")), str(thing.get("kind")))
    if found is None:
        return [f"{name}: no schema of {thing.get('apiVersion')} is published here"]
    errors = found.iter_errors(thing)
    return [f"{name}: {'/'.join(map(str, one.instance_path))}: {one.message}" for one in errors]


@cache
def _validator(api: str, kind: str) -> Draft202012Validator | None:
    ours = _HERE / f"{kind.lower()}.json"
    if ours.exists() and json.loads(ours.read_text())["properties"]["apiVersion"]["const"] == api:
        return Draft202012Validator(json.loads(ours.read_text()))
    group, _, version = api.rpartition("/")
    stem = f"{group.partition('.')[0]}-{version}" if group else version
    file = _kubernetes() / f"{kind.lower()}-{stem}.json"
    if not file.exists():
        return None
    return Draft202012Validator(json.loads(file.read_text()), registry=_definitions())


@cache
def _definitions() -> Registry:
    shared = json.loads((_kubernetes() / "_definitions.json").read_text())
    return Registry([("json-schema:///_definitions.json", shared)])


@cache
def _kubernetes() -> Path:
    package = find_spec("kubernetes_validate")
    assert package is not None, "kubernetes-validate is not installed: make dev"
    assert package.origin is not None
    folder = Path(package.origin).parent / "kubernetes-json-schema"
    return folder / f"v{KUBERNETES}-local-strict"
