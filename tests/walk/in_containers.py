"""The town's list of programs with both servers as containers, on the ports and data of their own.

`YIZHAN_PROGRAMS=tests.walk.in_containers:street`. The engine's own command stands where an embedded
server stood: it hands on the signals that it gets.
"""

import signal
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from services.town import programs
from services.town.keys import kept_secret
from services.town.paths import DataFolder
from services.town.program import Program
from tests.containers import NATS_IMAGE, POSTGRES_IMAGE
from tests.servers import why_not_docker

LIST = f"{__name__}:street"
_NOT_FOR_AN_ENTRY_POINT = "unix_socket_directories="
"""It makes the cluster over a socket."""


def where_an_engine_answers() -> dict[str, str]:
    """What a town is told so that its servers are containers, where that can be."""
    linux = sys.platform == "linux"  # elsewhere an engine's ports are not this machine's
    return {"YIZHAN_PROGRAMS": LIST} if linux and why_not_docker() is None else {}


def street(folder: DataFolder, port: int, environ: Mapping[str, str]) -> tuple[Program, ...]:
    """Everything as it is, but for the two servers."""
    swapped = {"postgres": partial(_postgres, folder), "nats": partial(_nats, folder)}
    listed = programs.street(folder, port, environ)
    return tuple(swapped.get(each.name, _as_it_is)(each) for each in listed)


def _as_it_is(program: Program) -> Program:
    return program


def _postgres(folder: DataFolder, program: Program) -> Program:
    data = folder.postgres
    data.mkdir(exist_ok=True)
    settings = [each for each in program.argv if "=" in each]
    wanted = [each for each in settings if not each.startswith(_NOT_FOR_AN_ENTRY_POINT)]
    environment = {
        "POSTGRES_PASSWORD": kept_secret(folder, "postgres"),
        "POSTGRES_INITDB_ARGS": "--encoding=UTF8 --locale=C --data-checksums",
    }
    flags = [f"-c{each}" for each in wanted]
    argv = _run("-v", f"{data}:/var/lib/postgresql", *_told(environment), POSTGRES_IMAGE)
    return replace(
        program,
        argv=(*argv, "postgres", *flags),
        environment=environment,
        before=None,
        runs_as=None,
        orphan_signal=signal.SIGTERM,
    )


def _nats(folder: DataFolder, program: Program) -> Program:
    mounted = ("-v", f"{folder.root}:{folder.root}")
    argv = _run(*mounted, NATS_IMAGE, *program.argv[1:])
    return replace(program, argv=argv, orphan_signal=signal.SIGTERM)


def _run(*words: str) -> tuple[str, ...]:
    return ("docker", "run", "--rm", "--network", "host", "--pull", "never", *words)


def _told(environment: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(word for name in environment for word in ("-e", name))
