"""Personal words are found wherever they stand in a message."""

from typing import Annotated

from services.kernel import Code, Sealed, Value, of
from services.kernel.sealed import sealed_in


def box(name: str) -> Sealed:
    return Sealed(person="ada", under="c1", nonce="n", box=name)


class Visit(Value):
    place: Code
    note: Annotated[Sealed, of("person")]


class Story(Value):
    person: Code
    title: Annotated[Sealed, of("person")]
    visits: tuple[Visit, ...] = ()
    answers: dict[str, Sealed] = {}
    reply: Annotated[Sealed, of("person")] | None = None


def test_every_sealed_text_is_found_with_the_name_of_its_field() -> None:
    story = Story(
        person="ada",
        title=box("title"),
        visits=(Visit(place="a", note=box("first")), Visit(place="b", note=box("second"))),
        answers={"why": box("because")},
    )
    assert [(name, sealed.box) for name, sealed in sealed_in(story)] == [
        ("title", "title"),
        ("note", "first"),
        ("note", "second"),
        ("why", "because"),
    ]


def test_a_message_without_personal_words_has_none() -> None:
    assert list(sealed_in(Visit.model_fields)) == []
    assert list(sealed_in("text")) == []


def test_whose_words_they_are_is_named_best_first() -> None:
    assert of("petitioner", "person").fields == ("petitioner", "person")
