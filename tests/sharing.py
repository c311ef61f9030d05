"""Which tests stay on one worker: those of one file, and all that walk in the same town."""

from xdist.scheduler import LoadScopeScheduling


class ByTown(LoadScopeScheduling):  # type: ignore[misc] # xdist ships no types
    """`-n 2`: files go to whoever is free; the walks go together, and so do the faults."""

    def _split_scope(self, nodeid: str) -> str:
        match nodeid.partition("::")[0].split("/"):
            case [*_, "walk", "test_demonstration.py" as name]:
                return name
            case [*_, "walk" | "faults" as town, _]:
                return town
            case path:
                return "/".join(path)
