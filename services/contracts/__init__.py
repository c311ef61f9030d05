"""What rooms say to each other: ids, and per room its commands and its events. Words only, no
logic."""
