"""A very small room for the tests of everything that carries rooms: shelves, and books on them."""

from collections.abc import Sequence
from datetime import datetime

from services.kernel import (
    Around,
    CancelTimer,
    Claim,
    Code,
    Command,
    Deadline,
    Decider,
    Event,
    Forbidden,
    Instant,
    Line,
    Refusal,
    Release,
    SetTimer,
    Setting,
    Standing,
    State,
    Take,
    Unknown,
    Vocabulary,
    replace,
)
from services.kernel.actor import Actor, Principal
from services.kernel.ask import Ask

THIEF = Principal(person="thief", street="shengquan")


class NameIsTaken(Refusal):
    """已有同名书架。

    Another shelf has this name.
    """


class BookIsElsewhere(Refusal):
    """书不在此架。

    The book is not on this shelf.
    """


class ShelfIsUnknown(Unknown):
    """查无此书架。

    There is no such shelf.
    """


class ShelfCommand(Command, category="shelf", about="shelf"):
    shelf: Code


class BuildShelf(ShelfCommand, creates=True):
    name: Line


class PutBook(ShelfCommand):
    book: Code
    until: Instant | None = None


class TakeBook(ShelfCommand):
    book: Code


class MoveBook(ShelfCommand):
    book: Code
    to: Code


class ShelfEvent(Event, category="shelf", about="shelf"):
    shelf: Code


class ShelfBuilt(ShelfEvent):
    name: Line


class BookPut(ShelfEvent):
    book: Code
    until: Instant | None = None


class BookTaken(ShelfEvent):
    book: Code


class Shelf(State):
    name: str = ""
    books: tuple[str, ...] = ()


class Library(State):
    """The surroundings: the names of all shelves, in the order they were built."""

    names: tuple[str, ...] = ()


def decide(
    command: Command, shelf: Shelf, setting: Setting[Shelf, Library]
) -> Sequence[ShelfEvent]:
    match command:
        case BuildShelf() if not shelf.name:
            return [ShelfBuilt(shelf=command.shelf, name=command.name)]
        case ShelfCommand() if not shelf.name:
            raise ShelfIsUnknown
        case PutBook() if command.book not in shelf.books:
            return [BookPut(shelf=command.shelf, book=command.book, until=command.until)]
        case TakeBook() if command.book in shelf.books:
            return [BookTaken(shelf=command.shelf, book=command.book)]
        case MoveBook() if not setting.others[command.to].name:
            raise ShelfIsUnknown
        case MoveBook() if command.book in shelf.books:
            return [
                BookTaken(shelf=command.shelf, book=command.book),
                BookPut(shelf=command.to, book=command.book),
            ]
        case TakeBook() | MoveBook():
            raise BookIsElsewhere
        case BuildShelf():
            raise NameIsTaken
        case _:
            return []


def evolve(shelf: Shelf, event: Event) -> Shelf:
    match event:
        case ShelfBuilt():
            return replace(shelf, name=event.name)
        case BookPut():
            return replace(shelf, books=(*shelf.books, event.book))
        case BookTaken():
            left = tuple(book for book in shelf.books if book != event.book)
            return replace(shelf, books=left)
        case _:
            return shelf


def seen(library: Library, event: Event) -> Library:
    match event:
        case ShelfBuilt():
            return Library(names=(*library.names, event.name))
        case _:
            return library


def others(command: Command) -> Sequence[str]:
    return (command.to,) if isinstance(command, MoveBook) else ()


def claims(event: Event) -> Sequence[Claim]:
    match event:
        case ShelfBuilt():
            return [Take(scope="name", key=event.name, refusal=NameIsTaken)]
        case BookPut():
            return [Take(scope="book", key=event.book)]
        case BookTaken():
            return [Release(scope="book", key=event.book)]
        case _:
            return []


def deadlines(event: Event) -> Sequence[Deadline]:
    match event:
        case BookPut(until=datetime() as until):
            due = TakeBook(shelf=event.shelf, book=event.book)
            return [SetTimer(name=event.book, due_at=until, command=due)]
        case BookTaken():
            return [CancelTimer(name=event.book)]
        case _:
            return []


def permit(ask: Ask, standing: Standing, library: Library) -> Actor:
    if ask.principal.person == THIEF.person:
        raise Forbidden
    return Actor(person=ask.principal.person, role="reader", org=standing.place)


commands: Sequence[type[Command]] = (BuildShelf, PutBook, TakeBook, MoveBook)
events = Vocabulary[Event]("library", [ShelfBuilt, BookPut, BookTaken])
around = Around[Library](categories=("shelf",), initial=Library(), evolve=seen)
decider: Decider[Command, Shelf, Event, Library] = Decider(
    category="shelf",
    initial=Shelf(),
    decide=decide,
    evolve=evolve,
    standing=lambda command, shelf, library: Standing(place="shengquan"),
    others=others,
    deadlines=deadlines,
    claims=claims,
)
