"""`python -m services.activities`: run the activity room until told to stop."""

from services.activities.room import room
from services.plumbing.life import run

if __name__ == "__main__":
    run(room)
