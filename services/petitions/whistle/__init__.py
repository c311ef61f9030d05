"""Whistle and report-in (吹哨报到): the street calls departments, and both sides are scored."""
