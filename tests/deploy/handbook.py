"""deploy/README.md as what it is: command sequences under headings, run as they stand there."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from services.town.paths import CHECKOUT
from tests.deploy.composed import ran

HANDBOOK = CHECKOUT / "deploy" / "README.md"
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(heading: str) -> list[str]:
    """The command sequences of one section, in order. Its Chinese name is enough."""
    _, _, rest = HANDBOOK.read_text().partition(f"\n## {heading} ")
    section, _, _ = rest.partition("\n## ")
    found = _BLOCK.findall(section)
    assert found, f"the handbook has no commands under {heading}"
    return found


async def followed(block: str, environ: Mapping[str, str], house: Path) -> str:
    """Run a sequence as somebody who types it, every line of it well; what it printed."""
    commands = CHECKOUT / ".venv" / "bin"
    path = f"{commands}{os.pathsep}{os.environ['PATH']}"
    more = {**environ, "HOUSE": str(house), "PATH": path}
    return await ran("bash", "-euo", "pipefail", "-c", block, environ=more)
