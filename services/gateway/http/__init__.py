"""The only door for clients: requests become commands, cards become answers."""
