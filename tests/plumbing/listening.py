"""An ear at a process's log: what it would have written, and the world put back afterwards."""

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from services.plumbing import logs


@contextmanager
def listening(level: str = "DEBUG") -> Iterator[io.StringIO]:
    """Everything this process logs, with the world put back as it was afterwards."""
    root, heard = logging.getLogger(), io.StringIO()
    before = root.handlers, root.level
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        try:
            logs.speak(level, stream=heard)
            yield heard
        finally:
            structlog.reset_defaults()
            root.handlers, root.level = before
            sys.excepthook, sys.unraisablehook, threading.excepthook = hooks


def lines(heard: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in heard.getvalue().splitlines()]
