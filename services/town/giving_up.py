"""What a command is told by its environment, and how it says that it cannot."""

import os
from typing import NoReturn

import typer

from services.plumbing.environment import SettingsWrong, with_files
from services.town.troubles import Trouble


def told() -> dict[str, str]:
    """The environment, files it names read in. Trouble where one cannot be read."""
    try:
        return with_files(os.environ)
    except SettingsWrong as wrong:
        chinese, _, english = wrong.sentences[0].rstrip(")").partition("(")
        raise Trouble(chinese, english) from wrong


def give_up(trouble: Trouble) -> NoReturn:
    """Ends the command with 1."""
    typer.echo(f"✗ {trouble.chinese}\n  {trouble.english}", err=True)
    raise typer.Exit(1)
