"""What is on the screens: every read model of the street, by name.

A sealed text keeps, on its card, the field name it was sealed under: only so can it be opened.
"""
