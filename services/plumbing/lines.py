"""Where log lines go. A full disk or a closed pipe must not fail the work that was being told."""

import asyncio
import atexit
import threading
from typing import TextIO


class Lines:
    """Each line as it is told."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._one_at_a_time, self.lost = stream, threading.Lock(), 0

    def __call__(self, *_: object) -> "Lines":
        return self

    def msg(self, line: str) -> None:
        try:
            with self._one_at_a_time:
                self._stream.write(line + "\n")
                self._stream.flush()
        except (OSError, ValueError):
            self.lost += 1

    log = debug = info = warning = warn = error = critical = fatal = exception = msg


class Gathered(Lines):
    """What is told within a fiftieth of a second leaves as one: a busy program tells a line for
    every command, and each writing wakes whoever reads. What is wrong leaves at once, since the
    program may end with it.
    """

    PAUSE = 0.02

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._waiting: list[str] = []
        self._letting_go = threading.Lock()
        atexit.register(self._let_go)

    def info(self, line: str) -> None:
        self._waiting.append(line)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # a thread, or a program that has not begun
            self._let_go()
        else:
            if len(self._waiting) == 1:
                loop.call_later(self.PAUSE, self._let_go)

    debug = info

    def msg(self, line: str) -> None:
        self._waiting.append(line)
        self._let_go()

    log = warning = warn = error = critical = fatal = exception = msg

    def _let_go(self) -> None:
        with self._letting_go:
            count = len(self._waiting)  # another thread may add to them meanwhile
            lines = self._waiting[:count]
            del self._waiting[:count]
            if lines:
                super().msg("\n".join(lines))
