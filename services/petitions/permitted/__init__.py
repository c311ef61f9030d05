"""Who may ask what of each part of the hall."""
