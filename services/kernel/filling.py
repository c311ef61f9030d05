"""Making frozen dataclasses quickly: one decision makes a dozen, a rebuild makes millions.

A frozen dataclass's own `__init__` asks `object.__setattr__` for each field. Filling the new
object's dictionary does the same in half the time; nobody has seen the object yet.
"""

from dataclasses import MISSING, fields
from typing import Any


def at_once(cls: type[Any]) -> None:
    """Give a keyword-only frozen dataclass an `__init__` of the same signature that is quicker."""
    known: dict[str, Any] = {"_made_here": object()}
    signature, lines = ["self"], ["filled = self.__dict__"]
    for each in fields(cls):
        name, value = each.name, each.name
        if each.default is not MISSING:
            known[f"_default_{name}"] = each.default
            signature.append(f"{name}=_default_{name}")
        elif each.default_factory is not MISSING:
            known[f"_make_{name}"] = each.default_factory
            signature.append(f"{name}=_made_here")
            value = f"_make_{name}() if {name} is _made_here else {name}"
        else:
            signature.append(name)
        lines.append(f"filled[{name!r}] = {value}")
    if len(signature) > 1:
        signature.insert(1, "*")
    source = f"def __init__({', '.join(signature)}):\n " + "\n ".join(lines)
    made: dict[str, Any] = {}
    exec(source, known, made)
    quick = made["__init__"]
    quick.__qualname__ = f"{cls.__qualname__}.__init__"
    quick.__annotations__ = dict(cls.__init__.__annotations__)
    cls.__init__ = quick
