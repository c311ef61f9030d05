"""Who asks, and as whom an event is signed."""

from functools import lru_cache

from services.kernel.values import State, Value


class Grant(State):
    """A role somebody holds at an org unit; it reaches down to every unit below that one."""

    role: str
    org: str


class Principal(State):
    """An authenticated person (or a room acting by itself) within one street."""

    person: str
    street: str
    grants: tuple[Grant, ...] = ()

    @property
    def is_system(self) -> bool:
        return self.person.startswith("system:")


class Actor(Value):
    """As whom an event was made: the person, and the grant that allowed it."""

    person: str
    role: str
    org: str


@lru_cache(maxsize=10_000)
def signed(person: str, role: str, org: str) -> Actor:
    """The actor of this name, made once: the same few people sign most events."""
    return Actor(person=person, role=role, org=org)


def system(room: str, street: str) -> Principal:
    """A room acting by itself: a reaction, a process or a timer. Never accepted from the wire."""
    return Principal(
        person=f"system:{room}", street=street, grants=(Grant(role="system", org=street),)
    )
