"""The names on the bus: derived from room, street and class names, never typed by hand.

No id ever stands in a subject, so their number does not grow with the number of residents.
"""


def stream_name(room: str, street: str) -> str:
    """The JetStream stream that carries one log."""
    return f"{room.upper()}_{street}"


def event_subjects(room: str, street: str) -> str:
    """Everything one log tells."""
    return f"evt.{room}.{street}.>"


def event_subject(room: str, street: str, category: str, kind: str) -> str:
    """Where one event is told."""
    return f"evt.{room}.{street}.{category}.{kind}"


def command_subjects(room: str) -> str:
    """Everything a room can be asked."""
    return f"cmd.{room}.*"


def command_subject(room: str, command: str) -> str:
    """Where one command is asked."""
    return f"cmd.{room}.{command}"


def watermark_subject(room: str, street: str) -> str:
    """Where a room says, every second, how long its log is by now."""
    return f"wm.{room}.{street}"


def inbox(user: str) -> str:
    """Under which a user is answered, and nobody else hears."""
    return f"_INBOX_{user}"


def inbox_subjects(user: str) -> str:
    """Every answer to one user."""
    return f"{inbox(user)}.>"
