"""The town's ports on loopback: the one people use, and free ones for everything behind it."""

import json
import os
import random
import socket
from contextlib import closing
from pathlib import Path

import psutil

from services.town.troubles import not_a_number, port_not_allowed, port_taken

LOOPBACK = "127.0.0.1"
_SERVERS_PORTS = (20_000, 32_000)


def front_port(environ: dict[str, str]) -> int:
    """The port of the street's door: YIZHAN_PORT, else 8080."""
    text = environ.get("YIZHAN_PORT", "").strip() or "8080"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise not_a_number("YIZHAN_PORT", text)
    return int(text)


def is_free(port: int) -> bool:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        # Connections that a former owner left to fade away do not make a port taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except PermissionError as error:
            raise port_not_allowed(port) from error
        except OSError:
            return False
        return True


def check_front_port(port: int) -> None:
    if not is_free(port):
        raise port_taken(port, _holder_of(port))


def free_port() -> int:
    """One that stays free until its program binds it: the system gives those above to whoever
    connects somewhere."""
    while not is_free(port := random.randrange(*_SERVERS_PORTS)):
        pass
    return port


def kept_ports(file: Path, names: tuple[str, ...]) -> dict[str, int]:
    """A port for each name: the one used last time while it is free, else a new one, written down.

    Servers keep their address over a restart, so clients that survived it find them again.
    """
    kept: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
    ports: dict[str, int] = {}
    for name in names:
        port = kept.get(name)
        while port is None or port in ports.values() or not is_free(port):
            port = free_port()
        ports[name] = port
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps(ports, indent=2) + "\n")
    os.replace(draft, file)
    return ports


def _holder_of(port: int) -> str:
    """Who listens there, when this user may know: only to say it in the sentence."""
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        return ""
    for connection in connections:
        listens = connection.status == psutil.CONN_LISTEN
        if listens and connection.laddr and connection.laddr.port == port and connection.pid:
            try:
                return f"{psutil.Process(connection.pid).name()} ({connection.pid})"
            except psutil.Error:
                return str(connection.pid)
    return ""
