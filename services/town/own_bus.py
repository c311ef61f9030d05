"""The way to the bus of the town in the data folder, for commands that are told of none."""

from collections.abc import Mapping

from services.plumbing.allowed import PROVISIONER
from services.town.paths import DataFolder, data_folder
from services.town.ports import LOOPBACK
from services.town.running import owner
from services.town.troubles import Trouble


def with_bus(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment, with the running town's bus where it names none."""
    if environ.get("YIZHAN_NATS_URL"):
        return dict(environ)
    folder = data_folder(dict(environ))
    port = _port(folder)
    password = (folder.secrets / f"nats-{PROVISIONER}").read_text().strip()
    return {**environ, "YIZHAN_NATS_URL": f"nats://{PROVISIONER}:{password}@{LOOPBACK}:{port}"}


def _port(folder: DataFolder) -> int:
    found = owner(folder)
    if found is None or found.state is None or "nats" not in found.state.programs:
        raise Trouble(
            f"没有设置 YIZHAN_NATS_URL，{folder.root} 里也没有正在运行的驿站："
            "请设置它，或先运行 make up",
            f"YIZHAN_NATS_URL is not set and no town is running in {folder.root}: "
            "set it, or run make up first",
        )
    return found.state.programs["nats"].ports["nats"]
