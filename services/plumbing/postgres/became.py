"""What the log says of a request, as the kernel calls it."""

from services.kernel.store import Answer, Appended, Outcome, Raced, Reused, Taken

NOTHING = ("", "")
"""No claim: its scope and key."""


def became(
    word: str,
    stream: str | None,
    version: int | None,
    position: int | None,
    claim: tuple[str, str] = NOTHING,
) -> Outcome:
    """`word` as the append functions say it; `claim` is the scope and key that was taken."""
    answer = Answer(stream=stream or "", version=version or 0, position=position or 0)
    match word:
        case "written":
            return Appended(answer=answer)
        case "again":
            return Appended(answer=answer, again=True)
        case "reused":
            return Reused()
        case "taken":
            scope, key = claim
            return Taken(scope=scope, key=key, holder=answer)
        case _:
            return Raced()
