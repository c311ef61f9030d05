"""`make promises`: which test holds which invariant and flow, read from the tests' names.

A test that shows P-INV-5 is called `test_p_inv_5_…`, one that walks flow X1 `test_x1_…`, one that
tries the corner case §5.1-9 `test_5_1_9_…`; the ids are those of the domain. The table is
written to `services/PROMISES.md`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "services" / "PROMISES.md"

_TEST = re.compile(
    r"^(?:async )?def test_(?:([pmar])_inv_(\d+)|x(\d+)|5_([1-4])_(\d+))_(\w+)\(", re.MULTILINE
)
_HEAD = """\
# Which test holds which promise

Made by `make promises` from the names of the tests; `make check` fails when it is out of date.
P: the hall, M: the mediation room, A: the activity room, R: the registry, X: flows between rooms,
§5: the corner cases a toy gets wrong.

| promise | held by |
|---|---|
"""


def table() -> str:
    """The whole file."""
    held: dict[tuple[str, int], list[str]] = defaultdict(list)
    for promise, where in sorted(_held()):
        held[promise].append(where)
    rows = (f"| {_id(promise)} | {'<br>'.join(held[promise])} |\n" for promise in sorted(held))
    return _HEAD + "".join(rows)


def _held() -> Iterator[tuple[tuple[str, int], str]]:
    for path in (ROOT / "tests").rglob("test_*.py"):
        file = path.relative_to(ROOT)
        for letter, invariant, flow, part, case, words in _TEST.findall(path.read_text()):
            promise = _promise(letter, invariant, flow, part, case)
            yield promise, f"[{words.replace('_', ' ')}](../{file})"


def _promise(letter: str, invariant: str, flow: str, part: str, case: str) -> tuple[str, int]:
    if letter:
        return letter.upper(), int(invariant)
    return ("X", int(flow)) if flow else (f"§5.{part}", int(case))


def _id(promise: tuple[str, int]) -> str:
    kind, number = promise
    if kind.startswith("§"):
        return f"{kind}-{number}"
    return f"X{number}" if kind == "X" else f"{kind}-INV-{number}"


if __name__ == "__main__":
    TABLE.write_text(table())
