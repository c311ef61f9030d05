"""The gateway: the street's one door, and what is shown behind it."""
