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
        mine = type(self).__pydantic_fields__
        if not fields.keys() <= mine.keys():
            raise TypeError(f"{type(self).__name__} has no {sorted(fields.keys() - mine.keys())}")
        return self.model_copy(update=fields)


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
