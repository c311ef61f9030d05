"""What a pod finds in its file system: which Secret or ConfigMap puts which file where."""

import base64
from collections.abc import Iterator

from tests.deploy.schemas.built import Built, Object, containers, pod


def file_variables(overlay: Built, workload: Object) -> Iterator[tuple[str, str]]:
    """Each `YIZHAN_<NAME>_FILE` and the path it names."""
    for container in containers(workload):
        for each in container.get("env", []):
            if each["name"].startswith("YIZHAN_") and each["name"].endswith("_FILE"):
                yield each["name"], each["value"]
        for source in container.get("envFrom", []):
            data = overlay.one("ConfigMap", source["configMapRef"]["name"])["data"]
            yield from ((name, text) for name, text in data.items() if name.endswith("_FILE"))


def mounted(overlay: Built, workload: Object) -> dict[str, bytes]:
    """Every file that a Secret or a ConfigMap puts into the container, by its path."""
    found: dict[str, bytes] = {}
    mounts = [each for one in containers(workload) for each in one["volumeMounts"]]
    places = {each["name"]: each["mountPath"] for each in mounts}
    for volume in volumes_of(workload):
        for kind, name in _sources(volume):
            data = overlay.one(kind, name)["data"]
            for file, text in data.items():
                path = f"{places[volume['name']]}/{file}"
                found[path] = base64.b64decode(text) if kind == "Secret" else text.encode()
    return found


def _sources(volume: Object) -> Iterator[tuple[str, str]]:
    if "secret" in volume:
        yield "Secret", volume["secret"]["secretName"]
    for each in volume.get("projected", {}).get("sources", []):
        if "secret" in each:
            yield "Secret", each["secret"]["name"]
        else:
            yield "ConfigMap", each["configMap"]["name"]


def secrets_of(workload: Object) -> list[str]:
    """The names of the Secrets it mounts."""
    sources = [each for volume in volumes_of(workload) for each in _sources(volume)]
    return [name for kind, name in sources if kind == "Secret"]


def volumes_of(workload: Object) -> list[Object]:
    """Its volumes, and those that are claimed for each of its pods."""
    templates = workload["spec"].get("volumeClaimTemplates", [])
    claimed = [{"name": each["metadata"]["name"]} for each in templates]
    return [*pod(workload)["spec"]["volumes"], *claimed]
