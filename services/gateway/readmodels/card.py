"""What a card is made of: a value that changes by copying, and the tags a list is filtered by."""

from typing import Self

from services.kernel import Value


class Card(Value):
    """Something on a screen, as it is now. Whatever it shows is in its fields."""

    @classmethod
    def of(cls, said: Value, **fields: object) -> Self:
        """A card of what was said, as far as it shows it, and of these fields."""
        mine = cls.__pydantic_fields__
        shown = {name: value for name, value in vars(said).items() if name in mine}
        return cls(**(shown | fields))

    def but(self, **fields: object) -> Self:
        """This card with other values in these fields."""
        kind = type(self)
        if not fields.keys() <= kind.__pydantic_fields__.keys():
            unknown = fields.keys() - kind.__pydantic_fields__.keys()
            raise TypeError(f"{kind.__name__} has no {sorted(unknown)}")
        # `model_copy` in a third of its time: this is done for every event of every rebuild.
        after, fill = kind.__new__(kind), object.__setattr__
        fill(after, "__dict__", vars(self) | fields)
        fill(after, "__pydantic_fields_set__", self.__pydantic_fields_set__ | fields.keys())
        fill(after, "__pydantic_extra__", None)
        fill(after, "__pydantic_private__", None)
        return after


def tagged(**fields: object) -> frozenset[str]:
    """`tagged(status=..., estate=...)`; a field of None gives no tag, several values several."""
    tags: set[str] = set()
    for name, value in fields.items():
        match value:
            case None:
                continue
            case tuple() | list() | frozenset() | set():
                tags |= {f"{name}:{each}" for each in value}
            case bool():
                tags.add(f"{name}:{'yes' if value else 'no'}")
            case _:
                tags.add(f"{name}:{value}")
    return frozenset(tags)
