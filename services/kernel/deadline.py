"""Promises about time: set and cancelled by events, kept by the room's timers."""

from datetime import datetime

from services.kernel.values import Command, State


class SetTimer(State):
    """When `due_at` comes, the room asks itself `command`. Setting the same name again moves it."""

    name: str
    due_at: datetime
    command: Command


class CancelTimer(State):
    """The promise is kept or void."""

    name: str


type Deadline = SetTimer | CancelTimer
