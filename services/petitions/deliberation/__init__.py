"""协商议事: which topics come into the hall, and which are the owners' to decide."""
