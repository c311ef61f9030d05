"""Small programs that stand in for the street's, so that the supervisor is tested by itself.

A list is named by YIZHAN_PROGRAMS; each takes what the street's own list takes.
"""

import sys
from collections.abc import Mapping
from dataclasses import replace

from services.town import programs
from services.town.paths import DataFolder
from services.town.ports import LOOPBACK
from services.town.program import Program
from services.town.programs import BEFORE_ROOMS

_DOOR = """
import http.server, json, sys

class Door(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        figures = {"received": 36, "resolved": 27, "resolved_percent": "75.00"}
        body = json.dumps(figures).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        print(self.path, flush=True)

http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Door).serve_forever()
"""
_CHATTER = "while True: print('x' * 1000)"
_DISK_IS_FULL = "import sys; sys.exit('PANIC: could not write: No space left on device')"


def door_alone(folder: DataFolder, port: int, environ: Mapping[str, str]) -> tuple[Program, ...]:
    """A gateway and nothing behind it: up in a moment."""
    return (_door(port),)


def servers(folder: DataFolder, port: int, environ: Mapping[str, str]) -> tuple[Program, ...]:
    """The real database and bus, and a door in front of them."""
    street = programs.street(folder, port, environ)
    real = tuple(one for one in street if one.name in BEFORE_ROOMS)
    return (*real, replace(_door(port), depends_on=BEFORE_ROOMS))


def three_deep(folder: DataFolder, port: int, environ: Mapping[str, str]) -> tuple[Program, ...]:
    """A step, a program that needs it, and a door that needs the program."""
    step = _python("step", "print('stepped')", once=True)
    room = _python("room", "import signal; signal.pause()", depends_on=("step",))
    return (step, room, replace(_door(port), depends_on=("room",)))


def chatter(folder: DataFolder, port: int, environ: Mapping[str, str]) -> tuple[Program, ...]:
    """A program that prints without pause."""
    return (_door(port), _python("chatter", _CHATTER))


def full_disk(folder: DataFolder, port: int, environ: Mapping[str, str]) -> tuple[Program, ...]:
    """A database that says what one says when nothing more fits on the disk."""
    return (_python("postgres", _DISK_IS_FULL), replace(_door(port), depends_on=("postgres",)))


def broken(folder: DataFolder, port: int, environ: Mapping[str, str]) -> tuple[Program, ...]:
    """A room that ends as soon as it begins."""
    room = _python("mediation", "raise SystemExit(3)")
    return (replace(room, ready_url=f"http://{LOOPBACK}:9/readyz"), _door(port))


def stubborn(folder: DataFolder, port: int, environ: Mapping[str, str]) -> tuple[Program, ...]:
    """A room that does not listen to a polite word, and started another like it."""
    code = (
        "import signal, subprocess, sys\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "if len(sys.argv) == 1: subprocess.Popen([sys.executable, *sys.orig_argv[1:], 'again'])\n"
        "while True: signal.pause()"
    )
    return (_python("stubborn", code), _door(port))


def _door(port: int) -> Program:
    url = f"http://{LOOPBACK}:{port}/readyz"
    return Program(
        name="gateway",
        argv=(sys.executable, "-c", _DOOR, str(port)),
        ready_url=url,
        ports={"http": port},
    )


def _python(
    name: str, code: str, *, once: bool = False, depends_on: tuple[str, ...] = ()
) -> Program:
    argv = (sys.executable, "-c", code)
    return Program(name=name, argv=argv, once=once, depends_on=depends_on)
