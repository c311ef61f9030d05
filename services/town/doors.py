"""The rooms' doors for programs of the house: named by the environment, else those of this town."""

import json
from collections.abc import Mapping
from pathlib import Path

from services.town.audit.source import Source
from services.town.paths import data_folder
from services.town.ports import LOOPBACK
from services.town.provisioner import ROOMS
from services.town.running import owner
from services.town.troubles import Trouble


def doors(environ: Mapping[str, str], street: str | None = None) -> Source:
    """The logs of a street (the first one served, if none is named)."""
    where = street or (environ.get("YIZHAN_STREETS") or "shengquan").partition(",")[0].strip()
    if environ.get("YIZHAN_FEEDS"):
        return Source(json.loads(environ["YIZHAN_FEEDS"]), _token(environ), where)
    folder = data_folder(dict(environ))
    found = owner(folder)
    if found is None or found.state is None:
        raise Trouble(
            f"没有设置 YIZHAN_FEEDS，{folder.root} 里也没有正在运行的驿站：请先运行 make up",
            f"YIZHAN_FEEDS is not set and no town is running in {folder.root}: run make up first",
        )
    programs = found.state.programs
    feeds = {room: f"http://{LOOPBACK}:{programs[room].ports['http']}" for room in ROOMS}
    return Source(feeds, (folder.secrets / "feed-token").read_text().strip(), where)


def _token(environ: Mapping[str, str]) -> str | None:
    file = environ.get("YIZHAN_FEED_TOKEN_FILE")
    return Path(file).read_text().strip() if file else environ.get("YIZHAN_FEED_TOKEN")
