"""`python -m services.mediation`: run the mediation room until told to stop."""

from services.mediation.room import room
from services.plumbing.life import run

if __name__ == "__main__":
    run(room)
