"""What a program tells its operators: one JSON object a line, in UTC, with nothing a resident said.

Whatever writes a log goes through here: our own loggers, the libraries' through stdlib logging,
warnings, and exceptions nobody caught. Of an exception only its type and place are told, since its
message may quote what somebody wrote.
"""

import logging
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Final, TextIO

import orjson
import structlog

from services.plumbing.lines import Gathered, Lines
from services.plumbing.redaction import foreign_sentence, redact

UVICORN: Final[dict[str, Any]] = {"log_config": None, "access_log": False}
"""How to start uvicorn, so that it speaks through here and writes no access log."""

_FRAMES = 30
_LEVELS = (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL)
_ABOUT: ContextVar[Mapping[str, str]] = ContextVar("about", default=MappingProxyType({}))


def speak(level: str = "INFO", *, stream: TextIO | None = None) -> None:
    """Send every log line of this process to `stream` (stdout); called once, first thing."""
    lowest = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            tell_about,
            structlog.processors.add_log_level,
            tell_exception,
            redact,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(serializer=_json),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(lowest),
        logger_factory=Lines(stream) if stream is not None else Gathered(sys.stdout),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers = [_FromLibraries()]
    root.setLevel(lowest)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "faststream"):
        ours = logging.getLogger(name)
        ours.handlers, ours.propagate = [], True
    logging.getLogger("uvicorn.access").disabled = True
    warnings.showwarning = _warned
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _died


def about(
    *, trace_id: str | None = None, command_id: str | None = None
) -> AbstractContextManager[None]:
    """What the lines written inside are about: kept per task, so it follows `await`."""
    said = dict(_ABOUT.get())
    if trace_id is not None:
        said["trace_id"] = trace_id
    if command_id is not None:
        said["command_id"] = command_id
    return _About(said)


class _About(AbstractContextManager[None]):
    """A class, since every command passes two of them: a generator takes three times as long."""

    __slots__ = ("_before", "_said")

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said

    def __enter__(self) -> None:
        self._before = _ABOUT.set(self._said)

    def __exit__(self, *_: object) -> None:
        _ABOUT.reset(self._before)


def tell_about(_: object, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """What the task at work is about, with every line it writes."""
    return {**_ABOUT.get(), **line}


def tell_exception(_: object, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """`exc_info` as types and places, outermost first, never as messages."""
    failed = _exception(line.pop("exc_info", None))
    if failed is not None:
        line["kind"] = [type(one) for one in _chain(failed)]
        line["frames"] = _frames(failed.__traceback__)
        sqlstate = getattr(failed, "sqlstate", None)
        if isinstance(sqlstate, str):
            line["sqlstate"] = sqlstate
        if isinstance(failed, OSError) and failed.errno is not None:
            line["errno"] = failed.errno
    return line


class _FromLibraries(logging.Handler):
    """Stdlib logging, into the same stream through the same walls."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger().log(
            max((level for level in _LEVELS if level <= record.levelno), default=logging.DEBUG),
            foreign_sentence(record.msg, record.args),
            logger=record.name,
            exc_info=record.exc_info,
        )


def _exception(told: object) -> BaseException | None:
    match told:
        case BaseException():
            return told
        case (_, BaseException() as failed, _):
            return failed
        case None | False | (None, None, None):
            return None
        case _:
            return sys.exception()


def _chain(failed: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = failed
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        hidden = None if one.__suppress_context__ else one.__context__
        one = one.__cause__ or hidden


def _frames(trace: TracebackType | None) -> list[str]:
    found = traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)[-_FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in found]


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Its text may quote a value, as pydantic's do: kind and place are enough to find it."""
    structlog.get_logger().warning(
        "warning", logger="warnings", kind=category, frames=[f"{Path(filename).name}:{lineno}"]
    )


def _uncaught(
    kind: type[BaseException], failed: BaseException, trace: TracebackType | None
) -> None:
    if isinstance(failed, KeyboardInterrupt):
        sys.__excepthook__(kind, failed, trace)
    else:
        structlog.get_logger().critical("uncaught exception", exc_info=failed)


def _unraisable(told: "sys.UnraisableHookArgs") -> None:
    structlog.get_logger().error("exception nobody could catch", exc_info=told.exc_value)


def _died(told: threading.ExceptHookArgs) -> None:
    structlog.get_logger().critical("a thread died", exc_info=told.exc_value)


def _json(line: object, **_: object) -> str:
    return orjson.dumps(line, default=repr).decode()
