"""`python -m services.petitions`: run the hall until told to stop."""

from services.petitions.room import room
from services.plumbing.life import run

if __name__ == "__main__":
    run(room)
