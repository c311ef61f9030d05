"""Several letters in one message: commands asked of one room at once, and their answers.

A message costs three programs more than what stands in it. So what is asked of one room in the same
turn of the loop travels together, and so do the answers that are ready in one turn: a slow command
holds up none of the others. A letter alone is a plain message, its command in the subject.

A bag has four lines a letter (command, trace, who asks, fields), an answer has two (which letter of
the bag, reply). All but names and numbers is JSON as pydantic writes it: no newline stands in it.
"""

from collections.abc import Callable, Iterable, Iterator

from services.plumbing.wire import LARGEST_BODY, Letter, NotUnderstood

SEVERAL = "several"
"""What a bag stands under, where a letter names its command: no class is called like this."""

MOST_LETTERS = 32
MOST_BYTES = LARGEST_BODY
"""Of what is put together; half of what the bus carries."""

_LINES = 4


def bag(letters: Iterable[Letter]) -> bytes:
    """They, as one message."""
    lines = [
        line
        for each in letters
        for line in (
            each.command.encode(),
            each.headers["traceparent"].encode(),
            each.headers["cmd"].encode(),
            each.body,
        )
    ]
    return b"\n".join(lines)


def unpacked(message: bytes) -> list[Letter]:
    """The letters of a bag, in order. Raises NotUnderstood when it is none."""
    lines = message.split(b"\n", _LINES * MOST_LETTERS)
    if len(lines) % _LINES or len(message) > 2 * MOST_BYTES:
        raise NotUnderstood
    try:
        return [
            Letter(
                lines[at].decode(),
                {"traceparent": lines[at + 1].decode(), "cmd": lines[at + 2].decode()},
                lines[at + 3],
            )
            for at in range(0, len(lines), _LINES)
        ]
    except UnicodeDecodeError:
        raise NotUnderstood from None


def answered(number: int, reply: bytes) -> bytes:
    """The answer to one letter of a bag."""
    return b"%d\n%b" % (number, reply)


def replies(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Which letter, what reply. Raises ValueError when they are no answers to a bag."""
    lines = message.split(b"\n")
    for number, reply in zip(lines[::2], lines[1::2], strict=True):
        yield int(number), reply


def together[T](each: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """In order, as many as one message takes; what is larger than that stands alone."""
    some: list[T] = []
    weight = 0
    for one in each:
        heavy = size(one)
        if some and (len(some) == MOST_LETTERS or weight + heavy > MOST_BYTES):
            yield some
            some, weight = [], 0
        some.append(one)
        weight += heavy
    if some:
        yield some
