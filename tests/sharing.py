"""Which tests stay on one worker: those of one file, and all that walk in the same town."""

from xdist.scheduler import LoadScopeScheduling

_ON_A_COMPOSED_STREET = ("test_composed_street.py", "test_images.py", "test_operations.py")


class ByTown(LoadScopeScheduling):  # type: ignore[misc] # xdist ships no types
    """`-n 2`: files go to whoever is free; the walks go together, so do the faults, and what a
    composed street is needed for."""

    def _split_scope(self, nodeid: str) -> str:
        match nodeid.partition("::")[0].split("/"):
            case [*_, "walk", "test_demonstration.py" as name]:
                return name
            case [*_, "walk" | "faults" as town, _]:
                return town
            case [*_, "deploy" as street, name] if name in _ON_A_COMPOSED_STREET:
                return street
            case path:
                return "/".join(path)
