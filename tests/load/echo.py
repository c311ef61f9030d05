"""How long a message takes to another process and back, on loopback: what a hand-over costs here.

    python -m tests.load.echo PORT      # the other process

Every command is handed over some eighteen times between client, gateway, bus, room and database.
"""

import select
import socket
import subprocess
import sys
import time

_WORD = bytes(64)
_WRITES = 200


def taken(pause: float) -> tuple[float, float]:
    """Median seconds there and back, and our own CPU seconds for it, one every `pause` seconds."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = str(door.getsockname()[1])
        other = subprocess.Popen([sys.executable, "-m", "tests.load.echo", port])
        link, _ = door.accept()
    with link:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        cpu, waits = time.process_time(), list[float]()
        for _ in range(_WRITES):
            select.select((), (), (), pause)
            begun = time.perf_counter()
            link.send(_WORD)
            link.recv(len(_WORD))
            waits.append(time.perf_counter() - begun)
        cpu = time.process_time() - cpu
    other.wait()
    return sorted(waits)[_WRITES // 2], cpu / _WRITES


def _echo(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as link:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while word := link.recv(len(_WORD)):
            link.send(word)


if __name__ == "__main__":
    _echo(int(sys.argv[1]))
