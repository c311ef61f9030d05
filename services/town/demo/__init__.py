"""The demonstration street: a data file, and an ordinary client that loads it."""

from services.town.demo.loading import load

__all__ = ["load"]
