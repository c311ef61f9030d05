"""The proof of a room's logs: its tree kept, checkpoints signed, a broken history refused."""
