"""Columns of a batch as one text each: a driver looks at every element of a list, twice.

Where there are thousands of short ones a second, that look costs more than what it is for. So
numbers go as the literal of an array, and names joined by a sign that stands in none of them.
"""

from collections.abc import Sequence

BREAK = "\x1f"


def numbers(column: Sequence[object]) -> str:
    """`{1,2,NULL}`: for `$n::text::bigint[]`."""
    return "{" + ",".join(["NULL" if each is None else str(each) for each in column]) + "}"


def names(column: Sequence[str]) -> str:
    """For `string_to_array($n::text, chr(31))`. ValueError for a name that could not be told apart
    from two, or from none."""
    joined = BREAK.join(column)
    if joined.count(BREAK) != max(0, len(column) - 1) or (len(column) == 1 and not joined):
        raise ValueError("a name in a batch holds a separator, or is empty")
    return joined
