"""The street's figures: exact sums over cards, rounded only where they are shown."""
